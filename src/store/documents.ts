import type { UpdateFilter } from 'mongodb';
import type { Change, Doc, HistoryEntry, OutboxItem, PostRef } from '../app/ports.ts';
import { SEEN_KEPT } from '../app/ports.ts';
import type { AggregateId, Kind, ProgrammeId, Role } from '../domain/ids.ts';
import type { State } from '../domain/state.ts';

export const COLLECTIONS = {
  member: 'members',
  registration: 'registrations',
  pair: 'pairs',
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
}

/**
 * One document an aggregate. `version` is raised by saves alone; the relay takes items off `outbox` and writes `posts` beside
 * them, without raising it, so neither has to try again because of the other.
 */
export interface Stored {
  readonly _id: AggregateId;
  readonly version: number;
  readonly state: State;
  readonly history: readonly HistoryEntry[];
  readonly outbox: readonly OutboxItem[];
  /** Keys encoded, see {@link encodeKey}. */
  readonly posts: Readonly<Record<string, PostRef>>;
  readonly seen: readonly string[];
  /** Missing when nothing is due: a sparse index then holds those alone that have something due. */
  readonly dueAt?: Date;
  readonly keys: IndexKeys;
  /** What could not be said, for those who run this; nothing here reads it. */
  readonly failed?: readonly { readonly item: OutboxItem; readonly reason: string; readonly at: Date }[];
}

/** All that queries need to know of a state. A new query begins here, and in indexes.ts. */
export const indexKeys = (state: State): IndexKeys => {
  if (!('kind' in state) || state.kind !== 'registration') return {};
  const { programme, role, status } = state;
  if (state.status !== 'approved' || state.role !== 'mentor') return { programme, role, status };
  return {
    programme,
    role,
    status,
    free: state.listed && state.pairs.length < state.answers.places,
    // the first two digits of a municipality's code are its county's
    county: [...new Set(state.answers.municipalities.map((code) => code.slice(0, 2)))],
    since: state.decidedAt,
  };
};

/** A field's name cannot hold a dot, nor begin with a dollar sign, where an update names it by its path. */
export const encodeKey = (key: string): string =>
  key.replace(/[%.$]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);

export const decodeKey = (key: string): string =>
  key.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The document of a first save. */
export const firstDocument = (change: Change): Stored => ({
  _id: change.id,
  version: 1,
  state: change.state,
  history: change.history,
  outbox: change.notes,
  posts: {},
  seen: change.key === null ? [] : [change.key],
  ...(change.dueAt === null ? {} : { dueAt: change.dueAt }),
  keys: indexKeys(change.state),
});

/** A later save: the only update that raises the version, and it touches nothing that the relay writes but by adding to it. */
export const laterUpdate = (change: Change): UpdateFilter<Stored> => ({
  $set: {
    version: change.from + 1,
    state: change.state,
    keys: indexKeys(change.state),
    ...(change.dueAt === null ? {} : { dueAt: change.dueAt }),
  },
  ...(change.dueAt === null ? { $unset: { dueAt: '' } } : {}),
  $push: {
    history: { $each: [...change.history] },
    outbox: { $each: [...change.notes] },
    seen: { $each: change.key === null ? [] : [change.key], $slice: -SEEN_KEPT },
  },
});

/** What {@link toDoc} does not need and what only grows. */
export const DOC_PROJECTION = { history: 0, failed: 0, keys: 0 } as const;

export const toDoc = (stored: Omit<Stored, 'history' | 'failed' | 'keys'>): Doc => ({
  id: stored._id,
  version: stored.version,
  state: stored.state,
  outbox: stored.outbox,
  posts: Object.fromEntries(Object.entries(stored.posts).map(([key, ref]) => [decodeKey(key), ref])),
  seen: stored.seen,
  dueAt: stored.dueAt ?? null,
});
