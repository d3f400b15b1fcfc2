import type { Change, Doc, HistoryEntry, OutboxItem, SeenKey, Store } from '../app/ports.ts';
import { kindOf, type AggregateId, type PairId } from '../domain/ids.ts';
import type { State } from '../domain/state.ts';
import { indexKeys } from './documents.ts';

interface Held {
  version: number;
  state: State;
  history: HistoryEntry[];
  outbox: OutboxItem[];
  relayAt: Date | null;
  seen: readonly SeenKey[];
  dueAt: Date | null;
  dueRules: number;
}

const copy = structuredClone;

const toDoc = (id: AggregateId, { version, state, outbox, seen, dueAt }: Held): Doc =>
  copy({ id, version, state, outbox, seen, dueAt });

/** The store without a server: what is put in and what is handed out are copies, and every method is one step. */
export const memoryStore = (): Store => {
  const all = new Map<AggregateId, Held>();
  const docs = () => [...all].map(([id, held]) => toDoc(id, held));
  const load = (id: AggregateId): Doc | null => {
    const held = all.get(id);
    return held ? toDoc(id, held) : null;
  };

  const save = (change: Change): boolean => {
    const { id, from, to, state, dueAt, dueRules, history, outbox, relayAt, seen } = copy(change);
    const before = all.get(id) ?? { version: 0, history: [], outbox: [], relayAt: null };
    if (before.version !== from) return false;
    all.set(id, {
      version: to,
      state,
      dueAt,
      dueRules,
      history: [...before.history, ...history],
      outbox: [...before.outbox, ...outbox],
      relayAt: outbox.length === 0 ? before.relayAt : relayAt,
      seen,
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
    async relayed(done) {
      for (const { id, done: off, later, next } of copy([...done])) {
        const held = all.get(id);
        if (!held) continue;
        const tries = new Map(later.map((item) => [item.id, item.tries]));
        const isAll = held.outbox.every((item) => off.includes(item.id) || tries.has(item.id));
        held.outbox = held.outbox
          .filter((item) => !off.includes(item.id))
          .map((item) => ({ ...item, tries: tries.get(item.id) ?? item.tries }));
        if (isAll) held.relayAt = next;
      }
    },
    unrelayed: async (now, limit) =>
      [...all]
        .filter(([, { relayAt }]) => relayAt && relayAt <= now)
        .toSorted(([, a], [, b]) => Number(a.relayAt) - Number(b.relayAt))
        .map(([id]) => id)
        .slice(0, limit),
    async postpone(ids, until) {
      for (const id of ids) {
        const held = all.get(id);
        if (held?.relayAt) held.relayAt = copy(until);
      }
    },
    outdated: async (programme, dueRules, limit) =>
      [...all]
        .filter(([, held]) => indexKeys(held.state).programme === programme && held.dueRules < dueRules)
        .map(([id]) => id)
        .slice(0, limit),
    async redue(dues) {
      for (const { id, version, dueAt, dueRules } of copy([...dues])) {
        const held = all.get(id);
        if (!held || (version !== null && held.version !== version)) continue;
        held.dueRules = dueRules;
        if (version !== null) held.dueAt = dueAt;
      }
    },
    async freeMentors({ programme, county }) {
      return docs()
        .map((doc) => ({ doc, keys: indexKeys(doc.state) }))
        .filter(({ keys }) => keys.programme === programme && keys.role === 'mentor' && keys.free)
        .filter(({ keys }) => county === undefined || keys.county?.includes(county))
        .toSorted((a, b) => Number(a.keys.since) - Number(b.keys.since) || (a.doc.id < b.doc.id ? -1 : 1))
        .map(({ doc }) => doc);
    },
    pairsAsking: async (mentor) =>
      docs().flatMap(({ id, state }) => (indexKeys(state).asks === mentor ? [id as PairId] : [])),
    async *pending(until) {
      for (const { id, dueAt } of docs()) if (dueAt && dueAt <= until) yield { id, dueAt };
    },
    async nextDue() {
      const times = docs().flatMap(({ dueAt }) => (dueAt ? [dueAt.getTime()] : []));
      return times.length === 0 ? null : new Date(Math.min(...times));
    },
    history: async (id) => copy(all.get(id)?.history ?? []),
    members: async () => docs().filter(({ id }) => kindOf(id) === 'member'),
    programmes: async () => docs().filter(({ id }) => kindOf(id) === 'programme'),
  };
};
