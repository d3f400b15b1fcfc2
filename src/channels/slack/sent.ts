import { type Db, MongoBulkWriteError } from 'mongodb';

/**
 * What was said in Slack, by note. The id is written before the call and the place after it, so that after a crash or a lost answer
 * it is known which messages may be there already.
 */
export interface Sent {
  /** Where each of these stands already; `perhaps`: a call was made and its answer never came. New ones are taken down. */
  begin(ids: readonly string[]): Promise<Map<string, { readonly ref: string | null; readonly since: Date }>>;
  done(id: string, ref: string): Promise<void>;
  /** Slack said no: it is not there. */
  release(id: string): Promise<void>;
  /** True once for each key: for what would come twice when Slack asks again. */
  first(key: string): Promise<boolean>;
  tidy(): Promise<void>;
}

interface SentDoc {
  _id: string;
  ref: string | null;
  at: Date;
}

const DAY = 86_400_000;
/** Longer than a note is tried for. */
const SENT_KEPT = 30 * DAY;
const SEEN_KEPT = DAY;
const DUPLICATE = 11_000;

const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoBulkWriteError
    ? error.writeErrors !== undefined && [error.writeErrors].flat().every(({ code }) => code === DUPLICATE)
    : error instanceof Error && 'code' in error && error.code === DUPLICATE;

export const openSent = (db: Db): Sent => {
  const sent = db.collection<SentDoc>('slack_sent');
  const seen = db.collection<{ _id: string; at: Date }>('slack_seen');
  return {
    async begin(ids) {
      const found = await sent.find({ _id: { $in: [...ids] } }).toArray();
      const known = new Map(found.map(({ _id, ref, at }) => [_id, { ref, since: at }]));
      const fresh = [...new Set(ids)].filter((id) => !known.has(id));
      const at = new Date();
      try {
        if (fresh.length > 0) {
          const docs = fresh.map((_id) => ({ _id, ref: null, at }));
          await sent.insertMany(docs, { ordered: false, writeConcern: { w: 'majority', journal: true } });
        }
      } catch (error) {
        // Somebody else is at it: their call may come through.
        if (!isDuplicate(error)) throw error;
        for (const id of fresh) known.set(id, { ref: null, since: at });
      }
      return known;
    },
    async done(id, ref) {
      await sent.updateOne({ _id: id }, { $set: { ref } }, { upsert: true });
    },
    async release(id) {
      await sent.deleteOne({ _id: id, ref: null });
    },
    async first(key) {
      try {
        await seen.insertOne({ _id: key, at: new Date() });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    async tidy() {
      const before = (kept: number): { at: { $lt: Date } } => ({ at: { $lt: new Date(Date.now() - kept) } });
      await Promise.all([sent.deleteMany(before(SENT_KEPT)), seen.deleteMany(before(SEEN_KEPT))]);
    },
  };
};
