import type { Account, Accounts, Codes } from '../app/people/accounts.ts';
import type { AccountId, MemberId } from '../domain/ids.ts';
import { hashOf, randomCode } from './chance.ts';

/** Accounts without a server: every method is one step. */
export const memoryAccounts = (): Accounts => {
  const all = new Map<AccountId, Account>();
  const change = (id: AccountId, to: Partial<Account>): void => {
    const account = all.get(id);
    if (account) all.set(id, { ...account, ...to });
  };
  return {
    async meet({ account: id, ...said }, fresh, now) {
      const { member, since, before } = all.get(id) ?? { member: fresh, since: now, before: null };
      all.set(id, { id, ...said, state: 'ok', member, since, before });
      return member;
    },
    find: async (account) => all.get(account) ?? null,
    memberOf: async (account) => all.get(account)?.member ?? null,
    async of(members) {
      const theirs = [...all.values()].filter(({ member }) => members.includes(member));
      const inOrder = theirs.toSorted((a, b) => a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : 1));
      return Map.groupBy(inOrder, ({ member }) => member);
    },
    mark: async (account, state) => change(account, { state }),
    move: async (account, member, before) => change(account, { member, before }),
  };
};

interface HeldCode {
  readonly member: MemberId;
  readonly by: AccountId | null;
  readonly until: Date;
}

export const memoryCodes = (): Codes => {
  const codes = new Map<string, HeldCode>();
  const guesses = new Map<AccountId, { count: number; until: Date }>();
  return {
    async issue(member, until) {
      const code = randomCode();
      codes.set(hashOf(code), { member, by: null, until });
      return code;
    },
    async claim(code, account, now) {
      const id = hashOf(code);
      const held = codes.get(id);
      if (!held || held.by !== null || held.until <= now) return null;
      for (const [other, { by }] of codes) if (by === account) codes.delete(other);
      codes.set(id, { ...held, by: account });
      return { id, member: held.member };
    },
    async claimed(account, now) {
      const found = [...codes].find(([, { by, until }]) => by === account && until > now);
      return found ? { id: found[0], member: found[1].member } : null;
    },
    async drop(id) {
      codes.delete(id);
    },
    async guess(account, until, now) {
      const found = guesses.get(account);
      const counted = found && found.until > now ? { ...found, count: found.count + 1 } : { count: 1, until };
      guesses.set(account, counted);
      return counted.count;
    },
    async forgive(account) {
      guesses.delete(account);
    },
  };
};
