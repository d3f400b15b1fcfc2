import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { AgendaTimer } from '../../src/jobs/agenda.ts';
import { connect, type Database } from '../../src/store/server.ts';
import { describeTimer } from '../contracts/timer.contract.ts';
import { KeptLog } from '../fakes/log.ts';
import { MongoGate } from '../fakes/mongo-gate.ts';
import { again, dropped, freshDatabase } from '../setup/database.ts';

const PATIENCE = { timeout: 8_000, interval: 20 };

describeTimer('on Agenda', async () => {
  const log = new KeptLog();
  const database = await freshDatabase(log);
  const connections: Database[] = [];
  const timers: AgendaTimer[] = [];
  let killed: AgendaTimer | null = null;
  // at 5 s past a minute: there is time for a test before the next minute comes by itself
  let offset = Date.parse('2026-03-02T08:00:05Z') - Date.now();
  const clock = { now: () => new Date(Date.now() + offset) };

  const start = async (): Promise<AgendaTimer> => {
    const own = await again(database, log);
    connections.push(own);
    const timer = await AgendaTimer.on({
      db: own.db,
      log,
      clock,
      offset: () => offset,
      processEvery: 300,
      lockLifetime: 1_500,
    });
    timers.push(timer);
    return timer;
  };

  const timer = await start();
  return {
    timer,
    now: () => clock.now(),
    turnTo: async (to) => {
      offset = to.getTime() - Date.now();
      await Promise.all(timers.map((each) => each.clockMoved()));
    },
    until: (isSo) => vi.waitUntil(isSo, PATIENCE).then(() => expect(isSo()).toBe(true)),
    pause: () => new Promise((resolve) => setTimeout(resolve, 700)),
    another: start,
    kill: async () => {
      killed = timer;
      await connections[0]?.client.close(true);
    },
    close: async () => {
      await Promise.all(timers.filter((each) => each !== killed).map((each) => each.stop()));
      await Promise.all(connections.map((each) => each.close()));
      await dropped(database);
    },
  };
});

describe('the timer on Agenda, by itself', () => {
  const log = new KeptLog();
  let database: Database;
  let offset: number;
  const timers: AgendaTimer[] = [];
  beforeEach(async () => {
    database = await freshDatabase(log);
    offset = Date.parse('2026-03-02T08:00:05Z') - Date.now();
  });
  afterEach(async () => {
    await Promise.all(timers.splice(0).map((each) => each.stop()));
    await dropped(database);
  });

  const now = () => new Date(Date.now() + offset);
  const start = async (): Promise<AgendaTimer> => {
    const options = { clock: { now }, offset: () => offset, processEvery: 2_000, lockLifetime: 10_000 };
    const timer = await AgendaTimer.on({ db: database.db, log, ...options });
    timers.push(timer);
    return timer;
  };
  const onTheHour = new Date('2026-03-02T09:00:00Z');

  it('wakes by itself when the time comes, and on time', async () => {
    const timer = await start();
    let woken: Date | undefined;
    await timer.start(async () => {
      woken = now();
    });
    const late: number[] = [];
    for (let hour = 0; hour < 8; hour++) {
      const at = new Date(onTheHour.getTime() + hour * 3_600_000);
      offset = at.getTime() - 200 - Date.now();
      woken = undefined;
      await timer.expect([{ id: 'pair:1', at }]);
      await vi.waitUntil(() => woken !== undefined, PATIENCE);
      late.push(now().getTime() - at.getTime());
    }
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThan(1_500);
  });

  it('leaves nothing behind when all is woken', async () => {
    const timer = await start();
    await timer.start(async () => undefined);
    await timer.expect([1, 2, 3].map((n) => ({ id: `pair:${n}`, at: new Date(onTheHour.getTime() + n * 3_600_000) })));
    expect(await database.db.collection('jobs').countDocuments()).toBe(3);
    offset += 10 * 3_600_000;
    await timer.clockMoved();
    await vi.waitUntil(async () => (await database.db.collection('jobs').countDocuments()) === 0, PATIENCE);
    expect(await database.db.collection('moments').countDocuments()).toBe(0);
  });

  it('makes the jobs anew that were lost', async () => {
    const before = await start();
    await before.expect([{ id: 'pair:1', at: onTheHour }]);
    await database.db.collection('jobs').deleteMany({});
    const timer = await start();
    const woken: string[] = [];
    await timer.start(async (ids) => void woken.push(...ids));
    expect(await database.db.collection('jobs').countDocuments({ name: 'moment' })).toBe(1);
    offset += 3_600_000;
    await timer.clockMoved();
    expect(woken).toEqual(['pair:1']);
  });

  it('makes one job of a moment that many ask for at once', async () => {
    const [a, b] = await Promise.all([start(), start()]);
    const wishes = Array.from({ length: 40 }, (_, n) => ({ id: `pair:${n}` as const, at: onTheHour }));
    await Promise.all(wishes.map((wish, n) => (n % 2 === 0 ? a : b).expect([wish])));
    expect(await database.db.collection('jobs').countDocuments()).toBe(1);
    const moments = await database.db.collection('moments').find().toArray();
    expect(moments.map(({ waiting }) => (waiting as string[]).length)).toEqual([40]);
  });

  it('rests between two wakings of the same, however often it is asked', async () => {
    const timer = await start();
    let calls = 0;
    await timer.start(async (ids) => {
      calls += 1;
      await timer.expect(ids.map((id) => ({ id, at: now() })));
    });
    await timer.expect([{ id: 'pair:1', at: now() }]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(calls).toBeGreaterThanOrEqual(2);
    expect(calls).toBeLessThanOrEqual(3);
  });

  it('runs what is hourly in one of several processes', async () => {
    const [a, b] = await Promise.all([start(), start()]);
    let runs = 0;
    const sweep = async (): Promise<void> => {
      runs += 1;
    };
    await Promise.all([a.hourly('sweep', sweep), b.hourly('sweep', sweep)]);
    await Promise.all([a.start(async () => undefined), b.start(async () => undefined)]);
    await vi.waitUntil(() => runs > 0, PATIENCE);
    await a.hourly('sweep', sweep);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(runs).toBe(1);
    const jobs = await database.db.collection('jobs').find({ name: 'hourly:sweep' }).toArray();
    expect(jobs).toHaveLength(1);
    expect(Number(jobs[0]?.['nextRunAt']) - Date.now()).toBeGreaterThan(55 * 60_000);
  });

  it('outlives a database that is away', async () => {
    const own = await again(database, log);
    const timer = await AgendaTimer.on({
      db: own.db,
      log,
      clock: { now },
      offset: () => offset,
      processEvery: 100,
      lockLifetime: 1_000,
    });
    await timer.start(async () => undefined);
    await timer.expect([{ id: 'pair:1', at: new Date(now().getTime() + 300) }]);
    await own.client.close(true);
    // the test run fails by itself when a rejection is nobody's
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(log.lines.map(({ event }) => event)).toContain('jobs.error');
    await expect(timer.expect([{ id: 'pair:2', at: onTheHour }])).rejects.toThrow(/closed|connected/);
    await timer.stop();
  });

  it('tells the log what is wrong with the database, and not where it is', async () => {
    const gate = await MongoGate.before(inject('mongodbUri'));
    const uri = `${gate.uri}&serverSelectionTimeoutMS=500`;
    const own = await connect({ uri, dbName: database.db.databaseName, log });
    const timer = await AgendaTimer.on({ db: own.db, log, clock: { now }, offset: () => offset, processEvery: 100 });
    await timer.start(async () => undefined);
    const before = log.lines.length;
    await gate.close();
    const said = () => log.lines.slice(before).filter(({ level }) => level === 'warn');
    await vi.waitFor(() => expect(said().map(({ event }) => event)).toContain('jobs.error'), 10_000);
    expect(JSON.stringify(said())).toContain('ServerSelection');
    expect(JSON.stringify(said())).not.toContain('127.0.0.1');
    await timer.stop();
    await own.close();
  });
});
