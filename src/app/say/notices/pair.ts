import { otherRole, type Recipient, type Role } from '../../../domain/ids.ts';
import { timesMet } from '../../../domain/pair/meeting.ts';
import { isLiving, type Pair, type PairEvent } from '../../../domain/pair/state.ts';
import type { CardName } from '../cards.ts';
import type { Notice, Urgency } from '../notice.ts';

interface Moment {
  readonly before: Pair | null;
  readonly state: Pair;
  /** All that happened in this step, in order. */
  readonly events: readonly PairEvent[];
}

/** How soon what follows from an event is to be said; what is not here answers what somebody did just now. */
const URGENCY: Readonly<Partial<Record<PairEvent['type'], Urgency>>> = {
  MentorRequested: 'waits',
  RequestHandedOn: 'waits',
  AgreementProposed: 'waits',
  DecisionAsked: 'waits',
  TalkReminded: 'booked',
  TalkAsked: 'booked',
  PairResumed: 'booked',
  PairClosed: 'booked',
  PairEnded: 'booked',
  BothGoOn: 'booked',
  OneMoreTalk: 'booked',
  MentorReminded: 'nudge',
  ContactAsked: 'nudge',
  RulesShown: 'nudge',
  DecisionReminded: 'nudge',
  AgreementReminded: 'nudge',
  QuietReminded: 'nudge',
};

/** What the two are told of what happened between them. */
export const pairNotices = (event: PairEvent, { before, state, events: all }: Moment): Notice[] => {
  const about = state.id;
  const member = (role: Role): Recipient => state[role].member;
  const urgency = URGENCY[event.type] ?? 'answer';
  const say = (to: Recipient, card: CardName, talk?: number): Notice => {
    const notice = { to, card, about, urgency };
    return talk === undefined ? notice : { ...notice, args: { talk } };
  };
  /** The question whether a talk took place is one message, that shows the answer once there is one. */
  const held = (talk: number): Notice[] =>
    both('held', talk).map((notice) => ({ ...notice, slot: `held:${about}:${talk}` }));
  const heldFollows = (talk: number): Notice[] => held(talk).map((notice) => ({ ...notice, onlyUpdate: true }));
  const both = (card: CardName, talk?: number): Notice[] => [
    say(member('adept'), card, talk),
    say(member('mentor'), card, talk),
  ];
  const other = (by: Role, card: CardName, talk?: number): Notice[] => [say(member(otherRole(by)), card, talk)];
  /** Those of the two who have not confirmed the ground rules. */
  const unconfirmed = (): Role[] =>
    isLiving(state) ? (['adept', 'mentor'] as const).filter((role) => !state.rules.confirmed.includes(role)) : [];
  /** The question of this decision and its reminder: once the outcome is there, they show that to both, whoever pressed what on them. */
  const asked = (pair: Pair, kind: 'question' | 'reminder'): Notice[] => {
    const again = kind === 'reminder' ? { args: { reminder: 1 } } : {};
    const slot = `${kind}:${about}:${isLiving(pair) ? timesMet(pair.meetings) : 0}`;
    return both('go-on').map((notice) => ({ ...notice, ...again, slot }));
  };
  const askedBefore = (): Notice[] =>
    before?.phase === 'deciding'
      ? [...asked(before, 'question'), ...asked(before, 'reminder')].map((notice) => ({ ...notice, onlyUpdate: true }))
      : [];
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
      ];
    }
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
      return asked(state, 'question');
    case 'DecisionReminded':
      // Both, in the same words: who was reminded would say who had not answered.
      return asked(state, 'reminder');
    case 'BothGoOn':
      return [...askedBefore(), ...both('agreement')];
    case 'OneMoreTalk':
      return [...askedBefore(), ...both('talk-plan')];
    case 'QuietReminded':
      return both('quiet');
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
      return both('closing');
    case 'PairEnded': {
      if (event.reason === 'withdrawn') return [say(member('mentor'), 'request-mentor')];
      if (event.reason === 'noMentor') return [say(member('adept'), 'request-adept')];
      // Both, also whoever ended it: what is kept of what was said would else say who it was.
      return [...askedBefore(), ...both('ended')];
    }
    case 'RequestAccepted':
    case 'PlaceUnneeded':
    case 'ContactMade':
    case 'RulesConfirmed':
    case 'TalkLeft':
    case 'DecisionAnswered':
      return [];
  }
};
