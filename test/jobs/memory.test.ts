import { expect, it } from 'vitest';
import { MemoryTimer, TurnableClock } from '../../src/jobs/memory.ts';
import { describeTimer } from '../contracts/timer.contract.ts';

const START = new Date('2026-03-02T08:00:00Z');

describeTimer('in memory', async () => {
  const clock = new TurnableClock(START);
  const timer = new MemoryTimer(clock);
  return {
    timer,
    now: () => clock.now(),
    turnTo: (to) => clock.turnTo(to),
    until: async (isSo) => {
      for (let minute = 0; minute < 10 && !isSo(); minute++) {
        await clock.turnTo(new Date(clock.now().getTime() + (minute === 0 ? 0 : 60_000))).catch(() => undefined);
      }
      expect(isSo()).toBe(true);
    },
    pause: () => new Promise((resolve) => setTimeout(resolve, 5)),
    close: () => timer.stop(),
  };
});

it('stops at each moment on the way', async () => {
  const clock = new TurnableClock(START);
  const timer = new MemoryTimer(clock);
  const seen: string[] = [];
  await timer.start(async (ids) => {
    seen.push(`${clock.now().toISOString().slice(11, 16)} ${ids.join(' ')}`);
    if (seen.length === 1) await timer.expect([{ id: 'pair:c', at: new Date('2026-03-02T10:30:00Z') }]);
  });
  await timer.expect([
    { id: 'pair:b', at: new Date('2026-03-02T11:00:00Z') },
    { id: 'pair:a', at: new Date('2026-03-02T10:00:00Z') },
  ]);
  await clock.turnTo(new Date('2026-03-02T12:00:00Z'));
  expect(seen).toEqual(['10:00 pair:a', '10:30 pair:c', '11:00 pair:b']);
  expect(clock.now()).toEqual(new Date('2026-03-02T12:00:00Z'));
});

it('lets a turn fail with what a woken one threw', async () => {
  const clock = new TurnableClock(START);
  const timer = new MemoryTimer(clock);
  await timer.start(async () => {
    throw new Error('broken');
  });
  await timer.expect([{ id: 'pair:a', at: new Date('2026-03-02T08:10:00Z') }]);
  await expect(clock.turnTo(new Date('2026-03-02T09:00:00Z'))).rejects.toThrow('broken');
  expect(clock.now()).toEqual(new Date('2026-03-02T08:10:00Z'));
});
