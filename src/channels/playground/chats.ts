import { randomUUID } from 'node:crypto';
import { type Db, MongoBulkWriteError } from 'mongodb';
import type { AccountId, CardJson, RoomId } from '../../app/ports.ts';

/** Somebody's own chat with the bot, or a shared room. */
export type ChatRoom = RoomId;

/** The playground's platform: rooms with messages, kept in MongoDB, as a chat service would keep them. */
export interface ChatMessage {
  readonly id: string;
  readonly room: ChatRoom;
  readonly from: 'bot' | AccountId;
  readonly text?: string;
  readonly card?: CardJson;
  readonly summary: string;
  /** The app's time. */
  readonly at: Date;
  readonly updatedAt: Date;
  /** Where it stands in its room. */
  readonly sort: number;
  /** Grows with every write, so that a reader can ask for what is new since last time. */
  readonly touched: number;
}

export interface BotMessage {
  readonly id: string;
  readonly room: ChatRoom;
  readonly card: CardJson;
  readonly summary: string;
  readonly at: Date;
}

export interface Chats {
  /** Before the first use: the index. */
  prepare(): Promise<void>;
  /** The same id twice posts once. */
  post(messages: readonly BotMessage[]): Promise<void>;
  /** Puts new cards where the messages with these ids stand; answers the ids that are not in their rooms. */
  replace(messages: readonly BotMessage[]): Promise<string[]>;
  /** Replaces it only if nobody wrote it since `touched` was read. */
  replaceUntouched(message: BotMessage, touched: number): Promise<boolean>;
  said(line: { room: ChatRoom; from: AccountId; text: string; at: Date }): Promise<void>;
  find(room: ChatRoom, id: string): Promise<ChatMessage | null>;
  /** The latest {@link ROOM_KEPT}, oldest first; with `since`, only those written after it. */
  list(room: ChatRoom, since?: number): Promise<ChatMessage[]>;
  /** By room, the `sort` of the bot's newest message. */
  latest(): Promise<Map<string, number>>;
  /** Called after every write of this process; answers how to stop. */
  onChange(listener: () => void): () => void;
}

export const ROOM_KEPT = 200;

const DUPLICATE_KEY = 11_000;

interface StoredMessage {
  _id: string;
  room: ChatRoom;
  from: 'bot' | AccountId;
  text: string | null;
  /** As a string: a card has keys like `$schema`, which a document may not have everywhere. */
  card: string | null;
  summary: string;
  at: Date;
  updatedAt: Date;
  sort: number;
  touched: number;
}

/** Microseconds of real time, always growing in this process: the app's clock may stand still between two messages. */
const stamps = (): (() => number) => {
  let last = 0;
  return () => (last = Math.max(last + 1, Date.now() * 1_000));
};

/** How much older than `since` a reader is shown: writes get their stamp first and land in any order. */
const OVERLAP = 10_000_000;

const onlyDuplicates = (error: unknown): boolean => {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) return false;
  const failures = error.result.getWriteErrors();
  return failures.length > 0 && failures.every((failure) => failure.code === DUPLICATE_KEY);
};

const shown = (stored: StoredMessage): ChatMessage => ({
  id: stored._id,
  room: stored.room,
  from: stored.from,
  ...(stored.text === null ? {} : { text: stored.text }),
  ...(stored.card === null ? {} : { card: JSON.parse(stored.card) as CardJson }),
  summary: stored.summary,
  at: stored.at,
  updatedAt: stored.updatedAt,
  sort: stored.sort,
  touched: stored.touched,
});

export const openChats = (db: Db): Chats => {
  const messages = db.collection<StoredMessage>('chat');
  const stamp = stamps();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const fresh = (message: BotMessage): StoredMessage => {
    const sort = stamp();
    return {
      _id: message.id,
      room: message.room,
      from: 'bot',
      text: null,
      card: JSON.stringify(message.card),
      summary: message.summary,
      at: message.at,
      updatedAt: message.at,
      sort,
      touched: sort,
    };
  };

  const renewed = (message: BotMessage) => ({
    $set: {
      card: JSON.stringify(message.card),
      summary: message.summary,
      updatedAt: message.at,
      touched: stamp(),
    },
  });

  return {
    async prepare() {
      await messages.createIndexes([{ key: { room: 1, sort: 1 } }]);
    },

    async post(posted) {
      if (posted.length === 0) return;
      try {
        await messages.insertMany(posted.map(fresh), { ordered: false });
      } catch (error) {
        if (!onlyDuplicates(error)) throw error;
      }
      changed();
    },

    async replace(replaced) {
      if (replaced.length === 0) return [];
      const result = await messages.bulkWrite(
        replaced.map((message) => ({
          updateOne: { filter: { _id: message.id, room: message.room }, update: renewed(message) },
        })),
        // In order: the same message may be replaced twice in a batch, and the last one is to stand.
        { ordered: true },
      );
      changed();
      if (result.matchedCount === replaced.length) return [];
      const ids = replaced.map((message) => message.id);
      const there = await messages.find({ _id: { $in: ids } }, { projection: { room: 1 } }).toArray();
      const rooms = new Map(there.map((stored) => [stored._id, stored.room]));
      return replaced.filter((message) => rooms.get(message.id) !== message.room).map((message) => message.id);
    },

    async replaceUntouched(message, touched) {
      const filter = { _id: message.id, room: message.room, touched };
      const result = await messages.updateOne(filter, renewed(message));
      changed();
      return result.matchedCount === 1;
    },

    async said({ room, from, text, at }) {
      const sort = stamp();
      const times = { at, updatedAt: at, sort, touched: sort };
      await messages.insertOne({ _id: `said:${randomUUID()}`, room, from, text, card: null, summary: text, ...times });
      changed();
    },

    async find(room, id) {
      const stored = await messages.findOne({ _id: id, room });
      return stored && shown(stored);
    },

    async list(room, since) {
      const filter = since === undefined ? { room } : { room, touched: { $gt: since - OVERLAP } };
      const newestFirst = await messages.find(filter).sort({ sort: -1 }).limit(ROOM_KEPT).toArray();
      return newestFirst.toReversed().map(shown);
    },

    async latest() {
      const rows = await messages
        .aggregate<{ _id: string; sort: number }>([
          { $match: { from: 'bot' } },
          { $group: { _id: '$room', sort: { $max: '$sort' } } },
        ])
        .toArray();
      return new Map(rows.map((row) => [row._id, row.sort]));
    },

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
