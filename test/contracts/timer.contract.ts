import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Timer, WakeId } from '../../src/app/ports.ts';
import type { PairId } from '../../src/domain/ids.ts';

export interface TimerUnderTest {
  readonly timer: Timer;
  now(): Date;
  /** Moves the app's clock, and says so to every timer here. */
  turnTo(to: Date): Promise<void>;
  /** Lets time pass until it is true. */
  until(isSo: () => boolean): Promise<void>;
  /** A moment in which anything that should not happen would have happened. */
  pause(): Promise<void>;
  /** A second timer on the same wishes; only where there can be one. */
  another?(): Promise<Timer>;
  /** Ends the first timer as a kill would: nothing is said, given back or finished. */
  kill?(): Promise<void>;
  close(): Promise<void>;
}

const MINUTE = 60_000;
const id = (n: number): PairId => `pair:${n}`;
const ids = (count: number): PairId[] => Array.from({ length: count }, (_, n) => id(n));

/** What every timer promises. `make` is called for each test; the clock it gives stands at a whole minute or just after. */
export const describeTimer = (name: string, make: () => Promise<TimerUnderTest>): void => {
  describe(`the timer ${name}`, () => {
    let under: TimerUnderTest;
    let timer: Timer;
    let woken: { readonly ids: WakeId[]; readonly at: Date }[];

    beforeEach(async () => {
      under = await make();
      timer = under.timer;
      woken = [];
    });
    afterEach(() => under.close());

    const onDue = async (some: WakeId[]): Promise<void> => {
      woken.push({ ids: some, at: under.now() });
    };
    const all = (): WakeId[] => woken.flatMap((call) => call.ids);
    /** Whole minutes, since those are what a timer knows. */
    const inMinutes = (n: number): Date => new Date((Math.floor(under.now().getTime() / MINUTE) + n) * MINUTE);

    it('wakes at the time, not before', async () => {
      await timer.start(onDue);
      const at = inMinutes(10);
      await timer.expect([{ id: id(1), at }]);
      await under.turnTo(new Date(at.getTime() - MINUTE));
      await under.pause();
      expect(all()).toEqual([]);
      await under.turnTo(at);
      await under.until(() => all().length > 0);
      expect(all()).toEqual([id(1)]);
      expect(woken.every((call) => call.at >= at)).toBe(true);
    });

    it('never wakes before a time that is between two minutes', async () => {
      await timer.start(onDue);
      const at = new Date(inMinutes(5).getTime() + 1);
      await timer.expect([{ id: id(1), at }]);
      await under.turnTo(new Date(at.getTime() + 2 * MINUTE));
      await under.until(() => all().length > 0);
      expect(woken.every((call) => call.at >= at)).toBe(true);
    });

    it('wakes what was due already, as soon as can be', async () => {
      await timer.start(onDue);
      await timer.expect([
        { id: id(1), at: inMinutes(-60) },
        { id: id(2), at: under.now() },
      ]);
      await under.until(() => all().length === 2);
      expect(new Set(all())).toEqual(new Set([id(1), id(2)]));
    });

    it('wakes what came due before it was started', async () => {
      await timer.expect([{ id: id(1), at: inMinutes(2) }]);
      await timer.expect([{ id: id(2), at: inMinutes(4) }]);
      await under.turnTo(inMinutes(10));
      await under.pause();
      expect(all()).toEqual([]);
      await timer.start(onDue);
      await under.until(() => all().length === 2);
      expect(all()).toEqual([id(1), id(2)]);
    });

    it('takes twice as once', async () => {
      await timer.start(onDue);
      const wish = { id: id(1), at: inMinutes(3) };
      await timer.expect([wish, wish]);
      await Promise.all([timer.expect([wish]), timer.expect([wish])]);
      await under.turnTo(wish.at);
      await under.until(() => all().length > 0);
      await under.pause();
      expect(all()).toEqual([id(1)]);
    });

    it('wakes lanes as it wakes documents', async () => {
      await timer.start(onDue);
      const at = inMinutes(3);
      const both: WakeId[] = ['lane:0', id(1), 'lane:63'];
      await timer.expect(both.map((each) => ({ id: each, at })));
      await under.turnTo(at);
      await under.until(() => all().length === 3);
      expect(new Set(all())).toEqual(new Set(both));
    });

    it('wakes all who share a moment together, and knows no end of them', async () => {
      await timer.start(onDue);
      const at = inMinutes(3);
      await timer.expect(ids(1200).map((each) => ({ id: each, at })));
      await under.turnTo(at);
      await under.until(() => all().length >= 1200);
      expect(new Set(all())).toEqual(new Set(ids(1200)));
      expect(all()).toHaveLength(1200);
      expect(woken.length).toBeLessThanOrEqual(3);
    });

    it('wakes in the order of the moments', async () => {
      await timer.start(onDue);
      const order = [7, 3, 5, 1, 9];
      await timer.expect(order.map((n) => ({ id: id(n), at: inMinutes(n) })));
      await under.turnTo(inMinutes(20));
      await under.until(() => all().length === 5);
      expect(all()).toEqual([1, 3, 5, 7, 9].map(id));
    });

    it('says when the next moment is', async () => {
      expect(await timer.next()).toBeNull();
      await timer.expect([{ id: id(1), at: inMinutes(30) }]);
      await timer.expect([{ id: id(2), at: inMinutes(20) }]);
      const next = await timer.next();
      expect(next?.getTime()).toBeGreaterThanOrEqual(inMinutes(20).getTime() - MINUTE);
      expect(next?.getTime()).toBeLessThanOrEqual(inMinutes(21).getTime());
      await timer.start(onDue);
      await under.turnTo(inMinutes(40));
      await under.until(() => all().length === 2);
      await under.pause();
      expect(await timer.next()).toBeNull();
    });

    it('wakes again who is expected while being woken', async () => {
      const wishes: Date[] = [];
      await timer.start(async (some) => {
        await onDue(some);
        if (wishes.push(under.now()) === 1) {
          await timer.expect([
            { id: id(1), at: inMinutes(-1) },
            { id: id(2), at: inMinutes(1) },
          ]);
        }
      });
      await timer.expect([{ id: id(1), at: inMinutes(2) }]);
      await under.turnTo(inMinutes(2));
      await under.until(() => all().length >= 2);
      await under.turnTo(inMinutes(3));
      await under.until(() => all().length >= 3);
      expect(all()).toEqual([id(1), id(1), id(2)]);
    });

    it('follows a clock that is moved on, far', async () => {
      await timer.start(onDue);
      await timer.expect([1, 2, 3].map((n) => ({ id: id(n), at: inMinutes(n * 30 * 24 * 60) })));
      await under.turnTo(inMinutes(31 * 24 * 60));
      await under.until(() => all().length === 1);
      await under.turnTo(inMinutes(365 * 24 * 60));
      await under.until(() => all().length === 3);
      expect(all()).toEqual([1, 2, 3].map(id));
    });

    it('follows a clock that is moved back: nothing is woken until it is time again', async () => {
      await timer.start(onDue);
      const at = inMinutes(60);
      await under.turnTo(inMinutes(59));
      await timer.expect([{ id: id(1), at }]);
      await under.turnTo(inMinutes(-59));
      await under.pause();
      expect(all()).toEqual([]);
      await under.turnTo(at);
      await under.until(() => all().length > 0);
      expect(woken.every((call) => call.at >= at)).toBe(true);
    });

    it('tries again what failed, and loses nothing of it', async () => {
      let failures = 0;
      await timer.start(async (some) => {
        if (failures < 2) {
          failures += 1;
          throw new Error('not now');
        }
        await onDue(some);
      });
      const at = inMinutes(1);
      await timer.expect(ids(3).map((each) => ({ id: each, at })));
      await under.turnTo(at).catch(() => undefined);
      await under.until(() => all().length > 0);
      expect(new Set(all())).toEqual(new Set(ids(3)));
    });

    it('waits for a call in progress when it is stopped, and wakes no more', async () => {
      let finished = false;
      await timer.start(async (some) => {
        await onDue(some);
        await under.pause();
        finished = true;
      });
      await timer.expect([{ id: id(1), at: inMinutes(1) }]);
      const turned = under.turnTo(inMinutes(1));
      await under.until(() => all().length > 0);
      await timer.stop();
      expect(finished).toBe(true);
      await turned;
      await timer.expect([{ id: id(2), at: inMinutes(-1) }]);
      await under.pause();
      expect(all()).toEqual([id(1)]);
    });

    describe('with another on the same wishes', () => {
      it('wakes each of 1,000 at least once, and does nothing twice that is done once', async ({ skip }) => {
        if (!under.another) return skip('there is only one');
        const other = await under.another();
        const done = new Set<WakeId>();
        const once = async (some: WakeId[]): Promise<void> => {
          await onDue(some);
          for (const each of some) done.add(each);
        };
        await timer.start(once);
        await other.start(once);
        const at = inMinutes(2);
        await Promise.all([
          timer.expect(ids(600).map((each) => ({ id: each, at }))),
          other.expect(ids(1000).map((each) => ({ id: each, at }))),
        ]);
        await under.turnTo(at);
        await under.until(() => done.size === 1000);
        expect(done).toEqual(new Set(ids(1000)));
        await under.pause();
        expect(await timer.next()).toBeNull();
      });

      it('loses nobody who is expected by both, while both wake', async ({ skip }) => {
        if (!under.another) return skip('there is only one');
        const other = await under.another();
        const wishes = new Map<WakeId, number>();
        const heard = new Map<WakeId, number>();
        let n = 0;
        // the wish is written before the call reads it: whoever is woken later has heard of it
        const hear = async (some: WakeId[]): Promise<void> => {
          for (const each of some) heard.set(each, wishes.get(each) ?? 0);
        };
        await timer.start(hear);
        await other.start(hear);
        const wish = async (by: Timer, each: WakeId): Promise<void> => {
          wishes.set(each, (n += 1));
          await by.expect([{ id: each, at: under.now() }]);
        };
        for (let round = 0; round < 25; round++) {
          await Promise.all(ids(8).map((each, at) => wish((at + round) % 2 === 0 ? timer : other, each)));
        }
        await under.until(() => ids(8).every((each) => heard.get(each) === wishes.get(each)));
        expect(heard).toEqual(wishes);
      });

      it('goes on where one was killed in the middle', async ({ skip }) => {
        if (!under.another || !under.kill) return skip('there is only one');
        const other = await under.another();
        const first = new Set<WakeId>();
        await timer.start(async (some) => {
          for (const each of some) first.add(each);
          await new Promise(() => undefined); // and never comes back
        });
        const at = inMinutes(1);
        await timer.expect(ids(1200).map((each) => ({ id: each, at })));
        void under.turnTo(at).catch(() => undefined);
        await under.until(() => first.size > 0);
        await under.kill();
        await other.start(onDue);
        await under.until(() => new Set(all()).size === 1200);
        expect(new Set(all())).toEqual(new Set(ids(1200)));
      });
    });
  });
};
