import type { AggregateId } from '../../domain/ids.ts';
import type { Handle } from '../door/handle.ts';
import { LEASE_MS } from '../door/handle.ts';
import type { Do, Say } from '../say/notes.ts';
import type {
  Channel,
  Clock,
  Doc,
  Log,
  OutboxItem,
  Post,
  PostRef,
  SendResult,
  Settled,
  Store,
  Timer,
} from '../ports.ts';
import type { Compose } from './compose.ts';

/** After this many failures in a row (about a day) a note is put aside and the lead is told. */
const GIVE_UP_AFTER = 30;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Notes taken on in one go. A channel that may send 50 a second is done with them in good time before their lease runs out. */
const BATCH = 250;
/** A batch begins with at least this much of its leases left, in ms: what a channel may take to answer, see {@link Channel.send}. */
const LEFT_MS = (LEASE_MS * 2) / 3;
/** How long to wait for a database that does not answer, in ms. */
const BREATHER_MS = 5_000;

export interface RelayDeps {
  readonly store: Store;
  readonly timer: Timer;
  readonly clock: Clock;
  readonly log: Log;
  readonly compose: Compose;
  readonly channel: (name: string) => Channel | null;
  readonly handle: () => Handle;
}

interface Waiting {
  readonly id: AggregateId;
  readonly item: OutboxItem;
}

/** Carries notes out of the outboxes: says what is to be said, takes the steps that follow. In order for each aggregate. */
export interface Relay {
  /** Notes this process saved just now and holds the lease of. */
  deliver(saved: readonly { readonly id: AggregateId; readonly items: readonly OutboxItem[] }[]): void;
  /** Takes over what waits in these documents and is nobody's. `all`: even what somebody holds, who is known to be gone. */
  takeOver(docs: readonly Doc[], all: boolean): Promise<void>;
  /** When everything taken on is done; with what follows from it. */
  idle(): Promise<void>;
}

/** Where an earlier message of this slot was put, by recipient and slot. */
export const postKey = (say: Say): string => `${say.to}|${say.slot ?? ''}`;

/** How long to wait after so many failures, in ms, with some jitter so that not all come back at once. */
export const waitAfter = (tries: number, retryAfter: number | undefined): number => {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  return Math.max(wait * (0.8 + Math.random() * 0.4), (retryAfter ?? 0) * 1000);
};

export const makeRelay = ({ store, timer, clock, log, compose, channel, handle }: RelayDeps): Relay => {
  const queue: Waiting[] = [];
  let running: Promise<void> | null = null;

  const laterOrNever = ({ id, item }: Waiting, result: Extract<SendResult, { ok: false }>): Settled => {
    const tries = item.tries + 1;
    const now = clock.now();
    if (result.permanent || tries >= GIVE_UP_AFTER) {
      log.error('undelivered', new Error(result.reason), { id, note: item.id, tries });
      const about = { kind: 'say', card: 'undelivered', about: id } as const;
      const note = item.note as Say;
      const lead = `board:${compose.programmeOf(id)}` as const;
      // The board itself cannot be told that the board cannot be reached: that stands in the log and in the document.
      const tell: OutboxItem | null = note.to.startsWith('board:')
        ? null
        : {
            id: `${item.id}:lead`,
            tries: 0,
            until: now,
            note: { ...about, to: lead, args: { to: note.to, card: note.card } },
          };
      return { id, item: item.id, outcome: { kind: 'failed', reason: result.reason, at: now, tell } };
    }
    log.warn('send failed', { id, note: item.id, tries, reason: result.reason });
    const until = new Date(now.getTime() + waitAfter(tries, result.retryAfter));
    return { id, item: item.id, outcome: { kind: 'again', tries, until } };
  };

  const sayAll = async (waiting: readonly Waiting[]): Promise<Settled[]> => {
    const slots = waiting.filter(({ item }) => (item.note as Say).slot !== undefined);
    const docs = slots.length > 0 ? await store.loadMany([...new Set(slots.map(({ id }) => id))]) : [];
    const posts = new Map(docs.map((doc) => [doc?.id, doc?.posts ?? {}]));
    const byChannel = new Map<string, { waiting: Waiting; post: Post }[]>();
    const settled: Settled[] = [];
    const composed = await compose.posts(
      waiting.map(({ id, item }): Parameters<Compose['posts']>[0][number] => {
        const say = item.note as Say;
        const replaces: PostRef | null = (say.slot ? posts.get(id)?.[postKey(say)] : null) ?? null;
        return { id: item.id, say, replaces };
      }),
    );
    for (const [n, one] of waiting.entries()) {
      const result = composed[n];
      if (!result || result.kind === 'nothing')
        settled.push({ id: one.id, item: one.item.id, outcome: { kind: 'done' } });
      else if (result.kind === 'nobody')
        settled.push(laterOrNever(one, { ok: false, permanent: true, reason: result.reason }));
      else
        byChannel.set(result.channel, [...(byChannel.get(result.channel) ?? []), { waiting: one, post: result.post }]);
    }
    for (const [name, list] of byChannel) {
      const results = await sendThrough(
        name,
        list.map(({ post }) => post),
      );
      for (const [n, { waiting: one }] of list.entries()) {
        const result = results[n] ?? { ok: false, permanent: false, reason: 'the channel gave no answer' };
        if (!result.ok) settled.push(laterOrNever(one, result));
        else {
          const say = one.item.note as Say;
          const post = say.slot ? { post: { key: postKey(say), ref: result.ref } } : {};
          settled.push({ id: one.id, item: one.item.id, outcome: { kind: 'done', ...post } });
        }
      }
    }
    return settled;
  };

  const sendThrough = async (name: string, posts: readonly Post[]): Promise<SendResult[]> => {
    const through = channel(name);
    const failed = (permanent: boolean, reason: string): SendResult[] =>
      posts.map(() => ({ ok: false, permanent, reason }));
    if (!through) return failed(false, `the channel ${name} is off`);
    try {
      return await through.send(posts);
    } catch (error) {
      log.error('channel', error, { channel: name, posts: posts.length });
      return failed(false, 'the channel failed');
    }
  };

  const perform = async ({ id, item }: Waiting): Promise<Settled> => {
    const { command } = item.note as Do;
    const later = (): Settled => {
      const tries = item.tries + 1;
      const until = new Date(clock.now().getTime() + waitAfter(tries, undefined));
      return { id, item: item.id, outcome: { kind: 'again', tries, until } };
    };
    try {
      const result = await handle().handle(command, 'handslag', item.id);
      // A refusal is an answer: the step has become impossible or was taken before. Only a step to what is not there yet came too
      // early, before the one that makes it.
      if (result.kind === 'refused' && result.rejection.reason === 'notFound') return later();
      return { id, item: item.id, outcome: { kind: 'done' } };
    } catch (error) {
      log.error('step', error, { id, note: item.id, command: command.type });
      return later();
    }
  };

  const settle = async (settled: readonly Settled[]): Promise<void> => {
    await store.settle(settled);
    const wishes = settled.flatMap(({ id, outcome }) => {
      if (outcome.kind === 'again') return [{ id, at: outcome.until }];
      return outcome.kind === 'failed' && outcome.tell ? [{ id, at: outcome.tell.until }] : [];
    });
    if (wishes.length > 0) await timer.expect(wishes);
  };

  /** Whoever waited in the queue asks for more time first; what somebody else took meanwhile is left to them. */
  const stillOurs = async (batch: readonly Waiting[]): Promise<Waiting[]> => {
    const now = clock.now();
    const renewed = async (one: Waiting): Promise<Waiting | null> => {
      if (one.item.until.getTime() - now.getTime() >= LEFT_MS) return one;
      const until = new Date(now.getTime() + LEASE_MS);
      const ours = await store.claim(one.id, one.item.id, one.item.until, until);
      return ours ? { id: one.id, item: { ...one.item, until } } : null;
    };
    return (await Promise.all(batch.map(renewed))).filter((one) => one !== null);
  };

  const work = async (taken: readonly Waiting[]): Promise<void> => {
    const batch = await stillOurs(taken);
    // Steps first: what is said shows how things stand after them.
    const steps: Settled[] = [];
    for (const one of batch) if (one.item.note.kind === 'do') steps.push(await perform(one));
    if (steps.length > 0) await settle(steps);
    const says = batch.filter(({ item }) => item.note.kind === 'say');
    if (says.length > 0) await settle(await sayAll(says));
  };

  /** Nothing is lost: the notes stand in their outboxes. They are tried again as long as this process lives, and then by the next. */
  const tryAgainLater = (batch: readonly Waiting[]): void => {
    setTimeout(() => {
      queue.push(...batch);
      start();
    }, BREATHER_MS).unref();
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, BATCH);
      try {
        await work(batch);
      } catch (error) {
        log.error('relay', error, { notes: batch.length });
        tryAgainLater(batch);
      }
    }
  };

  const start = (): void => {
    running ??= run().finally(() => {
      running = null;
      if (queue.length > 0) start();
    });
  };

  return {
    deliver(saved) {
      for (const { id, items } of saved) queue.push(...items.map((item) => ({ id, item })));
      if (queue.length > 0) start();
    },
    async takeOver(docs, all) {
      const now = clock.now();
      const until = new Date(now.getTime() + LEASE_MS);
      for (const doc of docs) {
        for (const item of doc.outbox) {
          if (!all && item.until > now) continue;
          if (await store.claim(doc.id, item.id, item.until, until))
            queue.push({ id: doc.id, item: { ...item, until } });
        }
      }
      if (queue.length > 0) start();
    },
    async idle() {
      for (let current = running; current; current = running) await current;
    },
  };
};
