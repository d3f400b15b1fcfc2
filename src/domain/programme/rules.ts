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

/** The rules as a form asks for them: one number each. */
export type Numbers = Readonly<Record<RuleName, number>>;
export type RuleName = Exclude<keyof Rules, 'talks'> | 'talksMin' | 'talksMax';

/** What each number may be, both ends included, in the order in which a form asks for them. */
export const RULE_LIMITS: Readonly<Record<RuleName, readonly [least: number, most: number]>> = {
  quorum: [1, 20],
  remindDraftAfterDays: [1, 60],
  eraseDraftAfterDays: [2, 365],
  bumpBoardAfterDays: [1, 60],
  restSubmittedAfterDays: [2, 365],
  remindAskedAfterDays: [1, 60],
  restAskedAfterDays: [2, 365],
  eraseDeclinedAfterDays: [30, 1000],
  remindSearchAfterDays: [1, 180],
  endSearchAfterDays: [2, 1000],
  remindMentorAfterDays: [1, 60],
  handOnAfterDays: [2, 90],
  reserves: [0, 2],
  askContactAfterDays: [1, 60],
  remindMeetingAfterDays: [2, 120],
  endMeetingAfterDays: [3, 365],
  meetWithinMonths: [1, 12],
  leaveTalkAfterDays: [2, 90],
  remindDecisionAfterDays: [1, 60],
  lapseDecisionAfterDays: [2, 120],
  remindAgreementAfterDays: [1, 60],
  endAgreementAfterDays: [2, 365],
  checkInAfterDays: [30, 365],
  showRulesAgainAfterDays: [1, 60],
  talksMin: [1, 24],
  talksMax: [1, 24],
  months: [1, 24],
  remindTalkBeforeDays: [0, 14],
};

export const RULE_NAMES = Object.keys(RULE_LIMITS) as readonly RuleName[];

export const numbersOf = ({ talks, ...rest }: Rules): Numbers => ({
  ...rest,
  talksMin: talks.min,
  talksMax: talks.max,
});

export const rulesOf = ({ talksMin, talksMax, ...rest }: Numbers): Rules => ({
  ...rest,
  talks: { min: talksMin, max: talksMax },
});

/** A reminder, and what comes when nobody answers it. */
const SECOND_STEPS: readonly (readonly [first: RuleName, second: RuleName])[] = [
  ['remindDraftAfterDays', 'eraseDraftAfterDays'],
  ['bumpBoardAfterDays', 'restSubmittedAfterDays'],
  ['remindAskedAfterDays', 'restAskedAfterDays'],
  ['remindSearchAfterDays', 'endSearchAfterDays'],
  ['remindMentorAfterDays', 'handOnAfterDays'],
  ['askContactAfterDays', 'remindMeetingAfterDays'],
  ['remindMeetingAfterDays', 'endMeetingAfterDays'],
  ['remindDecisionAfterDays', 'lapseDecisionAfterDays'],
  ['remindAgreementAfterDays', 'endAgreementAfterDays'],
];

/** The first number that cannot stand as it is, null where all can. A second step never comes before the first. */
export const wrongNumber = (numbers: Numbers): RuleName | null => {
  const outside = RULE_NAMES.find((name) => {
    const [least, most] = RULE_LIMITS[name];
    return !Number.isInteger(numbers[name]) || numbers[name] < least || numbers[name] > most;
  });
  if (outside) return outside;
  const early = SECOND_STEPS.find(([first, second]) => numbers[second] <= numbers[first]);
  if (early) return early[1];
  return numbers.talksMax < numbers.talksMin ? 'talksMax' : null;
};
