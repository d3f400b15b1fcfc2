import { isFree } from '../../domain/registration/machine.ts';
import { kindOf, type AggregateId, type ProgrammeId, type RegistrationId } from '../../domain/ids.ts';
import { reject, type Context, type Rejection } from '../../domain/machine.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { Command, State } from '../../domain/state.ts';
import { authorize, type Actor } from './authorize.ts';
import type { Change, Clock, Doc, Log, OutboxItem, Store, Timer } from '../ports.ts';
import { programmeOf, step, type Stepped } from './step.ts';
import { tell } from '../say/tell.ts';

/** How long whoever saved a note has it to itself, in ms; then another process may take it over. */
export const LEASE_MS = 30_000;
/** Somebody else saved first: read again, decide again. Past this many times something is wrong. */
const TRIES = 8;

export interface Done {
  readonly kind: 'done';
  readonly state: State;
  /** False: the same press came before, or it changed nothing. */
  readonly changed: boolean;
}
export interface Refused {
  readonly kind: 'refused';
  readonly rejection: Rejection;
  readonly state: State | null;
}

export interface HandleDeps {
  readonly store: Store;
  readonly timer: Timer;
  readonly clock: Clock;
  readonly log: Log;
  /** Null where there is no such programme. */
  readonly programme: (id: ProgrammeId | null) => Programme | null;
  /** Called with what was saved and is to be said now. */
  readonly outgoing: (saved: readonly { readonly id: AggregateId; readonly items: readonly OutboxItem[] }[]) => void;
}

/** The one door: every change of anything goes through here, whoever asks for it and from wherever. */
export interface Handle {
  /** `key` names the press, so that it counts once; null for what may come twice by its nature. */
  readonly handle: (command: Command, actor: Actor, key?: string | null) => Promise<Done | Refused>;
  /** Whatever is due now for these, in few round trips; answers the documents as they were. Ids with nothing due are no harm. */
  readonly handleDue: (ids: readonly AggregateId[]) => Promise<readonly Doc[]>;
}

/** The mentors that a step may come to ask, whose places must be known before it is taken. */
const mentorsAsked = (command: Command, state: State | null): readonly RegistrationId[] => {
  if (command.type === 'mentor.ask') return command.mentors;
  const handsOn =
    command.type === 'request.turnDown' || command.type === 'place.refused' || command.type === 'pair.due';
  if (!handsOn || state?.kind !== 'pair') return [];
  return state.phase === 'requested' || state.phase === 'accepting'
    ? state.reserves.map(({ registration }) => registration)
    : [];
};

const freeAmong = async (store: Store, ids: readonly RegistrationId[]): Promise<ReadonlySet<RegistrationId>> => {
  const docs = ids.length === 0 ? [] : await store.loadMany(ids);
  const free = docs.filter((doc) => doc?.state.kind === 'registration' && isFree(doc.state));
  return new Set(free.map((doc) => doc?.id as RegistrationId));
};

const changeOf = (
  doc: Doc | null,
  command: Command,
  actor: Actor,
  key: string | null,
  done: Stepped,
  now: Date,
): Change => {
  const from = doc?.version ?? 0;
  const version = from + 1;
  const until = new Date(now.getTime() + LEASE_MS);
  const notes = tell({ before: doc?.state ?? null, state: done.state, events: done.events, actor });
  return {
    id: command.id,
    from,
    state: done.state,
    dueAt: done.dueAt,
    history: done.events.map(({ type }) => ({ type, at: now, version })),
    notes: notes.map((note, n) => ({ id: `${command.id}:${version}:${n}`, note, tries: 0, until })),
    key,
  };
};

const sameTime = (a: Date | null | undefined, b: Date | null): boolean => a?.getTime() === b?.getTime();

export const makeHandle = ({ store, timer, clock, log, programme, outgoing }: HandleDeps): Handle => {
  /**
   * At the same time as the save: a wake too many is no harm. Where it fails the save still counts, and the sweep puts the
   * timer right.
   */
  const expectDue = async (changes: readonly { change: Change; was: Date | null | undefined }[]): Promise<void> => {
    const wishes = changes.flatMap(({ change: { id, dueAt }, was }) =>
      dueAt && !sameTime(was, dueAt) ? [{ id, at: dueAt }] : [],
    );
    if (wishes.length === 0) return;
    await timer.expect(wishes).catch((error: unknown) => log.error('timer', error, { wishes: wishes.length }));
  };

  const decide = async (doc: Doc | null, command: Command, actor: Actor, now: Date): Promise<Stepped | Rejection> => {
    const state = doc?.state ?? null;
    const about = programme(programmeOf(command, state));
    if (!about) return reject('notFound');
    const refusal = authorize(command, actor, state, about);
    if (refusal) return refusal;
    const asked = mentorsAsked(command, state);
    const context: Context = { now, programme: about, actor: actor === 'handslag' ? null : actor };
    return step(
      state,
      command,
      asked.length === 0 ? context : { ...context, freeMentors: await freeAmong(store, asked) },
    );
  };

  const handle: Handle['handle'] = async (command, actor, key = null) => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const doc = await store.load(command.id);
      if (doc && key !== null && doc.seen.includes(key)) return { kind: 'done', state: doc.state, changed: false };
      const now = clock.now();
      const stepped = await decide(doc, command, actor, now);
      if ('reason' in stepped) {
        log.info('refused', { command: command.type, id: command.id, reason: stepped.reason });
        return { kind: 'refused', rejection: stepped, state: doc?.state ?? null };
      }
      if (stepped.events.length === 0) return { kind: 'done', state: stepped.state, changed: false };
      const change = changeOf(doc, command, actor, key, stepped, now);
      const [saved] = await Promise.all([store.save(change), expectDue([{ change, was: doc?.dueAt }])]);
      if (saved) {
        log.info('handled', { command: command.type, id: command.id, version: change.from + 1 });
        if (change.notes.length > 0) outgoing([{ id: change.id, items: change.notes }]);
        return { kind: 'done', state: stepped.state, changed: true };
      }
    }
    throw new Error(`${command.type} for ${command.id} lost ${TRIES} races in a row`);
  };

  const dueCommand = (id: AggregateId): Command | null => {
    const kind = kindOf(id);
    if (kind === 'member') return null;
    return kind === 'pair' ? { type: 'pair.due', id: id as never } : { type: 'registration.due', id: id as never };
  };

  const handleDue: Handle['handleDue'] = async (ids) => {
    const now = clock.now();
    const docs = (await store.loadMany(ids)).filter((doc) => doc !== null);
    const changes: { change: Change; was: Date | null }[] = [];
    const later: { id: AggregateId; at: Date }[] = [];
    for (const doc of docs) {
      if (!doc.dueAt) continue;
      if (doc.dueAt > now) {
        // It was moved. Its own time stands in the list of timers too; saying so again costs nothing.
        later.push({ id: doc.id, at: doc.dueAt });
        continue;
      }
      const command = dueCommand(doc.id);
      const stepped = command && (await decide(doc, command, 'handslag', now));
      if (!command || !stepped) continue;
      if ('reason' in stepped) throw new Error(`${command.type} for ${doc.id} was refused: ${stepped.reason}`);
      if (stepped.events.length === 0) continue;
      changes.push({ change: changeOf(doc, command, 'handslag', null, stepped, now), was: doc.dueAt });
    }
    if (later.length > 0) await timer.expect(later);
    if (changes.length === 0) return docs;
    const [lost] = await Promise.all([store.saveMany(changes.map(({ change }) => change)), expectDue(changes)]);
    const unsaved = new Set(lost);
    outgoing(
      changes.flatMap(({ change: { id, notes } }) =>
        unsaved.has(id) || notes.length === 0 ? [] : [{ id, items: notes }],
      ),
    );
    log.info('due', { asked: ids.length, done: changes.length - unsaved.size, again: unsaved.size });
    for (const id of unsaved) {
      const command = dueCommand(id);
      if (command) await handle(command, 'handslag');
    }
    return docs;
  };

  return { handle, handleDue };
};
