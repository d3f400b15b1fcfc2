import { api, ApiError } from './api.js';
import { setUpBar, showClock, writeBar } from './bar.js';
import { byId, h, icon } from './dom.js';
import { askForPerson, setUpNewPerson } from './newperson.js';
import { setUpPeople, showPeople } from './people.js';
import { Rooms } from './rooms.js';
import { setUpWelcome, showWelcome } from './welcome.js';
import { currentLang, setLang, setTexts, setZone, fill, words, writeWords } from './words.js';

/** @typedef {import('./api.js').Person} Person */

/** In the address, so that two tabs can be two people. */
const fromAddress = () => decodeURIComponent(location.hash.slice(1)) || null;

/** Whom one is; nobody before one has begun. @type {string | null} */
let me = fromAddress() ?? localStorage.getItem('me');
/** @type {readonly Person[]} */
let people = [];
/** The rooms that several read. @type {readonly { id: string, latest: number }[]} */
let shared = [];

/** @param {ApiError | null} error */
const showError = (error) => {
  const { errors } = words();
  const close = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': errors.close, on: { click: () => showError(null) } },
    icon('m4 4 8 8M12 4l-8 8'),
  );
  byId('error').replaceChildren(
    ...(error ? [h('div', { class: 'toast' }, h('p', {}, h('strong', {}, errors.heading), error.words), close)] : []),
  );
};

/** @param {() => Promise<unknown>} work */
const attempt = async (work) => {
  try {
    await work();
    showError(null);
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    showError(error);
    return false;
  }
};

const rooms = new Rooms({
  press: async (room, message, { verb, data }) => {
    const key = crypto.randomUUID();
    const pressed = await api.press({ as: me ?? '', room, message: message.id, verb, data, key });
    showError(null);
    await refresh();
    return pressed;
  },
  say: (room, text) =>
    attempt(async () => {
      await api.say({ as: me ?? '', room, text });
      await refresh();
    }),
  failed: showError,
  seen: () => drawPeople(),
});

const drawPeople = () => {
  /** @param {Person} person */
  const isUnread = (person) =>
    rooms.isUnread(person.id, person) ||
    shared.some((room) => person.rooms.includes(room.id) && rooms.isUnread(person.id, room));
  showPeople(people, me, isUnread, (id) => void become(id));
};

/** What nobody in particular reads. @returns {'sv' | 'en'} */
const chosenLang = () => (localStorage.getItem('lang') === 'en' ? 'en' : 'sv');

/** The page speaks the language of whom one is: the cards do too. */
const followLang = () => {
  const lang = people.find((person) => person.id === me)?.lang ?? chosenLang();
  if (lang === currentLang() && document.body.classList.contains('ready')) return;
  setLang(lang);
  document.title = words().title;
  writeWords(document);
  writeBar();
};

/** While nobody runs the programmes: how somebody comes to. @param {string | null} code */
const showCode = (code) => {
  byId('code').hidden = code === null;
  byId('code').textContent = code === null ? '' : fill(words().code, { code });
};

const load = async () => {
  const as = me;
  const state = await api.state(as, as ? rooms.cursor(as) : 0, chosenLang());
  // Somebody else by now: their own question is already on its way.
  if (as !== me) return;
  const now = new Date(state.now);
  ({ people, shared } = state);
  setZone(state.zone);
  followLang();
  showCode(state.code);
  showClock(now, state.next ? new Date(state.next) : null);
  const person = people.find((other) => other.id === as);
  showWelcome(!person);
  if (person) rooms.show(person, state.rooms, state.cursor, now);
  else rooms.leave();
  drawPeople();
};

/** @type {Promise<void> | null} */
let loading = null;
/** @type {Promise<void> | null} */
let following = null;

/** Asks what changed. While one question is under way, all who ask share the next. @returns {Promise<void>} */
const refresh = () => {
  if (!loading) {
    loading = load().finally(() => (loading = null));
    return loading;
  }
  following ??= loading
    .catch(() => {})
    .then(() => {
      following = null;
      return refresh();
    });
  return following;
};

/** @param {string | null} id */
const become = async (id) => {
  if (id === me) return;
  me = id;
  if (id === null) localStorage.removeItem('me');
  else localStorage.setItem('me', id);
  history.replaceState(null, '', id === null ? location.pathname : `#${encodeURIComponent(id)}`);
  await attempt(refresh);
};

/** @param {'sv' | 'en'} lang */
const chooseLang = async (lang) => {
  localStorage.setItem('lang', lang);
  await attempt(async () => {
    if (me) await api.language({ as: me, lang });
    await refresh();
  });
};

const listen = () => {
  const connection = byId('connection');
  let isLost = false;
  const source = new EventSource('/api/events');
  source.addEventListener('changed', () => void attempt(refresh));
  source.addEventListener('open', () => {
    connection.textContent = isLost ? words().connection.back : '';
    if (isLost) setTimeout(() => (connection.textContent = ''), 3000);
    if (isLost) void attempt(refresh);
    isLost = false;
  });
  source.addEventListener('error', () => {
    isLost = true;
    connection.textContent = words().connection.lost;
  });
};

/** Whom the address or the last visit names may be gone: then one begins anew. */
const begin = async () => {
  setTexts(await api.texts());
  ({ people } = await api.state(null, 0, chosenLang()));
  if (!people.some((person) => person.id === me)) me = null;
  await refresh();
  document.body.classList.add('ready');
};

setUpBar({ refresh, chooseLang, failed: showError });
setUpPeople({ add: () => askForPerson('any') });
setUpNewPerson({
  added: async (id, role) => {
    await become(id);
    if (role !== 'any') await attempt(() => api.say({ as: id, room: id, text: words().welcome.words[role] }));
    await attempt(refresh);
    rooms.focus();
  },
  failed: showError,
});
setUpWelcome({
  add: askForPerson,
  board: async () => {
    const member = people.find((person) => person.group === 'board');
    if (!member) return;
    await become(member.id);
    rooms.openBoard();
  },
});
// The address says whom one is, and goes on saying it.
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('chat').focus();
});
byId('home').addEventListener('click', (event) => {
  event.preventDefault();
  void become(null);
});
addEventListener('hashchange', () => void become(fromAddress()));
await begin();
listen();
