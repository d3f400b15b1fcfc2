import type { Recipient } from '../../../domain/ids.ts';
import type { Registration, RegistrationEvent } from '../../../domain/registration/state.ts';
import type { CardName } from '../cards.ts';
import type { Notice } from '../notice.ts';

/** How many earlier messages about one registration the board still sees change. */
const FOLLOWED = 5;

const upTo = (last: number): number[] =>
  Array.from({ length: Math.min(last, FOLLOWED) + 1 }, (_, n) => Math.max(0, last - FOLLOWED) + n);

interface Moment {
  readonly before: Registration | null;
  readonly state: Registration;
}

/** When it was sent in, how often the board has asked since, and the revision: what names its messages. */
const roundOf = ({ before, state }: Moment): { sent: number; asked: number; revision: number } => {
  const known = 'submittedAt' in state ? state : before;
  if (!known || !('submittedAt' in known)) return { sent: 0, asked: 0, revision: 0 };
  const revision = 'revision' in known ? known.revision : before && 'revision' in before ? before.revision : 1;
  return { sent: known.submittedAt.getTime(), asked: known.exchanges.length, revision };
};

/**
 * What the applicant and the board are told. News is a message of its own: a registration sent in (anew), an answer to the
 * board's question, a wait that has become long. Everything else changes the messages that are there.
 */
export const registrationNotices = (event: RegistrationEvent, moment: Moment): Notice[] => {
  const { before, state } = moment;
  const about = state.id;
  const board: Recipient = `board:${state.programme}`;
  const { sent, asked, revision } = roundOf(moment);
  const decision = (round: number) => `decision:${about}:${sent}.${round}`;
  const bump = (at: number) => `bump:${about}:${sent}.${at}`;
  const onBoard = (slot: string): Notice => ({ to: board, card: 'decision', about, slot, urgency: 'waits' });
  const applicant = (card: CardName): Notice => ({ to: state.member, card, about, urgency: 'waits' });
  const following = [...upTo(asked).map(decision), ...upTo(revision).map(bump)].map((slot): Notice => {
    return { ...onBoard(slot), urgency: 'answer', onlyUpdate: true };
  });
  switch (event.type) {
    case 'RegistrationStarted':
    case 'ListingChanged':
    case 'PlaceTaken':
    case 'PlaceRefused':
    case 'PlaceReleased':
    case 'MentorsChosen':
    case 'SearchReopened':
    case 'SearchFinished':
      return [];
    case 'FieldsAnswered':
      return state.status === 'draft' ? [] : following;
    case 'RegistrationSubmitted':
    case 'MoreAnswered':
      return [onBoard(decision(asked)), ...following.filter(({ slot }) => slot !== decision(asked))];
    case 'MoreAsked':
      return [applicant('registration-question'), ...following];
    case 'VoteCast':
    case 'MemberRecused':
      return following;
    case 'BoardBumped':
      return [{ ...onBoard(bump(revision)), urgency: 'nudge' }];
    case 'RegistrationApproved':
    case 'RegistrationDeclined':
      return [applicant('registration'), ...following];
    case 'RegistrationWithdrawn':
      return following;
    case 'DraftReminded':
      return [{ ...applicant('registration'), urgency: 'nudge' }];
    case 'ReplyReminded':
      return [{ ...applicant('registration-question'), urgency: 'nudge' }];
    case 'SearchReminded':
      return [{ ...applicant('mentors'), args: { reminder: 1 }, urgency: 'nudge' }];
    case 'RegistrationRested':
      return [{ ...applicant('registration'), urgency: 'booked' }, ...following];
    case 'RegistrationLapsed':
      // A draft was reminded of, and who was declined heard that: only what was waited for is said to be over.
      return before?.status === 'approved'
        ? [{ ...applicant('registration'), urgency: 'booked' }, ...following]
        : following;
  }
};
