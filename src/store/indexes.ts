import type { Db, IndexDescription } from 'mongodb';
import { COLLECTIONS } from './documents.ts';

/** For the sweep: what is due, and what is unsaid. Sparse, so they hold nothing of what is at rest. */
const pending: readonly IndexDescription[] = [
  { key: { dueAt: 1 }, name: 'due', sparse: true },
  { key: { 'outbox.until': 1 }, name: 'unsaid', sparse: true },
];

const freeMentors: IndexDescription = {
  key: { 'keys.programme': 1, 'keys.role': 1, 'keys.free': 1, 'keys.since': 1 },
  name: 'free-mentors',
};

/** Plain, sparse and unique ones only: partial and TTL indexes are not everywhere. Made where missing; costs nothing where there. */
export const ensureIndexes = async (db: Db): Promise<void> => {
  await db.collection(COLLECTIONS.member).createIndexes([...pending]);
  await db.collection(COLLECTIONS.registration).createIndexes([...pending, freeMentors]);
  await db.collection(COLLECTIONS.pair).createIndexes([...pending]);
};
