import { mongoAccounts } from '../../src/store/accounts.ts';
import { mongoCodes } from '../../src/store/codes.ts';
import { ensureIndexes } from '../../src/store/indexes.ts';
import { memoryAccounts, memoryCodes } from '../../src/store/memory-accounts.ts';
import { describeAccounts } from '../contracts/accounts.contract.ts';
import { KeptLog } from '../fakes/log.ts';
import { dropped, freshDatabase } from '../setup/database.ts';

describeAccounts('in memory', async () => ({
  accounts: memoryAccounts(),
  codes: memoryCodes(),
  close: async () => undefined,
}));

describeAccounts('on a MongoDB server', async () => {
  const database = await freshDatabase(new KeptLog());
  await ensureIndexes(database.db);
  const { db } = database;
  return { accounts: mongoAccounts(db), codes: mongoCodes(db), close: () => dropped(database) };
});
