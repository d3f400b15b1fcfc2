import { setTimeout as wait } from 'node:timers/promises';
import { MongoServerError } from 'mongodb';

/** How often at most. */
export const TRIES = 8;
/** Before the second try, in ms, at most; twice as long before each that follows. */
const PAUSE = 10;
const INTERNAL_ERROR = 1;
export const DUPLICATE_KEY = 11_000;

/**
 * Whether two upserts hindered each other, and the server had one of them fail that would now go well. MongoDB itself says that
 * the key is taken; an engine on another database may say that there was a deadlock, or just that something went wrong inside it.
 */
export const isDeadlock = ({ code, errmsg }: { code?: unknown; errmsg?: unknown }): boolean =>
  code === INTERNAL_ERROR || (typeof errmsg === 'string' && errmsg.includes('deadlock detected'));

/** Waits before the next try, longer each time and never as long as the one it raced. @param tries how many there have been, from 1 */
export const pause = (tries: number): Promise<void> => wait(PAUSE * 2 ** (tries - 1) * Math.random());

/**
 * Does an upsert on a key, and does it again when it lost a race with another one, which is there by then.
 * @throws what the last of eight tries threw, or what is no race
 */
export const upserted = async <T>(upsert: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await upsert();
    } catch (error) {
      const raced = error instanceof MongoServerError && (error.code === DUPLICATE_KEY || isDeadlock(error));
      if (!raced || tries === TRIES) throw error;
      await pause(tries);
    }
  }
};
