import type { Db } from 'mongodb';
import type { Clock, Store, Timer } from '../../app/ports.ts';
import { plusDays, plusMonths } from '../../domain/time.ts';
import type { PlaygroundClock } from './playground.ts';

/** The playground's clock: real time and an offset, in ms, that is kept in the database. */
export interface MovableClock extends Clock {
  readonly offset: () => number;
  /** Forward only: what has been said cannot become unsaid. */
  moveTo(to: Date): Promise<void>;
}

interface Kept {
  readonly _id: 'clock';
  readonly offset: number;
}

export const movableClock = async (db: Db): Promise<MovableClock> => {
  const kept = db.collection<Kept>('playground');
  let offset = (await kept.findOne({ _id: 'clock' }))?.offset ?? 0;
  return {
    now: () => new Date(Date.now() + offset),
    offset: () => offset,
    async moveTo(to) {
      const next = to.getTime() - Date.now();
      if (next <= offset) return;
      await kept.updateOne({ _id: 'clock' }, { $set: { offset: next } }, { upsert: true });
      offset = next;
    },
  };
};

/** A timer rounds up to the minute; moving the clock this far beyond a moment, in ms, is certain to pass it. */
const BEYOND = 60_000;

interface Deps {
  readonly clock: MovableClock;
  readonly store: Pick<Store, 'nextDue'>;
  readonly timer: Timer;
  /** When everything that can be said has been. */
  readonly idle: () => Promise<void>;
  readonly zone: string;
}

/** The playground's clock: stops at everything that is due on the way, so that each thing is said at its own time. */
export const playgroundClock = ({ clock, store, timer, idle, zone }: Deps): PlaygroundClock => {
  const next = (): Promise<Date | null> => store.nextDue();

  const stopAt = async (to: Date): Promise<void> => {
    await clock.moveTo(to);
    await timer.clockMoved();
    await idle();
  };

  const advanceTo = async (to: Date): Promise<void> => {
    for (let due = await next(); due && due <= to; due = await next()) {
      const before = due;
      await stopAt(new Date(Math.max(due.getTime() + BEYOND, clock.now().getTime())));
      const after = await next();
      // What could not be done (it is tried again by itself) must not hold the clock.
      if (after && after <= before) break;
    }
    await stopAt(to);
  };

  return {
    now: () => clock.now(),
    next,
    async advance(to) {
      const now = clock.now();
      if (to === 'day') return advanceTo(plusDays(now, 1, zone));
      if (to === 'month') return advanceTo(plusMonths(now, 1, zone));
      const due = await next();
      if (due) await stopAt(new Date(Math.max(due.getTime() + BEYOND, now.getTime())));
    },
  };
};
