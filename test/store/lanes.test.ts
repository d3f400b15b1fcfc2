import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Lanes } from '../../src/app/post/lanes.ts';
import { LANES } from '../../src/app/post/ledger.ts';
import { mongoLanes } from '../../src/store/lanes.ts';
import type { Database } from '../../src/store/server.ts';
import { KeptLog } from '../fakes/log.ts';
import { dropped, freshDatabase } from '../setup/database.ts';

const LEASE_MS = 600;
const TIMES = { beatMs: 30, leaseMs: LEASE_MS };
const PATIENCE = { timeout: 10_000, interval: 5 };

/** A process, as far as lanes go: what it holds, what it is still busy with, and a line to the database that can go dead. */
class Worker {
  readonly lanes: Lanes;
  readonly log = new KeptLog();
  readonly taken: number[] = [];
  readonly left: number[] = [];
  /** Given up, and something of them is under way. */
  readonly busy = new Set<number>();
  finishing: () => Promise<void> = async () => undefined;
  #line: Promise<void> = Promise.resolve();
  #restore = (): void => undefined;

  constructor(db: Db) {
    this.lanes = mongoLanes(this.#through(db), this.log, TIMES);
  }

  /** What is asked while the line is dead arrives when it is back. */
  #through(db: Db): Db {
    const waiting = (target: object): object =>
      new Proxy(target, {
        get: (of, name) => {
          const value: unknown = Reflect.get(of, name);
          if (typeof value !== 'function') return value;
          return async (...args: unknown[]) => {
            await this.#line;
            const answer: unknown = await Reflect.apply(value, of, args);
            await this.#line;
            return answer;
          };
        },
      });
    return new Proxy(db, {
      get: (of, name) =>
        name === 'collection' ? (given: string) => waiting(of.collection(given)) : (Reflect.get(of, name) as unknown),
    });
  }

  cut(): void {
    this.#line = new Promise((resolve) => {
      this.#restore = resolve;
    });
  }
  restore(): void {
    this.#restore();
  }

  start(alone = false): Promise<void> {
    return this.lanes.start(alone, {
      taken: (lanes) => void this.taken.push(...lanes),
      leaving: async (lanes) => {
        this.left.push(...lanes);
        for (const lane of lanes) this.busy.add(lane);
        await this.finishing();
        for (const lane of lanes) this.busy.delete(lane);
      },
    });
  }

  get holds(): number {
    return this.lanes.mine().size;
  }
}

describe('the lanes', () => {
  let database: Database;
  let workers: Worker[];
  beforeEach(async () => {
    database = await freshDatabase(new KeptLog());
    workers = [];
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const worker of workers) worker.restore();
    await Promise.all(workers.map(({ lanes }) => lanes.stop()));
    await dropped(database);
  });

  const worker = (): Worker => {
    const made = new Worker(database.db);
    workers.push(made);
    return made;
  };
  const started = async (): Promise<Worker> => {
    const made = worker();
    await made.start();
    return made;
  };
  const until = (isSo: () => boolean): Promise<unknown> => vi.waitUntil(isSo, PATIENCE);
  const all = (): number => workers.reduce((sum, { holds }) => sum + holds, 0);
  const names = async (): Promise<string[]> => {
    const table = await database.db.collection<{ _id: string }>('lanes').findOne({ _id: 'lanes' });
    return Object.keys((table as unknown as { workers: object }).workers).toSorted();
  };

  it("are all one process's where there is one", async () => {
    const a = worker();
    expect([a.holds, a.lanes.sureFor(0)]).toEqual([0, false]);
    await a.start();
    expect(a.holds).toBe(LANES);
    expect(new Set(a.taken)).toEqual(a.lanes.mine());
    expect([a.lanes.sureFor(LEASE_MS / 2), a.lanes.sureFor(LEASE_MS)]).toEqual([true, false]);
    expect(a.lanes.shared()).toBe(false);
  });

  it('are shared fairly, and nobody holds what another does', async () => {
    const [a, b] = [await started(), await started()];
    await until(() => a.holds === LANES / 2 && b.holds === LANES / 2);
    expect(new Set([...a.lanes.mine(), ...b.lanes.mine()]).size).toBe(LANES);
    expect(new Set(b.taken)).toEqual(b.lanes.mine());
    expect(new Set(a.left)).toEqual(b.lanes.mine());
    await until(() => a.lanes.shared() && b.lanes.shared());
    const c = await started();
    await until(() => c.holds === 20 && all() === LANES);
    expect([a.holds, b.holds]).toEqual([22, 22]);
  });

  it('are given to another only when nothing of them is under way, however long that takes', async () => {
    const a = await started();
    let finish = (): void => undefined;
    a.finishing = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const b = await started();
    await until(() => a.left.length > 0);
    expect(a.holds).toBe(LANES / 2);
    await sleep(2 * LEASE_MS);
    expect([a.holds, b.holds]).toEqual([LANES / 2, 0]);
    a.finishing = async () => undefined;
    finish();
    await until(() => b.holds === LANES / 2);
    expect(a.left).toHaveLength(LANES / 2);
    expect([...a.log.lines, ...b.log.lines]).toEqual([]);
  });

  it('are given back at once by who stops', async () => {
    const [a, b, c] = [await started(), await started(), await started()];
    await until(() => all() === LANES && Math.min(a.holds, b.holds, c.holds) === 20);
    const begun = performance.now();
    const stopping = [a.lanes.stop(), b.lanes.stop()];
    expect((await Promise.all(stopping)).length).toBe(2);
    await until(() => c.holds === LANES);
    expect(performance.now() - begun).toBeLessThan(LEASE_MS);
    expect([a.holds, b.holds, a.lanes.sureFor(0)]).toEqual([0, 0, false]);
    await until(() => !c.lanes.shared());
  });

  it('of who is silent are taken over after the lease, and not before', async () => {
    const [a, b] = [await started(), await started()];
    await until(() => a.holds === LANES / 2 && b.holds === LANES / 2);
    const begun = performance.now();
    a.cut();
    await until(() => b.holds === LANES);
    const after = performance.now() - begun;
    expect(after).toBeGreaterThan(LEASE_MS - 2 * TIMES.beatMs);
    expect(after).toBeLessThan(3 * LEASE_MS);
    expect(a.holds).toBe(0);
    expect(b.log.lines).toMatchObject([{ event: 'lanes taken over', data: { from: 1 } }]);
  });

  it('of who was silent are not theirs when they come back, and what they meant to say in them is dropped', async () => {
    const [a, b] = [await started(), await started()];
    await until(() => a.holds === LANES / 2 && b.holds === LANES / 2);
    const before = new Set(a.lanes.mine());
    a.left.length = 0;
    a.cut();
    await until(() => b.holds === LANES);
    expect([a.holds, a.lanes.sureFor(0)]).toEqual([0, false]);
    const surely: boolean[] = [];
    let finish = (): void => undefined;
    a.finishing = () =>
      new Promise((resolve) => {
        surely.push(a.lanes.sureFor(0));
        finish = resolve;
      });
    a.restore();
    await until(() => a.left.length > 0);
    await sleep(3 * TIMES.beatMs);
    expect(new Set(a.left)).toEqual(before);
    expect([a.holds, a.lanes.sureFor(0), ...surely]).toEqual([0, false, false]);
    finish();
    a.finishing = async () => undefined;
    await until(() => a.holds === LANES / 2 && b.holds === LANES / 2);
    expect(a.log.lines).toMatchObject([{ event: 'lanes lost' }]);
  });

  it("are nobody else's because nobody could be heard while the database was away", async () => {
    const [a, b] = [await started(), await started()];
    await until(() => a.holds === LANES / 2 && b.holds === LANES / 2);
    const [before, mine] = [await names(), new Set(a.lanes.mine())];
    for (const each of workers) each.cut();
    await until(() => all() === 0);
    await sleep(LEASE_MS);
    for (const each of workers) each.restore();
    await until(() => all() === LANES);
    await sleep(5 * TIMES.beatMs);
    expect(a.lanes.mine()).toEqual(mine);
    expect(await names()).toEqual(before);
  });

  it('do not care what anybody does to the clock', async () => {
    const [a, b] = [await started(), await started()];
    await until(() => a.holds === LANES / 2 && b.holds === LANES / 2);
    const [before, mine] = [await names(), new Set(a.lanes.mine())];
    for (const hours of [5, -10, 0]) {
      // One is slow just then, though not for as long as it may be.
      a.cut();
      await sleep(LEASE_MS / 6);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 });
      await sleep(LEASE_MS / 6);
      a.restore();
      await sleep(LEASE_MS / 6);
      vi.useRealTimers();
    }
    await until(() => all() === LANES);
    expect(await names()).toEqual(before);
    expect(a.lanes.mine()).toEqual(mine);
    expect([...a.log.lines, ...b.log.lines]).toEqual([]);
  });

  it("of the dead are nobody's where one process alone starts", async () => {
    const dead = await started();
    dead.cut();
    const a = worker();
    await a.start(true);
    expect(a.holds).toBe(LANES);
  });

  it('are never held by two, whoever comes, goes, falls silent and comes back', async () => {
    const twice: string[] = [];
    const look = (): void => {
      const owner = new Map<number, number>();
      for (const [n, { lanes, busy }] of workers.entries()) {
        for (const lane of new Set([...lanes.mine(), ...busy])) {
          if (owner.has(lane)) twice.push(`lane ${lane}: ${owner.get(lane)} and ${n}`);
          owner.set(lane, n);
        }
      }
    };
    const looking = setInterval(look, 1);
    const live = async (n: number): Promise<void> => {
      for (let round = 0; round < 6; round++) {
        const one = await started();
        one.finishing = () => sleep(20 * n);
        await sleep(100 + 60 * n);
        if ((round + n) % 3 === 0) {
          one.cut();
          await sleep(LEASE_MS * 0.7 * n);
          one.restore();
        }
        await sleep(50);
        await one.lanes.stop();
      }
    };
    await Promise.all([1, 2, 3].map(live));
    const last = await started();
    await until(() => last.holds === LANES);
    clearInterval(looking);
    expect(twice.slice(0, 5)).toEqual([]);
  });
});
