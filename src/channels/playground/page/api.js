import { currentLang, fill, words } from './words.js';

/** @typedef {{ id: string, name: string, lang: 'sv' | 'en', group: 'board' | 'mentor' | 'adept' | 'other', status: string, rooms: string[], latest: number }} Person */
/** @typedef {{ id: string, room: string, from: string, text?: string, card?: object, summary: string, at: string, updatedAt: string, sort: number, touched: number }} Message */
/** @typedef {{ id: string, kind: 'own' | 'board', name: { sv: string, en: string } | null, latest: number, messages: Message[] }} Room */
/** @typedef {{ now: string, next: string | null, zone: string, me: string | null, people: Person[], code: string | null, shared: { id: string, latest: number }[], rooms: Room[], cursor: number }} State */
/** @typedef {{ outcome: 'done' | 'rejected' | 'invalid', summary: string, errors: Record<string, string>, card: object | null }} Pressed */

/** What went wrong, in both languages, as the server says it. */
export class ApiError extends Error {
  /** @param {{ code: string, sv: string, en: string, reference?: string } | null} said null when no answer came */
  constructor(said) {
    super(said?.code ?? 'offline');
    this.said = said;
  }

  /** In the language the page has now. */
  get words() {
    const { errors } = words();
    if (!this.said) return errors.offline;
    const reference = this.said.reference ? ` ${fill(errors.reference, { reference: this.said.reference })}` : '';
    return this.said[currentLang()] + reference;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 */
const call = async (path, init) => {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, { ...init, headers: { 'Content-Type': 'application/json' } });
  } catch {
    throw new ApiError(null);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok || body === null) throw new ApiError(body?.error ?? null);
  return body;
};

/**
 * @param {string} path
 * @param {object} body
 */
const post = (path, body) => call(path, { method: 'POST', body: JSON.stringify(body) });

export const api = {
  texts: () => call('/api/texts'),

  /**
   * @param {string | null} as
   * @param {number} since
   * @param {'sv' | 'en'} lang in which nobody reads; a person has a language of their own
   * @returns {Promise<State>}
   */
  state: (as, since, lang) => {
    const query = new URLSearchParams(as ? { as } : { lang });
    if (since > 0) query.set('since', String(since));
    return call(`/api/state?${query}`);
  },

  /**
   * @param {{ as: string, room: string, message: string, verb: string, data: object, key: string }} press
   * @returns {Promise<Pressed>}
   */
  press: (press) => post('/api/press', press),

  /** @param {{ as: string, room: string, text: string }} line */
  say: (line) => post('/api/say', line),

  /**
   * @param {{ name: string, lang: string }} person
   * @returns {Promise<{ id: string }>}
   */
  addPerson: (person) => post('/api/people', person),

  /**
   * @param {string} to
   * @returns {Promise<{ now: string, next: string | null }>}
   */
  moveClock: (to) => post('/api/clock', { to }),

  /** @param {{ as: string, lang: string }} choice */
  language: (choice) => post('/api/language', choice),
};
