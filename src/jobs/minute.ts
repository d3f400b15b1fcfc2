import type { WakeId } from '../app/ports.ts';

const MINUTE = 60_000;

/** A whole minute of the app's time, as ISO text: sorts as time does, and names the moment's document. */
export type Minute = string;

export const minuteOf = (ms: number): Minute => new Date(ms).toISOString();
export const timeOf = (minute: Minute): number => Date.parse(minute);

/**
 * The moment that wakes for `at`: the whole minute that is not before it, since waking early would be waking in vain.
 * What is due already shares the minute that now is, and is woken as soon as can be.
 */
export const momentFor = (at: Date, now: Date): Minute =>
  minuteOf(at <= now ? Math.floor(now.getTime() / MINUTE) * MINUTE : Math.ceil(at.getTime() / MINUTE) * MINUTE);

export interface Wish {
  readonly id: WakeId;
  readonly at: Date;
}

/** Who wants to be woken when, each once a moment. */
export const byMoment = (wishes: readonly Wish[], now: Date): Map<Minute, WakeId[]> => {
  const ids = new Map<Minute, Set<WakeId>>();
  for (const { id, at } of wishes) {
    const minute = momentFor(at, now);
    ids.set(minute, (ids.get(minute) ?? new Set()).add(id));
  }
  return new Map([...ids].map(([minute, some]) => [minute, [...some]]));
};
