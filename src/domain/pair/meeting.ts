import type { Place } from './agreement.ts';
import type { Programme } from '../programme/state.ts';
import { isAfter, morningAfter, plusDays, workMorning, workMorningBefore } from '../time.ts';

/**
 * A time for the two to meet. `first`: to see whether they want to go on (and the one more talk before deciding);
 * `talk`: one of the agreed number. Facts only; nothing that was said is ever stored.
 */
export type MeetingKind = 'first' | 'talk';

interface MeetingBase {
  /** 1, 2, ... within the pair. */
  readonly id: number;
  readonly kind: MeetingKind;
  readonly at: Date;
  readonly place: Place;
}

export interface Planned extends MeetingBase {
  readonly status: 'planned';
  readonly reminded: boolean;
  /** Whether both were asked if it took place. */
  readonly asked: boolean;
}

export interface Past extends MeetingBase {
  /** `unknown`: nobody said whether it took place. */
  readonly status: 'held' | 'missed' | 'cancelled' | 'unknown';
}

export type Meeting = Planned | Past;

export const isPlanned = (meeting: Meeting): meeting is Planned => meeting.status === 'planned';

export const heldTalks = (meetings: readonly Meeting[]): number =>
  meetings.filter(({ status, kind }) => status === 'held' && kind === 'talk').length;

/** How often they met to see whether they go on. */
export const timesMet = (meetings: readonly Meeting[]): number =>
  meetings.filter(({ status, kind }) => status === 'held' && kind === 'first').length;

/** When both are reminded: the working morning at least the rule's days before. */
export const remindAt = ({ at }: Pick<Meeting, 'at'>, { rules, zone }: Programme): Date =>
  workMorningBefore(plusDays(at, -rules.remindTalkBeforeDays, zone), zone);

/** When both are asked whether it took place: the morning after. */
export const askAt = ({ at }: Pick<Meeting, 'at'>, { zone }: Programme): Date => morningAfter(at, zone);

/** When it is no longer waited for that somebody says whether it took place. */
export const leaveAt = (meeting: Pick<Meeting, 'at'>, programme: Programme): Date => {
  const { rules, zone } = programme;
  return workMorning(plusDays(askAt(meeting, programme), rules.leaveTalkAfterDays, zone), zone);
};

/** A planned meeting; one that is planned within the time of its reminder needs none. */
export const plan = (base: MeetingBase, now: Date, programme: Programme): Planned => ({
  ...base,
  status: 'planned',
  reminded: !isAfter(remindAt(base, programme), now),
  asked: false,
});
