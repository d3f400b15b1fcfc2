import type { TroubleId } from '../../domain/ids.ts';
import type { SendResult } from '../ports.ts';
import type { Attempt, Delivery } from './ledger.ts';

const FIRST_WAIT_MS = 30_000;
/** The longest wait after a failure that may pass, in ms; what is read ahead from the ledger must reach as far. */
export const LONGEST_WAIT_MS = 600_000;
/** What fails in a passing way for longer than this, in ms, is given up. */
const GIVE_UP_MS = 86_400_000;

/** How long to wait after so many failures, in ms, with some jitter so that not all come back at once. */
export const waitAfter = (tries: number, retryAfter: number | undefined): number => {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  return Math.max(wait * (0.8 + Math.random() * 0.4), (retryAfter ?? 0) * 1000);
};

/** What a channel's answer comes to in the ledger. `trouble` is asked only where something is ours to mend. */
export const attemptOf = (
  { id, order, tries, failingSince, notBefore, begunAt }: Delivery,
  result: SendResult,
  now: Date,
  trouble: (reason: string) => TroubleId,
): Attempt => {
  const attempt = { id, order, at: now };
  if (result.ok) return { ...attempt, outcome: { state: 'sent', ref: result.ref } };
  const { reason } = result;
  switch (result.kind) {
    case 'theirs':
      return { ...attempt, outcome: { state: 'failed', reason } };
    case 'broken':
      return { ...attempt, outcome: { state: 'aside', reason, trouble: trouble(reason) } };
    case 'ours':
    case 'waiting':
      return { ...attempt, outcome: { state: 'queued', reason, tries, failingSince, notBefore, begunAt } };
    case 'passing': {
      const since = failingSince ?? now;
      if (now.getTime() - since.getTime() > GIVE_UP_MS) return { ...attempt, outcome: { state: 'failed', reason } };
      const until = new Date(now.getTime() + waitAfter(tries + 1, result.retryAfter));
      return {
        ...attempt,
        outcome: {
          state: 'queued',
          reason,
          tries: tries + 1,
          failingSince: since,
          notBefore: until,
          begunAt: begunAt ?? (result.perhaps ? now : null),
        },
      };
    }
  }
};
