import { webApi } from '@slack/bolt';
import type { Failure } from '../../app/ports.ts';

/** What Slack says of itself. */
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

/** What it says of us: the token, its rights, what we send. Whoever it was for is not to blame, and gets it when that is mended. */
const OURS: ReadonlySet<string> = new Set([
  'account_inactive',
  'enterprise_is_restricted',
  'ekm_access_denied',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
]);

/** What it says of the card. */
const BROKEN: ReadonlySet<string> = new Set([
  'block_mismatch',
  'invalid_arguments',
  'invalid_array_arg',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'too_many_attachments',
]);

const { ErrorCode } = webApi;

interface Coded {
  readonly code?: unknown;
  readonly data?: { readonly error?: unknown };
  readonly retryAfter?: unknown;
  readonly statusCode?: unknown;
}

/** How a call to Slack went wrong. Whatever else Slack says no to, it says no to for this person or room, and will tomorrow. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof NoTime) return { ok: false, kind: 'waiting', reason: 'no time left' };
  if (error instanceof NotInstalled) return { ok: false, kind: 'ours', reason: 'not installed', scope: error.team };
  const { code, data, retryAfter, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as Coded;
  const passing = { ok: false, kind: 'passing' } as const;
  switch (code) {
    case ErrorCode.RateLimitedError:
      return { ...passing, reason: 'ratelimited', retryAfter: Number(retryAfter) || 1 };
    case ErrorCode.PlatformError: {
      const reason = typeof data?.error === 'string' ? data.error : 'unknown';
      if (OURS.has(reason)) return { ok: false, kind: 'ours', reason };
      if (BROKEN.has(reason)) return { ok: false, kind: 'broken', reason };
      if (!PASSING.has(reason)) return { ok: false, kind: 'theirs', reason };
      return { ...passing, reason, perhaps: reason === 'fatal_error' || reason === 'request_timeout' };
    }
    case ErrorCode.HTTPError:
      return { ...passing, reason: `http ${String(statusCode)}`, perhaps: Number(statusCode) >= 500 };
    case ErrorCode.RequestError:
      return { ...passing, reason: 'no answer', perhaps: true };
    default:
      return { ...passing, reason: error instanceof Error ? error.name : 'unknown', perhaps: true };
  }
};

/** The workspace took the app away, or never had it. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
  readonly team: string;
  constructor(team: string) {
    super(team);
    this.team = team;
  }
}

/** Too little time is left to begin a call. */
export class NoTime extends Error {
  override readonly name = 'NoTime';
}

export const reasonOf = (error: unknown): string => failureOf(error).reason;
