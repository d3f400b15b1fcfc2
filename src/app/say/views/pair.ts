import { HEADINGS } from '../../../domain/pair/agreement.ts';
import { heldTalks, isPlanned, type Planned } from '../../../domain/pair/meeting.ts';
import type { Living } from '../../../domain/pair/state.ts';
import { localDate, monthsLeft, notAfter, plusDays } from '../../../domain/time.ts';
import { dayInWords, momentInWords } from '../../../text/format.ts';
import { chatWords } from '../../../text/chat.ts';
import type { ChatOffer } from '../../ports.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { elsewhere } from './elsewhere.ts';
import { saidBy } from './registration-parts.ts';
import {
  firstName,
  hereOf,
  isLivingSeat,
  meantBy,
  nameOf,
  plain,
  seatOf,
  textsOf,
  viewOf,
  whyOf,
  type Seat,
} from './parts.ts';

/** A pair from its introduction on: who the other is, what to do now. */

/** The earliest that is planned. */
export const nextMeeting = ({ meetings }: Living): Planned | null =>
  meetings.filter(isPlanned).toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;

/** Who is introduced to whom may write to them at once, where both are in the same chat; the first line is there already. */
const chatOffer = async ({ pair, role, other, rawName }: Seat, context: ViewContext): Promise<ChatOffer> => {
  const { title, firstLine } = chatWords[context.viewer.lang];
  const me = await nameOf(context.reader, pair[role]);
  return {
    with: (await context.reader.accounts(other.member)).map(({ id }) => id),
    title: title(firstName(rawName)),
    firstLine: firstLine[role](firstName(rawName), me, context.programme.name),
  };
};

export const introductionView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const { pair, role, other, name, rawName } = seat;
  const registration = await context.reader.registration(other.registration);
  const about = meantBy(registration);
  if (!registration || !about) return null;
  const words = textsOf(context).cards.introduction;
  const canPlan = pair.phase === 'introduced' && !nextMeeting(pair);
  const say = pair.phase === 'introduced' ? words.title[role] : words.titleLater;
  const view = viewOf(context, 'introduction', say(rawName), {
    title: say(name),
    lead: pair.phase === 'introduced' ? (role === 'adept' ? words.leadAdept : words.leadMentor)(name) : '',
    ...saidBy(registration, context, ({ seenBy }) => seenBy !== 'board'),
    roleTitle: words.roleTitle[role],
    role: words.roles[role],
    mailto: `mailto:${encodeURIComponent(about.mail).replace('%40', '@')}`,
    tel: `tel:${about.phone}`,
    canPlan,
  });
  return { ...view, chat: await chatOffer(seat, context) };
};

export const contactView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const { pair, name, rawName } = seat;
  if (pair.phase !== 'introduced') return pairView(context);
  const words = textsOf(context).cards.contact;
  const open = pair.contact === 'unknown';
  return viewOf(context, 'contact', words.title(rawName), {
    title: words.title(name),
    lead: open ? words.lead : words.thanks,
    later: open ? words.later : '',
    open,
    canPlan: !nextMeeting(pair),
    why: open ? whyOf(context, words.why) : '',
  });
};

/** The three of the checklist, and the own ones of the agreement. */
export const headingsOf = (pair: Living, context: ViewContext): readonly { title: string; text: string }[] => {
  const { headings } = textsOf(context);
  const own = pair.phase === 'active' ? pair.agreement.terms.ownHeadings : [];
  return [
    ...HEADINGS.map((heading) => ({ title: headings[heading].name, text: headings[heading].rule })),
    ...own.map((title) => ({ title: plain(title), text: '' })),
  ];
};

export const rulesView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const { pair, role } = seat;
  const words = textsOf(context).cards.rules;
  const { confirmed } = pair.rules;
  const mine = confirmed.includes(role);
  return viewOf(context, 'rules', words.title, {
    lead: mine ? (confirmed.length === 2 ? words.both : words.mine) : words.lead,
    rules: headingsOf(pair, context),
    open: !mine,
    why: mine ? '' : whyOf(context, words.why),
  });
};

/** What there is to do now, in a sentence, and the button that does it. */
const nowOf = (pair: Living, context: ViewContext): { readonly text: string; readonly can: string } => {
  const words = textsOf(context).cards.pair;
  const here = hereOf(context);
  const next = nextMeeting(pair);
  if (next && notAfter(next.at, context.now))
    return { text: words.happened(momentInWords(next.at, here)), can: 'held' };
  if (next) {
    const say = next.kind === 'first' ? words.firstMeeting : words.next;
    return { text: say(momentInWords(next.at, here), textsOf(context).places[next.place]), can: 'talk' };
  }
  switch (pair.phase) {
    case 'introduced':
      return pair.meetings.some(({ status }) => status === 'held')
        ? { text: words.meetAgain, can: 'plan' }
        : { text: words.planFirst, can: 'planFirst' };
    case 'deciding':
      return { text: words.decide, can: 'decide' };
    case 'agreeing':
      return { text: pair.proposal ? words.proposed : words.agree, can: 'agreement' };
    case 'active':
      // Who rests is not nudged.
      return { text: pair.pausedUntil ? '' : words.nothingPlanned, can: 'plan' };
  }
};

export const pairView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const { pair, name, rawName } = seat;
  const words = textsOf(context).cards.pair;
  const { now, programme } = context;
  const current = nowOf(pair, context);
  const next = nextMeeting(pair);
  const active = pair.phase === 'active' ? pair : null;
  const held = heldTalks(pair.meetings);
  const planned = pair.meetings.filter(isPlanned).length;
  const terms = active?.agreement.terms;
  const progress = terms ? words.progress(held, terms.talks, monthsLeft(now, terms.ends, programme.zone)) : '';
  const can = {
    held: current.can === 'held',
    talk: current.can === 'talk',
    planFirst: current.can === 'planFirst',
    decide: current.can === 'decide',
    agreePrimary: current.can === 'agreement',
    planPrimary: current.can === 'plan',
    planMore: terms !== undefined && planned > 0 && held + planned < terms.talks,
    agreement: active !== null,
    pause: pair.pausedUntil === null,
    resume: pair.pausedUntil !== null,
  };
  return viewOf(context, 'pair', progress ? `${words.title(rawName)}: ${progress}` : words.title(rawName), {
    title: words.title(name),
    progress,
    paused: pair.pausedUntil ? words.paused(dayInWords(pair.pausedUntil, hereOf(context))) : '',
    now: current.text,
    proposal: active?.proposal ? words.proposal : '',
    talk: next?.id ?? 0,
    can,
  });
};

export const pauseView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const words = textsOf(context).cards.pause;
  const { pausedUntil } = seat.pair;
  const { now, programme } = context;
  return viewOf(context, 'pause', pausedUntil ? words.pausedTitle : words.title, {
    title: pausedUntil ? words.pausedTitle : words.title,
    lead: pausedUntil ? words.paused(dayInWords(pausedUntil, hereOf(context))) : words.lead,
    paused: pausedUntil !== null,
    open: pausedUntil === null,
    values: { until: localDate(plusDays(now, 28, programme.zone), programme.zone) },
  });
};
