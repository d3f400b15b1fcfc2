import { pairDue, PAIR_ENDS } from '../../../domain/pair/due.ts';
import { heldTalks, isPlanned } from '../../../domain/pair/meeting.ts';
import type { Living } from '../../../domain/pair/state.ts';
import { monthsLeft } from '../../../domain/time.ts';
import { dayInWords } from '../../../text/format.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { elsewhere } from './elsewhere.ts';
import { pairView } from './pair.ts';
import { hereOf, isLivingSeat, seatOf, textsOf, viewOf, whyOf } from './parts.ts';

/** Two who have nothing planned: what is so, and when it ends where it does. */

/** The day on which what the pair waits for ends by itself; empty where it does not, as while they pause. */
export const endInWords = (pair: Living, context: ViewContext): string => {
  const end = pairDue(pair, context.programme).find(({ kind }) => PAIR_ENDS.includes(kind));
  return end ? dayInWords(end.at, hereOf(context)) : '';
};

export const quietView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const { pair, name, rawName } = seat;
  if ((pair.phase !== 'introduced' && pair.phase !== 'active') || pair.meetings.some(isPlanned)) {
    return pairView(context);
  }
  const texts = textsOf(context);
  const words = texts.cards.quiet;
  const { now, programme } = context;
  const view = (title: (name: string) => string, lead: string, ends: string) =>
    viewOf(context, 'quiet', title(rawName), {
      title: title(name),
      lead,
      ends,
      why: whyOf(context, words.why),
    });
  if (pair.phase === 'introduced') {
    const day = endInWords(pair, context);
    return view(words.titleFirst, words.leadFirst, day === '' ? '' : words.ends(day));
  }
  const { talks, ends } = pair.agreement.terms;
  const progress = texts.cards.pair.progress(heldTalks(pair.meetings), talks, monthsLeft(now, ends, programme.zone));
  return view(words.title, words.lead(progress), '');
};
