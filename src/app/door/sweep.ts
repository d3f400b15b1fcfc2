import type { AggregateId } from '../../domain/ids.ts';
import type { Log, Store, Timer } from '../ports.ts';
import type { Relay } from '../post/relay.ts';

/** How many are put right in one go. */
const BATCH = 500;

/**
 * Makes the timers agree with what is stored: whatever has something due or unsaid is expected. A lost list of timers is
 * rebuilt by this; where all is well it changes nothing. `alone`: no other process runs on this database, so what one held
 * when it died is nobody's and is said at once.
 */
export const sweep = async (
  { store, timer, relay, log }: { store: Store; timer: Timer; relay: Relay; log: Log },
  alone: boolean,
): Promise<void> => {
  let wishes: { id: AggregateId; at: Date }[] = [];
  let orphans: AggregateId[] = [];
  let found = 0;
  const flush = async (): Promise<void> => {
    if (wishes.length > 0) await timer.expect(wishes);
    if (orphans.length > 0)
      await relay.takeOver(
        (await store.loadMany(orphans)).filter((doc) => doc !== null),
        true,
      );
    wishes = [];
    orphans = [];
  };
  for await (const { id, dueAt, outboxUntil } of store.pending()) {
    found++;
    if (dueAt) wishes.push({ id, at: dueAt });
    if (outboxUntil && alone) orphans.push(id);
    else if (outboxUntil) wishes.push({ id, at: outboxUntil });
    if (wishes.length + orphans.length >= BATCH) await flush();
  }
  await flush();
  log.info('swept', { pending: found, alone });
};
