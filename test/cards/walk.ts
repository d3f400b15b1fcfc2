/** A card as a tree: its actions with the inputs that go with each, and all it says. */

type Json = Readonly<Record<string, unknown>>;

const isObject = (node: unknown): node is Json => typeof node === 'object' && node !== null && !Array.isArray(node);
const typeOf = (node: Json): string => (typeof node['type'] === 'string' ? node['type'] : '');

const visit = (node: unknown, see: (item: Json) => boolean | void): void => {
  if (Array.isArray(node)) for (const item of node) visit(item, see);
  else if (isObject(node) && see(node) !== false) for (const value of Object.values(node)) visit(value, see);
};

export const all = (card: unknown, type: (type: string) => boolean): Json[] => {
  const found: Json[] = [];
  visit(card, (item) => {
    if (type(typeOf(item))) found.push(item);
  });
  return found;
};

export interface Sending {
  readonly action: Json;
  /** What travels with it beside its data. */
  readonly inputs: readonly Json[];
}

/** Every Execute of a card, with the inputs of its own card and those around it, unless it takes none. */
export const sendings = (card: unknown, around: readonly Json[] = []): Sending[] => {
  const inputs: Json[] = [...around];
  const actions: Json[] = [];
  const shown: Json[] = [];
  visit(card, (item) => {
    if (typeOf(item).startsWith('Input.')) inputs.push(item);
    if (typeOf(item) === 'Action.Execute') actions.push(item);
    if (typeOf(item) !== 'Action.ShowCard') return;
    shown.push(item['card'] as Json);
    return false;
  });
  return [
    ...actions.map((action) => ({ action, inputs: action['associatedInputs'] === 'none' ? [] : inputs })),
    ...shown.flatMap((inner) => sendings(inner, inputs)),
  ];
};

/** All strings on the card that somebody reads, or that Markdown is made of. */
export const strings = (
  card: unknown,
  keys = ['text', 'title', 'value', 'label', 'placeholder', 'errorMessage'],
): string[] => {
  const found: string[] = [];
  visit(card, (item) => {
    for (const key of keys) if (typeof item[key] === 'string') found.push(item[key]);
  });
  return found;
};
