import type { Due } from '../machine.ts';
import { askAt, isPlanned, leaveAt, remindAt } from './meeting.ts';
import { isLiving, type Active, type Living, type Pair } from './state.ts';
import type { Programme } from '../programme/state.ts';
import { later, morningAfter, notAfter, plusDays, workMorning } from '../time.ts';
import { waiting } from '../waiting.ts';

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
  | 'agreement.end'
  | 'quiet.remind'
  | 'quiet.end'
  | 'pair.resume'
  | 'year.end'
  | 'talk.remind'
  | 'talk.ask'
  | 'talk.leave';

/** What ends a wait. Of several things that are due it comes first: nobody is reminded of what is over. */
export const PAIR_ENDS: readonly PairDueKind[] = [
  'request.handOn',
  'place.lapse',
  'decision.tell',
  'decision.lapse',
  'quiet.end',
  'agreement.end',
  'year.end',
];

/** Days that a mentor's yes waits for the place that it asks for. */
const PLACE_DAYS = 1;

export interface PairDue extends Due<PairDueKind> {
  /** `talk.*` only: the meeting's id. */
  readonly talk?: number;
}

/** The year is over when its last talks are accounted for: the morning after both were asked whether they took place. */
const yearEnd = ({ meetings, agreement }: Active, programme: Programme): Date =>
  meetings
    .filter((meeting) => isPlanned(meeting) && notAfter(meeting.at, agreement.terms.ends))
    .map((meeting) => morningAfter(askAt(meeting, programme), programme.zone))
    .reduce(later, workMorning(agreement.terms.ends, programme.zone));

const phaseDues = (pair: Living, { rules, zone }: Programme): PairDue[] => {
  const days = (from: Date, number: number): Date => workMorning(plusDays(from, number, zone), zone);
  switch (pair.phase) {
    case 'introduced': {
      if (pair.meetings.some(isPlanned)) return [];
      const { since, reminded } = pair.quiet;
      const { remind, end } = waiting(since, rules.remindMeetingAfterDays, rules.endMeetingAfterDays, zone);
      return [
        ...(pair.contact === 'unknown' && !pair.contactAsked
          ? [{ kind: 'contact.ask' as const, at: days(pair.introducedAt, rules.askContactAfterDays) }]
          : []),
        ...(reminded ? [] : [{ kind: 'quiet.remind' as const, at: remind }]),
        { kind: 'quiet.end', at: end },
      ];
    }
    case 'deciding': {
      if (pair.tellAt) return [];
      const { remind, end } = waiting(pair.askedAt, rules.remindDecisionAfterDays, rules.lapseDecisionAfterDays, zone);
      const reminder: PairDue[] = pair.reminded ? [] : [{ kind: 'decision.remind', at: remind }];
      return [...reminder, { kind: 'decision.lapse', at: end }];
    }
    case 'agreeing': {
      const { remind, end } = waiting(pair.since, rules.remindAgreementAfterDays, rules.endAgreementAfterDays, zone);
      const reminder: PairDue[] = pair.reminded ? [] : [{ kind: 'agreement.remind', at: remind }];
      return [...reminder, { kind: 'agreement.end', at: end }];
    }
    case 'active': {
      const { proposal, quiet } = pair;
      const isQuiet = !quiet.reminded && !pair.meetings.some(isPlanned);
      return [
        ...(proposal && !pair.reminded
          ? [{ kind: 'agreement.remind' as const, at: days(proposal.at, rules.remindAgreementAfterDays) }]
          : []),
        ...(isQuiet ? [{ kind: 'quiet.remind' as const, at: days(quiet.since, rules.checkInAfterDays) }] : []),
      ];
    }
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
      meeting.asked
        ? { kind: 'talk.leave', at: leaveAt(meeting, programme), talk: meeting.id }
        : { kind: 'talk.ask', at: askAt(meeting, programme), talk: meeting.id },
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
