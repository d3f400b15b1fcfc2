import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document, Filter } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { COLLECTIONS } from '../../src/store/documents.ts';
import type { Stored } from '../../src/store/documents.ts';
import { ensureIndexes } from '../../src/store/indexes.ts';
import { FREE_MENTORS, PENDING, mongoStore } from '../../src/store/mongo.ts';
import type { Database } from '../../src/store/server.ts';
import { describeStore } from '../contracts/store.contract.ts';
import { KeptLog } from '../fakes/log.ts';
import { dropped, freshDatabase } from '../setup/database.ts';

describeStore('on a MongoDB server', async () => {
  const database = await freshDatabase(new KeptLog());
  await ensureIndexes(database.db);
  return { store: mongoStore(database.db), close: () => dropped(database) };
});

const COMMAND_NOT_FOUND = 59;

const stages = (plan: Document): string[] => [
  ...(typeof plan['stage'] === 'string' ? [plan['stage']] : []),
  ...[plan['inputStage'], plan['inputStages'], plan['queryPlan']]
    .flat()
    .flatMap((inner) => (inner ? stages(inner as Document) : [])),
];

describe('the queries', () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(new KeptLog());
    await ensureIndexes(database.db);
    await ensureIndexes(database.db);
  });
  afterAll(() => dropped(database));

  const queries = [
    ['what is pending', COLLECTIONS.pair, PENDING],
    ['the mentors who are free', COLLECTIONS.registration, { ...FREE_MENTORS, 'keys.programme': 'programme:open' }],
  ] satisfies [string, string, Filter<Stored>][];

  for (const [what, collection, filter] of queries) {
    it(`find ${what} by an index`, async ({ skip }) => {
      const plan = await database.db
        .collection<Stored>(collection)
        .find(filter)
        .explain('queryPlanner')
        .catch((error: unknown) => {
          if (error instanceof MongoServerError && error.code === COMMAND_NOT_FOUND) return null;
          throw error;
        });
      if (!plan) return skip('this server has no planner to ask');
      const used = stages((plan['queryPlanner'] as Document)['winningPlan'] as Document);
      expect(used).toContain('IXSCAN');
      expect(used).not.toContain('COLLSCAN');
    });
  }
});
