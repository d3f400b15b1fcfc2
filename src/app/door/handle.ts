import { DUE_KINDS } from '../../domain/due.ts';
import { isFree } from '../../domain/registration/machine.ts';
import { isInProgramme, kindOf, type AggregateId, type MemberId, type RegistrationId } from '../../domain/ids.ts';
import { reject, type Circumstance, type Rejection } from '../../domain/machine.ts';
import { erasesPresses, isTraceless, isUnnamed } from '../../domain/pair/decision.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Command, State } from '../../domain/state.ts';
import {
  GRACE_MS,
  IllFormed,
  SEEN_MOST,
  SEEN_MS,
  TRACELESS,
  type Change,
  type Clock,
  type Doc,
  type Full,
  type Log,
  type SeenKey,
  type Store,
  type Timer,
} from '../ports.ts';
import type { KnownProgrammes } from '../programmes.ts';
import { authorize, type Actor } from './authorize.ts';
import { outgoingOf } from './outgoing.ts';
import { programmeOf, step, type Stepped } from './step.ts';
import { Turns } from './turns.ts';

/** Somebody else saved first: read again, decide again. Past this many times something is wrong. */
const TRIES = 20;
const LONGEST_PAUSE_MS = 100;

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
  readonly programmes: KnownProgrammes;
  /** The workspaces and tenants that somebody writes from. */
  readonly homes: (member: MemberId) => Promise<readonly string[]>;
  /** Called with what was saved and has something in its outbox. */
  readonly outgoing: (saved: readonly Full[]) => void;
  /** A document for which nothing can be decided: it is put aside, and others go on. */
  readonly struck: (id: AggregateId, error: unknown) => void;
}

/** The one door: every change of anything goes through here, whoever asks for it and from wherever. */
export interface Handle {
  /** `key` names the press, so that it counts once; null for what may come twice by its nature. */
  readonly handle: (command: Command, actor: Actor, key?: string | null) => Promise<Done | Refused>;
  /** Whatever is due now for these, in few round trips. Ids with nothing due are no harm; nor is one that cannot be decided to the others. */
  readonly handleDue: (ids: readonly AggregateId[]) => Promise<void>;
}

/** The mentors that a step may come to ask, whose places must be known before it is taken. */
const mentorsAsked = (command: Command, state: State | null): readonly RegistrationId[] => {
  if (command.type === 'mentor.ask') return command.mentors;
  const handsOn =
    command.type === 'request.turnDown' ||
    command.type === 'place.refused' ||
    command.type === 'mentor.left' ||
    command.type === 'pair.due';
  if (!handsOn || state?.kind !== 'pair') return [];
  return state.phase === 'requested' || state.phase === 'accepting'
    ? state.reserves.map(({ registration }) => registration)
    : [];
};

const freeAmong = async (store: Store, ids: readonly RegistrationId[]): Promise<ReadonlySet<RegistrationId>> => {
  const docs = ids.length === 0 ? [] : await store.loadMany(ids);
  return new Set(
    docs.flatMap((doc) =>
      doc && !(doc instanceof IllFormed) && doc.state.kind === 'registration' && isFree(doc.state)
        ? [doc.state.id]
        : [],
    ),
  );
};

/** The presses of the last day, with this one. */
const seenWith = (before: readonly SeenKey[], key: string | null, now: Date): readonly SeenKey[] => {
  const kept = before.filter(({ at }) => now.getTime() - at.getTime() < SEEN_MS);
  return (key === null ? kept : [...kept, { key, at: now }]).slice(-SEEN_MOST);
};

/** By which rules a time is worked out: the programme's, and those that are code; 0 for what is in no programme, and has none. */
export const dueRulesOf = (programme: Programme | null): number =>
  programme ? programme.revision * 1000 + DUE_KINDS : 0;

/** Where it matters from where somebody writes. */
const HOMES_MATTER: ReadonlySet<Command['type']> = new Set(['registration.start', 'programme.audience']);

interface Deciding {
  readonly doc: Doc | null;
  readonly command: Command;
  /** The one it is decided in, as it then stood. */
  readonly programme: Programme | null;
  readonly now: Date;
}

const changeOf = ({ doc, command, programme, now }: Deciding, done: Stepped, key: string | null): Change => {
  const from = doc?.version ?? 0;
  const before = doc?.state ?? null;
  const traceless = done.events.every(isTraceless);
  const version = Math.floor(from) + 1;
  const events = traceless ? [] : done.events;
  return {
    id: command.id,
    from,
    to: traceless ? from + TRACELESS : version,
    state: done.state,
    dueAt: done.dueAt,
    dueRules: dueRulesOf(programme),
    history: events.map(({ type }) => ({ type, at: now, version })),
    outbox: outgoingOf({ before, state: done.state, events }, version, now),
    relayAt: new Date(now.getTime() + GRACE_MS),
    seen: done.events.some(erasesPresses) ? [] : seenWith(doc?.seen ?? [], key, now),
  };
};

const sameTime = (a: Date | null | undefined, b: Date | null): boolean => a?.getTime() === b?.getTime();

const dueCommand = (id: AggregateId): Command | null => {
  const kind = kindOf(id);
  if (kind === 'pair') return { type: 'pair.due', id: id as never };
  return kind === 'registration' ? { type: 'registration.due', id: id as never } : null;
};

export const makeHandle = ({ store, timer, clock, log, programmes, homes, outgoing, struck }: HandleDeps): Handle => {
  const turns = new Turns();

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

  /** A room is one board's: nobody sees another board's cards in it. */
  const roomTaken = async (command: Command): Promise<boolean> => {
    if (command.type !== 'room.claim') return false;
    const others = (await store.programmes()).filter(({ id }) => id !== command.id);
    return others.some(({ state }) => state.kind === 'programme' && state.room === command.room);
  };

  /** Whether the programme was changed while it was decided in: then it is decided again. */
  const isStale = async ({ programme }: Deciding): Promise<boolean> =>
    programme !== null && (await programmes.get(programme.id))?.revision !== programme.revision;

  const decide = async (
    doc: Doc | null,
    command: Command,
    actor: Actor,
    now: Date,
  ): Promise<{ deciding: Deciding; stepped: Stepped } | Rejection> => {
    const state = doc?.state ?? null;
    const id = programmeOf(command);
    const programme = id && (await programmes.get(id));
    if (!programme && isInProgramme(command.id)) return reject('notFound');
    const from = HOMES_MATTER.has(command.type) && actor !== 'handslag' ? await homes(actor) : [];
    const about = state?.kind === 'programme' ? state : programme;
    const refusal = authorize(command, actor, state, {
      programme: about,
      installation: await programmes.installation(),
      homes: from,
    });
    if (refusal) return refusal;
    if (await roomTaken(command)) return reject('roomTaken');
    const bare: Circumstance = { now, actor: actor === 'handslag' ? null : actor, homes: from };
    const asked = mentorsAsked(command, state);
    const known = programme ? { ...bare, programme } : bare;
    const stepped = step(
      state,
      command,
      asked.length === 0 ? known : { ...known, freeMentors: await freeAmong(store, asked) },
    );
    return 'reason' in stepped ? stepped : { deciding: { doc, command, programme, now }, stepped };
  };

  const once = async (command: Command, actor: Actor, key: string | null): Promise<Done | Refused> => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const doc = await store.load(command.id);
      if (doc && key !== null && doc.seen.some((seen) => seen.key === key)) {
        // It may have been saved and its answer lost: what it led to is carried on, by whoever comes first.
        outgoing([doc]);
        return { kind: 'done', state: doc.state, changed: false };
      }
      const decided = await decide(doc, command, actor, clock.now());
      if ('reason' in decided) {
        if (!isUnnamed(command.type)) {
          log.info('refused', { command: command.type, id: command.id, reason: decided.reason });
        }
        return { kind: 'refused', rejection: decided, state: doc?.state ?? null };
      }
      const { deciding, stepped } = decided;
      if (stepped.events.length === 0) return { kind: 'done', state: stepped.state, changed: false };
      if (await isStale(deciding)) continue;
      const change = changeOf(deciding, stepped, key);
      const [saved] = await Promise.all([store.save(change), expectDue([{ change, was: doc?.dueAt }])]);
      if (saved) {
        programmes.saw(change.state);
        const { type, id } = command;
        if (!isUnnamed(type)) log.info('handled', { command: type, id, version: change.to });
        if (change.outbox.length > 0) outgoing([{ id: change.id, outbox: change.outbox }]);
        return { kind: 'done', state: stepped.state, changed: true };
      }
      // Other processes are at it: everyone a little later, and not all at once.
      await new Promise(
        (resolve) => void setTimeout(resolve, Math.random() * Math.min(2 ** attempt, LONGEST_PAUSE_MS)),
      );
    }
    throw new Error(`${command.type} for ${command.id} lost ${TRIES} races in a row`);
  };

  const handle: Handle['handle'] = (command, actor, key = null) =>
    turns.take(command.id, () => once(command, actor, key));

  /** One document's step, decided; null where there is nothing to save. */
  const due = async (doc: Doc, now: Date): Promise<{ change: Change; was: Date | null } | null> => {
    const command = dueCommand(doc.id);
    const decided = command && (await decide(doc, command, 'handslag', now));
    if (!command || !decided) return null;
    if ('reason' in decided) throw new Error(`${command.type} was refused: ${decided.reason}`);
    const { deciding, stepped } = decided;
    if (stepped.events.length > 0) return { change: changeOf(deciding, stepped, null), was: doc.dueAt };
    // By the rules of now it is later, or never.
    await store.redue([
      { id: doc.id, version: doc.version, dueAt: stepped.dueAt, dueRules: dueRulesOf(deciding.programme) },
    ]);
    if (stepped.dueAt) await timer.expect([{ id: doc.id, at: stepped.dueAt }]);
    return null;
  };

  const handleDue: Handle['handleDue'] = async (ids) => {
    const now = clock.now();
    const docs = await store.loadMany(ids);
    const changes: { change: Change; was: Date | null }[] = [];
    const later: { id: AggregateId; at: Date }[] = [];
    for (const doc of docs) {
      if (doc instanceof IllFormed) struck(doc.id as AggregateId, doc);
      else if (doc?.dueAt && doc.dueAt > now) later.push({ id: doc.id, at: doc.dueAt });
      else if (doc?.dueAt) {
        try {
          const decided = await due(doc, now);
          if (decided) changes.push(decided);
        } catch (error) {
          struck(doc.id, error);
        }
      }
    }
    // They were moved. Their own time stands in the list of timers too; saying so again costs nothing.
    if (later.length > 0) await timer.expect(later);
    if (changes.length === 0) return;
    const [lost] = await Promise.all([store.saveMany(changes.map(({ change }) => change)), expectDue(changes)]);
    const unsaved = new Set(lost);
    outgoing(
      changes.flatMap(({ change: { id, outbox } }) => (unsaved.has(id) || outbox.length === 0 ? [] : [{ id, outbox }])),
    );
    log.info('due', { asked: ids.length, done: changes.length - unsaved.size, again: unsaved.size });
    for (const id of unsaved) {
      const command = dueCommand(id);
      if (command) await handle(command, 'handslag').catch((error: unknown) => struck(id, error));
    }
  };

  return { handle, handleDue };
};
