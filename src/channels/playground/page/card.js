import { h } from './dom.js';
import { sendOnEnter } from './enter.js';
import { hostConfig } from './hostconfig.js';
import { improveInputs, markErrors } from './inputs.js';
import { fill, words } from './words.js';

// Both libraries come as classic scripts, run before this module: their packages have no module build a browser can load.
const { AdaptiveCards, markdownit } =
  /** @type {{ AdaptiveCards: typeof import('adaptivecards'), markdownit: typeof import('markdown-it').default }} */ (
    /** @type {unknown} */ (globalThis)
  );

/** @typedef {{ verb: string, data: Record<string, unknown> }} Intent what a button asks for */

/**
 * @typedef {object} DrawnCard
 * @property {HTMLElement} element
 * @property {() => boolean} isTouched whether somebody has typed or chosen something, or is about to
 * @property {(errors: Record<string, string>) => boolean} showErrors marks the inputs; answers whether one got the focus
 */

// The subset of Markdown that Adaptive Cards has everywhere: emphasis, lists, links. No HTML, no images, no headings.
const markdown = markdownit('zero', { html: false, breaks: true }).enable([
  'emphasis',
  'link',
  'list',
  'newline',
  'escape',
]);

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};
// The message around the card takes the focus when it must; the card itself would be one more stop for the keyboard.
AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;

/** @param {string | undefined} url */
const openUrl = (url) => {
  if (url && URL.canParse(url) && /^(https?|mailto|tel):$/.test(new URL(url).protocol)) {
    window.open(url, '_blank', 'noopener,noreferrer');
  }
};

/** @returns {ScrollBehavior} */
const calmly = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth');

/** @param {unknown} data */
const asRecord = (data) =>
  /** @type {Record<string, unknown>} */ (typeof data === 'object' && data !== null ? data : {});

/**
 * @param {import('adaptivecards').Action} action
 * @returns {Intent | null}
 */
const intentOf = (action) => {
  if (action instanceof AdaptiveCards.ExecuteAction) {
    return { verb: action.verb ?? '', data: asRecord(action.data) };
  }
  // What a chat without Action.Execute sends: the verb travels in the data.
  if (action instanceof AdaptiveCards.SubmitAction) {
    const data = asRecord(action.data);
    return { verb: typeof data['verb'] === 'string' ? data['verb'] : (action.id ?? ''), data };
  }
  return null;
};

/** @param {import('adaptivecards').AdaptiveCard} card */
const valuesOf = (card) => JSON.stringify(card.getAllInputs().map((input) => [input.id, input.value ?? null]));

/** @param {HTMLElement} element */
const isTypedIn = (element) => {
  const { activeElement } = document;
  return element.contains(activeElement) && (activeElement?.matches('input, select, textarea') ?? false);
};

/**
 * @param {object} json
 * @param {string} summary
 * @param {(intent: Intent, button: HTMLElement | undefined) => void} onIntent
 * @returns {DrawnCard}
 */
export const drawCard = (json, summary, onIntent) => {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  card.onExecuteAction = (action) => {
    const intent = intentOf(action);
    if (intent) onIntent(intent, action.renderedElement);
    else if (action instanceof AdaptiveCards.OpenUrlAction) openUrl(action.url);
  };
  card.parse(json);
  const element = card.render();
  if (!element) {
    const said = h('p', { class: 'card-broken' }, fill(words().chat.broken, { summary }));
    return { element: said, isTouched: () => false, showErrors: () => false };
  }
  improveInputs(card);
  sendOnEnter(element);
  // The inputs of a card behind a button are drawn when it is opened for the first time.
  card.onInlineCardExpanded = (action, isExpanded) => {
    improveInputs(card);
    if (!isExpanded) return;
    const opened = action.card.renderedElement;
    // Once it has its height: what a button opens below the edge would otherwise seem not to open at all.
    requestAnimationFrame(() => opened?.scrollIntoView({ block: 'nearest', behavior: calmly() }));
  };
  const untouched = valuesOf(card);
  return {
    element,
    isTouched: () => isTypedIn(element) || valuesOf(card) !== untouched,
    showErrors: (errors) => markErrors(card, errors),
  };
};
