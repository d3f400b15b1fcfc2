import type { AggregateId, MemberId, PairId, ProgrammeId } from '../../domain/ids.ts';
import type { Command } from '../../domain/state.ts';
import type { Actor } from '../door/authorize.ts';
import type { Done, Refused } from '../door/handle.ts';
import { IllFormed, type Clock, type Full, type Log, type OutboxItem, type Relayed, type Store } from '../ports.ts';
import type { Notice } from '../say/notice.ts';
import { deliveryOf, type Delivery, type Ledger } from './ledger.ts';
import { reasonOf, type Reports } from './reports.ts';

/** Documents whose outboxes are emptied in one go. */
const BATCH = 250;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 600_000;
/** A step to what is not there came too early, or what it is for is gone: after so long, in ms, it is gone. */
const GONE_MS = 3_600_000;
/** A step that failed so often is somebody's to look at. It is tried on. */
const REPORT_AFTER = 5;
/** How long to wait for a database that does not answer, in ms. */
const BREATHER_MS = 5_000;

export interface RelayDeps {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly reports: Reports;
  readonly administrators: () => Promise<readonly MemberId[]>;
  readonly programmeOf: (id: AggregateId) => ProgrammeId | null;
  readonly handle: (command: Command, actor: Actor, key: string | null) => Promise<Done | Refused>;
  /** What was put aside under a trouble is tried again. */
  readonly again: (trouble: AggregateId) => Promise<void>;
  /** Told of what entered the ledger. */
  readonly entered: (deliveries: readonly Delivery[]) => void;
}

/** Empties outboxes: steps are taken, and what is to be said goes into the ledger. In order for each document; whatever is done twice is done once. */
export interface Relay {
  /** Saved just now, or found waiting. */
  deliver(saved: readonly Full[]): void;
  /** Carries on what nobody took care of; resolves when all of it is taken on. */
  resume(now: Date): Promise<void>;
  /** When everything taken on is done, with what follows from it. */
  idle(): Promise<void>;
}

type Kept = { readonly later: { readonly id: string; readonly tries: number } };

const waitAfter = (tries: number): number => Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);

export const makeRelay = (deps: RelayDeps): Relay => {
  const { store, ledger, clock, log, reports, administrators, programmeOf, handle, again, entered } = deps;
  const queue: Full[] = [];
  let running: Promise<void> | null = null;

  const commandsOf = async (item: OutboxItem): Promise<readonly Command[]> => {
    if (item.kind === 'step') return [item.command];
    if (item.kind !== 'mentorLeft') return [];
    const pairs: readonly PairId[] = await store.pairsAsking(item.mentor);
    return pairs.map((id) => ({ type: 'mentor.left', id, mentor: item.mentor }));
  };

  /** Null: done, or no longer to be done. */
  const perform = async (id: AggregateId, item: OutboxItem): Promise<Kept | null> => {
    const later: Kept = { later: { id: item.id, tries: item.tries + 1 } };
    try {
      for (const command of await commandsOf(item)) {
        const result = await handle(command, 'handslag', item.id);
        // A refusal is an answer: the step has become impossible or was taken before. Only a step to what is not there may have come
        // before the one that makes it.
        if (result.kind !== 'refused' || result.rejection.reason !== 'notFound') continue;
        if (clock.now().getTime() - item.at.getTime() < GONE_MS) return later;
        log.warn('step to what is gone', { id, item: item.id, command: command.type });
      }
      if (item.kind === 'again') await again(item.trouble);
      return null;
    } catch (error) {
      const what = item.kind === 'step' ? item.command.type : item.kind;
      log.error('step', error, { id, item: item.id, what });
      if (item.tries + 1 >= REPORT_AFTER) {
        reports.struck({ what: 'step', about: what, reason: reasonOf(error), ids: [id] });
      }
      return later;
    }
  };

  const deliveriesOf = (item: OutboxItem & { kind: 'notice' }, id: AggregateId, admins: readonly MemberId[]) => {
    const { notice } = item;
    const to = notice.to === 'administrators' ? admins : [notice.to];
    const now = clock.now();
    return to.map((recipient, n): Delivery => {
      const own: Notice = { ...notice, to: recipient };
      return deliveryOf(n === 0 ? item.id : `${item.id}.${n}`, own, programmeOf(id), item.at, now);
    });
  };

  const work = async (batch: readonly Full[]): Promise<void> => {
    const later = new Map<AggregateId, Kept['later'][]>();
    // Steps first: what is said shows how things stand after them.
    for (const { id, outbox } of batch) {
      for (const item of outbox) {
        const kept = item.kind === 'notice' ? null : await perform(id, item);
        if (kept) later.set(id, [...(later.get(id) ?? []), kept.later]);
      }
    }
    const notices = batch.flatMap(({ id, outbox }) =>
      outbox.flatMap((item) => (item.kind === 'notice' ? [{ id, item }] : [])),
    );
    const admins = notices.some(({ item }) => item.notice.to === 'administrators') ? await administrators() : [];
    const deliveries = notices.flatMap(({ id, item }) => {
      try {
        return deliveriesOf(item, id, admins);
      } catch (error) {
        log.error('notice', error, { id, item: item.id });
        reports.struck({ what: 'step', about: 'notice', reason: reasonOf(error), ids: [id] });
        later.set(id, [...(later.get(id) ?? []), { id: item.id, tries: item.tries + 1 }]);
        return [];
      }
    });
    if (deliveries.length > 0) await ledger.add(deliveries);
    await store.relayed(batch.map((full) => relayedOf(full, later.get(full.id) ?? [])));
    if (deliveries.length > 0) entered(deliveries);
  };

  const relayedOf = ({ id, outbox }: Full, later: readonly Kept['later'][]): Relayed => {
    const left = new Set(later.map((item) => item.id));
    const done = outbox.flatMap((item) => (left.has(item.id) ? [] : [item.id]));
    const waits = later.map(({ tries }) => waitAfter(tries));
    const next = waits.length === 0 ? null : new Date(clock.now().getTime() + Math.min(...waits));
    return { id, done, later, next };
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, BATCH);
      try {
        await work(batch);
      } catch (error) {
        // Nothing is lost: it stands in the outboxes, and is tried as long as this process lives, and then by others.
        log.error('relay', error, { documents: batch.length });
        setTimeout(() => {
          queue.push(...batch);
          start();
        }, BREATHER_MS).unref();
      }
    }
  };

  const start = (): void => {
    running ??= run().finally(() => {
      running = null;
      if (queue.length > 0) start();
    });
  };

  const takeUp = async (ids: readonly AggregateId[], now: Date): Promise<void> => {
    const docs = await store.loadMany(ids);
    const broken = docs.filter((doc) => doc instanceof IllFormed);
    for (const doc of broken) {
      log.error('outbox', doc, { id: doc.id });
      reports.struck({ what: 'step', about: 'outbox', reason: reasonOf(doc), ids: [doc.id] });
    }
    const hour = new Date(now.getTime() + 3_600_000);
    const ill = broken.map(({ id }) => id as AggregateId);
    if (ill.length > 0) await store.postpone(ill, hour);
    // Also those that are empty by now: that they are is written down.
    for (const doc of docs) if (doc && !(doc instanceof IllFormed)) queue.push(doc);
    if (queue.length > 0) start();
  };

  const rest = async (): Promise<void> => {
    for (let current = running; current; current = running) await current;
  };

  return {
    deliver(saved) {
      queue.push(...saved.filter(({ outbox }) => outbox.length > 0));
      if (queue.length > 0) start();
    },
    async resume(now) {
      for (let last: string | undefined; ;) {
        const ids = await store.unrelayed(now, BATCH);
        await takeUp(ids, now);
        // A lot that comes back as it was could not be carried on just now.
        if (ids.length < BATCH || ids[0] === last) return;
        last = ids[0];
        await rest();
      }
    },
    idle: rest,
  };
};
