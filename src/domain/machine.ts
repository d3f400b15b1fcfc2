import type { MemberId, RegistrationId } from './ids.ts';
import type { Programme } from './programme/state.ts';
import type { ReasonCode } from './reasons.ts';

/** A no that a person is told, in their language. With `field`, it stands at that input. */
export interface Rejection {
  readonly reason: ReasonCode;
  readonly field?: string;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** What a rule book is given beside state and command. It never asks a clock itself. */
export interface Circumstance {
  readonly now: Date;
  /** Who acts; null is Handslag itself (a timer, a step that follows from another). */
  readonly actor: MemberId | null;
  /** The workspaces and tenants that they write from, where it matters. */
  readonly homes?: readonly string[];
}

/** The same, for what belongs to a programme. */
export interface Context extends Circumstance {
  readonly programme: Programme;
  /** Which of the mentors that this step may ask are approved, listed and free right now. */
  readonly freeMentors?: ReadonlySet<RegistrationId>;
}

export type Decision<E> = readonly E[] | Rejection;

export const isRejection = <E>(decision: Decision<E>): decision is Rejection => 'reason' in decision;

export const reject = (
  reason: ReasonCode,
  more: { field?: string; data?: Record<string, string | number> } = {},
): Rejection => ({ reason, ...more });

/** Something that shall happen at `at`, as long as the state still says so. */
export interface Due<K extends string = string> {
  readonly kind: K;
  readonly at: Date;
}

/** `decide` reads as the rule book; `evolve` never refuses and never reads a clock; `due` says what is pending. */
export interface Machine<S, C, E, X extends Circumstance = Context> {
  decide(state: S | null, command: C, context: X): Decision<E>;
  evolve(state: S | null, event: E): S;
  due(state: S, programme: Programme): readonly Due[];
}

export const earliest = (dues: readonly Due[]): Date | null =>
  dues.reduce<Date | null>((first, { at }) => (first === null || at < first ? at : first), null);
