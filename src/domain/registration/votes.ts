import type { MemberId } from '../ids.ts';
import type { Programme } from '../programme/state.ts';
import type { Submitted, Vote } from './state.ts';

/** Who can still vote: the board's list less those who recused themselves and the applicant. */
export const voters = (programme: Programme, recused: readonly MemberId[], applicant: MemberId): readonly MemberId[] =>
  programme.board.filter((member) => member !== applicant && !recused.includes(member));

/** How many equal votes decide: the quorum, or all who are left where they are fewer; at least one. */
export const votesNeeded = (programme: Programme, registration: Pick<Submitted, 'recused' | 'member'>): number =>
  Math.max(1, Math.min(programme.rules.quorum, voters(programme, registration.recused, registration.member).length));

/** The outcome of these votes, null while it is open. */
export const outcomeOf = (
  programme: Programme,
  registration: Pick<Submitted, 'recused' | 'member'>,
  votes: readonly Vote[],
): Vote['choice'] | null => {
  const needed = votesNeeded(programme, registration);
  // Who no longer sits on the board no longer decides.
  const counted = votes.filter(({ by }) => programme.board.includes(by));
  const count = (choice: Vote['choice']) => counted.filter((vote) => vote.choice === choice).length;
  if (count('approve') >= needed) return 'approve';
  if (count('decline') >= needed) return 'decline';
  return null;
};

/** A member's later vote takes the place of the earlier. */
export const withVote = (votes: readonly Vote[], vote: Vote): readonly Vote[] => [
  ...votes.filter(({ by }) => by !== vote.by),
  vote,
];
