import type { Db } from 'mongodb';
import type { Clock } from './app/ports.ts';

export const realClock: Clock = { now: () => new Date() };

/** The playground's clock: real time and an offset, in ms, that is kept in the database. */
export interface MovableClock extends Clock {
  offset(): number;
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
