import { otherRole, partsOf, type RegistrationId, type Role } from '../../domain/ids.ts';
import { isLiving, type Pair, type PairEvent, type Party } from '../../domain/pair/state.ts';
import type { Registration, RegistrationEvent } from '../../domain/registration/state.ts';
import type { Command, Event, State } from '../../domain/state.ts';
import type { Actor } from '../door/authorize.ts';
import type { CardName, Do, Note, Say } from './notes.ts';
import type { Recipient } from '../ports.ts';

/** What follows from what happened: what to tell whom, and which step comes next in another document. */

const perform = (command: Command): Do => ({ kind: 'do', command });

const party = (registration: RegistrationId): Party => ({ registration, member: partsOf(registration).member });

const tellRegistration = (event: RegistrationEvent, state: Registration): Note[] => {
  const about = state.id;
  const board: Recipient = `board:${state.programme}`;
  const applicant = (card: CardName): Say => ({ kind: 'say', to: state.member, card, about });
  const onBoard = (slot: 'decision' | 'bump', onlyUpdate: boolean): Say => ({
    kind: 'say',
    to: board,
    card: 'decision',
    about,
    slot: `${slot}:${about}`,
    ...(onlyUpdate ? { onlyUpdate: true } : {}),
  });
  /** The board's card follows whatever happens; the bump too, where there was one. */
  const boardFollows = [onBoard('decision', true), onBoard('bump', true)];
  switch (event.type) {
    case 'RegistrationStarted':
    case 'ListingChanged':
    case 'PlaceReleased':
    case 'SearchReopened':
    case 'SearchFinished':
      return [];
    case 'FieldsAnswered':
      return state.status === 'draft' ? [] : boardFollows;
    case 'RegistrationSubmitted':
      return [onBoard('decision', false)];
    case 'MoreAsked':
      return [applicant('registration-question'), ...boardFollows];
    case 'MoreAnswered':
      return [onBoard('decision', false), onBoard('bump', true)];
    case 'VoteCast':
    case 'MemberRecused':
      return boardFollows;
    case 'BoardBumped':
      return [onBoard('bump', false)];
    case 'RegistrationApproved':
    case 'RegistrationDeclined':
      return [applicant('registration'), ...boardFollows];
    case 'RegistrationWithdrawn':
      return [...boardFollows, ...(event.pair ? [perform({ type: 'adept.left', id: event.pair })] : [])];
    case 'MentorsChosen': {
      const [mentor, ...reserves] = event.mentors.map(party);
      if (!mentor) throw new Error('mentors chosen, and none named');
      const { programme, member } = state;
      const adept: Party = { registration: state.id, member };
      return [perform({ type: 'pair.open', id: event.pair, programme, adept, mentor, reserves })];
    }
    case 'PlaceTaken':
      return [perform({ type: 'place.taken', id: event.pair, mentor: state.id })];
    case 'PlaceRefused':
      return [perform({ type: 'place.refused', id: event.pair, mentor: state.id })];
  }
};

/** A pair that is over gives back its place, and the adept may look again (or is done). */
const over = (pair: Pair, before: Pair | null, finished: boolean): Note[] => [
  ...(before && isLiving(before)
    ? [perform({ type: 'place.release', id: pair.mentor.registration, pair: pair.id })]
    : []),
  perform({ type: 'search.over', id: pair.adept.registration, pair: pair.id, finished }),
];

interface Happening<S, E> {
  readonly before: S | null;
  readonly state: S;
  /** All that happened in this step, in order. */
  readonly events: readonly E[];
  readonly actor: Actor;
}

const tellPair = (event: PairEvent, { before, state, events: all, actor }: Happening<Pair, PairEvent>): Note[] => {
  const about = state.id;
  const member = (role: Role): Recipient => state[role].member;
  const say = (to: Recipient, card: CardName, talk?: number): Say => {
    const ref = { kind: 'say', to, card, about } as const;
    return talk === undefined ? ref : { ...ref, args: { talk } };
  };
  /** The question whether a talk took place is one message, that shows the answer once there is one. */
  const held = (talk: number): Say[] => both('held', talk).map((note) => ({ ...note, slot: `held:${about}:${talk}` }));
  const heldFollows = (talk: number): Say[] => held(talk).map((note) => ({ ...note, onlyUpdate: true }));
  const both = (card: CardName, talk?: number): Say[] => [
    say(member('adept'), card, talk),
    say(member('mentor'), card, talk),
  ];
  const other = (by: Role, card: CardName, talk?: number): Say[] => [say(member(otherRole(by)), card, talk)];
  /** Those of the two who have not confirmed the ground rules. */
  const unconfirmed = (): Role[] =>
    isLiving(state) ? (['adept', 'mentor'] as const).filter((role) => !state.rules.confirmed.includes(role)) : [];
  const happened = (type: PairEvent['type']): boolean => all.some((item) => item.type === type);

  switch (event.type) {
    case 'MentorRequested':
    case 'MentorReminded':
      return [say(member('mentor'), 'request-mentor')];
    case 'RequestHandedOn': {
      const adept = say(member('adept'), 'request-adept');
      return [
        // Only who fell silent needs to hear that it went on: the others said no themselves, or are told where they pressed.
        ...(event.why === 'silent' ? [say(event.from.member, 'request-mentor')] : []),
        ...(event.why === 'full' ? [say(event.from.member, 'request-mentor')] : []),
        ...(event.to ? [say(event.to.member, 'request-mentor'), adept] : []),
        ...(event.why === 'offList'
          ? [perform({ type: 'mentor.listing', id: event.from.registration, listed: false })]
          : []),
      ];
    }
    case 'RequestAccepted':
      return [perform({ type: 'place.take', id: state.mentor.registration, pair: about })];
    case 'PlaceUnneeded':
      return [perform({ type: 'place.release', id: event.mentor, pair: about })];
    case 'PairIntroduced':
      return both('introduction');
    case 'ContactAsked':
      return [say(member('adept'), 'contact')];
    case 'TalkPlanned':
      // A time that has been is no news to the other: what follows from it says it.
      return happened('TalkHeld') && (happened('DecisionAsked') || happened('PairClosed'))
        ? []
        : other(event.by, 'talk', event.meeting.id);
    case 'TalkMoved':
      return other(event.by, 'talk', event.meeting.id);
    case 'TalkCancelled':
      return other(event.by, 'talk', event.talk);
    case 'TalkHeld':
    case 'TalkMissed':
      return heldFollows(event.talk);
    case 'TalkReminded':
      return event.said ? both('reminder', event.talk) : [];
    case 'TalkAsked':
      return held(event.talk);
    case 'RulesShown':
      // The reminder of the first meeting carries them already.
      return all.some((item) => item.type === 'TalkReminded' && item.said)
        ? []
        : unconfirmed().map((role) => say(member(role), 'rules'));
    case 'DecisionAsked':
      return both('go-on');
    case 'DecisionReminded':
      return (['adept', 'mentor'] as const)
        .filter((role) => state.phase === 'deciding' && state.choices[role] === undefined)
        .map((role) => say(member(role), 'go-on'));
    case 'BothGoOn':
      // Who answered last finds it where they pressed.
      return both('agreement').filter(({ to }) => to !== actor);
    case 'OneMoreTalk':
      return both('talk-plan');
    case 'AgreementProposed':
      return other(event.proposal.by, 'agreement');
    case 'AgreementReminded': {
      const proposal = state.phase === 'agreeing' || state.phase === 'active' ? state.proposal : null;
      return proposal ? other(proposal.by, 'agreement') : both('agreement');
    }
    case 'AgreementConfirmed': {
      const proposer =
        before && (before.phase === 'agreeing' || before.phase === 'active') ? before.proposal?.by : undefined;
      return proposer ? [say(member(proposer), 'agreement')] : [];
    }
    case 'PairPaused':
      return other(event.by, 'pair');
    case 'PairResumed':
      return both('pair');
    case 'PairClosed':
      return [...both('closing'), ...over(state, before, true)];
    case 'PairEnded': {
      if (event.reason === 'withdrawn') {
        return [say(member('mentor'), 'request-mentor'), ...over(state, before, false)];
      }
      if (event.reason === 'noMentor') return [say(member('adept'), 'request-adept'), ...over(state, before, false)];
      // Who ended it sees that where they pressed; an outcome that comes by itself comes to both.
      const told = both('ended').filter(({ to }) => to !== actor);
      return [...told, ...over(state, before, false)];
    }
    case 'ContactMade':
    case 'RulesConfirmed':
    case 'DecisionAnswered':
      return [];
  }
};

/** Several events of a step may ask for the same card for the same person: it is drawn from the state after all of them, once. */
const once = (notes: readonly Note[]): Note[] => {
  const asked = (note: Note): string => JSON.stringify(note);
  return notes.filter((note, n) => notes.findLastIndex((other) => asked(other) === asked(note)) === n);
};

/** `events` and `state` are of one aggregate: what happened in one step, and what it came to. */
export const tell = (happening: Happening<State, Event>): Note[] => once(allNotes(happening));

const allNotes = (happening: Happening<State, Event>): Note[] => {
  const { state, events } = happening;
  switch (state.kind) {
    case 'member':
      return [];
    case 'registration':
      return (events as readonly RegistrationEvent[]).flatMap((event) => tellRegistration(event, state));
    case 'pair': {
      const pairs = happening as Happening<Pair, PairEvent>;
      return pairs.events.flatMap((event) => tellPair(event, pairs));
    }
  }
};
