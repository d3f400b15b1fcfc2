import { kindOf, partsOf, type MemberId, type PairId, type RegistrationId } from '../../src/domain/ids.ts';
import { isRejection, type Context, type Due, type Machine } from '../../src/domain/machine.ts';
import { pairMachine } from '../../src/domain/pair/machine.ts';
import { isLiving, roleIn, type Pair, type PairCommand, type PairEvent } from '../../src/domain/pair/state.ts';
import type { Programme } from '../../src/domain/programme/programme.ts';
import { isFree, registrationMachine } from '../../src/domain/registration/machine.ts';
import type { Registration, RegistrationCommand, RegistrationEvent } from '../../src/domain/registration/state.ts';
import type { ReasonCode } from '../../src/domain/reasons.ts';
import { aParty } from '../build.ts';

/** A little world: the two machines, a door that knows who may do what, a clock, and steps that are on their way. */

export type Command = RegistrationCommand | PairCommand;
export type Event = RegistrationEvent | PairEvent;
export type State = Registration | Pair;

/** What one decision changed. `actor` null: Handslag itself. */
export interface Change {
  readonly command: Command;
  readonly actor: MemberId | null;
  readonly before: State | null;
  readonly after: State;
  readonly events: readonly Event[];
}

const machineOf = (id: string): Machine<State, Command, Event> =>
  kindOf(id as PairId) === 'pair' ? pairMachine : registrationMachine;

/** Commands that no person gives: timers, and steps that follow from what happened elsewhere. */
const OWN: readonly Command['type'][] = [
  'registration.due',
  'pair.due',
  'pair.open',
  'adept.left',
  'place.take',
  'place.release',
  'place.taken',
  'place.refused',
  'search.over',
];

/** Who may do what, as the door has it. */
const may = (command: Command, actor: MemberId | null, state: State | null, programme: Programme): boolean => {
  if (OWN.includes(command.type)) return actor === null;
  if (command.type === 'mentor.listing' && actor === null) return true;
  if (actor === null) return false;
  if (command.type.startsWith('board.')) return programme.board.includes(actor);
  if (kindOf(command.id) === 'registration') return partsOf(command.id as RegistrationId).member === actor;
  const role = state?.kind === 'pair' ? roleIn(state, actor) : null;
  if (command.type === 'request.accept' || command.type === 'request.turnDown') return role === 'mentor';
  return command.type === 'request.takeBack' ? role === 'adept' : role !== null;
};

/** The steps that follow elsewhere from what happened to a registration. */
const afterRegistration = (event: RegistrationEvent, { id, programme }: Registration): Command[] => {
  switch (event.type) {
    case 'MentorsChosen': {
      const [mentor, ...reserves] = event.mentors.map(aParty);
      if (!mentor) throw new Error('nobody chosen');
      return [{ type: 'pair.open', id: event.pair, programme, adept: aParty(id), mentor, reserves }];
    }
    case 'PlaceTaken':
      return [{ type: 'place.taken', id: event.pair, mentor: id }];
    case 'PlaceRefused':
      return [{ type: 'place.refused', id: event.pair, mentor: id }];
    case 'RegistrationWithdrawn':
      return event.pair ? [{ type: 'adept.left', id: event.pair }] : [];
    default:
      return [];
  }
};

/** The steps that follow elsewhere from what happened to a pair. */
const afterPair = (event: PairEvent, before: Pair | null, { id, adept, mentor }: Pair): Command[] => {
  switch (event.type) {
    case 'RequestAccepted':
      return [{ type: 'place.take', id: mentor.registration, pair: id }];
    case 'RequestHandedOn':
      return event.why === 'offList' ? [{ type: 'mentor.listing', id: event.from.registration, listed: false }] : [];
    case 'PlaceUnneeded':
      return [{ type: 'place.release', id: event.mentor, pair: id }];
    case 'PairClosed':
    case 'PairEnded':
      return [
        ...(before && isLiving(before) ? [{ type: 'place.release', id: mentor.registration, pair: id } as const] : []),
        { type: 'search.over', id: adept.registration, pair: id, finished: event.type === 'PairClosed' },
      ];
    default:
      return [];
  }
};

export class World {
  now: Date;
  readonly programme: Programme;
  readonly states = new Map<string, State>();
  /** On their way: each is delivered at least once, late, and in any order. */
  readonly steps: Command[] = [];
  /** Delivered already; any of them may come again, however much later. */
  readonly delivered: Command[] = [];
  readonly #dues = new WeakMap<State, readonly Due[]>();
  readonly #watch: (change: Change, world: World) => void;

  constructor(
    programme: Programme,
    now: Date,
    states: readonly State[],
    watch: (change: Change, world: World) => void,
  ) {
    this.programme = programme;
    this.now = now;
    this.#watch = watch;
    for (const state of states) this.states.set(state.id, state);
  }

  get pairs(): Pair[] {
    return [...this.states.values()].filter((state) => state.kind === 'pair');
  }

  get registrations(): Registration[] {
    return [...this.states.values()].filter((state) => state.kind === 'registration');
  }

  registration(id: RegistrationId): Registration {
    const state = this.states.get(id);
    if (state?.kind !== 'registration') throw new Error(`no registration ${id}`);
    return state;
  }

  freeMentors(): Set<RegistrationId> {
    return new Set(this.registrations.filter(isFree).map(({ id }) => id));
  }

  /** States never change, so what is due of one is worked out once. */
  due(state: State): readonly Due[] {
    const known = this.#dues.get(state) ?? machineOf(state.id).due(state, this.programme);
    this.#dues.set(state, known);
    return known;
  }

  /** Through the door. Null when it was done, else why not. */
  handle(command: Command, actor: MemberId | null, freeMentors = this.freeMentors()): ReasonCode | null {
    const before = this.states.get(command.id) ?? null;
    if (!may(command, actor, before, this.programme)) return 'notYours';
    const machine = machineOf(command.id);
    const context: Context = { now: this.now, programme: this.programme, actor, freeMentors };
    const decision = machine.decide(before, command, context);
    if (isRejection(decision)) return decision.reason;
    let after = before;
    for (const event of decision) {
      after = machine.evolve(after, event);
      const mid = after;
      this.steps.push(...this.#follow(event, before, mid));
    }
    if (!after || decision.length === 0) return null;
    this.states.set(command.id, after);
    this.#watch({ command, actor, before, after, events: decision }, this);
    return null;
  }

  #follow(event: Event, before: State | null, after: State): Command[] {
    return after.kind === 'pair'
      ? afterPair(event as PairEvent, before as Pair | null, after)
      : afterRegistration(event as RegistrationEvent, after);
  }

  /** Delivers one step. It stays on its way when it came before what it is about. */
  deliver(index: number): void {
    const step = this.steps[index];
    if (!step || this.handle(step, null) === 'notFound') return;
    this.steps.splice(index, 1);
    this.delivered.push(step);
  }

  /** Delivers once more what was delivered before. */
  repeat(index: number): void {
    const step = this.delivered[index];
    if (step) this.handle(step, null);
  }

  /** The timers ring for all that is due. */
  ring(): void {
    for (const state of this.states.values()) {
      if (!this.due(state).some(({ at }) => at <= this.now)) continue;
      if (state.kind === 'pair') this.handle({ type: 'pair.due', id: state.id }, null);
      else this.handle({ type: 'registration.due', id: state.id }, null);
    }
  }

  /** When something is next due, null when nothing is. */
  next(): Date | null {
    const moments = [...this.states.values()].flatMap((state) => this.due(state).map(({ at }) => at.getTime()));
    return moments.length === 0 ? null : new Date(Math.min(...moments));
  }

  /** Until nothing is on its way any more. */
  settle(): void {
    for (let left = 1000; this.steps.length > 0; left -= 1) {
      if (left === 0) throw new Error(`never settles: ${JSON.stringify(this.steps)}`);
      // The last first: an order as unlike the order they were sent as can be.
      this.deliver(left % 2 === 0 ? this.steps.length - 1 : 0);
    }
  }
}
