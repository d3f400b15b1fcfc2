import { kindOf, partsOf, type ProgrammeId } from '../../domain/ids.ts';
import { earliest, isRejection, type Context, type Machine, type Rejection } from '../../domain/machine.ts';
import { memberMachine } from '../../domain/member/member.ts';
import { pairMachine } from '../../domain/pair/machine.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { registrationMachine } from '../../domain/registration/machine.ts';
import { troubleMachine } from '../../domain/trouble/machine.ts';
import type { Command, Event, State } from '../../domain/state.ts';

const machines = {
  member: memberMachine,
  registration: registrationMachine,
  pair: pairMachine,
  trouble: troubleMachine,
};

const machineOf = (command: Command): Machine<State, Command, Event> =>
  // The id's kind and the command's belong together by type; here it is one door for all of them.
  machines[kindOf(command.id)];

/** The programme a command is about; null for what belongs to none. */
export const programmeOf = (command: Command, state: State | null): ProgrammeId | null => {
  if (state?.kind === 'registration' || state?.kind === 'pair') return state.programme;
  if ('programme' in command) return command.programme;
  return command.id.startsWith('registration:') ? partsOf(command.id as never).programme : null;
};

export interface Stepped {
  readonly state: State;
  readonly events: readonly Event[];
  readonly dueAt: Date | null;
}

/** One step of one aggregate, without reading or writing anything. No events: nothing changed. */
export const step = (state: State | null, command: Command, context: Context): Stepped | Rejection => {
  const machine = machineOf(command);
  const events = machine.decide(state, command, context);
  if (isRejection(events)) return events;
  const next = events.reduce<State | null>((current, event) => machine.evolve(current, event), state);
  if (!next) throw new Error(`${command.type} left nothing`);
  return { state: next, events, dueAt: dueOf(next, context.programme) };
};

/** When something is next due to this aggregate, null when nothing is. */
export const dueOf = (state: State, programme: Programme): Date | null => {
  const machine = machines[state.kind] as unknown as Machine<State, Command, Event>;
  return earliest(machine.due(state, programme));
};
