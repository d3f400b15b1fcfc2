import type { Due } from '../machine.ts';
import { askAt, isPlanned, remindAt } from './meeting.ts';
import { isLiving, type Active, type Living, type Pair } from './state.ts';
import type { Programme } from '../programme/state.ts';
import { isAfter, later, morningAfter, notAfter, plusDays, workMorning } from '../time.ts';

export type PairDueKind =
  | 'request.remind'
  | 'request.handOn'
  | 'place.lapse'
  | 'contact.ask'
  | 'rules.again'
  | 'decision.remind'
  | 'decision.lapse'
  | 'decision.tell'
  | 'agreement.remind'
  | 'pair.resume'
  | 'year.end'
  | 'talk.remind'
  | 'talk.ask';

/** Days that a mentor's yes waits for the place that it asks for. */
const PLACE_DAYS = 1;

export interface PairDue extends Due<PairDueKind> {
  /** `talk.*` only: the meeting's id. */
  readonly talk?: number;
}

/**
 * When a wait is reminded of, and when it ends by itself. Never both the same morning, as would happen to what falls into
 * July: nobody is handed on or given up without the reminder and the time that comes with it.
 */
const waiting = (from: Date, remindDays: number, endDays: number, zone: string): { remind: Date; end: Date } => {
  const morning = (date: Date, days: number): Date => workMorning(plusDays(date, days, zone), zone);
  const remind = morning(from, remindDays);
  const end = morning(from, endDays);
  return { remind, end: isAfter(end, remind) ? end : morning(remind, endDays - remindDays) };
};

/** The year is over when its last talks are accounted for: the morning after both were asked whether they took place. */
const yearEnd = ({ meetings, agreement }: Active, programme: Programme): Date =>
  meetings
    .filter((meeting) => isPlanned(meeting) && notAfter(meeting.at, agreement.terms.ends))
    .map((meeting) => morningAfter(askAt(meeting, programme), programme.zone))
    .reduce(later, workMorning(agreement.terms.ends, programme.zone));

const phaseDues = (pair: Living, { rules, zone }: Programme): PairDue[] => {
  const days = (from: Date, number: number): Date => workMorning(plusDays(from, number, zone), zone);
  switch (pair.phase) {
    case 'introduced':
      return pair.contact === 'unknown' && !pair.contactAsked && !pair.meetings.some(isPlanned)
        ? [{ kind: 'contact.ask', at: days(pair.introducedAt, rules.askContactAfterDays) }]
        : [];
    case 'deciding': {
      if (pair.tellAt) return [];
      const { remind, end } = waiting(pair.askedAt, rules.remindDecisionAfterDays, rules.lapseDecisionAfterDays, zone);
      const reminder: PairDue[] = pair.reminded ? [] : [{ kind: 'decision.remind', at: remind }];
      return [...reminder, { kind: 'decision.lapse', at: end }];
    }
    case 'agreeing':
      return pair.reminded ? [] : [{ kind: 'agreement.remind', at: days(pair.since, rules.remindAgreementAfterDays) }];
    case 'active':
      return pair.proposal && !pair.reminded
        ? [{ kind: 'agreement.remind', at: days(pair.proposal.at, rules.remindAgreementAfterDays) }]
        : [];
  }
};

/** What they booked, and what ends by itself: this is said also while the pair pauses. */
const standingDues = (pair: Living, programme: Programme): PairDue[] => [
  ...pair.meetings
    .filter(isPlanned)
    .flatMap((meeting): PairDue[] => [
      ...(meeting.reminded
        ? []
        : [{ kind: 'talk.remind' as const, at: remindAt(meeting, programme), talk: meeting.id }]),
      ...(meeting.asked ? [] : [{ kind: 'talk.ask' as const, at: askAt(meeting, programme), talk: meeting.id }]),
    ]),
  ...(pair.phase === 'deciding' && pair.tellAt ? [{ kind: 'decision.tell' as const, at: pair.tellAt }] : []),
  ...(pair.phase === 'active' ? [{ kind: 'year.end' as const, at: yearEnd(pair, programme) }] : []),
];

const rulesDues = ({ rules: card }: Living, { rules, zone }: Programme): PairDue[] =>
  card.shown === 1 && card.shownAt && card.confirmed.length < 2
    ? [{ kind: 'rules.again', at: workMorning(plusDays(card.shownAt, rules.showRulesAgainAfterDays, zone), zone) }]
    : [];

/** Everything that shall happen to this pair by itself, and when, as the state stands. Nothing for one that is over. */
export const pairDue = (pair: Pair, programme: Programme): PairDue[] => {
  const { rules, zone } = programme;
  if (pair.phase === 'requested') {
    const { remind, end } = waiting(pair.askedAt, rules.remindMentorAfterDays, rules.handOnAfterDays, zone);
    const reminder: PairDue[] = pair.reminded ? [] : [{ kind: 'request.remind', at: remind }];
    return [...reminder, { kind: 'request.handOn', at: end }];
  }
  // The mentor's registration answers at once; where it cannot, nobody waits for it for ever.
  if (pair.phase === 'accepting')
    return [{ kind: 'place.lapse', at: workMorning(plusDays(pair.acceptedAt, PLACE_DAYS, zone), zone) }];
  if (!isLiving(pair)) return [];
  const standing = standingDues(pair, programme);
  return pair.pausedUntil
    ? [...standing, { kind: 'pair.resume', at: workMorning(pair.pausedUntil, zone) }]
    : [...standing, ...phaseDues(pair, programme), ...rulesDues(pair, programme)];
};
