import type { Db, IndexDescription } from 'mongodb';
import { ACCOUNTS } from './accounts.ts';
import { COLLECTIONS } from './documents.ts';
import { LEDGER } from './ledger.ts';

/** What is due, and what nobody took care of. Sparse, so they hold nothing of what is at rest. */
const pending: readonly IndexDescription[] = [
  { key: { dueAt: 1 }, name: 'due', sparse: true },
  { key: { relayAt: 1 }, name: 'unrelayed', sparse: true },
];

const outdated: IndexDescription = { key: { 'keys.programme': 1, dueRules: 1 }, name: 'outdated' };

const freeMentors: IndexDescription = {
  key: { 'keys.programme': 1, 'keys.role': 1, 'keys.free': 1, 'keys.since': 1 },
  name: 'free-mentors',
};

/** Whose accounts they are. */
const ofMember: IndexDescription = { key: { member: 1 }, name: 'of-member' };

/** Plain, sparse and unique ones only: partial and TTL indexes are not everywhere. Made where missing; costs nothing where there. */
export const ensureIndexes = async (db: Db): Promise<void> => {
  await db.collection(COLLECTIONS.member).createIndexes([...pending]);
  await db.collection(ACCOUNTS).createIndexes([ofMember]);
  await db.collection(COLLECTIONS.trouble).createIndexes([...pending]);
  await db.collection(COLLECTIONS.registration).createIndexes([...pending, outdated, freeMentors]);
  const asked: IndexDescription = { key: { 'keys.asks': 1 }, name: 'asked', sparse: true };
  await db.collection(COLLECTIONS.pair).createIndexes([...pending, outdated, asked]);
  await db.collection(LEDGER).createIndexes([
    { key: { state: 1, lane: 1, rank: 1, order: 1 }, name: 'queued' },
    { key: { settledAt: 1 }, name: 'settled', sparse: true },
    { key: { trouble: 1 }, name: 'trouble', sparse: true },
  ]);
};
