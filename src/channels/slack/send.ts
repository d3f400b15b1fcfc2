import type { webApi } from '@slack/bolt';
import type { Channel, Log, Post, PostRef, SendResult } from '../../app/ports.ts';
import { slackText } from '../../text/slack.ts';
import { failureOf, NotInstalled } from './failures.ts';
import { NOTE, SLACK } from './names.ts';
import { whoIs } from './people.ts';
import type { Sent } from './sent.ts';
import { messageOf, type Message } from './surfaces.ts';
import type { Workspaces } from './workspaces.ts';

/** Where the board has its room: a channel, and the workspace it is in where there are several. */
export interface Room {
  readonly team: string;
  readonly channel: string;
}

export interface SendDeps {
  readonly workspaces: Workspaces;
  readonly sent: Sent;
  readonly board: Room | null;
  readonly log: Log;
}

/** Rooms that are written to at the same time. Within one, one message after the other. */
const AT_ONCE = 8;
/** What is not begun by then is handed back: who sends must have its answer in 20 s, and a call takes up to 4. */
const BEGIN_MS = 8_000;
/** How far back a message that may have come through is looked for. */
const LOOK_BACK = 100;

type Failed = Extract<SendResult, { ok: false }>;

const never = (reason: string): Failed => ({ ok: false, permanent: true, reason });

/** Both are offered a chat with the other; one of the two offers opens it. */
const opensRoom = ({ to, chat }: Post): boolean => chat !== undefined && to < chat.with;
const togetherId = ({ id }: Post): string => `${id}:together`;

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

export const slackChannel = ({ workspaces, sent, board, log }: SendDeps): Channel => {
  const opened = new Map<string, string>();

  const open = async (team: string, users: readonly string[]): Promise<Room> => {
    const key = [team, ...users].join('/');
    const known = opened.get(key);
    if (known) return { team, channel: known };
    const { channel } = await (await workspaces.client(team)).conversations.open({ users: users.join(',') });
    if (!channel?.id) throw new Error('a conversation without an id');
    opened.set(key, channel.id);
    return { team, channel: channel.id };
  };

  const roomOf = async ({ to }: Post): Promise<Room | null> => {
    if (to.startsWith('board:')) return board;
    const who = whoIs(to);
    return who && open(who.team, [who.user]);
  };

  /** The message that carries this note, if it came through after all. Slack lets us look only where it is us and one other. */
  const lookFor = async (
    client: webApi.WebClient,
    { channel }: Room,
    id: string,
    since: Date,
  ): Promise<string | null> => {
    if (!channel.startsWith('D')) return null;
    const oldest = String(since.getTime() / 1000 - 60);
    const { messages } = await client.conversations.history({
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

  const update = async (place: Room & { ts: string }, message: Message): Promise<boolean> => {
    try {
      const client = await workspaces.client(place.team);
      await client.chat.update({ channel: place.channel, ts: place.ts, ...message });
      return true;
    } catch (error) {
      if (GONE.has(failureOf(error).reason)) return false;
      throw error;
    }
  };

  const say = async (
    post: Post,
    message: Message,
    before: { ref: string | null; since: Date } | undefined,
  ): Promise<SendResult> => {
    if (before?.ref) return { ok: true, ref: { channel: SLACK, ref: before.ref } };
    const room = await roomOf(post);
    if (!room) return never('no room in Slack');
    const client = await workspaces.client(room.team);
    const there = before ? await lookFor(client, room, post.id, before.since) : null;
    const metadata = { event_type: NOTE, event_payload: { id: post.id } };
    const whole = { channel: room.channel, ...message, metadata, unfurl_links: false };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
    const ts = there ?? (await client.chat.postMessage(whole)).ts;
    if (!ts) throw new Error('a message without a time');
    const ref = refOf(room, ts);
    await sent
      .done(post.id, ref.ref)
      .catch((error: unknown) => log.error('slack: taking down what was said', error, { note: post.id }));
    return { ok: true, ref };
  };

  /** A room for the two and us, opened once. Without it they have each other's details all the same. */
  const together = async (post: Post, begun: Awaited<ReturnType<Sent['begin']>>): Promise<Failed | null> => {
    const [one, other] = [whoIs(post.to), whoIs(post.chat?.with ?? '')];
    const id = togetherId(post);
    const before = begun.get(id);
    if (!one || one.team !== other?.team || before?.ref) return null;
    try {
      const room = await open(one.team, [one.user, other.user]);
      const client = await workspaces.client(room.team);
      const text = slackText[post.lang ?? 'sv'].together;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
      const { ts } = await client.chat.postMessage({ channel: room.channel, text });
      await sent.done(id, `${room.team}/${room.channel}/${ts ?? ''}`);
      return null;
    } catch (error) {
      const { perhaps, ...failure } = failureOf(error);
      if (!perhaps && !before) await sent.release(id).catch(() => undefined);
      log.warn('slack: no room for the two', { note: post.id, reason: failure.reason });
      return failure.permanent || perhaps ? null : failure;
    }
  };

  /** This time it did not come through, and there was no time before when it may have. */
  const release = async ({ id }: Post, begun: Awaited<ReturnType<Sent['begin']>>): Promise<void> => {
    if (!begun.has(id)) await sent.release(id).catch(() => undefined);
  };

  const one = async (post: Post, begun: Awaited<ReturnType<Sent['begin']>>): Promise<SendResult> => {
    try {
      const message = messageOf(post.card, post.summary, post.lang ?? 'sv');
      const place = post.replaces && placeOf(post.replaces);
      if (place && (await update(place, message))) return { ok: true, ref: refOf(place, place.ts) };
      const said = await say(post, message, begun.get(post.id));
      const without = said.ok && opensRoom(post) ? await together(post, begun) : null;
      return without ?? said;
    } catch (error) {
      if (error instanceof NotInstalled) return never('not installed');
      const { perhaps, ...failure } = failureOf(error);
      if (failure.reason === 'UnknownElement') {
        log.error('slack: a card that cannot be drawn', error, { note: post.id });
        return never(failure.reason);
      }
      if (!perhaps) await release(post, begun);
      return failure;
    }
  };

  /** One room's messages in their order. Where Slack says wait, the rest of this room waits too, and nobody else. */
  const inRoom = async (
    posts: readonly { readonly post: Post; readonly n: number }[],
    begun: Awaited<ReturnType<Sent['begin']>>,
    results: SendResult[],
    until: number,
  ): Promise<void> => {
    let wait: Failed | null = null;
    for (const { post, n } of posts) {
      if (Date.now() > until) wait ??= { ok: false, permanent: false, reason: 'no time left', retryAfter: 1 };
      const result: SendResult = wait ?? (await one(post, begun));
      if (!result.ok && result.retryAfter !== undefined) {
        if (wait) await release(post, begun);
        wait = result;
      }
      results[n] = result;
    }
  };

  return {
    name: SLACK,
    async send(posts) {
      let begun: Awaited<ReturnType<Sent['begin']>>;
      try {
        begun = await sent.begin(posts.flatMap((post) => (opensRoom(post) ? [post.id, togetherId(post)] : [post.id])));
      } catch (error) {
        log.error('slack: taking down what is to be said', error, { posts: posts.length });
        return posts.map(() => ({ ok: false, permanent: false, reason: 'database' }));
      }
      const rooms = new Map<string, { post: Post; n: number }[]>();
      for (const [n, post] of posts.entries()) rooms.set(post.to, [...(rooms.get(post.to) ?? []), { post, n }]);
      const results: SendResult[] = [];
      const until = Date.now() + BEGIN_MS;
      const queue = [...rooms.values()];
      const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next; next = queue.shift()) await inRoom(next, begun, results, until);
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, worker));
      return results;
    },
  };
};
