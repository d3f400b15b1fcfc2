import type { DrawView } from '../view.ts';
import { elsewhere } from './elsewhere.ts';
import { isLivingSeat, seatOf, textsOf, viewOf } from './parts.ts';

/** Ending a pair: no reason is asked for, and none is given. */

export const endView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat || !isLivingSeat(seat)) return elsewhere(context, seat);
  const words = textsOf(context).cards.end;
  const deciding = seat.pair.phase === 'deciding';
  return viewOf(context, 'end', words.title(seat.rawName), {
    title: words.title(seat.name),
    lead: deciding ? words.leadDeciding : words.lead,
    after: words[seat.role],
    sure: deciding ? words.sureDeciding : words.sure,
  });
};
