import { announce, h, icon } from './dom.js';
import { MessageView } from './message.js';
import { currentLang, fill, words } from './words.js';

/** @typedef {import('./api.js').Message} Message */
/** @typedef {import('./api.js').Room} Room */
/** @typedef {import('./message.js').MessageHost} MessageHost */

/**
 * @typedef {object} RoomHost
 * @property {MessageHost['press']} press
 * @property {MessageHost['failed']} failed
 * @property {(text: string) => Promise<boolean>} say answers whether it was taken
 */

/** So near the end somebody counts as reading the latest. */
const NEAR = 120;

/** A chat as one person sees it. It stays when they are left, and with it what they had begun to write. */
export class RoomView {
  /** @type {Map<string, MessageView>} */
  #views = new Map();
  #filled = false;
  #list = h('ol', { class: 'messages' });
  #empty = h('div', { class: 'empty' });
  #title = h('h2');
  #sub = h('p');
  #chips = h('div', { class: 'chips', role: 'group' });
  #input = h('input', { class: 'composer-input', autocomplete: 'off', enterkeyhint: 'send' });
  #send = h('button', { type: 'submit', class: 'button primary send' }, h('span'), icon('M2.5 8h10M8.5 4l4 4-4 4'));

  /**
   * @param {Room} room
   * @param {RoomHost} host
   */
  constructor(room, host) {
    this.id = room.id;
    this.kind = room.kind;
    /** What tells it from the others, as part of an element's id. */
    this.key = room.kind === 'own' ? 'own' : room.id.slice(room.id.indexOf(':') + 1);
    this.name = room.name;
    this.latest = 0;
    this.host = host;
    this.scroller = h('div', { class: 'scroller', tabindex: '0', role: 'group' }, this.#empty, this.#list);
    this.jump = h(
      'button',
      { type: 'button', class: 'jump', hidden: true, on: { click: () => this.toEnd(true) } },
      h('span'),
      icon('M8 3v10M4 9l4 4 4-4'),
    );
    this.composer =
      room.kind === 'own'
        ? h(
            'form',
            { class: 'composer', on: { submit: (event) => (event.preventDefault(), void this.#submit()) } },
            this.#chips,
            h('div', { class: 'composer-row' }, this.#input, this.#send),
          )
        : null;
    this.element = h(
      'section',
      { class: `room room-${room.kind}`, 'data-room': room.id, id: `room-${this.key}` },
      h('header', { class: 'room-head' }, this.#title, this.#sub),
      h('div', { class: 'room-body' }, this.scroller, this.jump),
      this.composer,
    );
    this.scroller.addEventListener('scroll', () => {
      if (this.#nearEnd()) this.jump.hidden = true;
    });
  }

  /** In the page's language. */
  called() {
    return this.name?.[currentLang()] ?? words().chat.own;
  }

  /**
   * Writes the room's own words.
   * @param {string} name of whom it belongs to
   */
  write(name) {
    const { chat } = words();
    const isOwn = this.kind === 'own';
    this.#title.textContent = isOwn ? words().bot : this.called();
    this.#sub.textContent = isOwn ? fill(chat.ownFor, { name }) : chat.boardHint;
    this.element.setAttribute('aria-label', isOwn ? fill(chat.ownFor, { name }) : this.called());
    this.scroller.setAttribute('aria-label', chat.messages);
    /** @type {HTMLElement} */ (this.jump.firstElementChild).textContent = chat.newBelow;
    this.#input.placeholder = chat.write;
    this.#input.setAttribute('aria-label', chat.write);
    this.#send.setAttribute('aria-label', chat.send);
    /** @type {HTMLElement} */ (this.#send.firstElementChild).textContent = chat.send;
    this.#chips.setAttribute('aria-label', chat.quick);
    this.#chips.replaceChildren(
      ...chat.words.map((word) =>
        h('button', { type: 'button', class: 'chip', on: { click: () => void this.#say(word) } }, word),
      ),
    );
    const hint = isOwn ? chat.emptyHint : chat.emptyBoard;
    this.#empty.replaceChildren(
      h('img', { src: '/page/mark.svg', alt: '', width: '48', height: '48' }),
      h('p', { class: 'empty-title' }, isOwn ? chat.empty : hint),
      ...(isOwn ? [h('p', {}, hint)] : []),
    );
  }

  /**
   * Takes over what changed since last time.
   * @param {Room} room
   * @param {Date} now
   */
  update(room, now) {
    const wasNear = this.#nearEnd();
    /** @type {MessageView[]} */
    const added = [];
    for (const message of room.messages) {
      const view = this.#views.get(message.id);
      if (view) {
        // An answer that was overtaken on its way says nothing new.
        if (message.touched > view.message.touched) view.update(message);
      } else {
        added.push(this.#add(message));
      }
    }
    this.latest = room.latest;
    this.relabel(now);
    this.#empty.hidden = this.#views.size > 0;
    const [first] = added;
    if (!first) return;
    if (!this.#filled) this.toEnd(false);
    else if (wasNear || first.message.from !== 'bot') this.#scrollTo(first, true);
    else this.jump.hidden = !added.some((view) => view.message.from === 'bot');
    if (this.#filled) this.#tell(added);
    this.#filled = true;
  }

  /** @param {Date} now */
  relabel(now) {
    const views = [...this.#views.values()];
    for (const [index, view] of views.entries()) {
      view.label(views[index - 1]?.message, views[index + 1]?.message, now);
    }
  }

  /** @param {boolean} smooth */
  toEnd(smooth) {
    const last = [...this.#views.values()].at(-1);
    if (last) this.#scrollTo(last, smooth);
    this.jump.hidden = true;
  }

  focus() {
    (this.composer ? this.#input : this.scroller).focus();
  }

  /** @param {Message} message */
  #add(message) {
    const view = new MessageView(message, this.host);
    const after = [...this.#views.values()].find((other) => other.message.sort > message.sort);
    this.#list.insertBefore(view.element, after?.element ?? null);
    this.#views.set(message.id, view);
    // A map keeps the order in which things came; a message that comes late belongs before others.
    if (after) this.#views = new Map([...this.#views].toSorted(([, a], [, b]) => a.message.sort - b.message.sort));
    return view;
  }

  /** @param {readonly MessageView[]} added */
  #tell(added) {
    const latest = added.findLast((view) => view.message.from === 'bot');
    if (!latest) return;
    const { chat } = words();
    announce(fill(this.kind === 'own' ? chat.arrived : chat.arrivedBoard, { summary: latest.message.summary }));
  }

  #nearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /**
   * To the end, but never past the beginning of what is to be read.
   * @param {MessageView} view
   * @param {boolean} smooth
   */
  #scrollTo(view, smooth) {
    const { scroller } = this;
    const start = view.element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    const top = Math.min(scroller.scrollHeight - scroller.clientHeight, start - 12);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scroller.scrollTo({ top, behavior: smooth && !calm ? 'smooth' : 'instant' });
  }

  async #submit() {
    const text = this.#input.value.trim();
    if (text === '') return;
    // What is written on while the line is on its way stays; what could not be sent comes back.
    this.#input.value = '';
    const taken = await this.#say(text);
    if (!taken && this.#input.value === '') this.#input.value = text;
  }

  /** @param {string} text */
  async #say(text) {
    this.composer?.setAttribute('aria-busy', 'true');
    try {
      return await this.host.say(text);
    } finally {
      this.composer?.removeAttribute('aria-busy');
    }
  }
}
