import type { Failure, SendResult } from '../../app/ports.ts';
import { Refusal, type Connector, type Place, type Said } from './connector.ts';
import type { Pace, Ticks } from './pace.ts';
import { TEAMS } from './settings.ts';

/** One message into one conversation: paced, tried again where that helps, and what came of it in the words of the core. */

/** Longer than this nobody waits here for a conversation's turn, in ms; whoever sends comes again. */
const PATIENCE_MS = 5_000;
/** How long is waited after a failure that may pass, in ms, with some jitter. */
const AGAIN_MS: readonly number[] = [400, 1_200];
/** A server that is away for a moment, a conversation that has had enough, and 412: somebody else just wrote there. */
const PASSING: readonly number[] = [0, 408, 412, 429, 500, 502, 503, 504];
/** Blocked, removed, or no such conversation any longer. */
const GONE: readonly number[] = [403, 404];
/** Our own key is wrong or has run out: that is put right here, and then everything goes out. */
const OURS: readonly number[] = [401];

export type Outcome = { readonly kind: 'ok'; readonly ref: string } | Failure;

const SEPARATOR = '|';
export const refOf = (conversation: string, id: string): string => `${conversation}${SEPARATOR}${id}`;
export const splitRef = (ref: string): { readonly conversation: string; readonly id: string } | null => {
  const at = ref.lastIndexOf(SEPARATOR);
  return at <= 0 ? null : { conversation: ref.slice(0, at), id: ref.slice(at + 1) };
};

export const asResult = (outcome: Outcome): SendResult =>
  outcome.kind === 'ok' ? { ok: true, ref: { channel: TEAMS, ref: outcome.ref } } : outcome;

const seconds = (ms: number): number => Math.ceil(ms / 1_000);

export interface Time {
  /** Of the ticks: what cannot go out before that is handed back. */
  readonly until: number;
  /** Whether there is still time for a call; asked before each. */
  readonly mayBegin: () => boolean;
}

export const NO_TIME = { ok: false, kind: 'waiting', reason: 'no time left' } as const;

export interface Deliver {
  /** `replaces`: the id of the message there that it takes the place of; where that is gone it is written anew. */
  (place: Place, said: Said, replaces: string | null, time: Time): Promise<Outcome>;
}

/** What came of an error of the connector's that is not tried again here. What Teams says no to for other reasons is the card's. */
export const failureOf = ({ status, message: reason, retryAfter }: Refusal): Failure => {
  if (GONE.includes(status)) return { ok: false, kind: 'theirs', reason };
  if (OURS.includes(status)) return { ok: false, kind: 'ours', reason };
  if (!PASSING.includes(status)) return { ok: false, kind: 'broken', reason };
  const wait = retryAfter === null ? {} : { retryAfter: seconds(retryAfter) };
  return { ok: false, kind: 'passing', reason, perhaps: status === 0 || status >= 500, ...wait };
};

interface Deps {
  readonly connector: Connector;
  readonly pace: Pace;
  readonly ticks: Ticks;
  /** Being closed: nothing is waited for any longer. */
  readonly closing: () => boolean;
}

export const makeDeliver = ({ connector, pace, ticks, closing }: Deps): Deliver => {
  const attempt = async (place: Place, said: Said, replaces: string | null): Promise<string> => {
    try {
      if (replaces === null) return await connector.post(place, said);
      await connector.replace(place, replaces, said);
      return replaces;
    } finally {
      pace.sent(place.conversation);
    }
  };

  /** How long may be waited for something, in ms. */
  const patience = ({ until }: Time): number =>
    closing() ? 0 : Math.min(PATIENCE_MS, Math.max(0, until - ticks.now()));

  const one = async (place: Place, said: Said, replaces: string | null, time: Time, tries = 0): Promise<Outcome> => {
    try {
      await connector.ready(place.serviceUrl);
      const wait = await pace.turn(place.conversation, patience(time));
      if (wait > 0) return { ok: false, kind: 'waiting', reason: 'paced', retryAfter: seconds(wait) };
      if (!time.mayBegin()) return NO_TIME;
      return { kind: 'ok', ref: refOf(place.conversation, await attempt(place, said, replaces)) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, retryAfter } = error;
      if (status === 404 && replaces !== null) return one(place, said, null, time, tries);
      if (status === 429 && retryAfter !== null) pace.hold(place.conversation, retryAfter);
      const next = Math.max(retryAfter ?? 0, (AGAIN_MS[tries] ?? Infinity) * (0.5 + Math.random()));
      // A request that nobody answered may have arrived: the relay's slower way is soon enough.
      if (!PASSING.includes(status) || status === 0 || next > patience(time)) return failureOf(error);
      await ticks.sleep(next);
      return one(place, said, replaces, time, tries + 1);
    }
  };

  return (place, said, replaces, time) => pace.inOrder(place.conversation, () => one(place, said, replaces, time));
};
