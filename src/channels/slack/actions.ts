import type { Button } from '@slack/types';
import { LIMITS } from './limits.ts';
import { dataOf, nodes, onCard, takesInputs, text, typeOf, type Node } from './nodes.ts';
import { bare, plainText } from './text.ts';

/** What a button carries: a verb with its data, or the way to a window. Never state, and nothing that a person wrote. */

export type Data = Readonly<Record<string, unknown>>;

/** The kinds of buttons, by what stands before the number in their action id. */
export const BUTTON = { press: 'press', form: 'form', open: 'open', link: 'link' } as const;
export type ButtonKind = (typeof BUTTON)[keyof typeof BUTTON];

export interface Pressed {
  readonly verb: string;
  readonly data: Data;
  /** Whether what stands in the inputs beside it goes along. */
  readonly inputs?: boolean;
}

/** To a window with one of a card's ShowCards: the card is drawn anew, and `with` is what the button was about when it was shown. */
export interface Opened {
  readonly show: Data;
  readonly open: number;
  readonly with: Data;
}

/** The data that asks for the card itself that an action stands on. */
export const showOf = (action: Node): Data => {
  const { v: _, type, id, card, about, step, role, field, talk, mentor, then, county, word } = dataOf(action);
  const args = { step, role, field, talk, mentor, then, county, word };
  const given = Object.entries(args).filter(([, value]) => value !== undefined && value !== '');
  const self = text(action, 'verb') === 'show' ? { card, about } : { card: type, about: id };
  return { ...self, ...Object.fromEntries(given) };
};

const styleOf = (action: Node): Pick<Button, 'style'> => {
  if (action['style'] === 'positive') return { style: 'primary' };
  return action['style'] === 'destructive' ? { style: 'danger' } : {};
};

const valueOf = (value: Pressed | Opened | Data): string => {
  const json = JSON.stringify(value);
  if (json.length > LIMITS.value) throw new Error('a button carries more than Slack takes');
  return json;
};

const button = (title: string, action_id: string, rest: Pick<Button, 'style' | 'value' | 'url'>): Button => ({
  type: 'button',
  text: plainText(bare(title), LIMITS.button),
  action_id,
  ...rest,
});

export const pressButton = (action: Node, n: number): Button => {
  const verb = text(action, 'verb');
  const pressed: Pressed = { verb, data: dataOf(action), ...(takesInputs(action) ? { inputs: true } : {}) };
  return button(text(action, 'title'), `${BUTTON.press}:${n}:${verb}`, { ...styleOf(action), value: valueOf(pressed) });
};

/** To the card itself in a window, where its inputs are. */
export const formButton = (title: string, action: Node, n: number): Button =>
  button(title, `${BUTTON.form}:${n}`, { style: 'primary', value: valueOf(showOf(action)) });

/** The first Execute of a card that stands behind a button says what it all is about. */
const firstExecute = (card: Node): Node | undefined => onCard(card).find((node) => typeOf(node) === 'Action.Execute');

export const openButton = (showCard: Node, open: number, n: number): Button => {
  const [inner] = nodes([showCard['card']]);
  const execute = inner && firstExecute(inner);
  if (!execute) throw new Error('a ShowCard without an action');
  const opened: Opened = { show: showOf(execute), open, with: dataOf(execute) };
  return button(text(showCard, 'title'), `${BUTTON.open}:${n}`, { ...styleOf(showCard), value: valueOf(opened) });
};

export const linkButton = (action: Node, n: number): Button =>
  button(text(action, 'title'), `${BUTTON.link}:${n}`, { url: text(action, 'url') });
