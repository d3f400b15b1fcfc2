import type { AccountId, MemberId } from '../../domain/ids.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Command, State } from '../../domain/state.ts';
import type { Clock } from '../ports.ts';
import type { Reader } from '../say/view.ts';
import type { Account, Accounts, Arrival } from './accounts.ts';

/** Who somebody is: from the account that a channel knows to the person that everything else knows. */
export interface People {
  /** Makes somebody known, and says what the platform says of them now. Twice is once. */
  arrive(arrival: Arrival): Promise<MemberId>;
  /** The person behind an account; null where it was never seen. */
  behind(account: AccountId, reader: Reader): Promise<Member | null>;
}

/** The one door, for what Handslag itself does about people. */
export type Give = (command: Command, actor: 'handslag') => Promise<{ readonly state: State | null }>;

export interface PeopleDeps {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly handle: Give;
  /** A new person's id, of which nothing can be read. */
  readonly newMember: (account: AccountId) => MemberId;
}

/** What an account says of its person. */
export const saidBy = ({ name, mail, lang, zone }: Account | Arrival): Member['said'] => ({ name, mail, lang, zone });

export const makePeople = ({ accounts, clock, handle, newMember }: PeopleDeps): People => {
  const known = async (id: MemberId, account: AccountId, said: Member['said']): Promise<Member | null> => {
    const { state } = await handle({ type: 'member.arrive', id, account, said }, 'handslag');
    return state?.kind === 'member' ? state : null;
  };

  return {
    async arrive(arrival) {
      const id = await accounts.meet(arrival, newMember(arrival.account), clock.now());
      await known(id, arrival.account, saidBy(arrival));
      return id;
    },
    async behind(id, reader) {
      const account = await accounts.find(id);
      if (!account) return null;
      // Who comes by it can be written to there again.
      if (account.state !== 'ok') await accounts.mark(id, 'ok');
      // Whoever inserted the account may have died before they made its person.
      return (await reader.member(account.member)) ?? known(account.member, id, saidBy(account));
    },
  };
};
