import type { webApi } from '@slack/bolt';
import type { Channel, Failure, Log, Post, PostRef, RoomId, SendResult } from '../../app/ports.ts';
import { slackText } from '../../text/slack.ts';
import { failureOf, NoTime } from './failures.ts';
import { NOTE, SLACK } from './names.ts';
import type { Once } from './once.ts';
import { accountOf, whoIs, type Who } from './people.ts';
import { UnknownElement } from './nodes.ts';
import { messageOf, type Message } from './surfaces.ts';
import type { Workspaces } from './workspaces.ts';

/** A channel, and the workspace it is in. */
export interface Room {
  readonly team: string;
  readonly channel: string;
}

export interface SendDeps {
  readonly workspaces: Workspaces;
  readonly once: Pick<Once, 'first' | 'undo'>;
  readonly log: Log;
}

/** Rooms that are written to at the same time. Within one, one message after the other. */
const AT_ONCE = 8;
/** How far back a message that may have come through is looked for. */
const LOOK_BACK = 100;

/** Small enough that what somebody waits for has not long to wait. */
const BATCH = 50;

/** The way to a workspace, asked for before each call: there must be time for one. */
type Ask = (team: string) => Promise<webApi.WebClient>;

/** The other of an offered chat, in the same workspace. */
const otherOf = ({ to, chat }: Post): Who | null => {
  const team = whoIs(to)?.team;
  return chat?.with.map(whoIs).find((who) => who !== null && who.team === team) ?? null;
};

/** Both are offered a chat with the other; one of the two offers opens it. */
const opensRoom = (post: Post): boolean => {
  const other = otherOf(post);
  return other !== null && post.to < accountOf(other);
};
const togetherKey = ({ id }: Post): string => `together:${id}`;

const refOf = ({ team, channel }: Room, ts: string): PostRef => ({ channel: SLACK, ref: `${team}/${channel}/${ts}` });

export const placeOf = ({ channel: name, ref }: PostRef): (Room & { readonly ts: string }) | null => {
  const [team, channel, ts] = ref.split('/');
  return name === SLACK && team !== undefined && channel && ts ? { team, channel, ts } : null;
};

/** Slack has lost the message, or will not have it changed: saying it anew is better than not saying it. */
const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
]);

/** Nothing more comes of it: what follows need not wait for it. */
const isOver = ({ kind }: Failure): boolean => kind === 'broken' || kind === 'theirs';

/** A room as {@link roomOf} names it. */
const placeIn = (room: RoomId): Room | null => {
  const [team, channel] = room.slice(SLACK.length + 1).split('/');
  return team && channel ? { team, channel } : null;
};

export const slackChannel = ({ workspaces, once, log }: SendDeps): Channel => {
  const opened = new Map<string, string>();

  const open = async (team: string, users: readonly string[], ask: Ask): Promise<Room> => {
    const key = [team, ...users].join('/');
    const known = opened.get(key);
    if (known) return { team, channel: known };
    const { channel } = await (await ask(team)).conversations.open({ users: users.join(',') });
    if (!channel?.id) throw new Error('a conversation without an id');
    opened.set(key, channel.id);
    return { team, channel: channel.id };
  };

  const roomOf = async ({ to, room }: Post, ask: Ask): Promise<Room | null> => {
    if (room) return placeIn(room);
    const who = whoIs(to);
    return who && open(who.team, [who.user], ask);
  };

  /** The message that carries this notice, if it came through after all. Slack lets us look only where it is us and one other. */
  const lookFor = async ({ team, channel }: Room, id: string, since: Date, ask: Ask): Promise<string | null> => {
    if (!channel.startsWith('D')) return null;
    const oldest = String(since.getTime() / 1000 - 60);
    const { messages } = await (
      await ask(team)
    ).conversations.history({
      channel,
      oldest,
      limit: LOOK_BACK,
      include_all_metadata: true,
    });
    const found = messages?.find(({ metadata }) => {
      const carried: object = metadata?.event_payload ?? {};
      return metadata?.event_type === NOTE && 'id' in carried && carried.id === id;
    });
    return found?.ts ?? null;
  };

  const update = async (place: Room & { ts: string }, message: Message, ask: Ask): Promise<boolean> => {
    try {
      await (await ask(place.team)).chat.update({ channel: place.channel, ts: place.ts, ...message });
      return true;
    } catch (error) {
      if (GONE.has(failureOf(error).reason)) return false;
      throw error;
    }
  };

  const say = async (post: Post, message: Message, ask: Ask): Promise<SendResult> => {
    const room = await roomOf(post, ask);
    if (!room) return { ok: false, kind: 'theirs', reason: 'no room in Slack' };
    const there = post.perhapsSince ? await lookFor(room, post.id, post.perhapsSince, ask) : null;
    const metadata = { event_type: NOTE, event_payload: { id: post.id } };
    const whole = { channel: room.channel, ...message, metadata, unfurl_links: false };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
    const ts = there ?? (await (await ask(room.team)).chat.postMessage(whole)).ts;
    if (!ts) throw new Error('a message without a time');
    return { ok: true, ref: refOf(room, ts) };
  };

  /**
   * A room for the two and us, opened once, before they read that it is there. Null where that is done, or cannot be: they have each
   * other's details all the same.
   */
  const together = async (post: Post, ask: Ask): Promise<Failure | null> => {
    const [one, other] = [whoIs(post.to), otherOf(post)];
    if (!one || !other || !(await once.first(togetherKey(post)))) return null;
    try {
      const room = await open(one.team, [one.user, other.user], ask);
      const text = slackText[post.lang ?? 'sv'].together;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
      await (await ask(room.team)).chat.postMessage({ channel: room.channel, text });
      return null;
    } catch (error) {
      const failure = failureOf(error);
      log.warn('slack: no room for the two', { notice: post.id, reason: failure.reason });
      const isLater = failure.kind === 'waiting' || (failure.kind === 'passing' && !failure.perhaps);
      // What is ours to mend hinders what they are told as well, and both come again; or this alone, and it is missed.
      if (isLater || failure.kind === 'ours') await once.undo(togetherKey(post));
      return isLater ? failure : null;
    }
  };

  const failed = (error: unknown, { to, room }: Post): Failure => {
    const failure = failureOf(error);
    const team = (room ? placeIn(room) : whoIs(to))?.team;
    // Another workspace has another token.
    return failure.kind === 'ours' && workspaces.many && team !== undefined ? { ...failure, scope: team } : failure;
  };

  const one = async (post: Post, ask: Ask): Promise<SendResult> => {
    try {
      const message = messageOf(post.card, post.summary, post.lang ?? 'sv');
      const place = post.replaces && placeOf(post.replaces);
      if (place && (await update(place, message, ask))) return { ok: true, ref: refOf(place, place.ts) };
      const without = opensRoom(post) ? await together(post, ask) : null;
      return without ?? (await say(post, message, ask));
    } catch (error) {
      if (!(error instanceof UnknownElement)) return failed(error, post);
      log.error('slack: a card that cannot be drawn', error, { notice: post.id });
      return { ok: false, kind: 'broken', reason: `${error.name}: ${error.message}` };
    }
  };

  /** One room's messages in their order. Where Slack says wait, the rest of this room waits too, and nobody else. */
  const inRoom = async (
    posts: readonly { readonly post: Post; readonly n: number }[],
    ask: Ask,
    results: SendResult[],
  ): Promise<void> => {
    let wait: SendResult | null = null;
    for (const { post, n } of posts) {
      const result: SendResult = wait ?? (await one(post, ask));
      results[n] = result;
      if (result.ok || wait || isOver(result)) continue;
      const retryAfter: number | undefined =
        result.kind === 'passing' || result.kind === 'waiting' ? result.retryAfter : undefined;
      const reason = 'after one that waits';
      wait = { ok: false, kind: 'waiting', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
    }
  };

  return {
    name: SLACK,
    batch: BATCH,
    looksAfter: true,
    async send(posts, mayBegin) {
      const ask: Ask = async (team) => {
        const client = await workspaces.client(team);
        if (!mayBegin()) throw new NoTime();
        return client;
      };
      const rooms = new Map<string, { post: Post; n: number }[]>();
      for (const [n, post] of posts.entries()) rooms.set(post.to, [...(rooms.get(post.to) ?? []), { post, n }]);
      const results: SendResult[] = [];
      const queue = [...rooms.values()];
      const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) await inRoom(next, ask, results);
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, worker));
      return results;
    },
  };
};
