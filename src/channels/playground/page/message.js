import { ApiError } from './api.js';
import { drawCard } from './card.js';
import { announce, h } from './dom.js';
import { dayName, fill, sameDay, shortMoment, timeOf, words } from './words.js';

/** @typedef {import('./api.js').Message} Message */
/** @typedef {import('./api.js').Pressed} Pressed */
/** @typedef {import('./card.js').DrawnCard} DrawnCard */
/** @typedef {import('./card.js').Intent} Intent */

/**
 * @typedef {object} MessageHost what a message needs of the room it stands in
 * @property {(message: Message, intent: Intent) => Promise<Pressed>} press
 * @property {(error: ApiError) => void} failed
 */

/** One message, and its card, which is only ever drawn anew when it changed and nobody is writing in it. */
export class MessageView {
  /** @type {DrawnCard | null} */
  #drawn = null;
  /** The card that is drawn, to know when another comes. */
  #shownCard = '';
  #busy = false;
  /** A card for this reader alone stands in the card's place. */
  #local = false;
  #host;
  #day = h('p', { class: 'day' });
  #sender = h('p', { class: 'sender', hidden: true });
  #body = h('div', { class: 'bubble' });
  #bar = h('div', { class: 'card-bar', hidden: true });
  #meta = h('p', { class: 'meta' });

  /**
   * @param {Message} message
   * @param {MessageHost} host
   */
  constructor(message, host) {
    this.message = message;
    this.#host = host;
    const from = message.from === 'bot' ? 'bot' : 'me';
    this.article = h('article', { class: 'message', tabindex: '-1' }, this.#sender, this.#bar, this.#body, this.#meta);
    this.element = h('li', { class: `entry from-${from}`, 'data-message': message.id }, this.#day, this.article);
    if (message.card) this.#draw(message.card, message.summary);
    else this.#body.textContent = message.text ?? message.summary;
    this.#body.classList.toggle('with-card', Boolean(message.card));
    this.#shownCard = JSON.stringify(message.card ?? null);
  }

  /**
   * Takes over what the server now says of this message.
   * @param {Message} message
   */
  update(message) {
    this.message = message;
    const card = JSON.stringify(message.card ?? null);
    // While a press is on its way, its answer decides; a card for this reader alone stays until they leave it.
    if (card === this.#shownCard || !message.card || this.#local || this.#busy) return;
    if (this.#drawn?.isTouched()) this.#offerNew();
    else this.#showStored();
  }

  /**
   * The line above and the line below: both depend on the neighbours, the app's time and the language.
   * @param {Message | undefined} before
   * @param {Message | undefined} after
   * @param {Date} now
   */
  label(before, after, now) {
    const { message } = this;
    const at = new Date(message.at);
    const newDay = !before || !sameDay(new Date(before.at), at);
    const day = newDay ? dayName(at, now) : '';
    if (this.#day.textContent !== day) this.#day.textContent = day;
    this.#day.hidden = !newDay;

    const begins = newDay || before.from !== message.from;
    const ends = !after || after.from !== message.from || !sameDay(new Date(after.at), at);
    this.element.classList.toggle('begins', begins);
    const sameMinute = after && timeOf(new Date(after.at)) === timeOf(at);
    const { chat, bot } = words();
    const updated = new Date(message.updatedAt);
    const isUpdated = updated.getTime() - at.getTime() > 60_000;
    const when = sameDay(updated, at) ? timeOf(updated) : shortMoment(updated);
    const meta = timeOf(at) + (isUpdated ? ` · ${fill(chat.updated, { when })}` : '');
    if (this.#meta.textContent !== meta) this.#meta.textContent = meta;
    this.#meta.hidden = !ends && !isUpdated && Boolean(sameMinute);
    const isBot = message.from === 'bot';
    const sender = isBot ? bot : chat.you;
    this.#sender.hidden = !isBot || !begins;
    if (isBot && this.#sender.childElementCount === 0) {
      this.#sender.append(h('img', { src: '/page/mark.svg', alt: '', width: '20', height: '20' }), bot);
    }
    this.article.setAttribute('aria-label', `${sender}, ${timeOf(at)}: ${message.summary}`);
  }

  /** @param {object} card @param {string} summary */
  #draw(card, summary) {
    const hadFocus = this.article.contains(document.activeElement);
    this.#drawn = drawCard(card, summary, (intent, button) => void this.#press(intent, button));
    this.#body.replaceChildren(this.#drawn.element);
    if (hadFocus) this.article.focus({ preventScroll: true });
  }

  #showStored() {
    const { card, summary } = this.message;
    this.#local = false;
    this.#hideBar();
    if (!card) return;
    this.#shownCard = JSON.stringify(card);
    this.#draw(card, summary);
  }

  #hideBar() {
    this.#bar.hidden = true;
    this.#bar.replaceChildren();
  }

  /**
   * @param {string} said
   * @param {string} action
   */
  #showBar(said, action) {
    const click = () => {
      this.article.focus({ preventScroll: true });
      this.#showStored();
    };
    this.#bar.replaceChildren(
      h('span', {}, said),
      h('button', { type: 'button', class: 'link', on: { click } }, action),
    );
    this.#bar.hidden = false;
  }

  /** Somebody is writing in the card that has just changed: it stays until they want the new one. */
  #offerNew() {
    const { chat } = words();
    this.#showBar(chat.changed, chat.showNew);
  }

  /**
   * @param {Intent} intent
   * @param {HTMLElement | undefined} button
   */
  async #press(intent, button) {
    if (this.#busy) return;
    this.#busy = true;
    this.article.setAttribute('aria-busy', 'true');
    button?.setAttribute('aria-busy', 'true');
    try {
      const pressed = await this.#host.press(this.message, intent);
      this.#busy = false;
      this.#take(pressed);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#host.failed(error);
      this.#busy = false;
      this.update(this.message);
    } finally {
      this.#busy = false;
      this.article.removeAttribute('aria-busy');
      button?.removeAttribute('aria-busy');
    }
  }

  /** @param {Pressed} pressed */
  #take(pressed) {
    if (pressed.card) {
      this.#local = true;
      this.#draw(pressed.card, pressed.summary);
      this.#showBar(words().chat.onlyYou, words().chat.back);
    } else if (this.#local || JSON.stringify(this.message.card) !== this.#shownCard) {
      this.#showStored();
    } else {
      this.#hideBar();
    }
    announce(pressed.summary);
    const corrected = pressed.outcome === 'invalid' && this.#drawn?.showErrors(pressed.errors);
    if (!corrected) this.#reveal();
  }

  /** The button stood at the card's end; the answer begins where the card began, which may be out of sight. */
  #reveal() {
    const edge = this.article.closest('.scroller')?.getBoundingClientRect().top ?? 0;
    if (this.article.getBoundingClientRect().top < edge) this.article.scrollIntoView({ block: 'start' });
  }
}
