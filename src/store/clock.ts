import type { Db } from 'mongodb';
import type { Log } from '../app/ports.ts';

/** More than this, in ms, is no longer the network's. */
const TOLERATED = 10_000;

/**
 * Compares this machine's clock with the database's and warns when they differ: a process reminds by its own. A
 * server that does not say its time is not compared.
 */
export const compareClocks = async (db: Db, log: Log, now: () => number = Date.now): Promise<void> => {
  const before = now();
  // under the name that every server knows; the newer one, hello, is the same
  const { localTime } = await db.command({ isMaster: 1 });
  if (!(localTime instanceof Date)) return;
  const ahead = (before + now()) / 2 - localTime.getTime();
  if (Math.abs(ahead) > TOLERATED) log.warn('clock.differs', { secondsAhead: Math.round(ahead / 1000) });
};
