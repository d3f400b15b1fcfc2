import { webApi } from '@slack/bolt';
import type { SendResult } from '../../app/ports.ts';

/** How a call to Slack went wrong. */
export type Failure = Extract<SendResult, { ok: false }> & {
  /** Whether Slack may have done what was asked all the same: the answer was lost, not the question. */
  readonly perhaps: boolean;
};

/** What Slack says of itself; everything else that it says no to, it will say no to tomorrow. */
const PASSING: ReadonlySet<string> = new Set([
  'accesslimited',
  'fatal_error',
  'internal_error',
  'ratelimited',
  'rate_limited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

const { ErrorCode } = webApi;

interface Coded {
  readonly code?: unknown;
  readonly data?: { readonly error?: unknown };
  readonly retryAfter?: unknown;
  readonly statusCode?: unknown;
}

export const failureOf = (error: unknown): Failure => {
  const { code, data, retryAfter, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as Coded;
  switch (code) {
    case ErrorCode.RateLimitedError:
      return {
        ok: false,
        permanent: false,
        reason: 'ratelimited',
        retryAfter: Number(retryAfter) || 1,
        perhaps: false,
      };
    case ErrorCode.PlatformError: {
      const reason = typeof data?.error === 'string' ? data.error : 'unknown';
      return {
        ok: false,
        permanent: !PASSING.has(reason),
        reason,
        perhaps: reason === 'fatal_error' || reason === 'request_timeout',
      };
    }
    case ErrorCode.HTTPError:
      return { ok: false, permanent: false, reason: `http ${String(statusCode)}`, perhaps: Number(statusCode) >= 500 };
    case ErrorCode.RequestError:
      return { ok: false, permanent: false, reason: 'no answer', perhaps: true };
    default:
      return { ok: false, permanent: false, reason: error instanceof Error ? error.name : 'unknown', perhaps: true };
  }
};

/** The workspace took the app away, or never had it. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
}

export const reasonOf = (error: unknown): string => failureOf(error).reason;
