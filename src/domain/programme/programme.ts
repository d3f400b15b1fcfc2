import type { Lang, MemberId, ProgrammeId } from '../ids.ts';

/** The numbers a programme may set for itself. Days are calendar days; what falls on a free day is said the next working morning. */
export interface Rules {
  /** Approvals (or declines) that decide a registration; fewer where too few are left to vote. */
  readonly quorum: number;
  /** A draft that nobody goes on with: reminded of once, then what was written is erased. */
  readonly remindDraftAfterDays: number;
  readonly eraseDraftAfterDays: number;
  readonly bumpBoardAfterDays: number;
  /** The board never decides: the registration goes back to whoever wrote it. */
  readonly restSubmittedAfterDays: number;
  /** The board asked, and the applicant does not answer: reminded of once, then it rests. */
  readonly remindAskedAfterDays: number;
  readonly restAskedAfterDays: number;
  /** What somebody wrote who was declined is erased. */
  readonly eraseDeclinedAfterDays: number;
  /** An adept who asks no mentor: reminded of once, then the registration ends. */
  readonly remindSearchAfterDays: number;
  readonly endSearchAfterDays: number;
  readonly remindMentorAfterDays: number;
  readonly handOnAfterDays: number;
  /** How many mentors an adept may name in reserve. */
  readonly reserves: number;
  readonly askContactAfterDays: number;
  /** Introduced, and no time to meet is planned: both are told that it will end, and then it does. */
  readonly remindMeetingAfterDays: number;
  readonly endMeetingAfterDays: number;
  /** A first meeting is planned at most so far ahead. */
  readonly meetWithinMonths: number;
  /** Nobody said whether a talk took place: it is no longer asked about. */
  readonly leaveTalkAfterDays: number;
  readonly remindDecisionAfterDays: number;
  /** When not both have answered by then, the pair ends without blame. */
  readonly lapseDecisionAfterDays: number;
  readonly remindAgreementAfterDays: number;
  /** Nobody confirmed an agreement by then: it ends. */
  readonly endAgreementAfterDays: number;
  /** They agreed, and nothing is planned or said: asked once how it stands. */
  readonly checkInAfterDays: number;
  readonly showRulesAgainAfterDays: number;
  /** The suitable number of talks; another number needs a reason. */
  readonly talks: { readonly min: number; readonly max: number };
  /** An agreement ends at most so many months after the first meeting. */
  readonly months: number;
  readonly remindTalkBeforeDays: number;
}

/** The founding checklist's numbers, and for what it leaves open the ones that mean few messages. */
export const standardRules: Rules = {
  quorum: 1,
  remindDraftAfterDays: 14,
  eraseDraftAfterDays: 60,
  bumpBoardAfterDays: 7,
  restSubmittedAfterDays: 60,
  remindAskedAfterDays: 7,
  restAskedAfterDays: 30,
  eraseDeclinedAfterDays: 365,
  remindSearchAfterDays: 21,
  endSearchAfterDays: 365,
  remindMentorAfterDays: 5,
  handOnAfterDays: 10,
  reserves: 2,
  askContactAfterDays: 7,
  remindMeetingAfterDays: 28,
  endMeetingAfterDays: 56,
  meetWithinMonths: 6,
  leaveTalkAfterDays: 14,
  remindDecisionAfterDays: 5,
  lapseDecisionAfterDays: 28,
  remindAgreementAfterDays: 7,
  endAgreementAfterDays: 56,
  checkInAfterDays: 90,
  showRulesAgainAfterDays: 7,
  talks: { min: 5, max: 8 },
  months: 12,
  remindTalkBeforeDays: 2,
};

export interface Programme {
  readonly id: ProgrammeId;
  readonly name: string;
  /** `open`: rolling, without dates. */
  readonly kind: 'open';
  /** `adept`: the adept chooses the mentor. */
  readonly matching: 'adept';
  readonly zone: string;
  /** The language of the board's channel. */
  readonly boardLang: Lang;
  /** Who may decide; empty means that nobody can. */
  readonly board: readonly MemberId[];
  readonly rules: Rules;
  /** Raised by each change of the programme. */
  readonly revision: number;
}
