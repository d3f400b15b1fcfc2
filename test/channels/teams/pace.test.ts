import { expect, test } from 'vitest';
import { Pace, PER_APP, PER_CONVERSATION, type Ticks } from '../../../src/channels/teams/pace.ts';

/** A clock that goes on to whoever is woken next. */
class TurnedTicks implements Ticks {
  #now = 0;
  #asleep: { at: number; wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.#asleep.push({ at: this.#now + ms, wake });
    });
  }

  /** Until nobody sleeps any longer. */
  async run(): Promise<void> {
    for (;;) {
      for (let n = 0; n < 20; n++) await Promise.resolve();
      const next = this.#asleep.toSorted((a, b) => a.at - b.at)[0];
      if (!next) return;
      this.#asleep = this.#asleep.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}

const most = (times: readonly number[], ms: number): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));

test('into one conversation no window of Microsoft’s table is ever fuller than it may be', async () => {
  const ticks = new TurnedTicks();
  const pace = new Pace(ticks);
  const times: number[] = [];
  const all = Array.from({ length: 2_000 }, () =>
    pace.inOrder('a', async () => {
      expect(await pace.turn('a', Infinity)).toBe(0);
      await pace.appsTurn();
      times.push(ticks.now());
      pace.sent('a');
    }),
  );
  await ticks.run();
  await Promise.all(all);
  expect(times).toHaveLength(2_000);
  for (const [count, ms] of PER_CONVERSATION) expect(most(times, ms)).toBeLessThanOrEqual(count);
});

test('into many conversations no second holds more than the app may send, and little less', async () => {
  const ticks = new TurnedTicks();
  const pace = new Pace(ticks);
  const times: number[] = [];
  const all = Array.from({ length: 2_000 }, async () => {
    await pace.appsTurn();
    times.push(ticks.now());
  });
  await ticks.run();
  await Promise.all(all);
  expect(most(times, 1_000)).toBeLessThanOrEqual(PER_APP);
  expect(times.at(-1)).toBeLessThan(47_000);
});

test('a rest saves up next to nothing', async () => {
  const ticks = new TurnedTicks();
  const pace = new Pace(ticks);
  void ticks.sleep(60_000);
  await ticks.run();
  const times: number[] = [];
  const all = Array.from({ length: 200 }, async () => {
    await pace.appsTurn();
    times.push(ticks.now());
  });
  await ticks.run();
  await Promise.all(all);
  expect(most(times, 1_000)).toBeLessThanOrEqual(PER_APP);
});

test('who has no patience is told how long it takes, and waits for nothing', async () => {
  const ticks = new TurnedTicks();
  const pace = new Pace(ticks);
  for (let n = 0; n < 7; n++) {
    expect(await pace.turn('a', 0)).toBe(0);
    pace.sent('a');
  }
  expect(await pace.turn('a', 500)).toBeGreaterThan(500);
  pace.hold('b', 30_000);
  expect(await pace.turn('b', 5_000)).toBe(30_000);
});
