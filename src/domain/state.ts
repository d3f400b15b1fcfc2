import type { Member, MemberCommand, MemberEvent } from './member/member.ts';
import type { Pair, PairCommand, PairEvent } from './pair/state.ts';
import type { Registration, RegistrationCommand, RegistrationEvent } from './registration/state.ts';

export type State = Member | Registration | Pair;
export type Command = MemberCommand | RegistrationCommand | PairCommand;
export type Event = MemberEvent | RegistrationEvent | PairEvent;
