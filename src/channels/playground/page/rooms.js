import { byId, h } from './dom.js';
import { RoomView } from './room.js';
import { currentLang, words } from './words.js';

/** @typedef {import('./api.js').Person} Person */
/** @typedef {import('./api.js').Room} Room */
/** @typedef {import('./api.js').Message} Message */

/**
 * @typedef {object} RoomsHost
 * @property {(room: string, message: Message, intent: import('./card.js').Intent) => Promise<import('./api.js').Pressed>} press
 * @property {(room: string, text: string) => Promise<boolean>} say
 * @property {(error: import('./api.js').ApiError) => void} failed
 * @property {() => void} seen something was read
 */

/** Where both chats of a board member have their place side by side. */
const wide = matchMedia('(min-width: 1240px)');

/**
 * Each reads for themselves, the board's channel too.
 * @param {string} person
 * @param {string} room
 */
const seenKey = (person, room) => `seen ${person} ${room}`;

/** The chats that whoever one is sees: their own, and on the board its channel too, beside it or behind a tab. */
export class Rooms {
  /** By person: each keeps their own view even of a shared room, with what they have begun to write. @type {Map<string, { views: RoomView[], cursor: number, lang: string }>} */
  #kept = new Map();
  #host;
  #me = '';
  /** The key of the chosen room. */
  #tab = 'own';
  #tabs = byId('tabs');
  #place = byId('rooms');

  /** @param {RoomsHost} host */
  constructor(host) {
    this.#host = host;
    wide.addEventListener('change', () => this.#arrange());
    document.addEventListener('visibilitychange', () => this.#markSeen());
    this.#tabs.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      const keys = this.#tabbed.map(({ key }) => key);
      const step = event.key === 'ArrowRight' ? 1 : keys.length - 1;
      this.#choose(keys[(keys.indexOf(this.#chosen) + step) % keys.length] ?? 'own');
      this.#focusTab();
    });
  }

  /**
   * Up to where this person has been told.
   * @param {string} person
   */
  cursor(person) {
    return this.#kept.get(person)?.cursor ?? 0;
  }

  /**
   * @param {string} person
   * @param {{ id: string, latest: number }} room
   */
  isUnread(person, { id, latest }) {
    return latest > Number(localStorage.getItem(seenKey(person, id)) ?? 0);
  }

  /**
   * @param {Person} person
   * @param {readonly Room[]} rooms
   * @param {number} cursor
   * @param {Date} now
   */
  show(person, rooms, cursor, now) {
    const kept = this.#kept.get(person.id) ?? { views: [], cursor: 0, lang: '' };
    this.#kept.set(person.id, kept);
    kept.cursor = Math.max(kept.cursor, cursor);
    const views = rooms.map((room) => kept.views.find((view) => view.id === room.id) ?? this.#open(room));
    const isOther = this.#me !== person.id || views.length !== kept.views.length;
    for (const view of views) {
      if (kept.lang !== currentLang() || !kept.views.includes(view)) view.write(person.name);
    }
    kept.views = views;
    kept.lang = currentLang();
    if (isOther) {
      this.#me = person.id;
      this.#place.replaceChildren(...views.map((view) => view.element));
    }
    this.#arrange();
    for (const [index, room] of rooms.entries()) views[index]?.update(room, now);
    if (isOther) for (const view of views) view.toEnd(false);
    this.#markSeen();
  }

  /** Nobody is there to see a chat. */
  leave() {
    this.#me = '';
    this.#place.replaceChildren();
    this.#arrange();
  }

  focus() {
    this.#views[0]?.focus();
  }

  /** Brings the board's channel in sight, with the keyboard in it. */
  openBoard() {
    const board = this.#views.find((view) => view.kind === 'board');
    if (!board) return;
    this.#choose(board.key);
    board.focus();
  }

  #focusTab() {
    const selected = this.#tabs.querySelector('[aria-selected=true]');
    if (selected instanceof HTMLElement) selected.focus();
  }

  get #views() {
    return this.#kept.get(this.#me)?.views ?? [];
  }

  /** @param {Room} room */
  #open({ id, kind, name, latest }) {
    return new RoomView(
      { id, kind, name, latest, messages: [] },
      {
        press: (message, intent) => this.#host.press(id, message, intent),
        say: (text) => this.#host.say(id, text),
        failed: this.#host.failed,
      },
    );
  }

  /** Those one chooses between: where there is room for two, one's own always stands beside the other. */
  get #tabbed() {
    return wide.matches ? this.#views.filter(({ kind }) => kind !== 'own') : this.#views;
  }

  get #chosen() {
    return (this.#tabbed.find(({ key }) => key === this.#tab) ?? this.#tabbed[0])?.key ?? 'own';
  }

  /** @param {RoomView} view */
  #isVisible(view) {
    if (this.#views.length < 2 || view.key === this.#chosen) return true;
    return wide.matches && view.kind === 'own';
  }

  #arrange() {
    const views = this.#views;
    const hasTabs = this.#tabbed.length > 1;
    this.#tabs.hidden = !hasTabs;
    this.#place.classList.toggle('side-by-side', views.length > 1 && wide.matches);
    for (const view of views) {
      view.element.hidden = !this.#isVisible(view);
      if (hasTabs && this.#tabbed.includes(view)) view.element.setAttribute('role', 'tabpanel');
      else view.element.removeAttribute('role');
    }
    if (hasTabs) this.#drawTabs();
  }

  #drawTabs() {
    const { people } = words();
    const focused = this.#tabs.contains(document.activeElement);
    this.#tabs.replaceChildren(
      ...this.#tabbed.map((view) => {
        const selected = view.key === this.#chosen;
        const unread = !selected && this.isUnread(this.#me, view);
        return h(
          'button',
          {
            type: 'button',
            role: 'tab',
            class: 'tab',
            id: `tab-${view.key}`,
            'aria-controls': `room-${view.key}`,
            'aria-selected': String(selected),
            tabindex: selected ? '0' : '-1',
            on: { click: () => this.#choose(view.key) },
          },
          view.called(),
          unread ? h('span', { class: 'dot' }, h('span', { class: 'unseen' }, people.unread)) : null,
        );
      }),
    );
    if (focused) this.#focusTab();
  }

  /** @param {string} tab a room's key */
  #choose(tab) {
    this.#tab = tab;
    this.#arrange();
    for (const view of this.#views) if (view.key === tab) view.toEnd(false);
    this.#markSeen();
  }

  /** What stands on the screen counts as read. */
  #markSeen() {
    if (document.hidden) return;
    let changed = false;
    for (const view of this.#views) {
      if (!this.#isVisible(view) || !this.isUnread(this.#me, view)) continue;
      localStorage.setItem(seenKey(this.#me, view.id), String(view.latest));
      changed = true;
    }
    if (changed) this.#host.seen();
    if (!this.#tabs.hidden) this.#drawTabs();
  }
}
