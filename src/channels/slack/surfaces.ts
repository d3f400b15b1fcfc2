import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { CardJson } from '../../app/ports.ts';
import type { Lang } from '../../domain/ids.ts';
import { slackText } from '../../text/slack.ts';
import { showOf, type Data } from './actions.ts';
import { blocksOf } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { dataOf, inputsOn, nodes, onCard, showCards, takesInputs, text, typeOf, type Node } from './nodes.ts';
import { bare, escaped, plainText, short } from './text.ts';

/** The three places where a card stands in Slack: a message, a window (modal), the app's home. */

export interface Message {
  readonly blocks: KnownBlock[];
  /** For notifications and screen readers. */
  readonly text: string;
}

export const messageOf = (card: CardJson, summary: string, lang: Lang): Message => ({
  blocks: blocksOf(card, { lang, inputs: false, turn: '', max: LIMITS.message }),
  text: escaped(short(summary, LIMITS.fallback)),
});

export const homeOf = (cards: readonly CardJson[], lang: Lang): HomeView => {
  const max = Math.floor(LIMITS.view / Math.max(1, cards.length)) - 1;
  const blocks = cards.flatMap((card, n): KnownBlock[] => [
    ...(n === 0 ? [] : [{ type: 'divider' } as const]),
    ...blocksOf(card, { lang, inputs: false, turn: '', max }),
  ]);
  return { type: 'home', blocks: withOwnIds(blocks) };
};

/** Several cards on one surface: each row of buttons says which it is, for Slack counts the same id twice as an error. */
const withOwnIds = (blocks: readonly KnownBlock[]): KnownBlock[] =>
  blocks.map((block, n) => (block.type === 'actions' ? { ...block, block_id: `row${n}` } : block));

/** Where the press came from that led to this window: a message there is answered in its place. */
export type Origin =
  | { readonly at: 'message'; readonly channel: string; readonly ts: string; readonly shared: boolean }
  | { readonly at: 'elsewhere' };

/** What a window remembers; Slack keeps it for us, out of the person's reach. */
export interface Metadata {
  /** What its own button does; null where it has none. */
  readonly verb: string | null;
  readonly data: Data;
  /** How to draw the same card anew, null where that is not known. */
  readonly show: Data | null;
  readonly origin: Origin;
  readonly lang: Lang;
}

export const metadataOf = (privateMetadata: string): Metadata => JSON.parse(privateMetadata) as Metadata;

/** The callback id of every window. Its verb stands in the metadata. */
export const WINDOW = 'card';

interface WindowContext {
  readonly lang: Lang;
  readonly origin: Origin;
  readonly turn: string;
}

/** The button at the foot: what sends the inputs, or the only thing there is to do. */
const submitOf = (card: Node): Node | undefined => {
  const executes = onCard(card).filter((node) => typeOf(node) === 'Action.Execute');
  if (inputsOn(card).length > 0) return executes.find(takesInputs);
  return executes.length === 1 && card['confirms'] === true ? executes[0] : undefined;
};

const headingOf = (card: Node): string | null => {
  const heading = nodes(card['body']).find((node) => node['style'] === 'heading');
  return heading ? bare(text(heading, 'text')) : null;
};

const modal = (
  title: string,
  blocks: KnownBlock[],
  lang: Lang,
  metadata: Metadata,
  submit: string | null,
): ModalView => {
  const private_metadata = JSON.stringify(metadata);
  if (private_metadata.length > LIMITS.metadata) throw new Error('a window remembers more than Slack takes');
  return {
    type: 'modal',
    callback_id: WINDOW,
    title: plainText(title, LIMITS.title),
    close: plainText(submit === null ? slackText[lang].close : slackText[lang].cancel, LIMITS.title),
    ...(submit === null ? {} : { submit: plainText(submit, LIMITS.title) }),
    private_metadata,
    blocks,
  };
};

export const windowOf = (card: CardJson | Node, { lang, origin, turn }: WindowContext, named?: string): ModalView => {
  const submit = submitOf(card);
  const heading = named ?? headingOf(card) ?? slackText[lang].name;
  // A heading that is too long for the window's title stays where it is.
  const titled = escaped(heading).length <= LIMITS.title && named === undefined;
  const fits = escaped(heading).length <= LIMITS.title;
  const drawn = blocksOf(card, { lang, inputs: true, turn, max: LIMITS.view, submit, titled });
  const first = onCard(card).find((node) => typeOf(node) === 'Action.Execute');
  const metadata: Metadata = {
    verb: submit ? text(submit, 'verb') : null,
    data: submit ? dataOf(submit) : {},
    show: first ? showOf(submit ?? first) : null,
    origin,
    lang,
  };
  // Where the inputs have nowhere to be sent there is nothing to fill in either.
  return modal(
    fits ? heading : slackText[lang].name,
    drawn,
    lang,
    metadata,
    submit ? bare(text(submit, 'title')) : null,
  );
};

/** The card behind a card's button. `about`: what the button was about when it was shown, which is what is then sent. */
export const behind = (card: CardJson, n: number, about: Data): { card: Node; title: string } | null => {
  const found = showCards(card)[n];
  const [inner] = nodes([found?.['card']]);
  if (!found || !inner) return null;
  const actions = nodes(inner['actions']).map((action) => ({
    ...action,
    data: { ...dataOf(action), ...same(about, action) },
  }));
  return { card: { ...inner, actions, confirms: true }, title: bare(text(found, 'title')) };
};

/** Of what the button was about, what tells one state from another. */
const same = (about: Data, action: Node): Data =>
  'revision' in about && 'revision' in dataOf(action) ? { revision: about['revision'] } : {};

const textWindow = (words: string, lang: Lang, origin: Origin, title = slackText[lang].name): ModalView =>
  modal(
    title,
    [{ type: 'section', text: plainText(words, LIMITS.section) }],
    lang,
    { verb: null, data: {}, show: null, origin, lang },
    null,
  );

export const workingWindow = (lang: Lang, origin: Origin): ModalView =>
  textWindow(slackText[lang].workingText, lang, origin, slackText[lang].working);

export const noteWindow = (words: string, lang: Lang, origin: Origin): ModalView => textWindow(words, lang, origin);
