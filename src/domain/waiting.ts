import { isAfter, plusDays, workMorning } from './time.ts';

/**
 * When a wait is reminded of, and when it ends by itself: so many days from its beginning, on working mornings. Never both the same
 * morning, as would happen to what falls into July: nothing is given up without the reminder and the time that comes with it.
 */
export const waiting = (
  from: Date,
  remindDays: number,
  endDays: number,
  zone: string,
): { readonly remind: Date; readonly end: Date } => {
  const morning = (date: Date, days: number): Date => workMorning(plusDays(date, days, zone), zone);
  const remind = morning(from, remindDays);
  const end = morning(from, endDays);
  return { remind, end: isAfter(end, remind) ? end : morning(remind, endDays - remindDays) };
};
