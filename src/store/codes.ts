import type { Db } from 'mongodb';
import type { Codes } from '../app/people/accounts.ts';
import type { AccountId, MemberId } from '../domain/ids.ts';
import { hashOf, randomCode } from './chance.ts';
import { onceMore } from './accounts.ts';

interface StoredCode {
  _id: string;
  member: MemberId;
  /** The account that it was written in; null until then. */
  by: AccountId | null;
  until: Date;
}
interface StoredGuesses {
  _id: AccountId;
  count: number;
  until: Date;
}

/** How long what is over may lie about, in ms, before the next code takes it away. */
const KEPT_MS = 86_400_000;

/** Codes on a MongoDB server. There are few of them at any time: they need no index. */
export const mongoCodes = (db: Db): Codes => {
  const codes = db.collection<StoredCode>('codes');
  const guesses = db.collection<StoredGuesses>('guesses');
  return {
    async issue(member, until) {
      const over = { until: { $lte: new Date(until.getTime() - KEPT_MS) } };
      const code = randomCode();
      await codes.insertOne({ _id: hashOf(code), member, by: null, until });
      await codes.deleteMany(over);
      await guesses.deleteMany(over);
      return code;
    },

    async claim(code, account, now) {
      const id = hashOf(code);
      const free = { _id: id, by: null, until: { $gt: now } };
      const claimed = await codes.findOneAndUpdate(free, { $set: { by: account } });
      if (!claimed) return null;
      await codes.deleteMany({ by: account, _id: { $ne: id } });
      return { id, member: claimed.member };
    },

    async claimed(account, now) {
      const found = await codes.findOne({ by: account, until: { $gt: now } });
      return found && { id: found._id, member: found.member };
    },

    async drop(id) {
      await codes.deleteOne({ _id: id });
    },

    async guess(account, until, now) {
      await guesses.deleteOne({ _id: account, until: { $lte: now } });
      const update = { $inc: { count: 1 }, $setOnInsert: { until } };
      const options = { upsert: true, returnDocument: 'after' } as const;
      const counted = await onceMore(() => guesses.findOneAndUpdate({ _id: account }, update, options));
      return counted?.count ?? 1;
    },

    async forgive(account) {
      await guesses.deleteOne({ _id: account });
    },
  };
};
