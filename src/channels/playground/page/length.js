import { announce, h } from './dom.js';
import { fill, words } from './words.js';

/** From this share of what there is room for, a single line says how much is left; a text of many lines always does. */
const NEARLY = 0.8;

/** The renderer's mark, which it takes away whenever it asks whether the input is right. */
const FAILED = 'ac-input-validation-failed';

/**
 * The renderer lets the browser cut what is too long, without a word. This lets it stand, says by how much, and keeps the
 * card from being sent with it.
 * @param {import('adaptivecards').Input} input
 */
export const countLength = (input) => {
  const field = input.renderedElement?.querySelector('input[maxlength], textarea[maxlength]');
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  const max = field.maxLength;
  field.removeAttribute('maxlength');
  const isLong = field instanceof HTMLTextAreaElement;
  const counter = h('p', { class: 'counter' });
  field.closest('.ac-input-container')?.after(counter);
  field.setAttribute('aria-description', fill(words().length.most, { max }));

  let wasOver = false;
  const count = () => {
    // As the server counts: what stands at the ends is not kept.
    const used = field.value.trim().length;
    const isOver = used > max;
    const { length } = words();
    const n = used - max;
    counter.textContent = isOver
      ? fill(n === 1 ? length.oneOver : length.over, { n })
      : fill(length.used, { n: used, max });
    counter.hidden = !isLong && used < max * NEARLY;
    counter.classList.toggle('over', isOver);
    if (isOver || wasOver) field.classList.toggle(FAILED, isOver);
    if (isOver !== wasOver) {
      if (isOver) field.setAttribute('aria-invalid', 'true');
      else field.removeAttribute('aria-invalid');
      announce(counter.textContent);
    }
    wasOver = isOver;
    return !isOver;
  };
  field.addEventListener('input', count);
  count();

  // Asked of each input before a button sends; the first that says no gets the focus.
  const validate = input.validateValue.bind(input);
  input.validateValue = () => {
    const isValid = validate();
    return count() && isValid;
  };
};
