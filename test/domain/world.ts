import { authorize } from '../../src/app/door/authorize.ts';
import { kindOf, type MemberId, type PairId, type RegistrationId } from '../../src/domain/ids.ts';
import { isRejection, type Context, type Due, type Machine } from '../../src/domain/machine.ts';
import { pairMachine } from '../../src/domain/pair/machine.ts';
import { noInstallation } from '../../src/domain/installation/machine.ts';
import { followPair } from '../../src/domain/pair/follow.ts';
import type { Pair, PairCommand, PairEvent } from '../../src/domain/pair/state.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import { followRegistration } from '../../src/domain/registration/follow.ts';
import { isFree, registrationMachine } from '../../src/domain/registration/machine.ts';
import type { Registration, RegistrationCommand, RegistrationEvent } from '../../src/domain/registration/state.ts';
import type { ReasonCode } from '../../src/domain/reasons.ts';

/** A little world: the machines, who may do what, what follows elsewhere, a clock, and steps that are on their way. */

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
    if (
      authorize(command, actor ?? 'handslag', before, {
        programme: this.programme,
        installation: noInstallation,
        homes: [],
      })
    )
      return 'notYours';
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
    if (after.kind === 'pair') {
      return followPair(event as PairEvent, { before: before as Pair | null, state: after });
    }
    const follows = followRegistration(event as RegistrationEvent, {
      before: before as Registration | null,
      state: after,
    });
    return follows.flatMap((follow): Command[] => {
      if (!('everyPairThatAsks' in follow)) return [follow];
      const mentor = follow.everyPairThatAsks;
      const asking = this.pairs.filter(
        (pair) => (pair.phase === 'requested' || pair.phase === 'accepting') && pair.mentor.registration === mentor,
      );
      return asking.map(({ id }) => ({ type: 'mentor.left', id, mentor }));
    });
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
