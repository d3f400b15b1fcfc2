/** An Adaptive Card as a tree, as far as our cards go. */
export type Node = Readonly<Record<string, unknown>>;

/** A card holds something that there is no Slack for. It is a fault of ours, in tests and outside: nothing is left out in silence. */
export class UnknownElement extends Error {
  override readonly name = 'UnknownElement';
  constructor(type: string) {
    super(`no Slack for ${type}`);
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

export const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

export const text = (node: Node, key: string): string => {
  const value = node[key];
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
};

export const typeOf = (node: Node): string => text(node, 'type');

const within = (node: Node): Node[] => [
  ...nodes(node['body']),
  ...nodes(node['items']),
  ...nodes(node['columns']),
  ...nodes(node['actions']),
];

/** Everything on the card itself, in order; not what stands behind its ShowCards. */
export const onCard = (card: Node): Node[] => within(card).flatMap((node) => [node, ...onCard(node)]);

export const isInput = (node: Node): boolean => typeOf(node).startsWith('Input.');

export const inputsOn = (card: Node): Node[] => onCard(card).filter(isInput);

export const showCards = (card: Node): Node[] => onCard(card).filter((node) => typeOf(node) === 'Action.ShowCard');

/** Whether what the inputs hold goes along with this action. */
export const takesInputs = (action: Node): boolean =>
  typeOf(action) === 'Action.Execute' && action['associatedInputs'] !== 'none';

export const dataOf = (action: Node): Readonly<Record<string, unknown>> =>
  isNode(action['data']) ? action['data'] : {};
