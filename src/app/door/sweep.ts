import type { Programme } from '../../domain/programme/state.ts';
import type { Ledger } from '../post/ledger.ts';
import { IllFormed, type Clock, type Doc, type Log, type Store, type Timer, type WakeId } from '../ports.ts';
import { dueRulesOf } from './handle.ts';
import { dueOf } from './step.ts';

/** How many are put right in one go. */
const BATCH = 500;
/** A sweep looks as far ahead as the next two will come, in ms. */
const AHEAD_MS = 2 * 3_600_000;
/** What was said or given up is remembered for so long, in ms. */
const REMEMBERED_MS = 30 * 86_400_000;

export interface SweepDeps {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly timer: Timer;
  readonly clock: Clock;
  readonly log: Log;
  readonly programmes: () => Promise<readonly Programme[]>;
}

/** Times that were worked out by other rules than those of now, worked out anew; in lots, by an index, and nothing where there are none. */
const redue = async ({ store, timer, log, programmes }: SweepDeps): Promise<void> => {
  for (const programme of await programmes()) {
    const dueRules = dueRulesOf(programme);
    for (;;) {
      const ids = await store.outdated(programme.id, dueRules, BATCH);
      if (ids.length === 0) break;
      const docs = await store.loadMany(ids);
      const dueAtOf = (doc: Doc): Date | null => {
        try {
          return dueOf(doc.state, programme);
        } catch (error) {
          // It stays due when it was: then it is put aside, and the administrators are told.
          log.error('due', error, { id: doc.id });
          return doc.dueAt;
        }
      };
      const dues = docs.flatMap((doc, n): Parameters<Store['redue']>[0][number][] => {
        if (doc && !(doc instanceof IllFormed))
          return [{ id: doc.id, version: doc.version, dueAt: dueAtOf(doc), dueRules }];
        const id = ids[n];
        if (doc) log.error('due', doc, { id: doc.id });
        return id === undefined ? [] : [{ id, version: null, dueAt: null, dueRules }];
      });
      await store.redue(dues);
      await timer.expect(dues.flatMap(({ id, dueAt }) => (dueAt ? [{ id, at: dueAt }] : [])));
      log.info('due anew', { programme: programme.id, documents: dues.length });
    }
  }
};

/**
 * Makes the timers agree with what is stored: whatever is due in the next hours, and every lane with something to say later, is
 * expected. A lost list of timers is rebuilt by this; where all is well it changes nothing. Comes each hour, and at each start.
 */
export const sweep = async (deps: SweepDeps): Promise<void> => {
  const { store, ledger, timer, clock, log } = deps;
  await redue(deps);
  const now = clock.now();
  let wishes: { id: WakeId; at: Date }[] = [];
  let found = 0;
  for await (const { id, dueAt } of store.pending(new Date(now.getTime() + AHEAD_MS))) {
    found++;
    wishes.push({ id, at: dueAt });
    if (wishes.length >= BATCH) await timer.expect(wishes.splice(0));
  }
  const lanes = (await ledger.waiting()).map(({ lane, at }) => ({ id: `lane:${lane}` as const, at }));
  wishes = [...wishes, ...lanes];
  if (wishes.length > 0) await timer.expect(wishes);
  await ledger.tidy(new Date(now.getTime() - REMEMBERED_MS));
  log.info('swept', { due: found, lanes: lanes.length });
};
