import type { Lang } from '../domain/ids.ts';

/** Dates, times and lists written out as one would in a letter. Making an Intl formatter is slow: each is made once. */

const LOCALES: Record<Lang, string> = { sv: 'sv-SE', en: 'en-GB' };

const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const DAY_WITH_YEAR = { ...DAY, year: 'numeric' } as const;
const DATE = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const YEAR = { year: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const made = new Map<string, Intl.DateTimeFormat>();

const write = (lang: Lang, zone: string, options: Intl.DateTimeFormatOptions, date: Date): string => {
  const key = `${lang} ${zone} ${Object.keys(options).join()}`;
  let format = made.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALES[lang], { ...options, timeZone: zone });
    made.set(key, format);
  }
  return format.format(date).replace(',', '');
};

/** Where and when the reader reads: the language, the zone, and now, which decides whether a year needs saying. */
export interface Here {
  readonly lang: Lang;
  readonly zone: string;
  readonly now: Date;
}

/** "24 november 2026" */
export const dateInWords = (date: Date, { lang, zone }: Here): string => write(lang, zone, DATE, date);

/** A calendar day without a place on earth: '2026-11-24' as "24 november 2026". */
export const dayWithYear = (date: string, lang: Lang): string =>
  write(lang, 'UTC', DATE, new Date(`${date}T12:00:00Z`));

/** "tisdag 24 november"; with the year where it is another than now. */
export const dayInWords = (date: Date, { lang, zone, now }: Here): string => {
  const sameYear = write(lang, zone, YEAR, date) === write(lang, zone, YEAR, now);
  return write(lang, zone, sameYear ? DAY : DAY_WITH_YEAR, date);
};

/** "kl. 13.00"; "13:00" in English. */
const timeInWords = (date: Date, { lang, zone }: Here): string => {
  const time = write(lang, zone, TIME, date);
  return lang === 'sv' ? `kl. ${time.replace(':', '.')}` : time;
};

/** "tisdag 24 november kl. 13.00" */
export const momentInWords = (date: Date, here: Here): string =>
  here.lang === 'sv'
    ? `${dayInWords(date, here)} ${timeInWords(date, here)}`
    : `${dayInWords(date, here)} at ${timeInWords(date, here)}`;

const lists: Record<Lang, Intl.ListFormat> = {
  sv: new Intl.ListFormat('sv-SE', { type: 'conjunction' }),
  // The one without a comma before "and".
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
};

/** "a, b och c" */
export const listInWords = (items: readonly string[], lang: Lang): string => lists[lang].format(items);
