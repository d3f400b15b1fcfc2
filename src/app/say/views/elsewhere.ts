import type { View, ViewContext } from '../view.ts';
import { requestAdeptView, requestMentorView } from './choice.ts';
import { closingView, endedView } from './over.ts';
import type { Seat } from './parts.ts';

/** What to show of a pair that is not together yet or no longer; null for who is not one of the two. */
export const elsewhere = async (context: ViewContext, seat: Seat | null): Promise<View | null> => {
  if (!seat) return null;
  const { pair, role } = seat;
  if (pair.phase === 'closed') return closingView(context);
  // What ended before the two were introduced is the request's to say.
  if (pair.phase === 'ended' && pair.reason !== 'noMentor' && pair.reason !== 'withdrawn') return endedView(context);
  return role === 'adept' ? requestAdeptView(context) : requestMentorView(context);
};
