import type { AccountId, Channel, ChatOffer, Failure, Log, Post, RoomId, SendResult } from '../../app/ports.ts';
import { forReader, forRoom } from './cards.ts';
import { ANY_SERVICE, Refusal, type Connector, type Place, type Said } from './connector.ts';
import { asResult, failureOf, NO_TIME, splitRef, type Deliver, type Outcome, type Time } from './deliver.ts';
import type { Directory, Known } from './directory.ts';
import type { Ticks } from './pace.ts';
import { TEAMS } from './settings.ts';

/** What the core says, into people's chats with the bot and into rooms. */

/** Within this a batch of posts begins to go out, and an answer to somebody who is waiting; in ms. */
const BATCH_MS = 8_000;
const ANSWER_MS = 30_000;
/** Small enough that what somebody waits for has not long to wait. */
const BATCH = 50;

interface Deps {
  readonly connector: Connector;
  readonly directory: Directory;
  readonly deliver: Deliver;
  readonly ticks: Ticks;
  readonly log: () => Log | null;
  /** Who sits on the board that has this room; nobody for any other. */
  readonly boardOf: (room: RoomId) => Promise<readonly AccountId[]>;
  readonly tenants: readonly string[];
}

export interface Sender extends Channel {
  /** What Teams calls those of this room's board whom it knows: they said in the room that they sit there. */
  boardUsers(room: RoomId): Promise<string[]>;
  /** How the other of an offered chat signs in; null where a chat cannot be offered. */
  chatWith(offer: ChatOffer | undefined): Promise<{ readonly offer: ChatOffer; readonly principal: string } | null>;
  /** One answer into a conversation, once for each id; what goes wrong is logged, and the person may ask again. */
  answer(id: string, place: Place, said: Said, replaces: string | null): Promise<void>;
}

/** Nothing more comes of it: what follows need not wait for it. */
const isOver = ({ kind }: Failure): boolean => kind === 'broken' || kind === 'theirs';
const behind = (failure: Failure): Failure => {
  const wait = 'retryAfter' in failure ? { retryAfter: failure.retryAfter } : {};
  return { ok: false, kind: 'waiting', reason: 'after one that waits', ...wait };
};

const conversationOf = (room: RoomId): string => room.slice(TEAMS.length + 1);

export const makeSender = ({ connector, directory, deliver, ticks, log, boardOf, tenants }: Deps): Sender => {
  const roomPlace = async (conversation: string): Promise<Place> => {
    const room = await directory.room(conversation);
    const serviceUrl = room?.serviceUrl ?? (await directory.serviceOf(tenants)) ?? ANY_SERVICE;
    return { conversation, serviceUrl };
  };

  /** What is on its way: the same activity may come twice at once. */
  const answering = new Set<string>();

  const boardUsers = async (room: RoomId): Promise<string[]> => {
    const board = await boardOf(room);
    const known = await directory.find(board);
    return board.flatMap((account) => known.get(account)?.user ?? []);
  };

  const chatWith: Sender['chatWith'] = async (offer) => {
    if (!offer) return null;
    const known = [...(await directory.find(offer.with)).values()];
    const other = known.find(({ principal }) => principal !== '');
    return other ? { offer, principal: other.principal } : null;
  };

  const personPlace = async (known: Known): Promise<Place> => {
    if (known.conversation !== null) return { conversation: known.conversation, serviceUrl: known.serviceUrl };
    const conversation = await connector.openChat(known);
    await directory.setConversation(known.account, conversation);
    return { conversation, serviceUrl: known.serviceUrl };
  };

  const replaced = (post: Post, { conversation }: Place): string | null => {
    const ref = post.replaces?.channel === TEAMS ? splitRef(post.replaces.ref) : null;
    return ref?.conversation === conversation ? ref.id : null;
  };

  const toRoom = async (post: Post, room: RoomId, time: Time): Promise<Outcome> => {
    const place = await roomPlace(conversationOf(room));
    const card = forRoom(post.card, await boardUsers(room));
    return deliver(place, { card, summary: post.summary }, replaced(post, place), time);
  };

  const inChat = async (post: Post, known: Known, time: Time): Promise<Outcome> => {
    if (known.conversation === null && !time.mayBegin()) return NO_TIME;
    const place = await personPlace(known);
    const card = forReader(post.card, { chat: await chatWith(post.chat) });
    return deliver(place, { card, summary: post.summary }, replaced(post, place), time);
  };

  const toPerson = async (post: Post, known: Known | undefined, time: Time): Promise<Outcome> => {
    if (!known) return { ok: false, kind: 'theirs', reason: 'never seen in Teams' };
    const outcome = await inChat(post, known, time).catch((error: unknown) => {
      if (error instanceof Refusal) return failureOf(error);
      throw error;
    });
    const reason = outcome.kind === 'theirs' ? outcome.reason : null;
    if (outcome.kind === 'theirs' || (outcome.kind === 'ok' && known.unreachable)) {
      await directory.unreachable(known.account, reason);
    }
    return outcome;
  };

  const once = async (post: Post, people: ReadonlyMap<AccountId, Known>, time: Time): Promise<Outcome> => {
    try {
      const { to, room } = post;
      if (room) return await toRoom(post, room, time);
      return await toPerson(post, people.get(to), time);
    } catch (error) {
      // Only the database can fail here.
      return { ok: false, kind: 'passing', reason: error instanceof Error ? error.name : 'unknown', perhaps: true };
    }
  };

  return {
    name: TEAMS,
    batch: BATCH,
    // Teams does not let us look.
    looksAfter: false,
    boardUsers,
    chatWith,

    async send(posts, mayBegin) {
      const people = await directory.find([...new Set(posts.map(({ to }) => to))]);
      const time: Time = { until: ticks.now() + BATCH_MS, mayBegin };
      const results = new Map<string, SendResult>();
      const inOrder = async (list: readonly Post[]): Promise<void> => {
        let wait: SendResult | null = null;
        for (const post of list) {
          const result: SendResult = wait ?? asResult(await once(post, people, time));
          results.set(post.id, result);
          // What comes after it keeps its place behind it.
          if (!result.ok && !isOver(result)) wait ??= behind(result);
        }
      };
      await Promise.all([...Map.groupBy(posts, ({ to }) => to).values()].map(inOrder));
      return posts.map(({ id }) => results.get(id) ?? { ok: false, kind: 'passing', reason: 'no answer' });
    },

    async answer(id, place, said, replaces) {
      if (answering.has(id)) return;
      answering.add(id);
      try {
        if (!(await directory.first(id))) return;
        const outcome = await deliver(place, said, replaces, { until: ticks.now() + ANSWER_MS, mayBegin: () => true });
        if (outcome.kind !== 'ok') log()?.warn('teams.unanswered', { reason: outcome.reason });
      } finally {
        answering.delete(id);
      }
    },
  };
};
