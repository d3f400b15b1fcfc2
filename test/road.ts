import type { MemberId, Role } from '../src/domain/ids.ts';
import { isRejection, type Machine } from '../src/domain/machine.ts';
import type { Pair } from '../src/domain/pair/state.ts';
import type { Programme } from '../src/domain/programme/state.ts';
import { instantOf } from '../src/domain/time.ts';

/** A Monday in a stretch of ordinary weeks. */
const START = '2026-03-02 09:00';

/** A day and time as written ('2026-03-02 10:00'); a day alone is its morning, 08:00. */
export const momentIn = (local: string, zone: string): Date => {
  const [day = '', time = '08:00'] = local.split(' ');
  const instant = instantOf(day, time, zone);
  if (!instant) throw new Error(`no such moment: ${local}`);
  return instant;
};

/** A command without the id: a road knows whose it is. */
export type Wish<C> = C extends unknown ? Omit<C, 'id'> : never;
export type By = MemberId | Role | null;

/** The member meant by "the adept" or "the mentor" of this pair; anybody else stands for themselves. */
export const actorOf = (state: unknown, by: By): MemberId | null => {
  if (by !== 'adept' && by !== 'mentor') return by;
  const pair = state as Pair | null;
  if (pair?.kind !== 'pair') throw new Error(`${by} of what?`);
  return pair[by].member;
};

/** What happened so far to one aggregate, by its machine's own decisions. */
export class Road<S extends { readonly id: string }, C extends { readonly id: string }, E> {
  readonly machine: Machine<S, C, E>;
  readonly programme: Programme;
  readonly events: E[] = [];
  now: Date;
  #id: string;
  #state: S | null = null;

  constructor(machine: Machine<S, C, E>, id: string, programme: Programme) {
    this.machine = machine;
    this.#id = id;
    this.programme = programme;
    this.now = momentIn(START, programme.zone);
  }

  get state(): S {
    if (!this.#state) throw new Error('the road has not begun');
    return this.#state;
  }

  /** Turns the clock; what is written is in the programme's zone. */
  on(moment: string | Date): this {
    this.now = typeof moment === 'string' ? momentIn(moment, this.programme.zone) : moment;
    return this;
  }

  do(wish: Wish<C>, by: By = null): this {
    const command = { ...wish, id: this.#id } as unknown as C;
    const context = { now: this.now, programme: this.programme, actor: actorOf(this.#state, by) };
    const decision = this.machine.decide(this.#state, command, context);
    if (isRejection(decision)) throw new Error(`the road is closed to ${JSON.stringify(wish)}: ${decision.reason}`);
    for (const event of decision) {
      this.#state = this.machine.evolve(this.#state, event);
      this.events.push(event);
    }
    return this;
  }
}
