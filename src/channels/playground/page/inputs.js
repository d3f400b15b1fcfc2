import { combobox } from './combobox.js';
import { countLength } from './length.js';
import { multipicker } from './multipicker.js';

/** @typedef {import('adaptivecards').AdaptiveCard} AdaptiveCard */
/** @typedef {import('adaptivecards').Input} Input */
/** @typedef {import('adaptivecards').ChoiceSetInput} ChoiceSetInput */

/** @type {WeakSet<Element>} */
const improved = new WeakSet();

/**
 * @param {Input} input
 * @returns {input is ChoiceSetInput}
 */
const isChoiceSet = (input) => input.getJsonTypeName() === 'Input.ChoiceSet';

const GROUP = '.ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect';

/** @param {HTMLElement} element */
const labelOf = (element) => element.querySelector(':scope > label, :scope > .ac-richTextBlock');

/**
 * Radio buttons and tick boxes belong together under their question, for a screen reader too. The renderer puts the question,
 * and later what is wrong, into the name of the first of them; both are the group's.
 * @param {HTMLElement} element
 */
const nameGroup = (element) => {
  const group = element.querySelector(GROUP);
  const label = labelOf(element);
  const first = group?.querySelector('input');
  if (!group || !label || !first) return;
  const isRadio = first.type === 'radio';
  group.setAttribute('role', isRadio ? 'radiogroup' : 'group');
  group.setAttribute('aria-labelledby', label.id);
  if (isRadio && first.hasAttribute('aria-required')) group.setAttribute('aria-required', 'true');
  for (const box of group.querySelectorAll('input')) box.removeAttribute('aria-required');

  const follow = () => {
    const own = first.labels?.[0]?.id ?? '';
    const named = (first.getAttribute('aria-labelledby') ?? '').split(' ').filter((id) => id !== '');
    const extra = named.filter((id) => id !== own && id !== label.id);
    if (named.length > 1) first.setAttribute('aria-labelledby', own);
    if (extra.length > 0) group.setAttribute('aria-describedby', extra.join(' '));
    else if (named.length > 1) group.removeAttribute('aria-describedby');
  };
  follow();
  new MutationObserver(follow).observe(first, { attributes: true, attributeFilter: ['aria-labelledby'] });
};

/** @param {ChoiceSetInput} input */
const improveChoices = (input) => {
  const element = input.renderedElement;
  if (!element) return;
  nameGroup(element);
  if (input.style !== 'filtered') return;
  if (input.isMultiSelect) multipicker(element);
  else
    combobox(
      element,
      input.choices.map((choice) => ({ title: choice.title ?? '', value: choice.value ?? '' })),
    );
};

/**
 * Makes of the renderer's inputs what its own are not yet: a list one can search by typing.
 * @param {AdaptiveCard} card
 */
export const improveInputs = (card) => {
  for (const input of card.getAllInputs()) {
    const element = input.renderedElement;
    if (!element || improved.has(element)) continue;
    improved.add(element);
    if (input.id) element.dataset['input'] = input.id;
    if (isChoiceSet(input)) improveChoices(input);
    else countLength(input);
  }
};

/**
 * The card already says what is wrong; this ties it to the inputs, and takes the person to the first.
 * @param {AdaptiveCard} card
 * @param {Record<string, string>} errors by input id
 */
export const markErrors = (card, errors) => {
  /** @type {HTMLElement | null} */
  let first = null;
  for (const input of card.getAllInputs()) {
    const said = input.id ? errors[input.id] : undefined;
    const field = /** @type {HTMLElement | null} */ (input.renderedElement?.querySelector('input, select, textarea'));
    if (said === undefined || !field) continue;
    // Of radio buttons it is the group that has a wrong answer, not the first of them.
    const told = field.closest('[role=radiogroup]') ?? field;
    const before = told.getAttribute('aria-description');
    told.setAttribute('aria-invalid', 'true');
    told.setAttribute('aria-description', said);
    told.classList.add('ac-input-validation-failed');
    told.addEventListener(
      'input',
      () => {
        told.removeAttribute('aria-invalid');
        if (before === null) told.removeAttribute('aria-description');
        else told.setAttribute('aria-description', before);
        told.classList.remove('ac-input-validation-failed');
      },
      { once: true },
    );
    first ??= field;
  }
  first?.focus();
  return first !== null;
};
