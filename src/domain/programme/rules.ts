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

/** The rules as a form asks for them: one number each. */
export type Numbers = Readonly<Record<RuleName, number>>;
export type RuleName = Exclude<keyof Rules, 'talks'> | 'talksMin' | 'talksMax';

/** What each number may be, both ends included, in the order in which a form asks for them. */
export const RULE_LIMITS: Readonly<Record<RuleName, readonly [least: number, most: number]>> = {
  quorum: [1, 20],
  bumpBoardAfterDays: [1, 60],
  remindMentorAfterDays: [1, 60],
  handOnAfterDays: [2, 90],
  reserves: [0, 2],
  askContactAfterDays: [1, 60],
  remindDecisionAfterDays: [1, 60],
  lapseDecisionAfterDays: [2, 120],
  remindAgreementAfterDays: [1, 60],
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

/** The first number that cannot stand as it is, null where all can. A second step never comes before the first. */
export const wrongNumber = (numbers: Numbers): RuleName | null => {
  const outside = RULE_NAMES.find((name) => {
    const [least, most] = RULE_LIMITS[name];
    return !Number.isInteger(numbers[name]) || numbers[name] < least || numbers[name] > most;
  });
  if (outside) return outside;
  if (numbers.handOnAfterDays <= numbers.remindMentorAfterDays) return 'handOnAfterDays';
  if (numbers.lapseDecisionAfterDays <= numbers.remindDecisionAfterDays) return 'lapseDecisionAfterDays';
  return numbers.talksMax < numbers.talksMin ? 'talksMax' : null;
};
