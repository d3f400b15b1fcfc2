import type {
  AccountId,
  AggregateId,
  Lang,
  MemberId,
  PairId,
  ProgrammeId,
  Recipient,
  RegistrationId,
  RoomId,
  TroubleId,
} from '../domain/ids.ts';
import type { Installation } from '../domain/installation/state.ts';
import type { Programme } from '../domain/programme/state.ts';
import type { Command, State } from '../domain/state.ts';
import type { Notice } from './say/notice.ts';

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

/** What follows from a save, on its way out of its document. `id` is `<aggregate>:<version>:<n>`: a retry is the same. */
export type OutboxItem = {
  readonly id: string;
  readonly at: Date;
  /** How often it was tried and failed. */ readonly tries: number;
} & (
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** A step in another document. Every such command may come twice and late. */
  | { readonly kind: 'step'; readonly command: Command }
  /** The same step in every pair that asks this mentor. */
  | { readonly kind: 'mentorLeft'; readonly mentor: RegistrationId }
  /** What a trouble struck is sent round again. */
  | { readonly kind: 'again'; readonly trouble: TroubleId }
);

/** A press that was handled. */
export interface SeenKey {
  readonly key: string;
  readonly at: Date;
}

/** What is stored of one aggregate, less its history, which only grows and is read on its own. */
export interface Doc<S extends State = State> {
  readonly id: AggregateId;
  /** 1 after the first save; see {@link Change.to}. */
  readonly version: number;
  readonly state: S;
  readonly outbox: readonly OutboxItem[];
  /** The presses of the last {@link SEEN_MS}, newest last; at most {@link SEEN_MOST}. */
  readonly seen: readonly SeenKey[];
  /** When something is next due, null when nothing is. */
  readonly dueAt: Date | null;
}

/** A power of two, so that adding it is exact: a million such saves fit between two that are remembered. */
export const TRACELESS = 2 ** -20;

export const SEEN_MS = 86_400_000;
export const SEEN_MOST = 500;

export interface Change {
  readonly id: AggregateId;
  /** The version that was read; 0 when there was no document. */
  readonly from: number;
  /**
   * The version it becomes. The next whole number; or a {@link TRACELESS} more, for what is not to be remembered: whole numbers alone
   * stand in ids and in the history, and the next save that is remembered leaves nothing of how many there were between.
   */
  readonly to: number;
  readonly state: State;
  readonly dueAt: Date | null;
  /** By which rules `dueAt` was worked out, see {@link Store.outdated}. */
  readonly dueRules: number;
  readonly history: readonly HistoryEntry[];
  /** Added to the outbox. */
  readonly outbox: readonly OutboxItem[];
  /** When somebody else takes care of the outbox, if nobody has by then. */
  readonly relayAt: Date;
  /** All of them, with the press that led here; none where it is nobody's to know any longer who pressed. */
  readonly seen: readonly SeenKey[];
}

/** A document that cannot be read: it is not of the shape that this program writes. */
export class IllFormed extends Error {
  override readonly name = 'IllFormed';
  readonly id: string;
  constructor(id: string, why: string) {
    super(why);
    this.id = id;
  }
}

/** The database did not answer: nothing is wrong with what was asked for, and later it may work. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** How long whoever saved something has what follows to itself, in ms; then another process carries it on. */
export const GRACE_MS = 20_000;

/** A document with something in its outbox. */
export type Full = Pick<Doc, 'id' | 'outbox'>;

/** What a relay did with one document's outbox. */
export interface Relayed {
  readonly id: AggregateId;
  /** Taken off. */
  readonly done: readonly string[];
  /** Left there, to be tried again. */
  readonly later: readonly { readonly id: string; readonly tries: number }[];
  /** When that is, null where nothing is left. Where there is more in the outbox, the time that stands there stays. */
  readonly next: Date | null;
}

export interface MentorFilter {
  readonly programme: ProgrammeId;
  readonly county?: string;
}

export interface Store {
  /** @throws IllFormed */
  load(id: AggregateId): Promise<Doc | null>;
  /** In the order of `ids`; null where there is none. One that cannot be read stands in its place and harms no other. One round trip a kind. */
  loadMany(ids: readonly AggregateId[]): Promise<(Doc | IllFormed | null)[]>;
  /** One atomic document write. False when somebody else saved first (or the document exists, for `from` 0). */
  save(change: Change): Promise<boolean>;
  /** Many documents, each atomic on its own; answers the ids that were NOT saved: somebody was first, or it cannot be written. */
  saveMany(changes: readonly Change[]): Promise<AggregateId[]>;
  /** Takes items off outboxes; other writers are not disturbed. */
  relayed(done: readonly Relayed[]): Promise<void>;
  /** Documents whose outbox nobody took care of in time; at most `limit`. */
  unrelayed(now: Date, limit: number): Promise<AggregateId[]>;
  /** What cannot be relayed is looked at again then. */
  postpone(ids: readonly AggregateId[], until: Date): Promise<void>;
  /** Documents of a programme whose `dueAt` was worked out by rules older than these; at most `limit`. */
  outdated(programme: ProgrammeId, dueRules: number, limit: number): Promise<AggregateId[]>;
  /**
   * Writes down a `dueAt` that was worked out anew; where the version is another, somebody else just did. Version null: the document cannot
   * be read, only by which rules it was looked at is written down.
   */
  redue(
    dues: readonly (Pick<Change, 'id' | 'dueAt' | 'dueRules'> & { readonly version: number | null })[],
  ): Promise<void>;
  /** Approved mentors on the list with a free place, oldest approval first. What cannot be read is left out. */
  freeMentors(filter: MentorFilter): Promise<Doc[]>;
  /** Pairs in which this mentor is being asked. */
  pairsAsking(mentor: RegistrationId): Promise<PairId[]>;
  /** Everything that has something due up to and with `until`, for the sweep that rebuilds timers. */
  pending(until: Date): AsyncIterable<{ readonly id: AggregateId; readonly dueAt: Date }>;
  /** When something is next due anywhere, null when nothing is. */
  nextDue(): Promise<Date | null>;
  history(id: AggregateId): Promise<HistoryEntry[]>;
  members(): Promise<Doc[]>;
  /** All there are; they are few. What cannot be read is left out. */
  programmes(): Promise<Doc[]>;
}

/** The programmes and who runs them. Another process' change is seen within a few seconds. */
export interface Programmes {
  /** Null where there is none. */
  get(id: ProgrammeId): Promise<Programme | null>;
  /** Oldest first. */
  all(): Promise<readonly Programme[]>;
  installation(): Promise<Installation>;
}

/** What can be woken: a document, or a lane of the ledger. */
export type WakeId = AggregateId | `lane:${number}`;

/** Asks to be woken; asking twice is asking once. What is due is decided from state when the time comes. */
export interface Timer {
  expect(wishes: readonly { readonly id: WakeId; readonly at: Date }[]): Promise<void>;
  /** Begins to call `onDue`. It may be called with ids that have nothing due any longer, and late, never early. */
  start(onDue: (ids: WakeId[]) => Promise<void>): Promise<void>;
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
  /** The other's accounts; a channel picks its own. */
  readonly with: readonly AccountId[];
  /** On the button. */
  readonly title: string;
  readonly firstLine: string;
}

/** Where a channel puts something: somebody's chat with the bot, or a room. */
export type Address = AccountId;

export interface Post {
  /** The notice's id; a channel that sees it twice posts once, as far as its platform lets it. */
  readonly id: string;
  readonly to: Address;
  /** Where it is said in a room: which; null for somebody's own chat. */
  readonly room: RoomId | null;
  readonly card: CardJson;
  /** One line for notifications and screen readers. */
  readonly summary: string;
  /** The language of the card, so that the channel's own words are in the same. */
  readonly lang?: Lang;
  readonly chat?: ChatOffer;
  /** Set: replace that message instead of writing a new one. */
  readonly replaces: PostRef | null;
  /** Set: it may have been said after that time, by somebody who could not write down that it was. */
  readonly perhapsSince: Date | null;
  readonly at: Date;
}

/** Where a message that may be updated later was put; the channel alone understands `ref`. */
export interface PostRef {
  readonly channel: string;
  readonly ref: string;
}

/**
 * Why something was not said. `theirs`: this person cannot be reached this way any longer. `passing`: later it may work; `retryAfter`
 * in seconds where the platform said so. `ours`: the platform refuses us, whoever it is for: nothing else goes this way until it is
 * mended, or, with `scope`, nothing to those who share it. `broken`: this card the platform cannot show. `waiting`: its turn has not come, or
 * there was no time left; nothing has failed.
 */
export type Failure =
  | { readonly ok: false; readonly kind: 'theirs' | 'broken'; readonly reason: string }
  | { readonly ok: false; readonly kind: 'ours'; readonly reason: string; readonly scope?: string }
  | { readonly ok: false; readonly kind: 'waiting'; readonly reason: string; readonly retryAfter?: number }
  /** `perhaps`: the answer was lost, not the question; it may have been said. */
  | {
      readonly ok: false;
      readonly kind: 'passing';
      readonly reason: string;
      readonly retryAfter?: number;
      readonly perhaps?: boolean;
    };

export type SendResult = { readonly ok: true; readonly ref: PostRef } | Failure;

export interface Channel {
  readonly name: string;
  /** How many posts are handed in at a time. */
  readonly batch: number;
  /**
   * True: somebody has to write down that a call is about to be made, for the channel can look afterwards whether it came through
   * ({@link Post.perhapsSince}).
   */
  readonly looksAfter: boolean;
  /**
   * Answers in the order of `posts`; one failure does not stop the others. Posts to one recipient go out in their order. `mayBegin` is
   * asked before each call to the platform: false, and it is handed back as `waiting`.
   */
  send(posts: readonly Post[], mayBegin: () => boolean): Promise<SendResult[]>;
}

/** Ids only: never names, addresses, tokens or anything a person wrote. */
export interface Log {
  info(event: string, data?: Record<string, string | number | boolean | null>): void;
  warn(event: string, data?: Record<string, string | number | boolean | null>): void;
  error(event: string, error: unknown, data?: Record<string, string | number | boolean | null>): void;
}

export type { AccountId, AggregateId, Lang, MemberId, ProgrammeId, Recipient, RoomId };
