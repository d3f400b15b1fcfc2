import type { AggregateId, Lang, MemberId, ProgrammeId, Recipient } from '../domain/ids.ts';
import type { State } from '../domain/state.ts';
import type { Note } from './say/notes.ts';

/** What the core needs of the world. Every port has a contract in test/contracts/ that its adapters pass. */

export interface Clock {
  now(): Date;
}

/** One line of the account: what happened, never what was said or answered. */
export interface HistoryEntry {
  readonly type: string;
  readonly at: Date;
  readonly version: number;
}

/** A note on its way. `id` is `<aggregate>:<version>:<n>`: a retry is the same note. */
export interface OutboxItem {
  readonly id: string;
  readonly note: Note;
  /** How often it was tried and failed. */
  readonly tries: number;
  /** Nobody but the one who set it takes it before this time (a lease, or the wait after a failure). */
  readonly until: Date;
}

/** Where a message that may be updated later was put; the channel alone understands `ref`. */
export interface PostRef {
  readonly channel: string;
  readonly ref: string;
}

/** What is stored of one aggregate, less its history, which only grows and is read on its own. */
export interface Doc<S extends State = State> {
  readonly id: AggregateId;
  /** 1 after the first save. */
  readonly version: number;
  readonly state: S;
  readonly outbox: readonly OutboxItem[];
  /** By recipient and slot: `<recipient>|<slot>`. */
  readonly posts: Readonly<Record<string, PostRef>>;
  /** The latest press keys that were handled here, newest last; at most {@link SEEN_KEPT}. */
  readonly seen: readonly string[];
  /** When something is next due, null when nothing is. */
  readonly dueAt: Date | null;
}

export const SEEN_KEPT = 20;

export interface Change {
  readonly id: AggregateId;
  /** The version that was read; 0 when there was no document. */
  readonly from: number;
  readonly state: State;
  readonly dueAt: Date | null;
  readonly history: readonly HistoryEntry[];
  /** Added to the outbox. */
  readonly notes: readonly OutboxItem[];
  /** The press that led here, remembered so that it counts once. */
  readonly key: string | null;
}

/** How one attempt at an outbox item ended. */
export interface Settled {
  readonly id: AggregateId;
  readonly item: string;
  readonly outcome:
    | { readonly kind: 'done'; readonly post?: { readonly key: string; readonly ref: PostRef } }
    | { readonly kind: 'again'; readonly tries: number; readonly until: Date }
    /** Set aside for good. `tell`: goes into the outbox in its place, so that the lead hears of it. */
    | { readonly kind: 'failed'; readonly reason: string; readonly at: Date; readonly tell: OutboxItem | null };
}

export interface MentorFilter {
  readonly programme: ProgrammeId;
  readonly county?: string;
}

export interface Store {
  load(id: AggregateId): Promise<Doc | null>;
  /** In the order of `ids`; null where there is none. One round trip a kind. */
  loadMany(ids: readonly AggregateId[]): Promise<(Doc | null)[]>;
  /** One atomic document write. False when somebody else saved first (or the document exists, for `from` 0). */
  save(change: Change): Promise<boolean>;
  /** Many documents, each atomic on its own; answers the ids that were NOT saved because somebody was first. */
  saveMany(changes: readonly Change[]): Promise<AggregateId[]>;
  /** Takes items off the outbox, puts them back for later, or aside as failed; other writers are not disturbed. */
  settle(settled: readonly Settled[]): Promise<void>;
  /** Takes over one waiting item whose `until` still is what was read. False when somebody else did. */
  claim(id: AggregateId, item: string, seen: Date, until: Date): Promise<boolean>;
  /** Approved mentors on the list with a free place, oldest approval first. */
  freeMentors(filter: MentorFilter): Promise<Doc[]>;
  /** Everything that has something due or unsaid; for the sweep that rebuilds timers. */
  pending(): AsyncIterable<{ id: AggregateId; dueAt: Date | null; outboxUntil: Date | null }>;
  history(id: AggregateId): Promise<HistoryEntry[]>;
  members(): Promise<Doc[]>;
}

/** Asks to be woken; asking twice is asking once. What is due is decided from state when the time comes. */
export interface Timer {
  expect(wishes: readonly { readonly id: AggregateId; readonly at: Date }[]): Promise<void>;
  /** Begins to call `onDue`. It may be called with ids that have nothing due any longer, and late, never early. */
  start(onDue: (ids: AggregateId[]) => Promise<void>): Promise<void>;
  /** Waits for a call in progress. */
  stop(): Promise<void>;
  /** The earliest moment somebody is expected, null when none. */
  next(): Promise<Date | null>;
  /** The app's clock was moved: everything is worked out anew. */
  clockMoved(): Promise<void>;
}

/** A card ready to be shown: Adaptive Card 1.5 JSON in the reader's language. */
export type CardJson = { readonly type: 'AdaptiveCard'; readonly [key: string]: unknown };

/** Somebody whom the reader may write to directly. A channel in which both can be reached may offer to open a chat between them. */
export interface ChatOffer {
  readonly with: MemberId;
  /** On the button. */
  readonly title: string;
  readonly firstLine: string;
}

export interface Post {
  /** The note's id; a channel that sees it twice posts once. */
  readonly id: string;
  readonly to: Recipient;
  readonly card: CardJson;
  /** One line for notifications and screen readers. */
  readonly summary: string;
  /** The language of the card, so that the channel's own words are in the same. */
  readonly lang?: Lang;
  readonly chat?: ChatOffer;
  /** Set: replace that message instead of writing a new one. */
  readonly replaces: PostRef | null;
  readonly at: Date;
}

export type SendResult =
  | { readonly ok: true; readonly ref: PostRef }
  /** `retryAfter` in seconds where the channel said so. */
  | { readonly ok: false; readonly permanent: boolean; readonly reason: string; readonly retryAfter?: number };

export interface Channel {
  readonly name: string;
  /**
   * Answers in the order of `posts`; one failure does not stop the others. Answers within 20 seconds, for that long the posts
   * are this process's alone: what would take longer is handed back as a failure that passes, with when to come again.
   */
  send(posts: readonly Post[]): Promise<SendResult[]>;
}

/** Ids only: never names, addresses, tokens or anything a person wrote. */
export interface Log {
  info(event: string, data?: Record<string, string | number | boolean | null>): void;
  warn(event: string, data?: Record<string, string | number | boolean | null>): void;
  error(event: string, error: unknown, data?: Record<string, string | number | boolean | null>): void;
}

export type { AggregateId, Lang, MemberId, ProgrammeId, Recipient };
