import { MongoServerError, type Db } from 'mongodb';

/** What is done once however often Slack, or a retry of ours, asks for it; remembered for a day. */
export interface Once {
  prepare(): Promise<void>;
  /** True for one caller for each key. */
  first(key: string): Promise<boolean>;
  /** It was not done after all. */
  undo(key: string): Promise<void>;
  tidy(): Promise<void>;
}

const KEPT_MS = 86_400_000;
const DUPLICATE_KEY = 11_000;

export const openOnce = (db: Db): Once => {
  const seen = db.collection<{ _id: string; at: Date }>('slack_seen');
  return {
    async prepare() {
      await seen.createIndexes([{ key: { at: 1 }, name: 'at' }]);
    },
    async first(key) {
      try {
        await seen.insertOne({ _id: key, at: new Date() });
        return true;
      } catch (error) {
        if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
        throw error;
      }
    },
    async undo(key) {
      await seen.deleteOne({ _id: key });
    },
    async tidy() {
      await seen.deleteMany({ at: { $lt: new Date(Date.now() - KEPT_MS) } });
    },
  };
};
