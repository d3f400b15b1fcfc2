import type { Place } from './agreement.ts';
import type { Role } from '../ids.ts';
import { reject, type Context, type Decision, type Rejection } from '../machine.ts';
import { heldTalks, isPlanned, plan, type Meeting, type Planned } from './meeting.ts';
import {
  isLiving,
  type Active,
  type Introduced,
  type Living,
  type Pair,
  type PairCommand,
  type PairEvent,
} from './state.ts';
import { isAfter, localDate, notAfter, plusMonths } from '../time.ts';

type Of<T extends PairCommand['type']> = Extract<PairCommand, { type: T }>;
export type TalkCommand = Of<'talk.plan' | 'talk.move' | 'talk.cancel' | 'talk.held' | 'talk.missed'>;

/** Why the two cannot meet at this time and kind of place, null where they can. */
const refuseTime = (
  pair: Introduced | Active,
  at: Date,
  place: Place,
  { now, programme }: Context,
): Rejection | null => {
  if (localDate(at, programme.zone) < localDate(pair.introducedAt, programme.zone)) {
    return reject('talkInPast', { field: 'date' });
  }
  if (pair.phase === 'introduced') {
    const months = programme.rules.meetWithinMonths;
    if (isAfter(at, plusMonths(now, months, programme.zone))) {
      return reject('talkTooFar', { field: 'date', data: { months } });
    }
    return place === 'shadowing' ? reject('placeNotAgreed', { field: 'place' }) : null;
  }
  const { ends, places, shadowing } = pair.agreement.terms;
  if (isAfter(at, ends)) return reject('talkAfterEnd', { field: 'date' });
  const agreed = place === 'shadowing' ? shadowing : places.includes(place);
  return agreed ? null : reject('placeNotAgreed', { field: 'place' });
};

/** The ground rules come before the first meeting: with its reminder, or at once when it is too near for one. */
export const showRules = (pair: Living, now: Date): PairEvent[] =>
  pair.rules.shown === 0 ? [{ type: 'RulesShown', at: now }] : [];

/** Of a meeting that gets no reminder, because it is too near. */
const rulesWithout = (pair: Living, meeting: Planned, now: Date): PairEvent[] =>
  meeting.kind === 'first' && meeting.reminded ? showRules(pair, now) : [];

/** What a talk that took place leads to. */
const afterHeld = (pair: Living, meeting: Meeting, now: Date): PairEvent[] => {
  if (meeting.kind === 'first') {
    // The agreed year counts from the very first one, however many more they wished for.
    const earlier = pair.meetings.filter(({ kind, status }) => kind === 'first' && status === 'held');
    const firstMeetingAt = earlier.reduce((first, { at }) => (isAfter(first, at) ? at : first), meeting.at);
    return [{ type: 'DecisionAsked', firstMeetingAt, at: now }];
  }
  const last = pair.phase === 'active' && heldTalks(pair.meetings) + 1 >= pair.agreement.terms.talks;
  return last ? [{ type: 'PairClosed', at: now }] : [];
};

const planTalk = (
  pair: Introduced | Active,
  { at, place }: Of<'talk.plan'>,
  by: Role,
  context: Context,
): Decision<PairEvent> => {
  const { now, programme } = context;
  const refusal = refuseTime(pair, at, place, context);
  if (refusal) return refusal;
  const planned = pair.meetings.filter(isPlanned).length;
  if (pair.phase === 'introduced' && planned > 0) return reject('talkStanding');
  if (pair.phase === 'active' && heldTalks(pair.meetings) + planned >= pair.agreement.terms.talks) {
    return reject('allTalksPlanned', { data: { talks: pair.agreement.terms.talks } });
  }
  const kind = pair.phase === 'introduced' ? 'first' : 'talk';
  const meeting = plan({ id: pair.meetings.length + 1, kind, at, place }, now, programme);
  const events: PairEvent[] = [{ type: 'TalkPlanned', meeting, by }];
  // A time that has been says: we already met.
  if (notAfter(at, now))
    return [...events, { type: 'TalkHeld', talk: meeting.id, by, at: now }, ...afterHeld(pair, meeting, now)];
  return [...events, ...rulesWithout(pair, meeting, now)];
};

const moveTalk = (
  pair: Introduced | Active,
  old: Planned,
  { at, place }: Of<'talk.move'>,
  by: Role,
  context: Context,
): Decision<PairEvent> => {
  if (notAfter(at, context.now)) return reject('talkInPast', { field: 'date' });
  if (at.getTime() === old.at.getTime() && place === old.place) return reject('sameTime', { field: 'date' });
  const refusal = refuseTime(pair, at, place, context);
  if (refusal) return refusal;
  const meeting = plan({ id: old.id, kind: old.kind, at, place }, context.now, context.programme);
  return [{ type: 'TalkMoved', meeting, by }, ...rulesWithout(pair, meeting, context.now)];
};

/** Planned, moved, held, cancelled: by either of the two. */
export const decideTalk = (pair: Pair, command: TalkCommand, by: Role, context: Context): Decision<PairEvent> => {
  if (!isLiving(pair)) return reject('notNow');
  if (pair.phase !== 'introduced' && pair.phase !== 'active') return reject('notNow');
  if (command.type === 'talk.plan') return planTalk(pair, command, by, context);
  const meeting = pair.meetings.find(({ id }) => id === command.talk);
  if (!meeting) return reject('noSuchTalk');
  if (!isPlanned(meeting)) return reject('alreadyDone');
  switch (command.type) {
    case 'talk.move':
      return moveTalk(pair, meeting, command, by, context);
    case 'talk.cancel':
      return [{ type: 'TalkCancelled', talk: meeting.id, by, at: context.now }];
    case 'talk.held':
      if (isAfter(meeting.at, context.now)) return reject('talkNotYet');
      return [{ type: 'TalkHeld', talk: meeting.id, by, at: context.now }, ...afterHeld(pair, meeting, context.now)];
    case 'talk.missed':
      if (isAfter(meeting.at, context.now)) return reject('talkNotYet');
      return [{ type: 'TalkMissed', talk: meeting.id, by, at: context.now }];
  }
};
