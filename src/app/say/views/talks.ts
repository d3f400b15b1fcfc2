import { PLACES, type Place } from '../../../domain/pair/agreement.ts';
import { heldTalks, isPlanned, type Meeting } from '../../../domain/pair/meeting.ts';
import type { Living } from '../../../domain/pair/state.ts';
import { localDate, localTime, notAfter } from '../../../domain/time.ts';
import { momentInWords } from '../../../text/format.ts';
import type { CardName } from '../cards.ts';
import type { DrawView, View, ViewContext } from '../view.ts';
import { elsewhere } from './elsewhere.ts';
import { headingsOf, nextMeeting, pairView } from './pair.ts';
import {
  factsOf,
  hereOf,
  isLivingSeat,
  placesAsChoices,
  seatOf,
  talkArg,
  textsOf,
  viewOf,
  whyOf,
  withCard,
  type Seat,
} from './parts.ts';

/** One talk: when and where, before it and after. What is said in it is nobody's but theirs. */

const meetingOf = ({ pair }: Seat<Living>, context: ViewContext): Meeting | null => {
  const id = talkArg(context);
  return pair.meetings.find((meeting) => meeting.id === id) ?? null;
};

const factsOfMeeting = ({ at, place }: Meeting, words: { when: string; where: string }, context: ViewContext) =>
  factsOf([words.when, momentInWords(at, hereOf(context))], [words.where, textsOf(context).places[place]]);

const placesOf = (pair: Living): readonly Place[] => {
  if (pair.phase !== 'active') return PLACES.filter((place) => place !== 'shadowing');
  const { places, shadowing } = pair.agreement.terms;
  return PLACES.filter((place) => (place === 'shadowing' ? shadowing : places.includes(place)));
};

const hasMet = ({ meetings }: Living): boolean => meetings.some(({ status }) => status === 'held');

const mayPlan = (pair: Living): boolean => {
  const planned = pair.meetings.filter(isPlanned).length;
  if (pair.phase === 'introduced') return planned === 0;
  return pair.phase === 'active' && heldTalks(pair.meetings) + planned < pair.agreement.terms.talks;
};

export const talkPlanView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const { pair, name } = seat;
  const meeting = meetingOf(seat, context);
  if (meeting && !isPlanned(meeting)) return talkView(context);
  if (!meeting && !mayPlan(pair)) {
    const next = nextMeeting(pair);
    return next ? talkView(withCard(context, 'talk', { talk: next.id })) : pairView(context);
  }
  const texts = textsOf(context);
  const words = texts.cards['talk-plan'];
  const { zone } = context.programme;
  const first = pair.phase === 'introduced';
  const again = first && hasMet(pair);
  const title = meeting ? words.titleMove : again ? words.titleAgain : first ? words.titleFirst : words.title;
  const lead = meeting
    ? words.leadMove(momentInWords(meeting.at, hereOf(context)))
    : again
      ? words.leadAgain
      : first
        ? words.leadFirst
        : words.lead;
  const places = placesOf(pair);
  return viewOf(context, 'talk-plan', title, {
    title,
    lead,
    talk: meeting?.id ?? 0,
    moving: meeting !== null,
    planning: meeting === null,
    places: placesAsChoices(places, texts),
    told: words.told(name),
    why: again && !meeting ? whyOf(context, words.why) : '',
    values: {
      date: meeting ? localDate(meeting.at, zone) : '',
      time: meeting ? localTime(meeting.at, zone) : '',
      place: meeting?.place ?? places[0] ?? '',
    },
  });
};

export const talkView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (isDone(seat)) return lastHeldView(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const { pair, name, rawName } = seat;
  const meeting = meetingOf(seat, context);
  if (!meeting) return null;
  const open = isPlanned(meeting);
  if (open && notAfter(meeting.at, context.now)) return heldView(context);
  if (meeting.status === 'held') return heldView(context);
  const words = textsOf(context).cards.talk;
  const say = meeting.kind === 'first' ? words.titleFirst : words.titlePlanned;
  const titles = {
    planned: say(name),
    cancelled: words.titleCancelled,
    missed: words.titleMissed,
    unknown: words.titleUnknown,
  };
  const summary = open ? say(rawName) : titles[meeting.status];
  return viewOf(context, 'talk', `${summary}, ${momentInWords(meeting.at, hereOf(context))}`, {
    title: titles[meeting.status],
    facts: factsOfMeeting(meeting, words, context),
    talk: meeting.id,
    open,
    canPlan: !open && mayPlan(pair),
    why: whyOf(context, words.why),
  });
};

type Phase = 'first' | 'early' | 'middle' | 'late';

/** How far the pair has come, for the questions to think about before a talk. */
const phaseOf = (pair: Living, { kind }: Meeting): Phase => {
  if (kind === 'first' || pair.phase !== 'active') return 'first';
  const done = heldTalks(pair.meetings) / pair.agreement.terms.talks;
  if (done < 1 / 3) return 'early';
  return done < 2 / 3 ? 'middle' : 'late';
};

export const reminderView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const { pair, role, name, rawName } = seat;
  const meeting = meetingOf(seat, context);
  if (!meeting) return null;
  if (!isPlanned(meeting) || notAfter(meeting.at, context.now)) return talkView(context);
  const texts = textsOf(context);
  const words = texts.cards.reminder;
  const say = meeting.kind === 'first' ? words.titleFirst : words.title;
  const withRules = meeting.kind === 'first' && !pair.rules.confirmed.includes(role);
  return viewOf(context, 'reminder', `${say(rawName)}: ${momentInWords(meeting.at, hereOf(context))}`, {
    title: say(name),
    facts: factsOfMeeting(meeting, words, context),
    questions: texts.reflection[phaseOf(pair, meeting)].map((text) => ({ text })),
    withRules,
    rules: withRules ? headingsOf(pair, context) : [],
    talk: meeting.id,
    why: whyOf(context, words.why),
  });
};

interface Next {
  readonly text: string;
  readonly button: string;
  readonly card: CardName;
}

/** What became of a talk that both were asked about. */
interface Asked {
  readonly status: 'held' | 'missed' | 'unknown';
}

/** What comes after a talk that is over. */
const nextOf = (pair: Living, { status }: Meeting, context: ViewContext): Next => {
  const words = textsOf(context).cards.held;
  const next = nextMeeting(pair);
  if (next) {
    return { text: words.nextTalk(momentInWords(next.at, hereOf(context))), button: words.pair, card: 'pair' };
  }
  switch (pair.phase) {
    case 'deciding':
      return { text: words.nextDecide, button: words.decide, card: 'go-on' };
    case 'agreeing':
      return { text: words.nextAgree, button: words.agree, card: 'agreement' };
    case 'introduced':
    case 'active':
      return status === 'held'
        ? { text: words.nextPlan, button: words.plan, card: 'talk-plan' }
        : { text: words.nextAfterMissed, button: words.planAgain, card: 'talk-plan' };
  }
};

const afterView = (seat: Seat<Living>, meeting: Meeting & Asked, context: ViewContext): View => {
  const words = textsOf(context).cards.talk;
  const title = { held: words.titleHeld, missed: words.titleMissed, unknown: words.titleUnknown }[meeting.status];
  const { text, button, card } = nextOf(seat.pair, meeting, context);
  return viewOf(context, 'held', `${title}. ${text}`, {
    title,
    lead: momentInWords(meeting.at, hereOf(context)),
    next: text,
    open: false,
    over: true,
    talk: meeting.id,
    button,
    card,
    why: '',
  });
};

/** All the agreed talks have taken place. */
const isDone = (seat: Seat | null): boolean => seat?.pair.phase === 'closed' && seat.pair.held >= seat.pair.agreed;

/** The question about the last talk, once it is answered: thanks and the rest come as a message of their own. */
const lastHeldView = (context: ViewContext): View => {
  const title = textsOf(context).cards.talk.titleHeld;
  return viewOf(context, 'held', title, { ...OVER, title });
};

const OVER = { lead: '', next: '', open: false, over: false, talk: 0, button: '', card: '', why: '' };

export const heldView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (isDone(seat)) return lastHeldView(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const meeting = meetingOf(seat, context);
  if (!meeting) return null;
  if (meeting.status === 'cancelled') return talkView(context);
  if (meeting.status !== 'planned') return afterView(seat, { ...meeting, status: meeting.status }, context);
  if (!notAfter(meeting.at, context.now)) return talkView(context);
  const words = textsOf(context).cards.held;
  return viewOf(context, 'held', words.title, {
    title: words.title,
    lead: words.lead(seat.name, momentInWords(meeting.at, hereOf(context))),
    next: '',
    open: true,
    over: false,
    talk: meeting.id,
    button: '',
    card: '',
    why: whyOf(context, words.why),
  });
};
