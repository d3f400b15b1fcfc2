import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler } from 'express';
import type { Log } from '../../app/ports.ts';

/** Only what Slack signed, just now, and once. */

const WINDOW_S = 300;
/** Clocks differ a little; more than this ahead is not Slack. */
const AHEAD_S = 30;
const BODY_LIMIT = '1mb';
const SIGNATURE = /^v0=[0-9a-f]{64}$/;

export const signatureOf = (secret: string, stamp: string, body: Buffer | string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex')}`;

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Signatures that were taken, for as long as they would be taken again. */
class Taken {
  readonly #until = new Map<string, number>();

  /** True the first time. */
  take(signature: string, now: number): boolean {
    for (const [old, until] of this.#until) {
      if (until > now) break;
      this.#until.delete(old);
    }
    if (this.#until.has(signature)) return false;
    this.#until.set(signature, now + WINDOW_S + AHEAD_S);
    return true;
  }
}

/** Nobody needs to be told more often, in ms. */
const QUIET_MS = 60_000;

/**
 * Says what is likely wrong on our side when what looks like Slack's is refused, at most once a minute each. What does not even look
 * like it comes from the street, and is nothing to mend.
 */
const complaints = (log: Log, now: () => number) => {
  const last = new Map<string, number>();
  return (reason: 'signature' | 'time', likely: string): void => {
    if (now() - (last.get(reason) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    last.set(reason, now());
    log.warn('slack: requests refused', { reason, likely });
  };
};

const one = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');

/** Reads the body as it came, and lets it through to Bolt only when it is Slack's. `taking`: false once the process is about to end. */
export const slackOnly = (
  secret: string,
  taking: () => boolean,
  log: Log,
  now: () => number = Date.now,
): RequestHandler[] => {
  const taken = new Taken();
  const complain = complaints(log, now);
  const check: RequestHandler = (req, res, next) => {
    const [stamp, signature] = [one(req.headers['x-slack-request-timestamp']), one(req.headers['x-slack-signature'])];
    const body: Buffer = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const seconds = now() / 1000;
    const age = /^\d{1,12}$/.test(stamp) ? seconds - Number(stamp) : Number.NaN;
    const fresh = age <= WINDOW_S && age >= -AHEAD_S;
    const signed = same(signature, signatureOf(secret, stamp, body));
    if (!fresh || !signed) {
      if (fresh && SIGNATURE.test(signature)) complain('signature', 'SLACK_SIGNING_SECRET is not this app’s');
      if (signed) complain('time', 'the clock of this machine is wrong');
      res.status(401).end();
      return;
    }
    if (!taking()) {
      // Slack asks again; somebody else answers then, or this process when it is back.
      res.status(503).set('Retry-After', '5').end();
      return;
    }
    // Slack signs anew when it asks again: the very same request comes from somebody who overheard it.
    if (!taken.take(signature, seconds)) {
      res.status(401).end();
      return;
    }
    // Where Bolt looks for a body that was read already.
    (req as IncomingMessage & { rawBody?: Buffer }).rawBody = body;
    next();
  };
  return [express.raw({ type: () => true, limit: BODY_LIMIT }), check];
};
