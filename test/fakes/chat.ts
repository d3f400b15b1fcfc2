import type {
  AccountId,
  Address,
  CardJson,
  Channel,
  Failure,
  MemberId,
  Post,
  SendResult,
} from '../../src/app/ports.ts';

/** People here are known by readable ids: who comes by `chat:eva` is `member:eva`. */
export const accountOf = (member: MemberId): AccountId => `chat:${member.slice('member:'.length)}`;

/** A member's own chat; an account's and the board's room are themselves. */
export const roomOf = (who: Address | MemberId): Address =>
  who.startsWith('member:') ? accountOf(who as MemberId) : who;

export interface Message {
  readonly id: string;
  readonly room: Address;
  card: CardJson;
  summary: string;
  readonly at: Date;
  updates: number;
}

/** A chat service in memory, with state: rooms of messages, the same id posted once, messages that can be replaced. It can be told to fail. */
export class FakeChat implements Channel {
  readonly name = 'chat';
  readonly batch = 250;
  readonly looksAfter = false;
  readonly messages: Message[] = [];
  /** What the next posts to a room meet, in order; nothing more: they get through. */
  readonly trouble: { readonly room: Address | MemberId; readonly result: Failure }[] = [];
  /** How often anything was handed in, also what was posted before. */
  calls = 0;

  async send(posts: readonly Post[]): Promise<SendResult[]> {
    return posts.map((post) => this.#send(post));
  }

  #send(post: Post): SendResult {
    this.calls++;
    const next = this.trouble.findIndex(({ room }) => roomOf(room) === post.to);
    const [trouble] = next < 0 ? [] : this.trouble.splice(next, 1);
    if (trouble) return trouble.result;
    const there = this.messages.find(({ id }) => id === (post.replaces?.ref ?? post.id));
    if (post.replaces && there) {
      there.card = post.card;
      there.summary = post.summary;
      there.updates++;
    } else if (!there) {
      const { id, to: room, card, summary, at } = post;
      this.messages.push({ id, room, card, summary, at, updates: 0 });
    }
    return { ok: true, ref: { channel: this.name, ref: post.replaces?.ref ?? post.id } };
  }

  in(room: Address | MemberId): Message[] {
    return this.messages.filter((message) => message.room === roomOf(room));
  }
}
