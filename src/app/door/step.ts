import { kindOf, programmeOfId, type ProgrammeId } from '../../domain/ids.ts';
import {
  earliest,
  isRejection,
  type Circumstance,
  type Context,
  type Machine,
  type Rejection,
} from '../../domain/machine.ts';
import { installationMachine } from '../../domain/installation/machine.ts';
import { memberMachine } from '../../domain/member/member.ts';
import { pairMachine } from '../../domain/pair/machine.ts';
import { programmeMachine } from '../../domain/programme/machine.ts';
import type { Programme } from '../../domain/programme/state.ts';
import { registrationMachine } from '../../domain/registration/machine.ts';
import { troubleMachine } from '../../domain/trouble/machine.ts';
import type { Command, Event, State } from '../../domain/state.ts';

const machines = {
  member: memberMachine,
  registration: registrationMachine,
  pair: pairMachine,
  trouble: troubleMachine,
  programme: programmeMachine,
  installation: installationMachine,
};

const machineOf = (command: Command): Machine<State, Command, Event> =>
  // The id's kind and the command's belong together by type, and what belongs to a programme is given it: one door for all.
  machines[kindOf(command.id)];

/** The programme that a command is decided in; null for what is decided in none. A programme is decided by its own state. */
export const programmeOf = ({ id }: Command): ProgrammeId | null =>
  kindOf(id) === 'programme' ? null : programmeOfId(id);

export interface Stepped {
  readonly state: State;
  readonly events: readonly Event[];
  readonly dueAt: Date | null;
}

/** One step of one aggregate, without reading or writing anything. No events: nothing changed. */
export const step = (state: State | null, command: Command, context: Context | Circumstance): Stepped | Rejection => {
  const machine = machineOf(command);
  const events = machine.decide(state, command, context as Context);
  if (isRejection(events)) return events;
  const next = events.reduce<State | null>((current, event) => machine.evolve(current, event), state);
  if (!next) throw new Error(`${command.type} left nothing`);
  return { state: next, events, dueAt: 'programme' in context ? dueOf(next, context.programme) : null };
};

/** When something is next due to this aggregate, null when nothing is. */
export const dueOf = (state: State, programme: Programme): Date | null => {
  const machine = machines[state.kind] as unknown as Machine<State, Command, Event>;
  return earliest(machine.due(state, programme));
};
