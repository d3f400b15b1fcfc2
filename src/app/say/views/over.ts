import { dateInWords } from '../../../text/format.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { hereOf, seatOf, textsOf, viewOf, type Seat } from './parts.ts';

/** What the two read when it is over: the good end, and the other. */

const isLooking = async ({ pair }: Seat, { reader }: ViewContext): Promise<boolean> => {
  const adept = await reader.registration(pair.adept.registration);
  return adept?.status === 'approved' && adept.role === 'adept' && adept.search.status === 'looking';
};

export const closingView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (seat?.pair.phase !== 'closed') return null;
  const { pair, role, name, rawName } = seat;
  const texts = textsOf(context);
  const words = texts.cards.closing;
  const here = hereOf(context);
  const to = dateInWords(pair.overAt, here);
  return viewOf(context, 'closing', words.title(rawName), {
    title: words.title(name),
    lead: pair.held === 0 ? words.noTalks(to) : words.lead(pair.held, dateInWords(pair.openedAt, here), to),
    questions: texts.reflection.closing.map((text) => ({ text })),
    place: role === 'mentor' ? words.mentor : '',
    registration: pair[role].registration,
  });
};

/** The same words whoever it was and whatever the reason, so that nothing can be read out of them. */
export const endedView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (seat?.pair.phase !== 'ended') return null;
  const { pair, role, name, rawName } = seat;
  if (pair.reason === 'noMentor' || pair.reason === 'withdrawn') return null;
  const words = textsOf(context).cards.ended;
  return viewOf(context, 'ended', words.title(rawName), {
    title: words.title(name),
    lead: pair.reason === 'lapsed' ? words.lapsed : words.lead,
    after: words[role],
    canChoose: role === 'adept' && (await isLooking(seat, context)),
    isMentor: role === 'mentor',
    registration: pair[role].registration,
  });
};
