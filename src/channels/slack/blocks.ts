import type { ActionsBlock, Button, KnownBlock, RichTextBlock } from '@slack/types';
import type { Lang } from '../../domain/ids.ts';
import { slackText } from '../../text/slack.ts';
import { formButton, linkButton, openButton, pressButton } from './actions.ts';
import { inputBlock } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { isInput, nodes, onCard, showCards, takesInputs, text, typeOf, UnknownElement, type Node } from './nodes.ts';
import { bare, escaped, pieces, plainText, runs, short } from './text.ts';

/**
 * Adaptive Card → Block Kit, purely. `inputs: true` draws the card as a window, with its inputs; else it is drawn as a message, and
 * what must be filled in stands behind a button. What people wrote is plain text everywhere: Slack reads no markup in it.
 */
export interface Drawing {
  readonly lang: Lang;
  readonly inputs: boolean;
  /** Stands behind the ids of input blocks, so that a new view begins empty. */
  readonly turn: string;
  readonly max: number;
  /** The action that is the window's own button, and so stands nowhere else. */
  readonly submit?: Node | undefined;
  /** Heading that the window's title says already. */
  readonly titled?: boolean;
}

const FACT_TITLE = 200;

/** Buttons on one row of a message before Slack folds them away on a small screen. */
const A_ROW = 5;

class Drawer {
  readonly #blocks: KnownBlock[] = [];
  readonly #drawing: Drawing;
  readonly #card: Node;
  readonly #opens: readonly Node[];
  /** Said once: to the window with the card's inputs. */
  #form: boolean;
  #n = 0;

  constructor(card: Node, drawing: Drawing) {
    this.#card = card;
    this.#drawing = drawing;
    this.#opens = showCards(card);
    this.#form = !drawing.inputs && onCard(card).some(isInput);
  }

  draw(): KnownBlock[] {
    for (const node of nodes(this.#card['body'])) this.#node(node);
    this.#actions(nodes(this.#card['actions']));
    return this.#blocks;
  }

  #node(node: Node): void {
    if (node['separator'] === true && this.#blocks.length > 0) this.#blocks.push({ type: 'divider' });
    if (isInput(node)) {
      if (this.#drawing.inputs) this.#blocks.push(inputBlock(node, this.#drawing));
      return;
    }
    switch (typeOf(node)) {
      case 'TextBlock':
        return this.#text(node);
      case 'RichTextBlock':
        return this.#section(nodes(node['inlines']).map(run).join(''));
      case 'FactSet':
        return this.#facts(node);
      case 'Container':
        return node['style'] === 'emphasis' ? this.#quote(nodes(node['items'])) : this.#all(nodes(node['items']));
      case 'ColumnSet':
        return this.#all(nodes(node['columns']));
      case 'Column':
        return this.#all(nodes(node['items']));
      case 'ActionSet':
        return this.#actions(nodes(node['actions']));
      default:
        throw new UnknownElement(typeOf(node));
    }
  }

  #all(items: readonly Node[]): void {
    for (const item of items) this.#node(item);
  }

  #text(node: Node): void {
    const words = text(node, 'text');
    if (bare(words).trim() === '') return;
    if (node['style'] === 'heading') {
      if (!this.#drawing.titled) this.#blocks.push({ type: 'header', text: plainText(bare(words), LIMITS.header) });
      return;
    }
    if (node['color'] === 'Attention') return this.#section(`⚠️ ${bare(words)}`);
    const found = runs(words, node['weight'] === 'Bolder');
    if (found.some(({ bold }) => bold)) return this.#rich('rich_text_section', [found]);
    if (node['isSubtle'] === true || node['size'] === 'Small') {
      for (const piece of pieces(bare(words), LIMITS.section)) {
        this.#blocks.push({ type: 'context', elements: [plainText(piece, LIMITS.section)] });
      }
      return;
    }
    return this.#section(bare(words));
  }

  #section(words: string): void {
    for (const piece of pieces(words, LIMITS.section)) {
      this.#blocks.push({ type: 'section', text: plainText(piece, LIMITS.section) });
    }
  }

  /** Text with bold in it. Rich text is never read for markup, so what people wrote stands as it is; `<` is escaped all the same. */
  #rich(
    type: 'rich_text_section' | 'rich_text_quote',
    lines: readonly (readonly { text: string; bold: boolean }[])[],
  ): void {
    const elements = lines.map((line, n) => {
      const parts = line.flatMap(({ text: words, bold }) =>
        pieces(words, LIMITS.section).map((piece) => ({ text: piece, bold })),
      );
      // Pieces lose the space they were parted at; a line's own parts keep theirs.
      const whole = parts.length === line.length ? line : parts;
      const ending = n < lines.length - 1 && type === 'rich_text_quote' ? [{ text: '\n', bold: false }] : [];
      return [...whole, ...ending].map(({ text: words, bold }) => ({
        type: 'text' as const,
        text: escaped(words),
        ...(bold ? { style: { bold } } : {}),
      }));
    });
    const block: RichTextBlock = { type: 'rich_text', elements: [{ type, elements: elements.flat() }] };
    this.#blocks.push(block);
  }

  /** What stands out on a card is a quotation in Slack. Anything but text in it comes after. */
  #quote(items: readonly Node[]): void {
    const isText = (node: Node): boolean => ['TextBlock', 'RichTextBlock'].includes(typeOf(node));
    const lines = items.filter(isText).flatMap((node) => {
      const found =
        typeOf(node) === 'TextBlock'
          ? runs(text(node, 'text'), node['weight'] === 'Bolder')
          : [{ text: nodes(node['inlines']).map(run).join(''), bold: false }];
      return found.some(({ text: words }) => words.trim() !== '') ? [found] : [];
    });
    if (lines.length > 0) this.#rich('rich_text_quote', lines);
    this.#all(items.filter((node) => !isText(node)));
  }

  /** Two columns: what it is, and what it says. */
  #facts(node: Node): void {
    const fields = nodes(node['facts']).flatMap((fact) => [
      {
        type: 'mrkdwn' as const,
        text: `*${escaped(short(bare(text(fact, 'title')).replace(/\s*[*\n]\s*/g, ' '), FACT_TITLE))}*`,
      },
      plainText(bare(text(fact, 'value')), LIMITS.field),
    ]);
    for (let at = 0; at < fields.length; at += LIMITS.fields) {
      this.#blocks.push({ type: 'section', fields: fields.slice(at, at + LIMITS.fields) });
    }
  }

  #button(action: Node): Button | null {
    const n = this.#n++;
    switch (typeOf(action)) {
      case 'Action.OpenUrl':
        return linkButton(action, n);
      case 'Action.ShowCard':
        return openButton(action, this.#opens.indexOf(action), n);
      case 'Action.Execute':
        break;
      default:
        throw new UnknownElement(typeOf(action));
    }
    if (action === this.#drawing.submit) return null;
    const hasInputs = onCard(this.#card).some(isInput);
    if (this.#drawing.inputs || !hasInputs || !takesInputs(action)) return pressButton(action, n);
    // A message has no inputs: they are in the window that this opens, and so are the other ways to send them.
    if (!this.#form) return null;
    this.#form = false;
    const { search, fillIn } = slackText[this.#drawing.lang];
    const title = text(action, 'verb') === 'show' ? search : fillIn;
    return formButton(title, action, n);
  }

  #actions(actions: readonly Node[]): void {
    // Slack's buttons lead to pages; an address to write to or call is a link in the text.
    const isPage = (node: Node): boolean => typeOf(node) !== 'Action.OpenUrl' || /^https?:/.test(text(node, 'url'));
    this.#links(actions.filter((node) => !isPage(node)));
    const buttons = actions.filter(isPage).flatMap((action) => {
      const made = this.#button(action);
      return made ? [made] : [];
    });
    for (let at = 0; at < buttons.length; at += A_ROW) {
      const block: ActionsBlock = { type: 'actions', elements: buttons.slice(at, at + A_ROW) };
      this.#blocks.push(block);
    }
  }

  #links(actions: readonly Node[]): void {
    const links = actions.flatMap((action) => {
      const url = text(action, 'url').replace(/[|<>\s]/g, encodeURIComponent);
      const title = bare(text(action, 'title')).replace(/[|*_~`]/g, ' ');
      return /^(mailto|tel):/.test(url) && url.length < 1000 ? [`<${escaped(url)}|${escaped(title)}>`] : [];
    });
    if (links.length > 0) this.#blocks.push({ type: 'section', text: { type: 'mrkdwn', text: links.join('   ·   ') } });
  }
}

const run = (inline: Node): string => {
  if (typeOf(inline) !== 'TextRun') throw new UnknownElement(typeOf(inline));
  return text(inline, 'text');
};

/** What can be pressed or filled in stays; what is only read goes first where there is no room, and a line says so. */
const fitted = (blocks: readonly KnownBlock[], { max, lang }: Drawing): KnownBlock[] => {
  if (blocks.length <= max) return [...blocks];
  const isRead = ({ type }: KnownBlock): boolean => type !== 'actions' && type !== 'input';
  const doing = blocks.filter((block) => !isRead(block)).slice(0, max - 1);
  let room = max - 1 - doing.length;
  const kept = blocks.filter((block) => (isRead(block) ? room-- > 0 : doing.includes(block)));
  return [...kept, { type: 'context', elements: [plainText(slackText[lang].more, LIMITS.section)] }];
};

/** @throws UnknownElement */
export const blocksOf = (card: Node, drawing: Drawing): KnownBlock[] => {
  const blocks = fitted(new Drawer(card, drawing).draw(), drawing);
  return blocks.length > 0
    ? blocks
    : [{ type: 'section', text: plainText(slackText[drawing.lang].answered, LIMITS.section) }];
};
