import type { CardJson } from '../../src/app/ports.ts';

/** What a person finds on a card: its words and its buttons. */

export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const walk = (node: unknown, visit: (item: Record<string, unknown>) => void): void => {
  if (Array.isArray(node)) for (const item of node) walk(item, visit);
  else if (node !== null && typeof node === 'object') {
    visit(node as Record<string, unknown>);
    for (const value of Object.values(node)) walk(value, visit);
  }
};

export const buttonsOf = (card: CardJson): Button[] => {
  const buttons: Button[] = [];
  walk(card, (item) => {
    if (item['type'] !== 'Action.Execute') return;
    const { title, verb, data } = item;
    buttons.push({ title: String(title), verb: String(verb), data: (data ?? {}) as Button['data'] });
  });
  return buttons;
};

export const inputsOf = (card: CardJson): Record<string, unknown> => {
  const inputs: Record<string, unknown> = {};
  walk(card, (item) => {
    if (typeof item['type'] === 'string' && item['type'].startsWith('Input.'))
      inputs[String(item['id'])] = item['value'] ?? '';
  });
  return inputs;
};

/** Every word on the card, in one text. */
export const textOf = (card: CardJson): string => {
  const words: string[] = [];
  walk(card, (item) => {
    for (const key of ['text', 'title', 'value', 'label', 'placeholder']) {
      if (typeof item[key] === 'string') words.push(item[key]);
    }
  });
  return words.join('\n');
};
