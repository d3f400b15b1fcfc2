import { api, ApiError } from './api.js';
import { announce, byId } from './dom.js';
import { currentLang, fill, longMoment, shortDay, shortMoment, words } from './words.js';

const root = document.documentElement;
const theme = byId('theme');
/** @type {HTMLTimeElement} */
const time = byId('now');
/** @type {HTMLButtonElement} */
const toNext = byId('clock-next');
const clockButtons = [...document.querySelectorAll('.clock-buttons button')].filter(
  (b) => b instanceof HTMLButtonElement,
);

const TICK_MS = 5_000;

/** What the server said, and when it said so, by the browser's clock. @type {{ now: Date, next: Date | null, heard: number }} */
let clock = { now: new Date(0), next: null, heard: 0 };
let moving = false;

const appNow = () => new Date(clock.now.getTime() + performance.now() - clock.heard);

const writeTheme = () => {
  const label = root.dataset['theme'] === 'dark' ? words().theme.toLight : words().theme.toDark;
  theme.setAttribute('aria-label', label);
  theme.title = label;
};

const writeClock = () => {
  const shown = longMoment(appNow());
  if (time.textContent !== shown) time.textContent = shown;
  time.dateTime = appNow().toISOString();
  const { clock: said } = words();
  const due = clock.next && { when: shortMoment(clock.next), day: shortDay(clock.next) };
  for (const [length, text] of [
    ['long', said.nextAt],
    ['short', said.nextShort],
  ]) {
    const part = toNext.querySelector(`.${length}`);
    if (part) part.textContent = due ? fill(text ?? '', due) : said.nothing;
  }
  for (const button of clockButtons) button.disabled = moving || (button === toNext && !clock.next);
};

/**
 * @param {Date} now
 * @param {Date | null} next
 */
export const showClock = (now, next) => {
  clock = { now, next, heard: performance.now() };
  writeClock();
};

export const writeBar = () => {
  writeTheme();
  for (const button of document.querySelectorAll('[data-lang]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-lang') === currentLang()));
  }
  writeClock();
};

/**
 * @param {object} host
 * @param {() => Promise<void>} host.refresh
 * @param {(lang: 'sv' | 'en') => Promise<void>} host.chooseLang
 * @param {(error: ApiError) => void} host.failed
 */
export const setUpBar = ({ refresh, chooseLang, failed }) => {
  /** @param {HTMLButtonElement} button */
  const move = async (button) => {
    moving = true;
    button.setAttribute('aria-busy', 'true');
    writeClock();
    try {
      await api.moveClock(button.dataset['to'] ?? 'next');
      await refresh();
      announce(fill(words().clock.moved, { when: longMoment(appNow()) }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failed(error);
    } finally {
      moving = false;
      button.removeAttribute('aria-busy');
      writeClock();
      // A button that was out of order for a moment lost the focus.
      if (document.activeElement === document.body) button.focus();
    }
  };

  theme.addEventListener('click', () => {
    const chosen = root.dataset['theme'] === 'dark' ? 'light' : 'dark';
    root.dataset['theme'] = chosen;
    localStorage.setItem('theme', chosen);
    writeTheme();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
    if (localStorage.getItem('theme') !== null) return;
    root.dataset['theme'] = matches ? 'dark' : 'light';
    writeTheme();
  });

  for (const button of document.querySelectorAll('[data-lang]')) {
    button.addEventListener('click', () => void chooseLang(button.getAttribute('data-lang') === 'en' ? 'en' : 'sv'));
  }

  for (const button of clockButtons) {
    button.addEventListener('click', () => void move(button));
  }
  // It runs like any clock.
  setInterval(() => {
    if (clock.now.getTime() > 0) writeClock();
  }, TICK_MS);
};
