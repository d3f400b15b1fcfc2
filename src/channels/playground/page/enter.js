const LINES = ['text', 'email', 'tel', 'url', 'number', 'date', 'time'];

const CARD = '.ac-adaptiveCard';

/**
 * The button that a line of a card goes with: of the first buttons after it, the filled one, else the first that sends. One
 * that takes something away, leads elsewhere or opens more is only ever pressed on purpose.
 * @param {HTMLElement} line
 * @returns {HTMLButtonElement | undefined}
 */
const buttonFor = (line) => {
  const card = line.closest(CARD);
  for (const set of card?.querySelectorAll('.ac-actionSet') ?? []) {
    const isAfter = line.compareDocumentPosition(set) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (!isAfter || set.closest(CARD) !== card) continue;
    const buttons = [...set.querySelectorAll('button')].filter(
      (button) => !button.matches(':disabled, .expandable, .style-destructive, [role=link]'),
    );
    const [first] = buttons;
    if (first) return buttons.find((button) => button.matches('.primary')) ?? first;
  }
  return undefined;
};

/**
 * Enter in an input of one line sends, as in any form.
 * @param {HTMLElement} element a card
 */
export const sendOnEnter = (element) => {
  element.addEventListener('keydown', (event) => {
    const { target } = event;
    // Whoever is still choosing among suggestions, or composing a letter, has said so already.
    if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented) return;
    if (!(target instanceof HTMLInputElement) || !LINES.includes(target.type)) return;
    event.preventDefault();
    buttonFor(target)?.click();
  });
};
