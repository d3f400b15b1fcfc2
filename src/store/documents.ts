import type { UpdateFilter } from 'mongodb';
import { IllFormed, type Change, type Doc, type HistoryEntry, type OutboxItem, type SeenKey } from '../app/ports.ts';
import {
  isId,
  kindOf,
  type AggregateId,
  type Kind,
  type ProgrammeId,
  type RegistrationId,
  type Role,
} from '../domain/ids.ts';
import { meant } from '../domain/form/answers.ts';
import { isFree } from '../domain/registration/machine.ts';
import type { State } from '../domain/state.ts';

export const COLLECTIONS = {
  member: 'members',
  registration: 'registrations',
  pair: 'pairs',
  trouble: 'troubles',
  programme: 'programmes',
  installation: 'installation',
} as const satisfies Record<Kind, string>;

/** What queries ask for, kept beside the state so that no query has to know the state's shape. */
export interface IndexKeys {
  readonly programme?: ProgrammeId;
  readonly role?: Role;
  readonly status?: string;
  /** An approved mentor on the list with a place left. */
  readonly free?: boolean;
  /** County codes (SCB, two digits) of the municipalities. */
  readonly county?: readonly string[];
  /** When a mentor was approved. */
  readonly since?: Date;
  /** The mentor whom a pair asks now. */
  readonly asks?: RegistrationId;
}

/**
 * One document an aggregate. `version` is raised by saves alone; the relay takes items off `outbox` without raising it, so neither
 * has to try again because of the other.
 */
export interface Stored {
  readonly _id: AggregateId;
  readonly version: number;
  readonly state: State;
  readonly history: readonly HistoryEntry[];
  readonly outbox: readonly OutboxItem[];
  /** Missing when the outbox is empty: a sparse index then holds those alone that somebody has to take care of. */
  readonly relayAt?: Date;
  readonly seen: readonly SeenKey[];
  /** Missing when nothing is due. */
  readonly dueAt?: Date;
  /** By which rules `dueAt` was worked out. */
  readonly dueRules: number;
  readonly keys: IndexKeys;
}

/** All that queries need to know of a state. A new query begins here, and in indexes.ts. */
export const indexKeys = (state: State): IndexKeys => {
  if (state.kind === 'pair') {
    const asks = state.phase === 'requested' || state.phase === 'accepting';
    return { programme: state.programme, ...(asks ? { asks: state.mentor.registration } : {}) };
  }
  if (state.kind !== 'registration') return {};
  const { programme, role, status } = state;
  if (state.status !== 'approved' || state.role !== 'mentor') return { programme, role, status };
  return {
    programme,
    role,
    status,
    free: isFree(state),
    // the first two digits of a municipality's code are its county's
    county: [...new Set(meant(state.answers).municipalities.map((code) => code.slice(0, 2)))],
    since: state.decidedAt,
  };
};

const relayAtOf = ({ outbox, relayAt }: Change): Pick<Stored, 'relayAt'> => (outbox.length === 0 ? {} : { relayAt });

/** The document of a first save. */
export const firstDocument = (change: Change): Stored => ({
  _id: change.id,
  version: change.to,
  state: change.state,
  history: change.history,
  outbox: change.outbox,
  ...relayAtOf(change),
  seen: change.seen,
  ...(change.dueAt === null ? {} : { dueAt: change.dueAt }),
  dueRules: change.dueRules,
  keys: indexKeys(change.state),
});

/**
 * A later save: the only update that raises the version, and it touches nothing that the relay writes but by adding to it. Nothing is
 * pushed where there is nothing to push: not every server takes that for nothing.
 */
export const laterUpdate = (change: Change): UpdateFilter<Stored> => {
  const { to, state, dueAt, dueRules, history, outbox, seen } = change;
  const push = {
    ...(history.length === 0 ? {} : { history: { $each: [...history] } }),
    ...(outbox.length === 0 ? {} : { outbox: { $each: [...outbox] } }),
  };
  return {
    $set: {
      version: to,
      state,
      keys: indexKeys(state),
      seen,
      dueRules,
      ...(dueAt === null ? {} : { dueAt }),
      ...relayAtOf(change),
    },
    ...(dueAt === null ? { $unset: { dueAt: '' } } : {}),
    ...(Object.keys(push).length === 0 ? {} : { $push: push }),
  };
};

/** What {@link toDoc} does not need and what only grows. */
export const DOC_PROJECTION = { history: 0, keys: 0, relayAt: 0, dueRules: 0 } as const;

type Read = Pick<Stored, '_id' | 'version' | 'state' | 'outbox' | 'seen' | 'dueAt'>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isItem = (item: unknown): boolean =>
  isObject(item) &&
  typeof item['id'] === 'string' &&
  typeof item['kind'] === 'string' &&
  item['at'] instanceof Date &&
  typeof item['tries'] === 'number';

const isSeen = (item: unknown): boolean =>
  isObject(item) && typeof item['key'] === 'string' && item['at'] instanceof Date;

/** What is wrong with the shape of what was read, null where nothing is. What is in the state its machine finds out. */
const faultOf = ({
  _id,
  version,
  state,
  outbox,
  seen,
  dueAt,
}: Readonly<Record<keyof Read, unknown>>): string | null => {
  if (typeof _id !== 'string' || !isId(_id)) return 'no id of ours';
  if (typeof version !== 'number') return 'no version';
  if (!isObject(state) || state['kind'] !== kindOf(_id) || state['id'] !== _id) return 'no state of its kind';
  if (!Array.isArray(outbox) || !outbox.every(isItem)) return 'no outbox';
  if (!Array.isArray(seen) || !seen.every(isSeen)) return 'no list of presses';
  return dueAt === undefined || dueAt instanceof Date ? null : 'due at no time';
};

/** The document, or why it is none. */
export const toDoc = (stored: Read): Doc | IllFormed => {
  const fault = faultOf({ dueAt: undefined, ...stored });
  if (fault !== null) return new IllFormed(stored._id, fault);
  const { _id: id, version, state, outbox, seen, dueAt } = stored;
  return { id, version, state, outbox, seen, dueAt: dueAt ?? null };
};
