import { api, ApiError } from './api.js';
import { announce, byId } from './dom.js';
import { currentLang, fill, longMoment, shortMoment, words } from './words.js';

const root = document.documentElement;
const theme = byId('theme');
/** @type {HTMLTimeElement} */
const time = byId('now');
/** @type {HTMLButtonElement} */
const toNext = byId('clock-next');
const clockButtons = [...document.querySelectorAll('.clock-buttons button')].filter((b) => b instanceof HTMLButtonElement);

/** @type {{ now: Date, next: Date | null }} */
let clock = { now: new Date(0), next: null };
let moving = false;

const writeTheme = () => {
  const label = root.dataset['theme'] === 'dark' ? words().theme.toLight : words().theme.toDark;
  theme.setAttribute('aria-label', label);
  theme.title = label;
};

const writeClock = () => {
  time.textContent = longMoment(clock.now);
  time.dateTime = clock.now.toISOString();
  const { clock: said } = words();
  const when = clock.next && shortMoment(clock.next);
  for (const [length, text] of [['long', said.nextAt], ['short', said.nextShort]]) {
    const part = toNext.querySelector(`.${length}`);
    if (part) part.textContent = when ? fill(text ?? '', { when }) : said.nothing;
  }
  for (const button of clockButtons) button.disabled = moving || (button === toNext && !clock.next);
};

/**
 * @param {Date} now
 * @param {Date | null} next
 */
export const showClock = (now, next) => {
  clock = { now, next };
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
    button.addEventListener('click', async () => {
      moving = true;
      button.setAttribute('aria-busy', 'true');
      writeClock();
      try {
        await api.moveClock(button.dataset['to'] ?? 'next');
        await refresh();
        announce(fill(words().clock.moved, { when: longMoment(clock.now) }));
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
    });
  }
};
