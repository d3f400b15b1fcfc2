import { expect, vi } from 'vitest';
import { AgendaTimer } from '../../src/jobs/agenda.ts';
import type { Database } from '../../src/store/server.ts';
import { describeTimer } from '../contracts/timer.contract.ts';
import { keptLog } from '../log.ts';
import { again, dropped, freshDatabase } from '../setup/database.ts';

const PATIENCE = { timeout: 8_000, interval: 20 };

describeTimer('on Agenda', async () => {
  const log = keptLog();
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
