import { heldTalks, isPlanned, type Meeting, type Past } from './meeting.ts';
import { isLiving, type Living, type Pair, type PairEvent } from './state.ts';

/** The event's state is known to fit: `decide` made the event from it. */
const inPhase = <P extends Pair['phase']>(pair: Pair, ...phases: P[]): Extract<Pair, { phase: P }> => {
  if (!(phases as string[]).includes(pair.phase)) throw new Error(`impossible in the phase ${pair.phase}`);
  return pair as Extract<Pair, { phase: P }>;
};

const living = (pair: Pair): Living => {
  if (!isLiving(pair)) throw new Error(`impossible in the phase ${pair.phase}`);
  return pair;
};

/** The pair with one of its meetings changed. */
const withMeeting = (pair: Pair, id: number, change: (meeting: Meeting) => Meeting): Living => {
  const alive = living(pair);
  return { ...alive, meetings: alive.meetings.map((meeting) => (meeting.id === id ? change(meeting) : meeting)) };
};

const past =
  (status: Past['status']) =>
  ({ id, kind, at, place }: Meeting): Past => ({ id, kind, at, place, status });

/** Something happened: whatever wait there was for that begins anew. */
const anew = (pair: Living, at: Date): Living =>
  pair.phase === 'introduced' || pair.phase === 'active' ? { ...pair, quiet: { since: at, reminded: false } } : pair;

/** What all pairs together have; what only the old phase knew stays behind. */
const together = ({
  kind,
  id,
  programme,
  adept,
  mentor,
  openedAt,
  introducedAt,
  meetings,
  rules,
  pausedUntil,
}: Living) => ({
  kind,
  id,
  programme,
  adept,
  mentor,
  openedAt,
  introducedAt,
  meetings,
  rules,
  pausedUntil,
});

const evolve = (pair: Pair, event: Exclude<PairEvent, { type: 'MentorRequested' }>): Pair => {
  switch (event.type) {
    case 'MentorReminded':
      return { ...inPhase(pair, 'requested'), reminded: true };
    case 'RequestHandedOn': {
      const asked = inPhase(pair, 'requested', 'accepting');
      if (!event.to) return asked;
      const { to, reserves, at } = event;
      return { ...asked, phase: 'requested', mentor: to, reserves, askedAt: at, reminded: false };
    }
    case 'RequestAccepted':
      return { ...inPhase(pair, 'requested'), phase: 'accepting', acceptedAt: event.at };
    case 'PlaceUnneeded':
      return pair;
    case 'PairIntroduced': {
      const { kind, id, programme, adept, mentor, openedAt } = inPhase(pair, 'accepting');
      const fresh = { meetings: [], rules: { confirmed: [], shown: 0, shownAt: null }, pausedUntil: null } as const;
      const quiet = { since: event.at, reminded: false };
      const contact = { contact: 'unknown', contactAsked: false, quiet } as const;
      const base = { kind, id, programme, adept, mentor, openedAt, introducedAt: event.at };
      return { ...base, ...fresh, ...contact, phase: 'introduced' };
    }
    case 'ContactAsked':
      return { ...inPhase(pair, 'introduced'), contactAsked: true };
    case 'ContactMade':
      return { ...inPhase(pair, 'introduced'), contact: 'made' };
    case 'QuietReminded': {
      const waiting = inPhase(pair, 'introduced', 'active');
      return { ...waiting, quiet: { ...waiting.quiet, reminded: true } };
    }
    case 'TalkPlanned': {
      const alive = inPhase(pair, 'introduced', 'active');
      const meetings = [...alive.meetings, event.meeting];
      return alive.phase === 'introduced' ? { ...alive, meetings, contact: 'made' } : { ...alive, meetings };
    }
    case 'TalkMoved':
      return withMeeting(pair, event.meeting.id, () => event.meeting);
    case 'TalkCancelled':
      return anew(withMeeting(pair, event.talk, past('cancelled')), event.at);
    case 'TalkHeld':
      return anew(withMeeting(pair, event.talk, past('held')), event.at);
    case 'TalkMissed':
      return anew(withMeeting(pair, event.talk, past('missed')), event.at);
    case 'TalkLeft':
      return anew(withMeeting(pair, event.talk, past('unknown')), event.at);
    case 'TalkReminded':
      return withMeeting(pair, event.talk, (meeting) =>
        isPlanned(meeting) ? { ...meeting, reminded: true } : meeting,
      );
    case 'TalkAsked':
      return withMeeting(pair, event.talk, (meeting) =>
        isPlanned(meeting) ? { ...meeting, reminded: true, asked: true } : meeting,
      );
    case 'RulesShown': {
      const alive = living(pair);
      const shown = alive.rules.shown === 0 ? 1 : 2;
      return { ...alive, rules: { ...alive.rules, shown, shownAt: event.at } };
    }
    case 'RulesConfirmed': {
      const alive = living(pair);
      return { ...alive, rules: { ...alive.rules, confirmed: [...alive.rules.confirmed, event.by] } };
    }
    case 'DecisionAsked': {
      const base = together(inPhase(pair, 'introduced'));
      const { firstMeetingAt, at } = event;
      return { ...base, phase: 'deciding', firstMeetingAt, askedAt: at, reminded: false, choices: {}, tellAt: null };
    }
    case 'DecisionAnswered': {
      const deciding = inPhase(pair, 'deciding');
      return { ...deciding, choices: { ...deciding.choices, [event.by]: event.choice }, tellAt: event.tellAt };
    }
    case 'DecisionReminded':
      return { ...inPhase(pair, 'deciding'), reminded: true };
    case 'OneMoreTalk': {
      const base = together(inPhase(pair, 'deciding'));
      const quiet = { since: event.at, reminded: false };
      return { ...base, phase: 'introduced', contact: 'made', contactAsked: true, quiet };
    }
    case 'BothGoOn': {
      const { firstMeetingAt } = inPhase(pair, 'deciding');
      const base = together(living(pair));
      return { ...base, phase: 'agreeing', firstMeetingAt, proposal: null, since: event.at, reminded: false };
    }
    case 'AgreementProposed': {
      const agreeing = inPhase(pair, 'agreeing', 'active');
      const { proposal } = event;
      return agreeing.phase === 'agreeing'
        ? { ...agreeing, proposal, since: proposal.at, reminded: false }
        : { ...agreeing, proposal, reminded: false };
    }
    case 'AgreementReminded':
      return { ...inPhase(pair, 'agreeing', 'active'), reminded: true };
    case 'AgreementConfirmed': {
      const agreeing = inPhase(pair, 'agreeing', 'active');
      if (!agreeing.proposal) throw new Error('confirmed without a proposal');
      const { firstMeetingAt, proposal } = agreeing;
      const agreement = { terms: proposal.terms, confirmedAt: event.at };
      const { revision } = proposal;
      const quiet = { since: event.at, reminded: false };
      const base = { ...together(agreeing), firstMeetingAt, agreement, revision, quiet };
      return { ...base, phase: 'active', proposal: null, reminded: false };
    }
    case 'PairPaused':
      return { ...living(pair), pausedUntil: event.until };
    case 'PairResumed': {
      const alive = anew({ ...living(pair), pausedUntil: null }, event.at);
      // Waits begin anew, or what waited would be due the morning they come back.
      if (alive.phase === 'deciding') return { ...alive, askedAt: event.at };
      return alive.phase === 'agreeing' ? { ...alive, since: event.at } : alive;
    }
    case 'PairClosed': {
      const { kind, id, programme, adept, mentor, openedAt, meetings, agreement } = inPhase(pair, 'active');
      const counts = { held: heldTalks(meetings), agreed: agreement.terms.talks };
      return { kind, id, programme, adept, mentor, openedAt, ...counts, overAt: event.at, phase: 'closed' };
    }
    case 'PairEnded': {
      const { kind, id, programme, adept, mentor, openedAt } = pair;
      return { kind, id, programme, adept, mentor, openedAt, overAt: event.at, reason: event.reason, phase: 'ended' };
    }
  }
};

export const evolvePair = (pair: Pair | null, event: PairEvent): Pair => {
  if (event.type === 'MentorRequested') return event.pair;
  if (!pair) throw new Error(`${event.type} before there was a pair`);
  return evolve(pair, event);
};
