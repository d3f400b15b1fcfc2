import type { AccountId, Lang, MemberId } from '../ids.ts';
import type { Circumstance, Decision, Machine } from '../machine.ts';
import { reject } from '../machine.ts';
import { safeName } from './name.ts';

/** What a platform says of somebody now. The mail is empty where it does not know it. */
export interface Said {
  readonly name: string;
  readonly mail: string;
  readonly lang: Lang;
  /** IANA name. */
  readonly zone: string;
}

/** A person known here: what they set themselves, and for the rest what the platform says where they are written to. */
export interface Member extends Said {
  readonly kind: 'member';
  readonly id: MemberId;
  /** As the platform last said it. */
  readonly said: Said;
  /** What they set themselves, which no platform changes. */
  readonly own: { readonly lang?: Lang };
  /** Where they want to be written to; null: they have no account any longer. */
  readonly home: AccountId | null;
  readonly since: Date;
}

export type MemberCommand =
  /** Somebody came by an account, or the platform says something new of them. Said of an account that is not their home it changes nothing. */
  | { readonly type: 'member.arrive'; readonly id: MemberId; readonly account: AccountId; readonly said: Said }
  | { readonly type: 'member.language'; readonly id: MemberId; readonly lang: Lang }
  /** From now on they are written to there, and what the platform says there counts; null: nowhere. */
  | { readonly type: 'member.home'; readonly id: MemberId; readonly account: AccountId; readonly said: Said }
  | { readonly type: 'member.leave'; readonly id: MemberId };

export type MemberEvent =
  | { readonly type: 'MemberJoined'; readonly member: Member }
  | { readonly type: 'MemberSaid'; readonly said: Said }
  | { readonly type: 'LanguageChanged'; readonly lang: Lang }
  | { readonly type: 'HomeChanged'; readonly home: AccountId | null };

const cleaned = ({ name, mail, lang, zone }: Said): Said => ({ name: safeName(name), mail, lang, zone });

const same = (a: Said, b: Said): boolean =>
  a.name === b.name && a.mail === b.mail && a.lang === b.lang && a.zone === b.zone;

const news = (state: Member, said: Said): MemberEvent[] => {
  const clean = cleaned(said);
  return same(state.said, clean) ? [] : [{ type: 'MemberSaid', said: clean }];
};

const decide = (state: Member | null, command: MemberCommand, { now }: Circumstance): Decision<MemberEvent> => {
  if (command.type === 'member.arrive') {
    const { id, account, said } = command;
    if (state?.home === account) return news(state, said);
    if (state?.home === null) return [{ type: 'HomeChanged', home: account }, ...news(state, said)];
    if (state) return [];
    const clean = cleaned(said);
    const member: Member = { kind: 'member', id, ...clean, said: clean, own: {}, home: account, since: now };
    return [{ type: 'MemberJoined', member }];
  }
  if (!state) return reject('notFound');
  switch (command.type) {
    case 'member.language':
      return state.own.lang === command.lang ? [] : [{ type: 'LanguageChanged', lang: command.lang }];
    case 'member.home': {
      const { account: home, said } = command;
      return [...(state.home === home ? [] : [{ type: 'HomeChanged', home } as const]), ...news(state, said)];
    }
    case 'member.leave':
      return state.home === null ? [] : [{ type: 'HomeChanged', home: null }];
  }
};

const evolve = (state: Member | null, event: MemberEvent): Member => {
  if (event.type === 'MemberJoined') return event.member;
  if (!state) throw new Error(`${event.type} before the member was there`);
  switch (event.type) {
    case 'MemberSaid':
      return { ...state, ...event.said, lang: state.own.lang ?? event.said.lang, said: event.said };
    case 'LanguageChanged':
      return { ...state, lang: event.lang, own: { ...state.own, lang: event.lang } };
    case 'HomeChanged':
      return { ...state, home: event.home };
  }
};

export const memberMachine: Machine<Member, MemberCommand, MemberEvent, Circumstance> = {
  decide,
  evolve,
  due: () => [],
};
