import type { AccountId, MemberId } from '../../domain/ids.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { ReasonCode } from '../../domain/reasons.ts';
import type { Clock } from '../ports.ts';
import type { CardName, CardRef } from '../say/cards.ts';
import type { Reader } from '../say/view.ts';
import type { Account, Accounts, Codes } from './accounts.ts';
import { codeInWords } from './code.ts';
import { choiceOf, holdingsOf } from './holdings.ts';
import { saidBy, type Give } from './people.ts';

/** How long a code may be used, in minutes; and for as long nobody guesses more often than this. */
const CODE_MINUTES = 15;
const GUESSES = 5;

/** Somebody at one of their accounts. */
export interface Sitting {
  readonly account: AccountId;
  readonly member: MemberId;
  readonly reader: Reader;
}

/** What is shown then, to whoever the account then belongs to. */
export interface Linked {
  readonly card: CardName;
  readonly args?: CardRef['args'];
  readonly refused?: ReasonCode;
}

/** One person with several accounts: what they do about them. Every step may be taken again after a kill in its middle. */
export interface Linking {
  code(sitting: Sitting): Promise<Linked>;
  /** A code was written in this account. */
  wrote(code: string, sitting: Sitting): Promise<Linked>;
  /** `keep`: whose things both accounts then lead to: of who sits here, or of who asked for the code. */
  link(keep: 'here' | 'there' | 'neither', sitting: Sitting): Promise<Linked>;
  home(account: string, sitting: Sitting): Promise<Linked>;
  unlink(account: string, sure: boolean, sitting: Sitting): Promise<Linked>;
}

export interface LinkingDeps {
  readonly accounts: Accounts;
  readonly codes: Codes;
  readonly clock: Clock;
  readonly handle: Give;
  readonly newMember: (account: AccountId) => MemberId;
  readonly programmes: () => Promise<readonly Programme[]>;
}

const shown: Linked = { card: 'accounts' };
const refused = (reason: ReasonCode): Linked => ({ card: 'accounts', refused: reason });

export const makeLinking = (deps: LinkingDeps): Linking => {
  const { accounts, codes, clock, handle, newMember, programmes } = deps;
  const later = (minutes: number): Date => new Date(clock.now().getTime() + minutes * 60_000);

  const fresh = async (member: MemberId): Promise<Linked> => {
    const code = await codes.issue(member, later(CODE_MINUTES));
    return { card: 'accounts', args: { code: codeInWords(code), minutes: CODE_MINUTES } };
  };

  const own = async (account: string, { member, reader }: Sitting): Promise<Account | undefined> =>
    (await reader.accounts(member)).find(({ id }) => id === account);

  /** All accounts of the one to the other; that of who sits there last, so that a second press finds what is left to do. */
  const join = async (left: MemberId, kept: MemberId, { account: here, reader }: Sitting): Promise<void> => {
    for (const { role, registration } of await holdingsOf(left, await programmes(), reader)) {
      // Nobody answers there: nobody is to ask them.
      if (role !== 'mentor' || registration?.status !== 'approved') continue;
      await handle({ type: 'mentor.listing', id: registration.id, listed: false }, 'handslag');
    }
    const theirs = (await accounts.of([left])).get(left) ?? [];
    // However often they are linked, each goes back to the person it began with.
    const move = ({ id, before }: Account): Promise<void> =>
      accounts.move(id, kept, before === kept ? null : (before ?? left));
    for (const account of theirs) if (account.id !== here) await move(account);
    await handle({ type: 'member.leave', id: left }, 'handslag');
    for (const account of theirs) if (account.id === here) await move(account);
  };

  return {
    code: ({ member }) => fresh(member),

    async wrote(code, { account, member }) {
      const now = clock.now();
      if ((await codes.guess(account, later(CODE_MINUTES), now)) > GUESSES) return refused('tooManyGuesses');
      const claim = await codes.claim(code, account, now);
      if (!claim) return refused('wrongCode');
      await codes.forgive(account);
      if (claim.member !== member) return { card: 'link' };
      await codes.drop(claim.id);
      return { ...(await fresh(member)), refused: 'ownCode' };
    },

    async link(keep, sitting) {
      const { account, member, reader } = sitting;
      const claim = await codes.claimed(account, clock.now());
      // Pressed twice, it was settled by the first.
      if (!claim) return (await reader.accounts(member)).length > 1 ? shown : refused('wrongCode');
      if (keep !== 'neither' && claim.member !== member) {
        const all = await programmes();
        const held = [member, claim.member].map((one) => holdingsOf(one, all, reader));
        const [here = [], there = []] = await Promise.all(held);
        if (!choiceOf(here, there).keep.includes(keep)) return { card: 'link', refused: 'cannotLink' };
        const [left, kept] = keep === 'here' ? [claim.member, member] : [member, claim.member];
        await join(left, kept, sitting);
      }
      await codes.drop(claim.id);
      return shown;
    },

    async home(account, sitting) {
      const chosen = await own(account, sitting);
      if (!chosen) return refused('notFound');
      await handle({ type: 'member.home', id: sitting.member, account: chosen.id, said: saidBy(chosen) }, 'handslag');
      return shown;
    },

    async unlink(account, sure, sitting) {
      const { member, reader } = sitting;
      const parting = await own(account, sitting);
      if (!parting) return refused('notFound');
      const [other] = (await reader.accounts(member)).filter(({ id }) => id !== parting.id);
      if (!other) return refused('onlyAccount');
      if (!sure) return { card: 'unlink', args: { account: parting.id } };
      const { home } = (await reader.member(member)) ?? {};
      if (home === parting.id) {
        await handle({ type: 'member.home', id: member, account: other.id, said: saidBy(other) }, 'handslag');
      }
      const to = parting.before ?? newMember(parting.id);
      await handle({ type: 'member.arrive', id: to, account: parting.id, said: saidBy(parting) }, 'handslag');
      await accounts.move(parting.id, to, null);
      return shown;
    },
  };
};
