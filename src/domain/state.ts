import type { Installation, InstallationCommand, InstallationEvent } from './installation/state.ts';
import type { Member, MemberCommand, MemberEvent } from './member/member.ts';
import type { Pair, PairCommand, PairEvent } from './pair/state.ts';
import type { Programme, ProgrammeCommand, ProgrammeEvent } from './programme/state.ts';
import type { Trouble, TroubleCommand, TroubleEvent } from './trouble/state.ts';
import type { Registration, RegistrationCommand, RegistrationEvent } from './registration/state.ts';

export type State = Member | Registration | Pair | Programme | Installation | Trouble;
export type Command =
  | MemberCommand
  | RegistrationCommand
  | PairCommand
  | ProgrammeCommand
  | InstallationCommand
  | TroubleCommand;
export type Event = MemberEvent | RegistrationEvent | PairEvent | ProgrammeEvent | InstallationEvent | TroubleEvent;
