import type { Lang, MemberId } from '../ids.ts';
import type { Context, Decision, Machine } from '../machine.ts';
import { reject } from '../machine.ts';

/** A person known here. `reach` names the channel that carries what is said to them. */
export interface Member {
  readonly kind: 'member';
  readonly id: MemberId;
  readonly name: string;
  /** What the chat knows, used to fill in forms; empty where it knows nothing. */
  readonly mail: string;
  readonly lang: Lang;
  /** IANA name. */
  readonly zone: string;
  readonly reach: { readonly channel: string; readonly address: string };
  readonly since: Date;
}

export type MemberCommand =
  | {
      readonly type: 'member.join';
      readonly id: MemberId;
      readonly name: string;
      readonly mail: string;
      readonly lang: Lang;
      readonly zone: string;
      readonly reach: Member['reach'];
    }
  | { readonly type: 'member.language'; readonly id: MemberId; readonly lang: Lang };

export type MemberEvent =
  | { readonly type: 'MemberJoined'; readonly member: Member }
  | { readonly type: 'LanguageChanged'; readonly lang: Lang };

const decide = (state: Member | null, command: MemberCommand, { now }: Context): Decision<MemberEvent> => {
  switch (command.type) {
    case 'member.join': {
      if (state) return [];
      const { type: _, ...member } = command;
      return [{ type: 'MemberJoined', member: { kind: 'member', ...member, since: now } }];
    }
    case 'member.language':
      if (!state) return reject('notFound');
      return state.lang === command.lang ? [] : [{ type: 'LanguageChanged', lang: command.lang }];
  }
};

const evolve = (state: Member | null, event: MemberEvent): Member => {
  if (event.type === 'MemberJoined') return event.member;
  if (!state) throw new Error(`${event.type} before the member was there`);
  return { ...state, lang: event.lang };
};

export const memberMachine: Machine<Member, MemberCommand, MemberEvent> = { decide, evolve, due: () => [] };
