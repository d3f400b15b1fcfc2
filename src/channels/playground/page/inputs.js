import { combobox } from './combobox.js';
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

/** @param {HTMLElement} element */
const labelOf = (element) => element.querySelector(':scope > label, :scope > .ac-richTextBlock');

/**
 * Radio buttons and tick boxes belong together under their label, for a screen reader too.
 * @param {HTMLElement} element
 */
const nameGroup = (element) => {
  const group = element.querySelector('.ac-choiceSetInput-expanded, .ac-choiceSetInput-multiSelect');
  const label = labelOf(element);
  if (!group || !label) return;
  group.setAttribute('role', group.classList.contains('ac-choiceSetInput-expanded') ? 'radiogroup' : 'group');
  group.setAttribute('aria-labelledby', label.id);
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
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-description', said);
    field.classList.add('ac-input-validation-failed');
    field.addEventListener(
      'input',
      () => {
        field.removeAttribute('aria-invalid');
        field.removeAttribute('aria-description');
        field.classList.remove('ac-input-validation-failed');
      },
      { once: true },
    );
    first ??= field;
  }
  first?.focus();
  return first !== null;
};
