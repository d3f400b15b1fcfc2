import type { TroubleId } from '../../domain/ids.ts';
import { Unavailable, type Channel, type Failure, type Log, type Post, type SendResult } from '../ports.ts';
import { makeReader, type Compose, type Sources, type Way } from './compose.ts';
import type { Attempt, Delivery, Ledger } from './ledger.ts';
import { attemptOf } from './outcome.ts';
import { reasonOf, type Reports } from './reports.ts';

/** One lot of deliveries through one channel: drawn, sent, and what came of each. Nothing in it harms anything else in it. */

export interface BatchDeps extends Sources {
  readonly ledger: Ledger;
  readonly log: Log;
  readonly compose: Compose;
  readonly reports: Reports;
}

export interface Sent {
  readonly attempts: readonly Attempt[];
  /** By delivery id: what the channel said no with. */
  readonly failures: ReadonlyMap<string, Failure>;
  /** Read or drawn too late: somebody else's by now, or another way than this channel. */
  readonly elsewhere: readonly Delivery[];
}

interface Drawn {
  readonly delivery: Delivery;
  readonly post: Post;
}

/** What says the same as something later in the same lot; a slot is one message anyway, and what may have been said is looked after. */
const mergedIn = (some: readonly Delivery[]): ReadonlySet<Delivery> => {
  const said = ({ to, notice: { card, about, args } }: Delivery): string =>
    JSON.stringify([to, card, about, args ?? {}]);
  const last = new Map(some.map((delivery) => [said(delivery), delivery]));
  return new Set(
    some.filter(
      (delivery) =>
        delivery.notice.slot === undefined && delivery.begunAt === null && last.get(said(delivery)) !== delivery,
    ),
  );
};

/** A slot's message may have been changed or queued anew since: its row says where it stands. */
const present = async (some: readonly Delivery[], ledger: Ledger): Promise<Delivery[]> => {
  const slots = some.filter(({ notice }) => notice.slot !== undefined);
  const rows = slots.length === 0 ? [] : await ledger.read(slots.map(({ id }) => id));
  const found = new Map(rows.map((row) => [row.id, row]));
  return some.flatMap((delivery) => {
    if (delivery.notice.slot === undefined) return [delivery];
    const row = found.get(delivery.id);
    return row && (row.state === 'queued' || row.state === 'sending') ? [row] : [];
  });
};

/** Throws {@link Unavailable} where the database did not answer, before anything was sent. */
export const sendBatch = async (
  taken: readonly Delivery[],
  channel: Channel,
  mayBegin: () => boolean,
  deps: BatchDeps,
): Promise<Sent> => {
  const { ledger, clock, log, compose, reports } = deps;
  const now = clock.now();
  const reader = makeReader(deps);
  const some = await present(taken, ledger).catch((error: unknown) => {
    throw new Unavailable('the ledger did not answer', { cause: error });
  });
  const merged = mergedIn(some);
  const attempts: Attempt[] = [];
  const failures = new Map<string, Failure>();
  const elsewhere: Delivery[] = [];
  const drawn: Drawn[] = [];

  const aside = (delivery: Delivery, result: SendResult): void => {
    const report = (reason: string): TroubleId =>
      reports.struck({ what: 'delivery', about: delivery.notice.card, reason, ids: [delivery.id] });
    attempts.push(attemptOf(delivery, result, now, report));
    if (!result.ok) failures.set(delivery.id, result);
  };

  const draw = async (delivery: Delivery): Promise<void> => {
    const { id, order } = delivery;
    if (merged.has(delivery)) {
      attempts.push({ id, order, at: now, outcome: { state: 'merged' } });
      return;
    }
    try {
      const way: Way | null = await compose.way(delivery.to, reader);
      if (!way) return aside(delivery, { ok: false, kind: 'theirs', reason: 'nobody by that id' });
      if (way.channel !== channel.name) {
        elsewhere.push(delivery);
        return;
      }
      const post = await compose.post(delivery, way, reader);
      if (post) drawn.push({ delivery, post });
      else attempts.push({ id, order, at: now, outcome: { state: 'nothing' } });
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      log.error('card', error, { delivery: id, card: delivery.notice.card });
      aside(delivery, { ok: false, kind: 'broken', reason: reasonOf(error) });
    }
  };

  await Promise.all(some.map(draw));
  // Drawing is done together; sending keeps to the order.
  const posts = drawn.toSorted((a, b) => (a.delivery.order < b.delivery.order ? -1 : 1));
  if (channel.looksAfter && posts.length > 0) {
    await ledger
      .begin(
        posts.map(({ delivery }) => delivery.id),
        now,
      )
      .catch((error: unknown) => {
        throw new Unavailable('the ledger did not answer', { cause: error });
      });
  }
  const results = posts.length === 0 ? [] : await sendAll(channel, posts, mayBegin, log);
  for (const [n, one] of posts.entries()) {
    const result = results[n] ?? { ok: false, kind: 'passing', reason: 'the channel gave no answer' };
    if (!result.ok && result.kind === 'theirs' && (await hasOtherWay(one, deps))) elsewhere.push(one.delivery);
    else aside(one.delivery, result);
  }
  return { attempts, failures, elsewhere };
};

/** The account that it went to is no way to them any longer; true where there is another. */
const hasOtherWay = async ({ delivery, post }: Drawn, deps: BatchDeps): Promise<boolean> => {
  if (!delivery.to.startsWith('member:')) return false;
  try {
    await deps.accounts.mark(post.to, 'blocked');
    const way = await deps.compose.way(delivery.to, makeReader(deps));
    return way !== null && way.address !== post.to;
  } catch (error) {
    deps.log.error('accounts', error, { delivery: delivery.id });
    return false;
  }
};

const sendAll = async (
  channel: Channel,
  posts: readonly Drawn[],
  mayBegin: () => boolean,
  log: Log,
): Promise<SendResult[]> => {
  try {
    return await channel.send(
      posts.map(({ post }) => post),
      mayBegin,
    );
  } catch (error) {
    log.error('channel', error, { channel: channel.name, posts: posts.length });
    return posts.map(() => ({ ok: false, kind: 'passing', reason: 'the channel failed' }));
  }
};
