import type { Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import type { Account, AccountState, Accounts } from '../app/people/accounts.ts';
import type { AccountId, MemberId } from '../domain/ids.ts';

interface StoredAccount extends Omit<Account, 'id'> {
  _id: AccountId;
}

export const ACCOUNTS = 'accounts';
const DUPLICATE_KEY = 11_000;

/** An upsert that met another on the same `_id` finds it there the next time. */
export const onceMore = async <T>(upsert: () => Promise<T>): Promise<T> => {
  try {
    return await upsert();
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return upsert();
    throw error;
  }
};

const shown = ({ _id, ...account }: StoredAccount): Account => ({ id: _id, ...account });

/** Accounts on a MongoDB server, one document each: its `_id` decides between two first sights. */
export const mongoAccounts = (db: Db): Accounts => {
  const accounts = db.collection<StoredAccount>(ACCOUNTS);
  return {
    async meet({ account, ...said }, fresh, now) {
      const state: AccountState = 'ok';
      const update = { $set: { ...said, state }, $setOnInsert: { member: fresh, since: now, before: null } };
      const options = { upsert: true, returnDocument: 'after' } as const;
      const met = await onceMore(() => accounts.findOneAndUpdate({ _id: account }, update, options));
      if (!met) throw new Error('an account was met and is not there');
      return met.member;
    },

    async find(account) {
      const stored = await accounts.findOne({ _id: account });
      return stored && shown(stored);
    },

    async memberOf(account) {
      return (await accounts.findOne({ _id: account }, { projection: { member: 1 } }))?.member ?? null;
    },

    async of(members) {
      if (members.length === 0) return new Map<MemberId, Account[]>();
      const found = await accounts
        .find({ member: { $in: [...members] } })
        .sort({ since: 1, _id: 1 })
        .toArray();
      return Map.groupBy(found.map(shown), ({ member }) => member);
    },

    async mark(account, state) {
      await accounts.updateOne({ _id: account }, { $set: { state } });
    },

    async move(account, member, before) {
      await accounts.updateOne({ _id: account }, { $set: { member, before } });
    },
  };
};
