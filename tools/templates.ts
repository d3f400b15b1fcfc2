import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes src/app/say/templates.ts: what each card template asks of its view, so that a view that lacks something does not compile.
 * `npm run templates` after a template was changed; a test holds the two together.
 */

const CARDS = new URL('../cards/', import.meta.url);
export const ASKED_FILE = new URL('../src/app/say/templates.ts', import.meta.url);

/** What is asked of one value: something to write, or by name what must be in it, of it or of each of its items. */
interface Asked {
  readonly fields: Map<string, Asked>;
  list: boolean;
}

const asked = (): Asked => ({ fields: new Map(), list: false });

const at = (scope: Asked, path: readonly string[]): Asked =>
  path.reduce((node, name) => {
    const found = node.fields.get(name) ?? asked();
    node.fields.set(name, found);
    return found;
  }, scope);

const WORDS = new Set(['true', 'false', 'null']);

/** The paths that an expression reads: `kind == 'x' || $root.t.y` reads `kind` and `$root.t.y`. */
const pathsIn = (expression: string): string[][] =>
  [...expression.replace(/'[^']*'/g, '').matchAll(/(?<![\w.$])[$a-zA-Z_][\w$]*(?:\.\w+)*(?!\s*\()/g)]
    .map(([path]) => path.split('.'))
    .filter(([first]) => first !== undefined && !WORDS.has(first));

const expressionsIn = (text: string): string[] => [...text.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1] ?? '');

const read = (text: string, scope: Asked, root: Asked): void => {
  for (const path of expressionsIn(text).flatMap(pathsIn)) {
    if (path[0] === '$root') at(root, path.slice(1));
    else at(scope, path);
  }
};

const visit = (node: unknown, scope: Asked, root: Asked): void => {
  if (typeof node === 'string') read(node, scope, root);
  else if (Array.isArray(node)) for (const item of node) visit(item, scope, root);
  else if (typeof node === 'object' && node !== null) {
    const { $data, ...rest } = node as Record<string, unknown>;
    const [path] = typeof $data === 'string' ? expressionsIn($data).flatMap(pathsIn) : [];
    const inner = path ? at(scope, path) : scope;
    if (path) inner.list = true;
    for (const value of Object.values(rest)) visit(value, inner, root);
  }
};

/** By template, the tree of what it asks for. */
const askedBy = (template: unknown): Asked => {
  const root = asked();
  visit(template, root, root);
  return root;
};

/** What every view gives without being told: the words, the sentences at fields, and what the card is about. */
const GIVEN = ['t', 'errors', 'id'];

const typeOf = ({ fields, list }: Asked): string => {
  const own = [...fields].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const inner =
    own.length === 0 ? 'Leaf' : `{ ${own.map(([name, node]) => `readonly ${name}: ${typeOf(node)}`).join('; ')} }`;
  return list ? `readonly ${inner}[]` : inner;
};

const templates = (): readonly (readonly [string, Asked])[] =>
  readdirSync(CARDS)
    .toSorted()
    .map((file) => {
      const template: unknown = JSON.parse(readFileSync(new URL(file, CARDS), 'utf8'));
      return [file.replace(/\.json$/, ''), askedBy(template)] as const;
    });

/** The words that each template takes from its texts: 'title', 'kinds.line'. */
export const wordsAsked = (): ReadonlyMap<string, readonly string[]> => {
  const paths = ({ fields }: Asked): string[] =>
    [...fields].flatMap(([name, node]) =>
      node.fields.size === 0 ? [name] : paths(node).map((path) => `${name}.${path}`),
    );
  return new Map(
    templates().map(([name, root]) => {
      const words = root.fields.get('t');
      return [name, words ? paths(words) : []] as const;
    }),
  );
};

/** The file as it should be: a line a card, so that a change to one is a change of one. */
export const askedFile = (): string => {
  const rows = templates().map(([name, { fields }]) => {
    const own = new Map([...fields].filter(([field]) => !GIVEN.includes(field)));
    return `  readonly '${name}': ${typeOf({ fields: own, list: false })};`;
  });
  return `/** Made by tools/templates.ts from cards/*.json: what each template asks of its view, beside its words and its id. */

type Leaf = string | number | boolean;

export interface Asked {
${rows.join('\n')}
}
`;
};

// Started by the launcher, it is not main to Node.
if (process.argv[1] === import.meta.filename) writeFileSync(ASKED_FILE, askedFile());
