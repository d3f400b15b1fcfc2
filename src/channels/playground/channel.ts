import type { Channel, Post, SendResult } from '../../app/ports.ts';
import type { BotMessage, Chats } from './chats.ts';

export const PLAYGROUND = 'playground';

/** The id of the message that is to be replaced, null for a new one (also when it stands in another channel). */
const replacedId = (post: Post): string | null => (post.replaces?.channel === PLAYGROUND ? post.replaces.ref : null);

const message = (post: Post, id: string): BotMessage => ({
  id,
  room: post.to,
  card: post.card,
  summary: post.summary,
  at: post.at,
});

export const playgroundChannel = (chats: Chats): Channel => ({
  name: PLAYGROUND,
  batch: 250,
  // The same id posts once.
  looksAfter: false,

  /** Two writes at most, however many posts. */
  async send(posts, mayBegin) {
    if (!mayBegin()) return posts.map(() => ({ ok: false, kind: 'waiting', reason: 'not ours to say now' }));
    const ok = (ref: string): SendResult => ({ ok: true, ref: { channel: PLAYGROUND, ref } });
    // Only the database can fail here, and it fails for the whole batch; the same ids may safely be sent again.
    const failed = (error: unknown): SendResult => ({
      ok: false,
      kind: 'passing',
      reason: error instanceof Error ? error.name : 'unknown',
    });

    const replacing = posts.filter((post) => replacedId(post) !== null);
    let gone = new Set<string>();
    let replaceFailed: SendResult | null = null;
    try {
      gone = new Set(await chats.replace(replacing.map((post) => message(post, replacedId(post) ?? post.id))));
    } catch (error) {
      replaceFailed = failed(error);
    }

    // Where the message to replace is no longer there, saying it anew is better than not saying it.
    const isNew = (post: Post): boolean => {
      const id = replacedId(post);
      return id === null || (replaceFailed === null && gone.has(id));
    };
    let postFailed: SendResult | null = null;
    try {
      await chats.post(posts.filter(isNew).map((post) => message(post, post.id)));
    } catch (error) {
      postFailed = failed(error);
    }

    return posts.map((post) =>
      isNew(post) ? (postFailed ?? ok(post.id)) : (replaceFailed ?? ok(replacedId(post) ?? post.id)),
    );
  },
});
