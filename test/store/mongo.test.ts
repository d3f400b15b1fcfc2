import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, Document } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { COLLECTIONS, laterUpdate } from '../../src/store/documents.ts';
import { ensureIndexes } from '../../src/store/indexes.ts';
import { LEDGER, mongoLedger } from '../../src/store/ledger.ts';
import { FREE_MENTORS, dueUntil, mongoStore } from '../../src/store/mongo.ts';
import type { Database } from '../../src/store/server.ts';
import { kindOf, type AggregateId } from '../../src/domain/ids.ts';
import { at, first, item } from '../contracts/documents.ts';
import { describeDue } from '../contracts/due.contract.ts';
import { describeLedger } from '../contracts/ledger.contract.ts';
import { describeSettling } from '../contracts/settling.contract.ts';
import { describeStore } from '../contracts/store.contract.ts';
import { KeptLog } from '../fakes/log.ts';
import { again, dropped, freshDatabase } from '../setup/database.ts';

const spoil = async (db: Db, id: AggregateId, fields: Record<string, unknown>): Promise<void> => {
  for (const [field, value] of Object.entries(fields)) {
    const update: Document = value === undefined ? { $unset: { [field]: '' } } : { $set: { [field]: value } };
    await db.collection<{ _id: string }>(COLLECTIONS[kindOf(id)]).updateOne({ _id: id }, update);
  }
};

const make = async () => {
  const database = await freshDatabase(new KeptLog());
  const { db } = database;
  await ensureIndexes(db);
  return {
    store: mongoStore(db),
    spoil: (id: AggregateId, fields: Record<string, unknown>) => spoil(db, id, fields),
    stray: async (fields: Record<string, unknown>) =>
      void (await db.collection<{ _id: string }>(COLLECTIONS.pair).insertOne({ _id: 'stray', ...fields })),
    close: () => dropped(database),
  };
};
describeStore('on a MongoDB server', make);
describeDue('on a MongoDB server', make);

const makeLedger = async () => {
  const log = new KeptLog();
  const database = await freshDatabase(log);
  const second = await again(database, log);
  await ensureIndexes(database.db);
  return {
    ledger: mongoLedger(database.db),
    another: mongoLedger(second.db),
    close: async () => {
      await second.close();
      await dropped(database);
    },
  };
};
describeLedger('on a MongoDB server', makeLedger);
describeSettling('on a MongoDB server', makeLedger);

describe('a save', () => {
  it('pushes nothing where there is nothing to push', () => {
    const change = { ...first('pair:x'), from: 1 };
    expect(laterUpdate({ ...change, history: [] })).not.toHaveProperty('$push');
    expect(laterUpdate(change)['$push']).toEqual({ history: { $each: change.history } });
    const [n] = [item('n')];
    expect(laterUpdate({ ...change, history: [], outbox: [n] })['$push']).toEqual({ outbox: { $each: [n] } });
  });

  it('says when somebody else takes care of its outbox, only where something is in it', () => {
    const change = { ...first('pair:x'), from: 1, relayAt: at(7) };
    expect(laterUpdate(change)['$set']).not.toHaveProperty('relayAt');
    expect(laterUpdate({ ...change, outbox: [item('n')] })['$set']).toHaveProperty('relayAt', at(7));
  });
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

  const queries: readonly (readonly [string, string, Document])[] = [
    ['what is due', COLLECTIONS.pair, dueUntil(at(0))],
    ['what nobody relayed', COLLECTIONS.pair, { relayAt: { $lte: at(0) } }],
    ['what older rules worked out', COLLECTIONS.pair, { 'keys.programme': 'programme:open', dueRules: { $lt: 7 } }],
    ['the pairs that ask a mentor', COLLECTIONS.pair, { 'keys.asks': 'registration:m' }],
    ['the mentors who are free', COLLECTIONS.registration, { ...FREE_MENTORS, 'keys.programme': 'programme:open' }],
    ['what waits in a lane', LEDGER, { state: { $in: ['queued', 'sending'] }, lane: { $in: [1, 2] } }],
    ['what a trouble put aside', LEDGER, { trouble: 'trouble:x', state: 'aside' }],
    ['what may be forgotten', LEDGER, { settledAt: { $lt: at(0) }, 'notice.slot': { $exists: false } }],
  ];

  for (const [what, collection, filter] of queries) {
    it(`find ${what} by an index`, async ({ skip }) => {
      const plan = await database.db
        .collection(collection)
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
