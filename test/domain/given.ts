import { expect } from 'vitest';
import type { MemberId, RegistrationId } from '../../src/domain/ids.ts';
import { isRejection, type Decision, type Machine } from '../../src/domain/machine.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import type { ReasonCode } from '../../src/domain/reasons.ts';
import { localDate, localTime } from '../../src/domain/time.ts';
import { aProgramme, at, ZONE } from '../build.ts';
import { actorOf, type By, type Wish } from '../road.ts';

/** given(what was) . when(somebody wants, by whom, at what time) . thenEvents(these happened) or .thenRefused(why) */

/** A road of test/build.ts is one of these. */
export interface Past<S, C, E> {
  readonly machine: Machine<S, C, E>;
  readonly programme: Programme;
  readonly state: S | null;
  readonly now: Date;
}

export interface Circumstances {
  readonly by?: By;
  /** Swedish time; without it, the time of what was before. */
  readonly at?: string | Date;
  readonly free?: readonly RegistrationId[];
  readonly programme?: Programme;
  /** Only where nothing is there yet, to have an id. */
  readonly id?: string;
}

/** What an expected event must hold; what it does not name is not looked at. */
export type Like<E> = E extends { readonly type: infer T } ? { readonly type: T } & Partial<Omit<E, 'type'>> : never;

export const local = (date: Date): string => `${localDate(date, ZONE)} ${localTime(date, ZONE)}`;

export class Outcome<S, C, E> implements Past<S, C, E> {
  readonly machine: Machine<S, C, E>;
  readonly programme: Programme;
  readonly now: Date;
  readonly #before: S | null;
  readonly #decision: Decision<E>;

  constructor(past: Past<S, C, E>, decision: Decision<E>, now: Date, programme: Programme) {
    this.machine = past.machine;
    this.programme = programme;
    this.now = now;
    this.#before = past.state;
    this.#decision = decision;
  }

  get events(): readonly E[] {
    if (isRejection(this.#decision)) throw new Error(`refused: ${this.#decision.reason}`);
    return this.#decision;
  }

  get state(): S {
    const after = this.events.reduce<S | null>((state, event) => this.machine.evolve(state, event), this.#before);
    if (!after) throw new Error('nothing is there');
    return after;
  }

  /** Exactly these events, in this order. */
  thenEvents(...expected: readonly Like<E>[]): this {
    expect(this.events).toMatchObject(expected as unknown as object[]);
    return this;
  }

  thenNothing(): this {
    expect(this.events).toEqual([]);
    return this;
  }

  thenRefused(reason: ReasonCode, field?: string): this {
    expect(this.#decision).toMatchObject(field === undefined ? { reason } : { reason, field });
    return this;
  }

  /** The state after it, in part. */
  thenState(part: object): this {
    expect(this.state).toMatchObject(part);
    return this;
  }

  /** All that is due from here on, as "kind 2026-03-02 08:00". */
  thenDue(...expected: readonly string[]): this {
    expect(dues(this)).toEqual(expected);
    return this;
  }

  when(wish: Wish<C>, circumstances: Circumstances = {}): Outcome<S, C, E> {
    return given<S, C, E>(this).when(wish, circumstances);
  }
}

export const dues = <S, C, E>({ machine, state, programme }: Past<S, C, E>): string[] =>
  state === null
    ? []
    : machine
        .due(state, programme)
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
        .map((due) => `${due.kind} ${local(due.at)}`);

export const nothing = <S, C, E>(machine: Machine<S, C, E>, now = '2026-03-02 09:00'): Past<S, C, E> => ({
  machine,
  programme: aProgramme(),
  state: null,
  now: at(now),
});

export const given = <S, C, E>(past: Past<S, C, E>) => ({
  when: (wish: Wish<C>, circumstances: Circumstances = {}): Outcome<S, C, E> => {
    const { by = null, free, programme = past.programme } = circumstances;
    const moment = circumstances.at ?? past.now;
    const now = typeof moment === 'string' ? at(moment) : moment;
    const id = circumstances.id ?? (past.state as { id?: string } | null)?.id ?? 'pair:none';
    const actor: MemberId | null = actorOf(past.state, by);
    const context = { now, programme, actor, ...(free ? { freeMentors: new Set(free) } : {}) };
    const decision = past.machine.decide(past.state, { ...wish, id } as unknown as C, context);
    return new Outcome(past, decision, now, programme);
  },
});
