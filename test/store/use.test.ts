import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/store/server.ts';
import { checkUse, keepUse } from '../../src/store/use.ts';
import { KeptLog } from '../fakes/log.ts';
import { dropped, freshDatabase } from '../setup/database.ts';

let database: Database;
beforeAll(async () => {
  database = await freshDatabase(new KeptLog());
});
afterAll(() => dropped(database));
beforeEach(async () => {
  await database.db.collection('meta').deleteMany({});
});

test('a database that nobody has used is for either', async () => {
  await checkUse(database.db, 'playground');
  await checkUse(database.db, 'real');
});

test('real people’s database refuses the playground, and made-up people’s a real channel, in one line', async () => {
  await keepUse(database.db, 'real');
  await checkUse(database.db, 'real');
  const line = { name: 'DatabaseProblem', message: expect.stringMatching(/^[^\n]*MONGODB_DATABASE[^\n]*$/) as string };
  await expect(checkUse(database.db, 'playground')).rejects.toMatchObject(line);
  await database.db.collection('meta').deleteMany({});
  await keepUse(database.db, 'playground');
  await expect(checkUse(database.db, 'real')).rejects.toMatchObject(line);
});

test('what it was first used for stays', async () => {
  await Promise.all([keepUse(database.db, 'real'), keepUse(database.db, 'real')]);
  await expect(keepUse(database.db, 'playground')).rejects.toMatchObject({ name: 'DatabaseProblem' });
  await checkUse(database.db, 'real');
});
