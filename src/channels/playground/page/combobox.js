import { announce, h } from './dom.js';
import { fill, words } from './words.js';

/** @typedef {{ title: string, value: string }} Choice */

/** More than one can take in; typing on narrows it down. */
const SHOWN = 60;

let made = 0;

/**
 * How a word is compared: `malmo` finds Malmö, on a keyboard without the letter.
 * @param {string} text
 */
export const comparable = (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('sv').trim();

/** @param {number} n */
export const hitsInWords = (n) => {
  const { choices } = words();
  if (n === 0) return choices.none;
  return n === 1 ? choices.oneHit : fill(choices.hits, { n });
};

/**
 * What begins with the query first, then what has a word that does, then what has it anywhere.
 * @template {{ title: string }} C
 * @param {readonly C[]} choices
 * @param {string} query
 * @returns {C[]}
 */
export const matching = (choices, query) => {
  const wanted = comparable(query);
  if (wanted === '') return [...choices];
  /** @param {C} choice */
  const rank = (choice) => {
    const title = comparable(choice.title);
    if (title.startsWith(wanted)) return 0;
    return title.includes(` ${wanted}`) ? 1 : title.includes(wanted) ? 2 : 3;
  };
  const ranked = choices.map((choice) => ({ choice, rank: rank(choice) })).filter((entry) => entry.rank < 3);
  return ranked.toSorted((one, other) => one.rank - other.rank).map((entry) => entry.choice);
};

/**
 * The renderer names the box around a searched field, with the label and later with what is wrong; the field needs it.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} element
 */
const nameAfter = (input, element) => {
  const named = element.querySelector('.ac-input-container > [aria-labelledby]');
  if (!named) return;
  const follow = () => input.setAttribute('aria-labelledby', named.getAttribute('aria-labelledby') ?? '');
  follow();
  new MutationObserver(follow).observe(named, { attributes: true, attributeFilter: ['aria-labelledby'] });
  const label = element.querySelector('label');
  if (!label) return;
  input.id = `${named.id}-field`;
  label.htmlFor = input.id;
};

/**
 * The renderer draws a text box with a datalist, which browsers show each in their own way and cannot be styled.
 * This keeps its text box, and so its value and checks, and puts a list of its own under it.
 * @param {HTMLElement} element
 * @param {readonly Choice[]} choices
 */
export const combobox = (element, choices) => {
  const input = element.querySelector('input');
  if (!input) return;
  const id = `choices-${++made}`;
  input.removeAttribute('list');
  element.querySelector('datalist')?.remove();
  // The renderer writes the value where a person expects the title.
  const preset = choices.find((choice) => choice.value === input.value);
  if (preset) input.value = preset.title;

  const list = h('ul', { id, role: 'listbox', class: 'choices', popover: 'manual' });
  list.setAttribute('aria-label', input.getAttribute('aria-label') ?? words().choices.search);
  /** @type {Choice[]} */
  let hits = [];
  let active = -1;

  for (const [name, value] of Object.entries({
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': id,
  })) {
    input.setAttribute(name, value);
  }
  input.closest('.ac-input-container')?.append(list);
  nameAfter(input, element);

  const isOpen = () => list.matches(':popover-open');

  const place = () => {
    const box = input.getBoundingClientRect();
    const below = window.innerHeight - box.bottom;
    const room = Math.max(below, box.top) - 16;
    list.style.left = `${box.left}px`;
    list.style.width = `${box.width}px`;
    list.style.maxHeight = `${Math.min(room, 320)}px`;
    const upwards = below < 200 && box.top > below;
    list.style.top = upwards ? 'auto' : `${box.bottom + 4}px`;
    list.style.bottom = upwards ? `${window.innerHeight - box.top + 4}px` : 'auto';
  };

  /** @param {Event} event */
  const follow = (event) => {
    if (!(event.target instanceof Node && list.contains(event.target))) place();
  };

  const close = () => {
    if (!isOpen()) return;
    list.hidePopover();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    window.removeEventListener('scroll', follow, true);
    window.removeEventListener('resize', follow);
  };

  /** @param {number} index */
  const activate = (index) => {
    active = index;
    for (const [i, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(i === index));
      if (i === index) option.scrollIntoView({ block: 'nearest' });
    }
    if (index >= 0) input.setAttribute('aria-activedescendant', `${id}-${index}`);
    else input.removeAttribute('aria-activedescendant');
  };

  /** @param {Choice} choice */
  const pick = (choice) => {
    input.value = choice.title;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    close();
  };

  /** @param {string} query */
  const open = (query) => {
    hits = matching(choices, query).slice(0, query.trim() === '' ? choices.length : SHOWN);
    list.replaceChildren(
      ...hits.map((choice, index) =>
        h(
          'li',
          {
            id: `${id}-${index}`,
            role: 'option',
            'aria-selected': 'false',
            // Before the text box loses the focus.
            on: { pointerdown: (event) => (event.preventDefault(), pick(choice)) },
          },
          choice.title,
        ),
      ),
    );
    if (hits.length === 0)
      list.append(h('li', { class: 'choices-none', 'aria-disabled': 'true' }, words().choices.none));
    if (!isOpen()) {
      list.showPopover();
      input.setAttribute('aria-expanded', 'true');
      window.addEventListener('scroll', follow, true);
      window.addEventListener('resize', follow);
    }
    place();
    activate(query.trim() !== '' && hits.length > 0 ? 0 : -1);
  };

  input.addEventListener('input', (event) => {
    // What `pick` sends is not typed.
    if (event.isTrusted) {
      open(input.value);
      announce(hitsInWords(hits.length));
    }
  });
  input.addEventListener('click', () => {
    if (isOpen()) close();
    else open(choices.some((choice) => choice.title === input.value) ? '' : input.value);
  });
  input.addEventListener('blur', () => {
    close();
    // Typed to the end in another case, or without its dots: it is meant all the same.
    const meant = choices.find((choice) => comparable(choice.title) === comparable(input.value));
    if (meant && meant.title !== input.value) pick(meant);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen()) open('');
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (hits.length > 0) activate((active + step + (active < 0 && step < 0 ? 1 : 0) + hits.length) % hits.length);
    } else if (event.key === 'Enter' && isOpen()) {
      event.preventDefault();
      const chosen = hits[active];
      if (chosen) pick(chosen);
      else close();
    } else if (event.key === 'Escape' && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
};
