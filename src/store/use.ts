import { MongoServerError, type Db } from 'mongodb';
import { DatabaseProblem } from './server.ts';

/** Whom a database is for: made-up people, or those whom a real channel brings. Never both, since anyone may be the made-up ones. */
export type Use = 'playground' | 'real';

interface Kept {
  readonly _id: 'use';
  readonly use: Use;
}

const OTHERWISE: Readonly<Record<Use, string>> = {
  playground:
    'the people in this database are real, so the playground does not start on it: set the settings of their channel, ' +
    'or another DATA_DIR or MONGODB_DATABASE to play in',
  real:
    'the people in this database are the made-up ones of the playground: set another DATA_DIR or MONGODB_DATABASE for real ' +
    'ones',
};

const DUPLICATE_KEY = 11_000;

/** @throws DatabaseProblem when the database is for the other */
export const checkUse = async (db: Db, use: Use): Promise<void> => {
  const kept = await db.collection<Kept>('meta').findOne({ _id: 'use' });
  if (kept && kept.use !== use) throw new DatabaseProblem(OTHERWISE[use]);
};

/**
 * From now on, and for as long as the database is there.
 * @throws DatabaseProblem when it is for the other already
 */
export const keepUse = async (db: Db, use: Use): Promise<void> => {
  try {
    await db.collection<Kept>('meta').updateOne({ _id: 'use' }, { $setOnInsert: { use } }, { upsert: true });
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error; // else: two began at once
  }
  await checkUse(db, use);
};
