import type { Recipient } from '../../domain/ids.ts';
import { Unavailable, type Channel, type Clock, type Log, type Timer } from '../ports.ts';
import { sendBatch, type BatchDeps, type Sent } from './batch.ts';
import type { Compose, Sources } from './compose.ts';
import type { Lanes } from './lanes.ts';
import type { Attempt, Delivery, DeliveryState, Ledger } from './ledger.ts';
import { LONGEST_WAIT_MS } from './outcome.ts';
import { Queue } from './queue.ts';
import type { Reports } from './reports.ts';
import { leadNotices, routeAll, type Undeliverable } from './route.ts';

export interface SenderDeps extends Sources {
  readonly ledger: Ledger;
  readonly lanes: Lanes;
  readonly timer: Timer;
  readonly clock: Clock;
  readonly log: Log;
  readonly compose: Compose;
  readonly reports: Reports;
  readonly channel: (name: string) => Channel | null;
}

/** Says what the ledger holds: from the lanes that are ours, each channel for itself, what people wait for first. */
export interface Sender {
  /** Just entered the ledger. */
  entered(deliveries: readonly Delivery[]): void;
  /** Reads what waits in these lanes; those that are not ours are somebody else's. */
  poll(lanes?: readonly number[]): Promise<void>;
  /** A channel that refused us is tried at once. */
  unblock(channel: string): void;
  /** When nothing more can be said now. */
  idle(): Promise<void>;
  /** Gives lanes away: forgets what waits there, and resolves when nothing of them is under way. */
  leave(lanes: readonly number[]): Promise<void>;
}

/** Taken over at a time, and the most that is kept in memory. */
const READ = 2_000;
const MOST = 10_000;
/** A lane must be ours for as long as a call to a platform may take, in ms. */
const CALL_MS = 12_000;
const BLOCKED_MS = 60_000;
const BREATHER_MS = 5_000;
const REMEMBERED_MS = 60_000;
const ENDS: readonly DeliveryState[] = ['sent', 'nothing', 'merged', 'failed'];
/** So many lots of a channel's are under way at the same time; the last is kept for what somebody waits for. */
const AT_ONCE = 3;

export const makeSender = (deps: SenderDeps): Sender => {
  const { ledger, lanes, timer, clock, log, reports, channel } = deps;
  const queues = new Map<string, Queue>();
  const running = new Map<string, Set<Promise<void>>>();
  const sending = new Map<number, number>();
  /** Taken out of their queues, and for a while after: what was read from the ledger before that was written down is not said again. */
  const handled = new Map<string, { readonly order: string; until: number }>();
  let admitting: Promise<unknown> = Promise.resolve();
  let overflowed = false;

  const queueOf = (name: string): Queue => {
    const queue = queues.get(name) ?? new Queue();
    queues.set(name, queue);
    return queue;
  };
  const size = (): number => [...queues.values()].reduce((sum, queue) => sum + queue.size, 0);
  const count = (some: readonly Delivery[], by: 1 | -1): void => {
    for (const { lane } of some) sending.set(lane, (sending.get(lane) ?? 0) + by);
  };

  const wake = async (attempts: readonly Attempt[], some: readonly Delivery[]): Promise<void> => {
    const laneOf = new Map(some.map(({ id, lane }) => [id, lane]));
    const wishes = attempts.flatMap(({ id, outcome }) => {
      const lane = laneOf.get(id);
      return outcome.state === 'queued' && outcome.notBefore > clock.now() && lane !== undefined
        ? [{ id: `lane:${lane}` as const, at: outcome.notBefore }]
        : [];
    });
    if (wishes.length > 0) await timer.expect(wishes);
  };

  /** Until it is written down nothing else goes to these people: said and not known to be said would be said again. */
  const settle = async (attempts: readonly Attempt[], some: readonly Delivery[]): Promise<void> => {
    for (;;) {
      try {
        await ledger.settle(attempts);
        return await wake(attempts, some);
      } catch (error) {
        log.error('ledger', error, { attempts: attempts.length });
        await new Promise((resolve) => void setTimeout(resolve, BREATHER_MS).unref());
      }
    }
  };

  const tellLead = async (failed: readonly Undeliverable[]): Promise<void> => {
    const told = leadNotices(failed, clock.now(), log);
    if (told.length === 0) return;
    await ledger.add(told);
    entered(told);
  };

  const refused = (name: string, reason: string): void => {
    const queue = queueOf(name);
    queue.blockedUntil = Date.now() + BLOCKED_MS;
    queue.probing = true;
    const trouble = reports.struck({ what: 'channel', about: name, reason, ids: [name] });
    log.error('the channel refuses us', new Error(reason), { channel: name, trouble });
    setTimeout(() => pump(name), BLOCKED_MS).unref();
    refusals.set(name, reason);
  };
  const refusals = new Map<string, string>();
  const works = (name: string): void => {
    const reason = refusals.get(name);
    queueOf(name).probing = false;
    if (reason === undefined) return;
    refusals.delete(name);
    reports.over({ what: 'channel', about: name, reason });
  };

  /** What the failures mean for what comes next: for one recipient, or for all of this channel. */
  const holds = (name: string, some: readonly Delivery[], { failures, attempts }: Sent): Map<Recipient, number> => {
    const queue = queueOf(name);
    const held = new Map<Recipient, number>();
    const scopes = new Map<string, string>();
    const outcomes = new Map(attempts.map(({ id, outcome }) => [id, outcome]));
    for (const delivery of some) {
      const outcome = outcomes.get(delivery.id);
      const failure = failures.get(delivery.id);
      if (outcome?.state !== 'queued') continue;
      const { tries, failingSince, notBefore, begunAt } = outcome;
      queue.add({ ...delivery, tries, failingSince, notBefore, begunAt });
      if (failure?.kind === 'waiting') held.set(delivery.to, (failure.retryAfter ?? 1) * 1000);
      if (failure?.kind === 'ours' && failure.scope !== undefined) {
        held.set(delivery.to, BLOCKED_MS);
        scopes.set(failure.scope, failure.reason);
      }
    }
    for (const [scope, reason] of scopes) {
      const trouble = reports.struck({ what: 'channel', about: name, reason: `${reason} (${scope})`, ids: [scope] });
      log.error('the channel refuses us', new Error(reason), { channel: name, scope, trouble });
    }
    const against = [...failures.values()].find((failure) => failure.kind === 'ours' && failure.scope === undefined);
    if (against) refused(name, against.reason);
    else if (attempts.some(({ outcome }) => outcome.state === 'sent')) works(name);
    const longest = Math.max(0, ...held.values());
    if (longest > 0) for (const wait of new Set(held.values())) setTimeout(() => pump(name), wait + 5).unref();
    return held;
  };

  const batchDeps: BatchDeps = deps;

  const run = async (name: string, some: readonly Delivery[], through: Channel): Promise<void> => {
    const recipients = new Set(some.map(({ to }) => to));
    const queue = queueOf(name);
    const mine = (): boolean => lanes.sureFor(CALL_MS);
    count(some, 1);
    for (const { id, order } of some) handled.set(id, { order, until: Infinity });
    let held = new Map<Recipient, number>();
    try {
      const sent = await sendBatch(some, through, mine, batchDeps);
      await settle(sent.attempts, some);
      const until = Date.now() + REMEMBERED_MS;
      for (const { id, order, outcome } of sent.attempts)
        if (ENDS.includes(outcome.state)) handled.set(id, { order, until });
      held = holds(name, some, sent);
      const failed = sent.attempts.flatMap(({ id, outcome }) => {
        const delivery = some.find((one) => one.id === id);
        return outcome.state === 'failed' && delivery ? [{ delivery, reason: outcome.reason }] : [];
      });
      await tellLead(failed);
      if (sent.elsewhere.length > 0) admit(sent.elsewhere);
    } catch (error) {
      // Nothing was sent: the database was away, or something broke that should not.
      if (!(error instanceof Unavailable)) log.error('sender', error, { channel: name, deliveries: some.length });
      for (const delivery of some) queue.add(delivery);
      held = new Map([...recipients].map((to) => [to, BREATHER_MS]));
      setTimeout(() => pump(name), BREATHER_MS + 5).unref();
    } finally {
      count(some, -1);
      for (const { id } of some) if (handled.get(id)?.until === Infinity) handled.delete(id);
      queue.release(recipients, held);
    }
  };

  const pump = (name: string): void => {
    const queue = queueOf(name);
    const under = running.get(name) ?? new Set();
    running.set(name, under);
    const through = channel(name);
    if (!through) {
      if (queue.isReady(clock.now())) refused(name, 'the channel is off');
      return;
    }
    while (under.size < AT_ONCE && lanes.sureFor(CALL_MS)) {
      const some = queue.take(through.batch, clock.now(), under.size === AT_ONCE - 1);
      if (some.length === 0) break;
      const work = run(name, some, through).finally(() => {
        under.delete(work);
        pump(name);
        if (overflowed && size() < READ / 2) poll().catch(() => undefined);
      });
      under.add(work);
    }
  };

  /** Each into the queue of the channel that it goes by now. */
  const place = async (deliveries: readonly Delivery[]): Promise<void> => {
    const now = clock.now();
    const { ways, nobody, aside } = await routeAll(deliveries, now, deps);
    // What a press that came twice led to is relayed twice.
    for (const { channel: name, delivery } of ways)
      if (lanes.mine().has(delivery.lane) && !isKnown(delivery)) queueOf(name).add(delivery);
    const failed = nobody.map(({ delivery: { id, order }, reason }): Attempt => {
      return { id, order, at: now, outcome: { state: 'failed', reason } };
    });
    if (aside.length + failed.length > 0) await settle([...aside, ...failed], deliveries);
    await tellLead(nobody);
    for (const name of new Set(ways.map((way) => way.channel))) pump(name);
  };

  /** One after the other, and waited for by whoever waits for rest. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = admitting.then(work);
    admitting = mine.catch((error: unknown) => {
      // What was to be said stands in the ledger, and is read again.
      log.error('sender', error);
      overflowed = true;
    });
    return mine;
  };

  const admit = (deliveries: readonly Delivery[]): void => {
    inTurn(() => place(deliveries)).catch(() => undefined);
  };

  const entered = (deliveries: readonly Delivery[]): void => {
    const ours = deliveries.filter(({ lane }) => lanes.mine().has(lane));
    const room = Math.max(0, MOST - size());
    if (ours.length > room) overflowed = true;
    if (room > 0 && ours.length > 0) admit(ours.slice(0, room));
  };

  const isKnown = (delivery: Delivery): boolean =>
    handled.get(delivery.id)?.order === delivery.order ||
    [...queues.values()].some((queue) => queue.orderOf(delivery) === delivery.order);

  const forget = (): void => {
    for (const [id, { until }] of handled) if (until < Date.now()) handled.delete(id);
  };

  const read = async (some: readonly number[] | undefined): Promise<void> => {
    const mine = lanes.mine();
    const asked = some ? some.filter((lane) => mine.has(lane)) : [...mine];
    if (asked.length > 0) {
      overflowed = false;
      const ahead = new Date(clock.now().getTime() + LONGEST_WAIT_MS);
      const found = await ledger.queued(asked, ahead, READ);
      if (found.length === READ) overflowed = true;
      const fresh = found.filter((delivery) => !isKnown(delivery));
      forget();
      await place(fresh);
    }
    for (const name of queues.keys()) pump(name);
  };
  const poll: Sender['poll'] = (some) => inTurn(() => read(some));

  const busyNow = (): Promise<void>[] => [...running.values()].flatMap((under) => [...under]);

  return {
    entered,
    poll,
    unblock(name) {
      queueOf(name).blockedUntil = 0;
      pump(name);
    },
    async idle() {
      for (;;) {
        const before = admitting;
        await before;
        const work = busyNow();
        if (work.length > 0) await Promise.all(work);
        else if (before === admitting) return;
      }
    },
    async leave(left) {
      const gone = new Set(left);
      for (const queue of queues.values()) queue.drop(gone);
      await admitting;
      for (const queue of queues.values()) queue.drop(gone);
      while (left.some((lane) => (sending.get(lane) ?? 0) > 0)) await Promise.race(busyNow());
    },
  };
};
