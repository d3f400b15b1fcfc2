import { otherRole, type Role } from '../ids.ts';
import { reject, type Context, type Decision } from '../machine.ts';
import { showRules } from './talks.ts';
import type { Choice, Deciding, Pair, PairCommand, PairEvent } from './state.ts';
import type { Event } from '../state.ts';
import { endOfDay, workMorning } from '../time.ts';

/**
 * The decision after the first meeting. What somebody answered is known to nobody but them: it may be changed until the outcome
 * is told, and once it is, nothing says any longer what it was made of, or who pressed when.
 */

/** The same moment for both, whatever came of it: the working morning after the day on which both had answered. */
const tellMorning = (now: Date, zone: string): Date => workMorning(endOfDay(now, zone), zone);

export const answerDecision = (pair: Pair, choice: Choice, by: Role, context: Context): Decision<PairEvent> => {
  if (pair.phase !== 'deciding') return reject('notNow');
  if (pair.choices[by] === choice) return [];
  const { now, programme } = context;
  // A changed answer does not put off what was going to be told.
  const other = pair.choices[otherRole(by)];
  const tellAt = pair.tellAt ?? (other ? tellMorning(now, programme.zone) : null);
  return [{ type: 'DecisionAnswered', by, choice, tellAt }];
};

/** Only two yeses go on; a no ends it, as silence does; else the two meet once more and are asked again. */
export const outcomeOf = (pair: Deciding, now: Date): PairEvent[] => {
  const choices = [pair.choices.adept ?? 'no', pair.choices.mentor ?? 'no'];
  if (choices.includes('no')) return [{ type: 'PairEnded', reason: 'notMutual', at: now }];
  if (choices.includes('more')) return [{ type: 'OneMoreTalk', at: now }];
  return [{ type: 'BothGoOn', at: now }, ...showRules(pair, now)];
};

/** What leaves no trace: neither in the history, nor in the log, nor in the number of saves. */
export const isTraceless = ({ type }: Event): boolean => type === 'DecisionAnswered';

/** With it goes what was kept of the presses before: by whom they were, and when. What ends a request has one who says so. */
export const erasesPresses = (event: Event): boolean => {
  if (event.type === 'PairEnded') return event.reason !== 'noMentor' && event.reason !== 'withdrawn';
  return event.type === 'BothGoOn' || event.type === 'OneMoreTalk';
};

const UNNAMED: readonly string[] = ['decision.answer', 'pair.end'] satisfies PairCommand['type'][];

/** Commands that the log never names: that somebody sent one, and when, would say whose it was. */
export const isUnnamed = (command: string): boolean => UNNAMED.includes(command);
