import type { AccountId, MemberId } from '../../domain/ids.ts';
import type { Said } from '../../domain/member/member.ts';

/** What a channel hands in of somebody it knows. */
export interface Arrival extends Said {
  readonly account: AccountId;
  /** Slack's workspace or Microsoft's tenant, as an id. */
  readonly home: string;
  /** The same in words, as people there call it; empty where the channel does not know. */
  readonly place: string;
}

/**
 * `blocked`: they have blocked the bot, or left the workspace. `bounced`: what was sent there came back. Who comes by it again
 * makes it `ok`.
 */
export type AccountState = 'ok' | 'blocked' | 'bounced';

/** A way to a person, and who the platform says they are there. */
export interface Account extends Omit<Arrival, 'account'> {
  readonly id: AccountId;
  readonly member: MemberId;
  readonly state: AccountState;
  /** When it was first seen. */
  readonly since: Date;
  /** Whose it was at first, so that it can go back there when it is unlinked; null while it is theirs. */
  readonly before: MemberId | null;
}

/** Where somebody is written to: where they want it, and where that is no way any longer, by the first that is. */
export const chosen = (accounts: readonly Account[], home: AccountId | null): Account | undefined => {
  const wanted = accounts.find(({ id }) => id === home);
  if (wanted?.state === 'ok') return wanted;
  return accounts.find(({ state }) => state === 'ok') ?? wanted ?? accounts[0];
};

/** Whose an account is. Every method rejects with the driver's error when the database cannot be reached. */
export interface Accounts {
  /**
   * The person behind an account; the first sight of it is `fresh`'s, and of two at the same time one decides. What the platform
   * says is kept, and the account is `ok`.
   */
  meet(arrival: Arrival, fresh: MemberId, now: Date): Promise<MemberId>;
  find(account: AccountId): Promise<Account | null>;
  memberOf(account: AccountId): Promise<MemberId | null>;
  /** By member, the account seen first before the others; those without any are not in it. */
  of(members: readonly MemberId[]): Promise<Map<MemberId, Account[]>>;
  mark(account: AccountId, state: AccountState): Promise<void>;
  /** `before`: whose it is remembered to have been at first. */
  move(account: AccountId, to: MemberId, before: MemberId | null): Promise<void>;
}

/** A code somebody asked for, that was written in another account. */
export interface Claim {
  /** Of the code as it is kept, from which it cannot be read. */
  readonly id: string;
  /** Who asked for it. */
  readonly member: MemberId;
}

/** One-time codes, kept so that they cannot be read, and how often somebody guessed. Each method is one step, whoever else is at it. */
export interface Codes {
  /** A new one for this person: eight letters and digits, at least one of each, none like another. */
  issue(member: MemberId, until: Date): Promise<string>;
  /**
   * Who asked for it, for one caller and before its time is over: from then on it is claimed by that account, in the place of what
   * that one claimed before. Null for everybody else.
   */
  claim(code: string, account: AccountId, now: Date): Promise<Claim | null>;
  /** What this account claimed and has not settled, where its time is not over. */
  claimed(account: AccountId, now: Date): Promise<Claim | null>;
  /** It is settled. */
  drop(id: string): Promise<void>;
  /** One more guess by this account; answers how many they are, all of them forgotten at the `until` of the first. */
  guess(account: AccountId, until: Date, now: Date): Promise<number>;
  /** It guessed right. */
  forgive(account: AccountId): Promise<void>;
}
