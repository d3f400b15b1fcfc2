/** @typedef {import('../../../text/playground.ts').PlaygroundText} Text */
/** @typedef {'sv' | 'en'} Lang */

const locales = { sv: 'sv-SE', en: 'en-GB' };

/** @type {Record<Lang, Text> | null} */
let texts = null;
/** @type {Lang} */
let lang = 'sv';
let zone = 'Europe/Stockholm';

/** @param {Record<Lang, Text>} loaded */
export const setTexts = (loaded) => {
  texts = loaded;
};

/** @param {string} wanted */
export const setZone = (wanted) => {
  zone = wanted;
};

/** @param {Lang} wanted */
export const setLang = (wanted) => {
  lang = wanted;
  document.documentElement.lang = wanted;
};

export const currentLang = () => lang;

/** The page's words in the current language. */
export const words = () => {
  if (!texts) throw new Error('the words are not loaded yet');
  return texts[lang];
};

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) => text.replaceAll(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? ''));

/** @param {string} path */
const lookUp = (path) => {
  /** @type {unknown} */
  let found = words();
  for (const step of path.split('.')) found = /** @type {Record<string, unknown>} */ (found)[step];
  return String(found);
};

/**
 * Writes the words of the page's fixed parts.
 * @param {ParentNode} root
 */
export const writeWords = (root) => {
  for (const element of root.querySelectorAll('[data-word]')) {
    element.textContent = lookUp(element.getAttribute('data-word') ?? '');
  }
  for (const element of root.querySelectorAll('[data-word-label]')) {
    const label = lookUp(element.getAttribute('data-word-label') ?? '');
    element.setAttribute('aria-label', label);
    if (element.tagName === 'BUTTON') element.setAttribute('title', label);
  }
  for (const element of root.querySelectorAll('[data-word-title]')) {
    element.setAttribute('title', lookUp(element.getAttribute('data-word-title') ?? ''));
  }
};

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {Date} date
 * @param {Intl.DateTimeFormatOptions} options
 */
const format = (date, options) => {
  const key = `${lang} ${zone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(locales[lang], { ...options, timeZone: zone })));
  return made.format(date).replace(',', '');
};

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @type {Intl.DateTimeFormatOptions} */
const timeOnly = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/**
 * As the cards write it: "kl. 13.00"; "13:00" in English.
 * @param {Date} date
 */
export const timeOf = (date) => {
  const time = format(date, timeOnly);
  return lang === 'sv' ? `kl. ${time.replace(':', '.')}` : time;
};

/** @param {Date} date */
const dayKey = (date) => format(date, { year: 'numeric', month: '2-digit', day: '2-digit' });

/**
 * @param {Date} one
 * @param {Date} other
 */
export const sameDay = (one, other) => dayKey(one) === dayKey(other);

/** @param {Date} date */
export const shortDay = (date) => format(date, { weekday: 'short', day: 'numeric', month: 'short' });

/**
 * @param {string} day
 * @param {Date} date
 */
const atTime = (day, date) => `${day} ${lang === 'sv' ? '' : 'at '}${timeOf(date)}`;

/** @param {Date} date */
export const longMoment = (date) =>
  atTime(capital(format(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })), date);

/** @param {Date} date */
export const shortMoment = (date) => atTime(shortDay(date), date);

const DAY_MS = 86_400_000;

/**
 * @param {Date} date
 * @param {Date} now
 */
export const dayName = (date, now) => {
  if (sameDay(date, now)) return words().chat.today;
  if (sameDay(date, new Date(now.getTime() - DAY_MS))) return words().chat.yesterday;
  const year = format(date, { year: 'numeric' }) === format(now, { year: 'numeric' }) ? undefined : 'numeric';
  return capital(format(date, { weekday: 'long', day: 'numeric', month: 'long', ...(year ? { year } : {}) }));
};
