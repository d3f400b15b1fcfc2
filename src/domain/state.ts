import type { Member, MemberCommand, MemberEvent } from './member/member.ts';
import type { Pair, PairCommand, PairEvent } from './pair/state.ts';
import type { Trouble, TroubleCommand, TroubleEvent } from './trouble/state.ts';
import type { Registration, RegistrationCommand, RegistrationEvent } from './registration/state.ts';

export type State = Member | Registration | Pair | Trouble;
export type Command = MemberCommand | RegistrationCommand | PairCommand | TroubleCommand;
export type Event = MemberEvent | RegistrationEvent | PairEvent | TroubleEvent;
