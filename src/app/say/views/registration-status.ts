import { meant } from '../../../domain/form/answers.ts';
import { registrationDue } from '../../../domain/registration/due.ts';
import { formOf } from '../../forms/spoken.ts';
import type { ApprovedAdept, ApprovedMentor, Registration } from '../../../domain/registration/state.ts';
import { dayInWords } from '../../../text/format.ts';
import { resumeCard } from '../../forms/road.ts';
import type { CardName } from '../cards.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { hereOf, ownRegistration, textsOf, viewOf } from './parts.ts';
import { editsOf, saidBy } from './registration-parts.ts';

/** Where an approved adept's search leads on to. */
export const nextOfAdept = (adept: ApprovedAdept): { readonly card: CardName; readonly about: string } | null => {
  const { search } = adept;
  if (search.status === 'looking') return { card: 'mentors', about: adept.id };
  return search.status === 'paired' ? { card: 'pair', about: search.pair } : null;
};

/** The day on which this wait ends by itself. */
export const endOf = (registration: Registration, context: ViewContext): string => {
  const end = registrationDue(registration, context.programme).at(-1);
  return end ? dayInWords(end.at, hereOf(context)) : '';
};

interface Standing {
  readonly text: string;
  readonly button?: string;
  readonly card?: CardName;
  readonly about?: string;
  readonly step?: string;
}

const standingOfAdept = async (adept: ApprovedAdept, context: ViewContext): Promise<Standing> => {
  const words = textsOf(context).cards.registration;
  const next = nextOfAdept(adept);
  if (!next) return { text: words.adeptFinished };
  if (next.card === 'mentors') return { text: words.adeptLooking, button: words.choose, ...next, about: adept.id };
  const pair = adept.search.status === 'paired' ? await context.reader.pair(adept.search.pair) : null;
  const asking = !pair || pair.phase === 'requested' || pair.phase === 'accepting';
  return asking
    ? { text: words.adeptAsking, button: words.request, card: 'request-adept', about: next.about }
    : { text: words.adeptPaired, button: words.pair, card: 'pair', about: next.about };
};

const standingOfMentor = ({ pairs, answers, listed }: ApprovedMentor, context: ViewContext): Standing => {
  const { mentorListed, mentorUnlisted } = textsOf(context).cards.registration;
  return { text: (listed ? mentorListed : mentorUnlisted)(pairs.length, meant(answers).places) };
};

const standingOf = (own: Registration, context: ViewContext): Standing | Promise<Standing> => {
  const words = textsOf(context).cards.registration;
  switch (own.status) {
    case 'draft': {
      const { card, about, args } = resumeCard(own, context.programmes);
      const text = (own.rested ? words.rested : words.draft)(endOf(own, context));
      return { text, button: words.continue, card, about, step: String(args?.['step'] ?? '') };
    }
    case 'submitted':
      return { text: words.submitted(dayInWords(own.submittedAt, hereOf(context))) };
    case 'asked':
      return { text: words.asked, button: words.answer, card: 'registration-question', about: own.id };
    case 'approved':
      return own.role === 'mentor' ? standingOfMentor(own, context) : standingOfAdept(own, context);
    case 'declined':
      return { text: words.declined(endOf(own, context)) };
    case 'withdrawn':
      return { text: own.lapsed ? words.lapsed : words.withdrawn };
  }
};

export const registrationView: DrawView = async (context) => {
  const own = await ownRegistration(context);
  if (!own) return null;
  const words = textsOf(context).cards.registration;
  const { role, status } = own;
  const { text, button = '', card = '', about = '', step = '' } = await standingOf(own, context);
  const form = formOf(own, context.programme);
  const mentor = status === 'approved' && role === 'mentor' ? own : null;
  const hasPair = mentor !== null && mentor.pairs.length > 0;
  const open = status === 'submitted' || status === 'asked' || status === 'approved';
  // Each vote's message was written to the applicant; whose it was is the board's own affair.
  const messages = own.status === 'declined' ? own.votes.filter(({ choice }) => choice === 'decline') : [];
  return viewOf(context, 'registration', `${words.title[role]}: ${text}`, {
    role,
    title: words.title[role],
    standing: text,
    tone: mentor?.listed || (status === 'approved' && !mentor) ? 'good' : 'default',
    messages: messages.map(({ message }) => ({ text: message })),
    ...saidBy(own, context),
    primary: { title: button, card, about, step },
    canGoOn: button !== '',
    edits: open && form ? editsOf(form, context) : [],
    canList: mentor !== null && !mentor.listed,
    canUnlist: mentor !== null && mentor.listed,
    canWithdraw: (open || status === 'draft') && !hasPair,
    withdrawSure: role === 'mentor' ? words.withdrawMentorSure : words.withdrawSure,
    note: hasPair ? words.hasPair : status === 'draft' ? words.leave : '',
    canStartAgain: status === 'withdrawn' && context.programme.status === 'open',
    programme: context.programme.id,
  });
};

export const questionView: DrawView = async (context) => {
  const own = await ownRegistration(context);
  if (!own) return null;
  const exchange = 'exchanges' in own ? own.exchanges.at(-1) : undefined;
  // It rests, or the board decided without an answer.
  if (!exchange || (exchange.reply === null && own.status !== 'asked')) return registrationView(context);
  const words = textsOf(context).cards['registration-question'];
  const open = own.status === 'asked' && exchange.reply === null;
  return viewOf(context, 'registration-question', words.title, {
    question: exchange.question,
    lead: open ? words.lead : words.answered,
    reply: exchange.reply ?? '',
    open,
    values: { reply: '' },
    why: open ? `${words.rests(endOf(own, context))} ${words.why}` : '',
  });
};
