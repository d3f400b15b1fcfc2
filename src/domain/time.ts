import Holidays from 'date-holidays';
import { DateTime, IANAZone } from 'luxon';

/** Dates here are instants (UTC); a person's hours come from a zone (IANA name, "Europe/Stockholm"). */

/** Local hours within which something unprompted may be said. */
const OPEN_HOUR = 8;
const CLOSE_HOUR = 17;
/** Swedish leaders are on holiday in July; what falls there waits until August. */
const HOLIDAY_MONTH = 7;

const calendar = new Holidays('SE');
const freeDaysByYear = new Map<number, ReadonlySet<string>>();

/** Public holidays and the eves on which nobody works (date-holidays' "bank": midsommarafton, julafton, nyårsafton). */
const freeDays = (year: number): ReadonlySet<string> => {
  let days = freeDaysByYear.get(year);
  if (!days) {
    const list = calendar.getHolidays(year).filter((day) => day.type === 'public' || day.type === 'bank');
    days = new Set(list.map((day) => day.date.slice(0, 10)));
    freeDaysByYear.set(year, days);
  }
  return days;
};

/** Clocks are changed on a quarter of an hour, everywhere. */
const QUARTER_MS = 15 * 60_000;
/** Some decades of what is asked for; then it starts afresh. */
const OFFSETS_KEPT = 50_000;

/** A zone that remembers its offsets: asking for one is what nearly all the time of our arithmetic went to. */
class RememberingZone extends IANAZone {
  readonly #offsets = new Map<number, number>();

  override offset(ts: number): number {
    const quarter = Math.floor(ts / QUARTER_MS);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = super.offset(ts);
    if (this.#offsets.size >= OFFSETS_KEPT) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }
}

const zones = new Map<string, RememberingZone>();

const zoneOf = (name: string): RememberingZone => {
  const known = zones.get(name) ?? new RememberingZone(name);
  zones.set(name, known);
  return known;
};

const at = (date: Date, zone: string): DateTime => DateTime.fromJSDate(date, { zone: zoneOf(zone) });

const isFreeDay = (day: DateTime): boolean =>
  day.weekday > 5 || day.month === HOLIDAY_MONTH || freeDays(day.year).has(day.toISODate() ?? '');

const morning = (day: DateTime): DateTime => day.startOf('day').set({ hour: OPEN_HOUR });

/** The first 08:00 on a working day that is not before `date`. */
export const workMorning = (date: Date, zone: string): Date => {
  let day = at(date, zone);
  if (day > morning(day)) day = day.plus({ days: 1 });
  while (isFreeDay(day)) day = day.plus({ days: 1 });
  return morning(day).toJSDate();
};

/** The last 08:00 on a weekday that is no holiday and not after `date`; July counts here, for what people booked themselves. */
export const workMorningBefore = (date: Date, zone: string): Date => {
  let day = at(date, zone);
  if (day < morning(day)) day = day.minus({ days: 1 });
  while (day.weekday > 5 || freeDays(day.year).has(day.toISODate() ?? '')) day = day.minus({ days: 1 });
  return morning(day).toJSDate();
};

/** The first 08:00 after `date` on a day that is neither weekend nor holiday; July counts, as above. */
export const morningAfter = (date: Date, zone: string): Date => {
  let day = at(date, zone).plus({ days: 1 });
  while (day.weekday > 5 || freeDays(day.year).has(day.toISODate() ?? '')) day = day.plus({ days: 1 });
  return morning(day).toJSDate();
};

/** `date` itself where people may be written to then, else the next time they may. */
export const openTime = (date: Date, zone: string): Date => {
  const day = at(date, zone);
  const open = !isFreeDay(day) && day.hour >= OPEN_HOUR && day.hour < CLOSE_HOUR;
  return open ? date : workMorning(date, zone);
};

export const plusDays = (date: Date, days: number, zone: string): Date => at(date, zone).plus({ days }).toJSDate();

export const plusMonths = (date: Date, months: number, zone: string): Date =>
  at(date, zone).plus({ months }).toJSDate();

/** The local calendar day, YYYY-MM-DD. */
export const localDate = (date: Date, zone: string): string => at(date, zone).toFormat('yyyy-MM-dd');

/** The local time of day, HH:mm. */
export const localTime = (date: Date, zone: string): string => at(date, zone).toFormat('HH:mm');

/** The instant of a local day (YYYY-MM-DD) and time (HH:mm); null where there is no such day. */
export const instantOf = (day: string, time: string, zone: string): Date | null => {
  const local = DateTime.fromFormat(`${day} ${time}`, 'yyyy-MM-dd HH:mm', { zone: zoneOf(zone) });
  return local.isValid ? local.toJSDate() : null;
};

/** The last moment of a local day. */
export const endOfDay = (date: Date, zone: string): Date => at(date, zone).endOf('day').toJSDate();

/** Whole months from `from` until `to`, rounded to the nearest; 0 when `to` has passed. */
export const monthsLeft = (from: Date, to: Date, zone: string): number =>
  Math.max(0, Math.round(at(to, zone).diff(at(from, zone), 'months').months));

export const isAfter = (a: Date, b: Date): boolean => a.getTime() > b.getTime();
export const notAfter = (a: Date, b: Date): boolean => a.getTime() <= b.getTime();
export const later = (a: Date, b: Date): Date => (isAfter(a, b) ? a : b);
