import type { Due } from './machine.ts';
import { askAt, isPlanned, remindAt } from './meeting.ts';
import { isLiving, type Living, type Pair } from './pair.ts';
import type { Programme } from './programme.ts';
import { plusDays, workMorning } from './time.ts';

export type PairDueKind =
  | 'request.remind'
  | 'request.handOn'
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

export interface PairDue extends Due<PairDueKind> {
  /** `talk.*` only: the meeting's id. */
  readonly talk?: number;
}

const phaseDues = (pair: Living, { rules, zone }: Programme): PairDue[] => {
  const days = (from: Date, number: number): Date => workMorning(plusDays(from, number, zone), zone);
  switch (pair.phase) {
    case 'introduced':
      return pair.contact === 'unknown' && !pair.contactAsked && !pair.meetings.some(isPlanned)
        ? [{ kind: 'contact.ask', at: days(pair.introducedAt, rules.askContactAfterDays) }]
        : [];
    case 'deciding':
      if (pair.tellAt) return [];
      return [
        ...(pair.reminded ? [] : [{ kind: 'decision.remind' as const, at: days(pair.askedAt, rules.remindDecisionAfterDays) }]),
        { kind: 'decision.lapse', at: days(pair.askedAt, rules.lapseDecisionAfterDays) },
      ];
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
  ...pair.meetings.filter(isPlanned).flatMap((meeting): PairDue[] => [
    ...(meeting.reminded ? [] : [{ kind: 'talk.remind' as const, at: remindAt(meeting, programme), talk: meeting.id }]),
    ...(meeting.asked ? [] : [{ kind: 'talk.ask' as const, at: askAt(meeting, programme), talk: meeting.id }]),
  ]),
  ...(pair.phase === 'deciding' && pair.tellAt ? [{ kind: 'decision.tell' as const, at: pair.tellAt }] : []),
  ...(pair.phase === 'active'
    ? [{ kind: 'year.end' as const, at: workMorning(pair.agreement.terms.ends, programme.zone) }]
    : []),
];

const rulesDues = ({ rules: card }: Living, { rules, zone }: Programme): PairDue[] =>
  card.shown === 1 && card.shownAt && card.confirmed.length < 2
    ? [{ kind: 'rules.again', at: workMorning(plusDays(card.shownAt, rules.showRulesAgainAfterDays, zone), zone) }]
    : [];

/** Everything that shall happen to this pair by itself, and when, as the state stands. Nothing for one that is over. */
export const pairDue = (pair: Pair, programme: Programme): PairDue[] => {
  const { rules, zone } = programme;
  if (pair.phase === 'requested') {
    const days = (number: number): Date => workMorning(plusDays(pair.askedAt, number, zone), zone);
    return [
      ...(pair.reminded ? [] : [{ kind: 'request.remind' as const, at: days(rules.remindMentorAfterDays) }]),
      { kind: 'request.handOn', at: days(rules.handOnAfterDays) },
    ];
  }
  if (!isLiving(pair)) return [];
  const standing = standingDues(pair, programme);
  return pair.pausedUntil
    ? [...standing, { kind: 'pair.resume', at: pair.pausedUntil }]
    : [...standing, ...phaseDues(pair, programme), ...rulesDues(pair, programme)];
};
