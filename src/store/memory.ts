import type { Change, Doc, HistoryEntry, OutboxItem, PostRef, Settled, Store } from '../app/ports.ts';
import { SEEN_KEPT } from '../app/ports.ts';
import type { AggregateId } from '../domain/ids.ts';
import { kindOf } from '../domain/ids.ts';
import type { State } from '../domain/state.ts';
import { indexKeys } from './documents.ts';

interface Held {
  version: number;
  state: State;
  history: HistoryEntry[];
  outbox: OutboxItem[];
  posts: Record<string, PostRef>;
  seen: string[];
  dueAt: Date | null;
}

const copy = structuredClone;

const toDoc = (id: AggregateId, { version, state, outbox, posts, seen, dueAt }: Held): Doc =>
  copy({ id, version, state, outbox, posts, seen, dueAt });

const outcomeOf = (held: Held, { item, outcome }: Settled): void => {
  if (outcome.kind === 'again') {
    const { tries, until } = outcome;
    held.outbox = held.outbox.map((waiting) => (waiting.id === item ? { ...waiting, tries, until } : waiting));
    return;
  }
  const instead = outcome.kind === 'failed' && outcome.tell ? [copy(outcome.tell)] : [];
  held.outbox = held.outbox.flatMap((waiting) => (waiting.id === item ? instead : [waiting]));
  if (outcome.kind === 'done' && outcome.post) held.posts[outcome.post.key] = copy(outcome.post.ref);
};

/** The store without a server: what is put in and what is handed out are copies, and every method is one step. */
export const memoryStore = (): Store => {
  const all = new Map<AggregateId, Held>();
  const docs = () => [...all].map(([id, held]) => toDoc(id, held));
  const load = (id: AggregateId): Doc | null => {
    const held = all.get(id);
    return held ? toDoc(id, held) : null;
  };

  const save = (change: Change): boolean => {
    const { id, from, state, dueAt, history, notes, key } = copy(change);
    const before = all.get(id) ?? { version: 0, history: [], outbox: [], posts: {}, seen: [] };
    if (before.version !== from) return false;
    all.set(id, {
      version: from + 1,
      state,
      dueAt,
      posts: before.posts,
      history: [...before.history, ...history],
      outbox: [...before.outbox, ...notes],
      seen: key === null ? before.seen : [...before.seen, key].slice(-SEEN_KEPT),
    });
    return true;
  };

  return {
    load: async (id) => load(id),
    loadMany: async (ids) => ids.map(load),
    save: async (change) => save(change),
    async saveMany(changes) {
      if (new Set(changes.map(({ id }) => id)).size < changes.length) throw new Error('saveMany: an id comes twice');
      return changes.filter((change) => !save(change)).map(({ id }) => id);
    },
    async settle(settled) {
      for (const one of settled) {
        const held = all.get(one.id);
        if (held) outcomeOf(held, one);
      }
    },
    async claim(id, item, seen, until) {
      const held = all.get(id);
      const waiting = held?.outbox.find((each) => each.id === item && each.until.getTime() === seen.getTime());
      if (!held || !waiting) return false;
      held.outbox = held.outbox.map((each) => (each === waiting ? { ...each, until: copy(until) } : each));
      return true;
    },
    async freeMentors({ programme, county }) {
      return docs()
        .map((doc) => ({ doc, keys: indexKeys(doc.state) }))
        .filter(({ keys }) => keys.programme === programme && keys.role === 'mentor' && keys.free)
        .filter(({ keys }) => county === undefined || keys.county?.includes(county))
        .toSorted((a, b) => Number(a.keys.since) - Number(b.keys.since) || (a.doc.id < b.doc.id ? -1 : 1))
        .map(({ doc }) => doc);
    },
    async *pending() {
      for (const { id, dueAt, outbox } of docs()) {
        const untils = outbox.map(({ until }) => until.getTime());
        const outboxUntil = untils.length > 0 ? new Date(Math.min(...untils)) : null;
        if (dueAt !== null || outboxUntil !== null) yield { id, dueAt, outboxUntil };
      }
    },
    history: async (id) => copy(all.get(id)?.history ?? []),
    members: async () => docs().filter(({ id }) => kindOf(id) === 'member'),
  };
};
