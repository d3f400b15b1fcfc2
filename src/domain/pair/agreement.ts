import type { Role } from '../ids.ts';
import { reject, type Context, type Rejection } from '../machine.ts';
import { endOfDay, isAfter, plusMonths } from '../time.ts';

/** Kinds of place for a talk. A neutral place is the checklist's first choice; shadowing only where agreed. */
export const PLACES = ['neutral', 'digital', 'visit', 'shadowing'] as const;
export type Place = (typeof PLACES)[number];

/** The checklist's three headings of the ground rules. */
export const HEADINGS = ['openness', 'confidentiality', 'personal'] as const;
export type Heading = (typeof HEADINGS)[number];

/** At most so many own headings, each of so many characters: a heading names a subject, it holds no content. */
export const OWN_HEADINGS = { count: 5, length: 60 } as const;
export const TALKS = { min: 1, max: 20 } as const;
export const REASON_LENGTH = 200;

export interface Terms {
  readonly talks: number;
  /** Why another number than the programme's; empty where the number is within it. */
  readonly reason: string;
  /** The last moment of the agreed year. */
  readonly ends: Date;
  readonly places: readonly Exclude<Place, 'shadowing'>[];
  readonly shadowing: boolean;
  readonly headings: readonly Heading[];
  readonly ownHeadings: readonly string[];
}

export interface Proposal {
  readonly by: Role;
  readonly terms: Terms;
  readonly at: Date;
  /** Rises with each proposal of a pair, so that nobody confirms something else than they read. */
  readonly revision: number;
}

export interface Agreement {
  readonly terms: Terms;
  readonly confirmedAt: Date;
}

/** The last possible end: the programme's months from the first meeting, that day included. */
export const latestEnd = (firstMeeting: Date, { programme }: Pick<Context, 'programme'>): Date =>
  endOfDay(plusMonths(firstMeeting, programme.rules.months, programme.zone), programme.zone);

/** Why these terms cannot be agreed on, null where they can. `held`: talks that took place already. */
export const refuseTerms = (terms: Terms, firstMeeting: Date, held: number, context: Context): Rejection | null => {
  const { min, max } = context.programme.rules.talks;
  if ((terms.talks < min || terms.talks > max) && terms.reason.trim() === '') {
    return reject('talksNeedReason', { field: 'reason', data: { min, max } });
  }
  if (terms.talks <= held) return reject('fewerThanHeld', { field: 'talks', data: { held } });
  if (!isAfter(terms.ends, context.now)) return reject('endsInPast', { field: 'ends' });
  if (isAfter(terms.ends, latestEnd(firstMeeting, context))) {
    return reject('endsTooLate', { field: 'ends', data: { months: context.programme.rules.months } });
  }
  return null;
};
