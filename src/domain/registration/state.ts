import type { Answers, FormRef } from '../form/form.ts';
import type { MemberId, PairId, ProgrammeId, RegistrationId, Role } from '../ids.ts';

/** Lengths of what the board and the applicant write to each other, in characters. */
export const LIMITS = { question: 500, reason: 500 } as const;

/** The text that a person agreed to, and when. */
export interface Consent {
  readonly version: string;
  readonly at: Date;
}

export interface Vote {
  readonly by: MemberId;
  readonly at: Date;
  readonly choice: 'approve' | 'decline';
  /** To the board alone. */
  readonly reason: string;
  /** To the applicant. */
  readonly message: string;
}

export interface Exchange {
  readonly by: MemberId;
  readonly at: Date;
  readonly question: string;
  /** Null while the board waits for it. */
  readonly reply: string | null;
}

interface Base {
  readonly kind: 'registration';
  readonly id: RegistrationId;
  readonly programme: ProgrammeId;
  readonly role: Role;
  readonly member: MemberId;
  /** Rounds in which this adept asked mentors so far, also in an earlier life of the registration: names the next pair. */
  readonly rounds: number;
}

export interface Draft extends Base {
  readonly status: 'draft';
  /** As far as they go; read by the programme's form as it now is. */
  readonly answers: Answers;
  /** Of the board, from when it was sent in before. */
  readonly recused: readonly MemberId[];
  /** Since when nobody goes on with it. */
  readonly since: Date;
  readonly reminded: boolean;
  /** The board had it, and it came back because nobody answered for a long time. */
  readonly rested: boolean;
}

/** What a registration keeps from the moment it is sent in. */
interface Sent extends Base {
  /** The version that was answered, and that a later change of an answer is held to. */
  readonly form: FormRef;
  readonly answers: Answers;
  readonly consent: Consent;
  readonly submittedAt: Date;
  readonly exchanges: readonly Exchange[];
}

export interface Submitted extends Sent {
  readonly status: 'submitted';
  /** Rises with every change, so that nobody decides on something else than they read. */
  readonly revision: number;
  readonly votes: readonly Vote[];
  readonly recused: readonly MemberId[];
  /** When the wait that the bump looks at began. */
  readonly waitingSince: Date;
  readonly bumped: boolean;
}

/** The board asked for more; the ball is with the applicant. */
export interface Asked extends Sent {
  readonly status: 'asked';
  readonly revision: number;
  /** The board may still decide without an answer. */
  readonly votes: readonly Vote[];
  readonly recused: readonly MemberId[];
  readonly askedAt: Date;
  readonly reminded: boolean;
}

interface Decided extends Sent {
  readonly votes: readonly Vote[];
  readonly recused: readonly MemberId[];
  readonly decidedAt: Date;
}

export interface ApprovedMentor extends Decided {
  readonly status: 'approved';
  readonly role: 'mentor';
  readonly pairs: readonly PairId[];
  /** False while the mentor has asked to be left off the list. */
  readonly listed: boolean;
}

export type Search =
  | { readonly status: 'looking'; readonly since: Date; readonly reminded: boolean }
  | { readonly status: 'paired'; readonly pair: PairId }
  | { readonly status: 'finished'; readonly pair: PairId };

export interface ApprovedAdept extends Decided {
  readonly status: 'approved';
  readonly role: 'adept';
  readonly search: Search;
}

export interface Declined extends Decided {
  readonly status: 'declined';
}

/** What the person wrote is gone; that it was withdrawn, or ended by itself, and when, stays. */
export interface Withdrawn extends Base {
  readonly status: 'withdrawn';
  readonly withdrawnAt: Date;
  /** Nobody took it back: it had waited for too long. */
  readonly lapsed: boolean;
}

export type Registration = Draft | Submitted | Asked | ApprovedMentor | ApprovedAdept | Declined | Withdrawn;

export type RegistrationCommand = { readonly id: RegistrationId } & (
  | {
      readonly type: 'registration.start';
      readonly programme: ProgrammeId;
      readonly role: Role;
      readonly member: MemberId;
    }
  | { readonly type: 'registration.answer'; readonly form: FormRef; readonly answers: Answers }
  | { readonly type: 'registration.submit'; readonly consent: string | null }
  | { readonly type: 'registration.reply'; readonly reply: string }
  | { readonly type: 'registration.withdraw' }
  | { readonly type: 'registration.due' }
  | { readonly type: 'board.approve'; readonly revision: number }
  | { readonly type: 'board.ask'; readonly revision: number; readonly question: string }
  | { readonly type: 'board.decline'; readonly revision: number; readonly reason: string; readonly message: string }
  | { readonly type: 'board.recuse' }
  | { readonly type: 'mentor.listing'; readonly listed: boolean }
  | { readonly type: 'mentor.ask'; readonly mentors: readonly RegistrationId[] }
  /** From a pair: may it have one of the places? */
  | { readonly type: 'place.take'; readonly pair: PairId }
  | { readonly type: 'place.release'; readonly pair: PairId }
  /** From a pair: it ended; `finished` when it came to its good end. */
  | { readonly type: 'search.over'; readonly pair: PairId; readonly finished: boolean }
);

export type RegistrationEvent =
  | { readonly type: 'RegistrationStarted'; readonly registration: Draft }
  | { readonly type: 'FieldsAnswered'; readonly answers: Answers; readonly at: Date }
  | {
      readonly type: 'RegistrationSubmitted';
      readonly form: FormRef;
      readonly answers: Answers;
      readonly consent: Consent;
      readonly at: Date;
    }
  | { readonly type: 'MoreAsked'; readonly by: MemberId; readonly question: string; readonly at: Date }
  | { readonly type: 'MoreAnswered'; readonly reply: string; readonly at: Date }
  | { readonly type: 'VoteCast'; readonly vote: Vote }
  | { readonly type: 'MemberRecused'; readonly by: MemberId }
  | { readonly type: 'BoardBumped' }
  | { readonly type: 'DraftReminded' }
  | { readonly type: 'ReplyReminded' }
  | { readonly type: 'SearchReminded' }
  /** Nobody answered for a long time: it is a draft again, with all that was written. */
  | { readonly type: 'RegistrationRested'; readonly at: Date }
  /** Nobody goes on with it: what was written is erased. */
  | { readonly type: 'RegistrationLapsed'; readonly at: Date }
  | { readonly type: 'RegistrationApproved'; readonly at: Date }
  | { readonly type: 'RegistrationDeclined'; readonly at: Date }
  | { readonly type: 'RegistrationWithdrawn'; readonly at: Date; readonly pair: PairId | null }
  | { readonly type: 'ListingChanged'; readonly listed: boolean }
  | { readonly type: 'MentorsChosen'; readonly pair: PairId; readonly mentors: readonly RegistrationId[] }
  | { readonly type: 'PlaceTaken'; readonly pair: PairId }
  | { readonly type: 'PlaceRefused'; readonly pair: PairId }
  | { readonly type: 'PlaceReleased'; readonly pair: PairId }
  | { readonly type: 'SearchReopened'; readonly pair: PairId; readonly at: Date }
  | { readonly type: 'SearchFinished'; readonly pair: PairId };
