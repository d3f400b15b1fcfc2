import type { ProgrammeId, Recipient } from '../../domain/ids.ts';
import type { Notice, Urgency } from '../say/notice.ts';
import type { PostRef } from '../ports.ts';

/**
 * One message to one recipient, from when it was decided on until it stands somewhere, and after. `queued`: to be sent. `sending`:
 * somebody is about to call the platform, or did and died. `sent`: it stands at `ref`. `nothing`: when its turn came there was
 * nothing (any longer) to say. `merged`: a later one says the same. `failed`: nobody could be reached. `aside`: ours to mend, see
 * `trouble`.
 */
export type DeliveryState = 'queued' | 'sending' | 'sent' | 'nothing' | 'merged' | 'failed' | 'aside';

export interface Delivery {
  /** The notice's id; of a slot, the slot's: what is said in one slot is one message. */
  readonly id: string;
  readonly lane: number;
  readonly to: Recipient;
  readonly programme: ProgrammeId | null;
  readonly notice: Notice;
  readonly urgency: Urgency;
  /** Sorts what is for one recipient as it came about. */
  readonly order: string;
  readonly state: DeliveryState;
  readonly notBefore: Date;
  /** Failures in a row of the passing kind. */
  readonly tries: number;
  /** When the first of them was, null where there was none. */
  readonly failingSince: Date | null;
  readonly lastError: string | null;
  /** Where the message stands; of a slot, also while it is being changed. */
  readonly ref: PostRef | null;
  /** Since when it may have been said without anybody having written it down. */
  readonly begunAt: Date | null;
  readonly queuedAt: Date;
  /** When it came to an end, whichever. */
  readonly settledAt: Date | null;
  readonly trouble: string | null;
}

/** What became of one attempt. `order` is as it was read: what was queued anew meanwhile stays queued. */
export interface Attempt {
  readonly id: string;
  readonly order: string;
  readonly at: Date;
  readonly outcome:
    | { readonly state: 'sent'; readonly ref: PostRef }
    | { readonly state: 'nothing' | 'merged' }
    | { readonly state: 'failed'; readonly reason: string }
    | { readonly state: 'aside'; readonly reason: string; readonly trouble: string }
    | {
        readonly state: 'queued';
        readonly reason: string | null;
        readonly tries: number;
        readonly failingSince: Date | null;
        readonly notBefore: Date;
        readonly begunAt: Date | null;
      };
}

/** Every message there is to say, and was said. Its contract is in test/contracts/. */
export interface Ledger {
  /**
   * Adds what is to be said; the same id twice is once. In a slot: queues it anew, unless something later was said there; an
   * `onlyUpdate` is nothing where nothing is there to be updated.
   */
  add(deliveries: readonly Delivery[]): Promise<void>;
  /** What waits in these lanes and may be said now, in its order; at most `limit`. */
  queued(lanes: readonly number[], now: Date, limit: number): Promise<Delivery[]>;
  /** As they stand; in any order, without those that are not there. */
  read(ids: readonly string[]): Promise<Delivery[]>;
  /** Writes down that these are about to be sent. */
  begin(ids: readonly string[], at: Date): Promise<void>;
  settle(attempts: readonly Attempt[]): Promise<void>;
  /** Those that a trouble put aside are queued again; answers their lanes. */
  release(trouble: string, now: Date): Promise<number[]>;
  /** The earliest time at which something queued may be said, by lane; for what rebuilds lost timers. */
  waiting(): Promise<readonly { readonly lane: number; readonly at: Date }[]>;
  /** Forgets what came to its end before that. Slots are kept: they may be updated yet. */
  tidy(before: Date): Promise<void>;
}

export const LANES = 64;

/** FNV-1a: the same recipient is in the same lane in every process. */
export const laneOf = (to: string): number => {
  let sum = 0x811c9dc5;
  for (let n = 0; n < to.length; n++) sum = Math.imul(sum ^ to.charCodeAt(n), 0x01000193) >>> 0;
  return sum % LANES;
};

/** The id of a message in a slot. */
export const slotId = (to: Recipient, slot: string): string => `${to}|${slot}`;

/** Sorts by time, then by the version and the place in it: notices of one document keep their order within a millisecond. */
export const orderOf = (at: Date, id: string): string => {
  const [version = '0', n = '0'] = id.split(':').slice(-2);
  return `${at.toISOString()} ${version.padStart(8, '0')} ${n.padStart(4, '0')} ${id}`;
};

/** A notice as it enters the ledger. `id`: the outbox item's. */
export const deliveryOf = (
  id: string,
  notice: Notice,
  programme: ProgrammeId | null,
  at: Date,
  now: Date,
): Delivery => ({
  id: notice.slot === undefined ? id : slotId(notice.to, notice.slot),
  lane: laneOf(notice.to),
  to: notice.to,
  programme,
  notice,
  urgency: notice.urgency,
  order: orderOf(at, id),
  state: 'queued',
  notBefore: now,
  tries: 0,
  failingSince: null,
  lastError: null,
  ref: null,
  begunAt: null,
  queuedAt: now,
  settledAt: null,
  trouble: null,
});
