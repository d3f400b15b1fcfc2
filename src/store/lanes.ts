import { randomUUID } from 'node:crypto';
import { MongoServerError, type Db } from 'mongodb';
import type { LaneHooks, Lanes } from '../app/post/lanes.ts';
import { LANES } from '../app/post/ledger.ts';
import type { Log } from '../app/ports.ts';

/** How often a process says that it is there, in ms. */
const BEAT_MS = 3_000;
/** Who has said nothing for so long, in ms, is gone. */
const LEASE_MS = 20_000;
const DUPLICATE_KEY = 11_000;
/** How often is tried to write down that we leave, where others write at the same time. */
const GIVING_BACK = 20;

/** Who is there, and who holds which lane: one small document, changed only as it was read. */
interface Table {
  readonly _id: 'lanes';
  readonly revision: number;
  /** By process: how often it has said that it is there. */
  readonly workers: Readonly<Record<string, number>>;
  /** By lane: whose it is; null: nobody's. */
  readonly owners: readonly (string | null)[];
}

/** Time that passed here, whatever somebody does to the clock and however long the machine slept: the longer of the two. */
const stopwatch = (): (() => number) => {
  const [ticks, wall] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - ticks, Date.now() - wall);
};

export interface LaneTimes {
  readonly beatMs?: number;
  readonly leaseMs?: number;
}

/**
 * Lanes shared out among the processes on one database. No clock is compared with another: a process believes another gone when it has
 * watched it say nothing for {@link LEASE_MS}, and believes itself there for less than that since it last began to say so. Who was
 * believed gone finds its name missing, gives up what it held, and begins anew under another name.
 */
export const mongoLanes = (db: Db, log: Log, { beatMs = BEAT_MS, leaseMs = LEASE_MS }: LaneTimes = {}): Lanes => {
  const tables = db.collection<Table>('lanes');
  let me = randomUUID();
  let held: ReadonlySet<number> = new Set();
  let alive: (() => number) | null = null;
  let others = false;
  let hooks: LaneHooks = { taken: () => undefined, leaving: async () => undefined };
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> = Promise.resolve();
  let stopped = true;
  /** Lanes that we no longer send from and still stand as ours; true: nothing of them is under way, they can be given back. */
  let leaving = new Map<number, boolean>();
  const left = new Set<Promise<void>>();
  /** By process: the last beat that was seen, and for how long it was watched to be the last. */
  let watched = new Map<string, { readonly beat: number; readonly silentMs: number }>();
  let looked = performance.now();

  /** Only what is taken out must not have spoken since; the others' beats go on meanwhile, and are not put back. */
  const change = async (table: Table, gone: readonly string[], owners: Table['owners']): Promise<boolean> => {
    const beats = Object.fromEntries(gone.map((worker) => [`workers.${worker}`, table.workers[worker]]));
    const names = Object.fromEntries(gone.map((worker) => [`workers.${worker}`, '' as const]));
    const { matchedCount } = await tables.updateOne(
      { _id: 'lanes', revision: table.revision, ...beats },
      { $set: { revision: table.revision + 1, owners }, ...(gone.length > 0 ? { $unset: names } : {}) },
    );
    return matchedCount === 1;
  };

  const read = async (): Promise<Table> => {
    const found = await tables.findOne({ _id: 'lanes' });
    if (found) return found;
    const fresh: Table = { _id: 'lanes', revision: 0, workers: {}, owners: Array.from({ length: LANES }, () => null) };
    try {
      await tables.insertOne(fresh);
    } catch (error) {
      if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
    }
    return (await tables.findOne({ _id: 'lanes' })) ?? fresh;
  };

  const hold = (lanes: readonly number[]): void => {
    const fresh = lanes.filter((lane) => !held.has(lane));
    held = new Set(lanes);
    if (fresh.length > 0) hooks.taken(fresh);
  };

  /** Resolves when nothing of them is under way any longer. */
  const leave = (lanes: readonly number[]): Promise<void> => {
    const by = leaving;
    held = new Set([...held].filter((lane) => !lanes.includes(lane)));
    for (const lane of lanes) by.set(lane, false);
    const work = hooks
      .leaving(lanes)
      .then(() => {
        for (const lane of lanes) by.set(lane, true);
      })
      .catch((error: unknown) => {
        // Asked again at the next beat.
        log.error('lanes', error, { leaving: lanes.length });
        for (const lane of lanes) by.delete(lane);
      })
      .finally(() => left.delete(work));
    left.add(work);
    return work;
  };

  /** Those that have said nothing for as long as they may be believed. While nobody looked, as when the database was away, nobody is silent. */
  const silent = ({ workers }: Table): string[] => {
    const passed = Math.min(performance.now() - looked, 2 * beatMs);
    looked = performance.now();
    watched = new Map(
      Object.entries(workers).map(([worker, beat]) => {
        const last = watched.get(worker);
        return [worker, { beat, silentMs: last?.beat === beat ? last.silentMs + passed : 0 }];
      }),
    );
    return [...watched].flatMap(([worker, { silentMs }]) => (worker !== me && silentMs > leaseMs ? [worker] : []));
  };

  /** Takes what is nobody's, up to a fair share; gives back what is above it. */
  const share = async (table: Table): Promise<void> => {
    const dead = silent(table);
    const gone = new Set(dead);
    const workers = Object.keys(table.workers).filter((worker) => !gone.has(worker));
    const fair = Math.ceil(LANES / Math.max(1, workers.length));
    const free = table.owners.flatMap((owner, lane) => (owner === null || !workers.includes(owner) ? [lane] : []));
    const mine = table.owners.flatMap((owner, lane) => (owner === me ? [lane] : []));
    for (const lane of leaving.keys()) if (!mine.includes(lane)) leaving.delete(lane);
    const kept = mine.filter((lane) => !leaving.has(lane)).slice(0, fair);
    const surplus = mine.filter((lane) => !kept.includes(lane) && !leaving.has(lane));
    // In the background: who is slow to finish is there all the same, and says so.
    if (surplus.length > 0) void leave(surplus);
    const given = mine.filter((lane) => leaving.get(lane) === true);
    const taken = free.slice(0, Math.max(0, fair - kept.length));
    const owners = table.owners.map((owner, lane) => {
      if (taken.includes(lane)) return me;
      return given.includes(lane) || free.includes(lane) ? null : owner;
    });
    const same = dead.length === 0 && owners.every((owner, lane) => owner === table.owners[lane]);
    if (same) return hold(kept);
    if (!(await change(table, dead, owners))) return;
    if (dead.length > 0) log.warn('lanes taken over', { from: dead.length });
    for (const lane of given) leaving.delete(lane);
    hold([...kept, ...taken]);
  };

  const join = async (): Promise<void> => {
    me = randomUUID();
    const begun = stopwatch();
    await read();
    await tables.updateOne({ _id: 'lanes' }, { $set: { [`workers.${me}`]: 0 }, $inc: { revision: 1 } });
    alive = begun;
  };

  /** The others believed us gone: nothing that we held is ours any longer. */
  const lost = async (): Promise<void> => {
    alive = null;
    log.warn('lanes lost', { lanes: held.size });
    if (held.size > 0) void leave([...held]);
    // Sent under the old name, it must not be taken for what is sent under the new.
    await Promise.all(left);
    leaving = new Map();
    if (!stopped) await join();
  };

  const beat = async (): Promise<void> => {
    const begun = stopwatch();
    const table = await tables.findOneAndUpdate(
      { _id: 'lanes', [`workers.${me}`]: { $exists: true } },
      { $inc: { [`workers.${me}`]: 1 } },
      { returnDocument: 'after' },
    );
    if (!table) return lost();
    alive = begun;
    others = Object.keys(table.workers).length > 1;
    await share(table);
  };

  const loop = (): void => {
    timer = setTimeout(() => {
      beating = beat()
        .catch((error: unknown) => log.error('lanes', error))
        .finally(() => {
          if (!stopped) loop();
        });
    }, beatMs).unref();
  };

  const giveBack = async (): Promise<void> => {
    for (let time = 0; time < GIVING_BACK; time++) {
      const table = await read();
      if (!(me in table.workers)) return;
      const owners = table.owners.map((owner) => (owner === me ? null : owner));
      const { matchedCount } = await tables.updateOne(
        { _id: 'lanes', revision: table.revision },
        { $set: { revision: table.revision + 1, owners }, $unset: { [`workers.${me}`]: '' as const } },
      );
      if (matchedCount === 1) return;
    }
    throw new Error('others changed it each time');
  };

  const sureFor = (ms: number): boolean => alive !== null && alive() + ms < leaseMs;

  return {
    mine: () => (sureFor(0) ? held : new Set()),
    sureFor,
    shared: () => others,
    async start(alone, given) {
      hooks = given;
      stopped = false;
      if (alone) await tables.deleteOne({ _id: 'lanes' });
      await join();
      await beat();
      loop();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await beating;
      if (held.size > 0) void leave([...held]);
      await Promise.all(left);
      // Where it cannot be written down, the others find us silent.
      await giveBack().catch((error: unknown) => log.error('lanes', error));
      alive = null;
      others = false;
      leaving = new Map();
    },
  };
};
