import type { Lang, MemberId, ProgrammeId } from '../ids.ts';

/** The numbers a programme may set for itself. Days are calendar days; what falls on a free day is said the next working morning. */
export interface Rules {
  /** Approvals (or declines) that decide a registration; fewer where too few are left to vote. */
  readonly quorum: number;
  readonly bumpBoardAfterDays: number;
  readonly remindMentorAfterDays: number;
  readonly handOnAfterDays: number;
  /** How many mentors an adept may name in reserve. */
  readonly reserves: number;
  readonly askContactAfterDays: number;
  readonly remindDecisionAfterDays: number;
  /** When not both have answered by then, the pair ends without blame. */
  readonly lapseDecisionAfterDays: number;
  readonly remindAgreementAfterDays: number;
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
  bumpBoardAfterDays: 7,
  remindMentorAfterDays: 5,
  handOnAfterDays: 10,
  reserves: 2,
  askContactAfterDays: 7,
  remindDecisionAfterDays: 5,
  lapseDecisionAfterDays: 28,
  remindAgreementAfterDays: 7,
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
