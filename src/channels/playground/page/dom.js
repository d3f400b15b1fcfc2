/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} id
 * @returns {E}
 */
export const byId = (id) => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element #${id}`);
  return /** @type {E} */ (found);
};

/** @typedef {string | number | boolean | null | undefined} Attribute */

/**
 * Makes an element. `on` holds listeners; other values become attributes, false and null none.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{ on?: Record<string, (event: any) => void>, [name: string]: Attribute | Record<string, (event: any) => void> }} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'object' && value !== null) {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
};

/**
 * @param {string} path what an icon of 16 × 16 draws
 */
export const icon = (path) => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
};

/** @param {string} name */
const initials = (name) => {
  const words = name.trim().split(/\s+/u);
  const last = words.length > 1 ? words.at(-1) : '';
  return [words[0], last].map((word) => word?.at(0)?.toUpperCase() ?? '').join('');
};

const HUES = 8;

/**
 * The same person has the same colour, whatever the order of the list.
 * @param {{ id: string, name: string }} person
 */
export const avatar = (person) => {
  let sum = 0;
  for (const character of person.id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return h('span', { class: `avatar hue-${sum % HUES}`, 'aria-hidden': 'true' }, initials(person.name));
};

/**
 * Says something to a screen reader; twice the same words are still said twice.
 * @param {string} text
 */
export const announce = (text) => {
  const live = byId('live');
  live.textContent = '';
  setTimeout(() => (live.textContent = text), 50);
};
