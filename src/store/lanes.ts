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
  /** By process: the last beat that was seen, and how long ago it was new. */
  const seen = new Map<string, { readonly beat: number; readonly since: () => number }>();

  const change = async (table: Table, workers: Table['workers'], owners: Table['owners']): Promise<boolean> => {
    const next = { workers, owners, revision: table.revision + 1 };
    const beats = Object.fromEntries(
      Object.keys(table.workers)
        .filter((worker) => !(worker in workers))
        .map((worker) => [`workers.${worker}`, table.workers[worker]]),
    );
    // Only what is taken out must not have spoken since; the others' beats go on meanwhile, and are not put back.
    const gone = Object.fromEntries(Object.keys(beats).map((path) => [path, '' as const]));
    const added = Object.fromEntries(
      Object.entries(workers).flatMap(([worker, beat]) =>
        worker in table.workers ? [] : [[`workers.${worker}`, beat]],
      ),
    );
    const { matchedCount } = await tables.updateOne(
      { _id: 'lanes', revision: table.revision, ...beats },
      {
        $set: { revision: next.revision, owners: [...owners], ...added },
        ...(Object.keys(gone).length > 0 ? { $unset: gone } : {}),
      },
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

  const ours = ({ owners }: Pick<Table, 'owners'>): Set<number> =>
    new Set(owners.flatMap((owner, lane) => (owner === me ? [lane] : [])));

  const hold = (lanes: ReadonlySet<number>): void => {
    const fresh = [...lanes].filter((lane) => !held.has(lane));
    held = lanes;
    if (fresh.length > 0) hooks.taken(fresh);
  };

  /** Those that have said nothing for as long as they may be believed. */
  const silent = ({ workers }: Table): string[] =>
    Object.entries(workers).flatMap(([worker, beat]) => {
      const last = seen.get(worker);
      if (last?.beat !== beat) seen.set(worker, { beat, since: stopwatch() });
      return worker !== me && last?.beat === beat && last.since() > leaseMs ? [worker] : [];
    });

  /** Takes what is nobody's, up to a fair share; gives back what is above it. */
  const share = async (table: Table): Promise<void> => {
    const dead = silent(table);
    const workers = Object.fromEntries(Object.entries(table.workers).filter(([worker]) => !dead.includes(worker)));
    const fair = Math.ceil(LANES / Math.max(1, Object.keys(workers).length));
    const owners = table.owners.map((owner) => (owner !== null && owner in workers ? owner : null));
    const mine = ours({ owners });
    const surplus = [...mine].slice(fair);
    if (surplus.length > 0) {
      held = new Set([...mine].slice(0, fair));
      await hooks.leaving(surplus);
      for (const lane of surplus) owners[lane] = null;
    }
    let room = fair - mine.size;
    for (const [lane, owner] of owners.entries()) {
      if (owner !== null || room <= 0) continue;
      owners[lane] = me;
      room--;
    }
    const same = dead.length === 0 && owners.every((owner, lane) => owner === table.owners[lane]);
    if (same) return hold(ours(table));
    const changed = await change(table, workers, owners);
    if (changed && dead.length > 0) log.warn('lanes taken over', { from: dead.length });
    if (changed) hold(ours({ owners }));
  };

  const join = async (): Promise<void> => {
    me = randomUUID();
    const begun = stopwatch();
    await read();
    await tables.updateOne({ _id: 'lanes' }, { $set: { [`workers.${me}`]: 0 }, $inc: { revision: 1 } });
    alive = begun;
  };

  const beat = async (): Promise<void> => {
    const begun = stopwatch();
    const table = await tables.findOneAndUpdate(
      { _id: 'lanes', [`workers.${me}`]: { $exists: true } },
      { $inc: { [`workers.${me}`]: 1 } },
      { returnDocument: 'after' },
    );
    if (!table) {
      // The others believed us gone: nothing that we held is ours any longer.
      alive = null;
      held = new Set();
      log.warn('lanes lost');
      return join();
    }
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
      const table = await read();
      const { [me]: _, ...workers } = table.workers;
      const owners = table.owners.map((owner) => (owner === me ? null : owner));
      const unset = { [`workers.${me}`]: '' as const };
      await tables.updateOne(
        { _id: 'lanes', revision: table.revision },
        { $set: { owners }, $unset: unset, $inc: { revision: 1 } },
      );
      // Where somebody changed it meanwhile, the others find us silent.
      held = new Set();
      alive = null;
      others = Object.keys(workers).length > 0;
    },
  };
};
