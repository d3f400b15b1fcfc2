import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { View } from '../app/say/view.ts';
import { CARDS } from '../app/say/cards.ts';
import type { CardJson } from '../app/ports.ts';

/** Template + data -> card. The templates (cards/*.json) are read once; what people wrote is data and never evaluated. */

/** What is used of the library. Its own types reach into another package's source files, which do not compile with these settings. */
interface Templating {
  readonly Template: new (template: unknown) => { expand(context: { readonly $root: unknown }): unknown };
  readonly GlobalSettings: { getUndefinedFieldValueSubstitutionString?: (path: string) => string | undefined };
}

// Both the library and the expressions it stands on are CommonJS without names that Node could see.
const { GlobalSettings, Template } = createRequire(import.meta.url)('adaptivecards-templating') as Templating;

type Json = Record<string, unknown>;

const isObject = (node: unknown): node is Json => typeof node === 'object' && node !== null && !Array.isArray(node);

const templates = new Map<string, InstanceType<Templating['Template']>>(
  CARDS.map((name) => {
    const path = new URL(`../../cards/${name}.json`, import.meta.url);
    return [name, new Template(JSON.parse(readFileSync(path, 'utf8')))];
  }),
);

/** What a template asked for and the view did not give, since the last expansion. */
let missing: string[] = [];
GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
  missing.push(path);
  return '';
};

const expand = ({ template: name, data }: View): Json => {
  const template = templates.get(name);
  if (!template) throw new Error(`no card template is called ${name}`);
  missing = [];
  const card: unknown = template.expand({ $root: data });
  if (missing.length > 0) throw new Error(`the card ${name} lacks ${missing.join(', ')}`);
  return card as Json;
};

/** By type, what an element is nothing without. */
const ESSENCE: Readonly<Record<string, string>> = {
  TextBlock: 'text',
  TextRun: 'text',
  RichTextBlock: 'inlines',
  FactSet: 'facts',
  Container: 'items',
  ActionSet: 'actions',
  ColumnSet: 'columns',
};

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The node without what is empty in it, so that a template need not ask before each line; null when nothing is left. */
const tidy = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(tidy).filter((item) => item !== null && item !== undefined);
  if (!isObject(node)) return node;
  const kept = Object.entries(node).flatMap(([key, value]): [string, unknown][] => {
    const tidied = tidy(value);
    return isEmpty(tidied) ? [] : [[key, tidied]];
  });
  const result: Json = Object.fromEntries(kept);
  const essence = ESSENCE[String(node['type'])];
  return essence !== undefined && !(essence in result) ? null : result;
};

const isInput = (node: unknown): node is Json & { id: string } =>
  isObject(node) &&
  typeof node['type'] === 'string' &&
  node['type'].startsWith('Input.') &&
  typeof node['id'] === 'string';

/** What a client typed, as its input takes it; undefined where it cannot show it. */
const asTyped = (input: Json, value: unknown): unknown => {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  if (input['type'] !== 'Input.Number') return String(value);
  const number = Number(value);
  return String(value).trim() === '' || Number.isNaN(number) ? undefined : number;
};

const errorBlock = (text: string): Json => ({
  type: 'TextBlock',
  text,
  color: 'Attention',
  size: 'Small',
  wrap: true,
  spacing: 'Small',
});

const programmeBlock = (text: string): Json => ({ type: 'TextBlock', text, size: 'Small', isSubtle: true, wrap: true });

const messageBlock = (text: string): Json => ({
  type: 'Container',
  style: 'emphasis',
  items: [{ type: 'TextBlock', text, weight: 'Bolder', wrap: true }],
});

export interface Extras {
  /** Said first. */
  readonly message?: string;
  /** By input id: why it was not accepted. */
  readonly errors?: Readonly<Record<string, string>>;
  /** By input id: what was typed, so that it is still there. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Puts what was typed into the inputs, and under each what was wrong with it, also inside cards behind buttons. */
const fill = (node: unknown, errors: NonNullable<Extras['errors']>, values: NonNullable<Extras['values']>): unknown => {
  if (Array.isArray(node)) {
    return node.flatMap((item): unknown[] => {
      const filled = fill(item, errors, values);
      const error = isInput(item) ? errors[item.id] : undefined;
      return error === undefined ? [filled] : [filled, errorBlock(error)];
    });
  }
  if (!isObject(node)) return node;
  const result: Json = {};
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'data' && key !== 'choices') result[key] = fill(value, errors, values);
    else result[key] = value;
  }
  if (isInput(node) && Object.hasOwn(values, node.id)) {
    const typed = asTyped(node, values[node.id]);
    if (typed === undefined || typed === '') delete result['value'];
    else result['value'] = typed;
  }
  return result;
};

const inputIds = (node: unknown): readonly string[] => {
  if (Array.isArray(node)) return node.flatMap(inputIds);
  if (!isObject(node)) return [];
  return isInput(node) ? [node.id] : Object.values(node).flatMap(inputIds);
};

export const drawCard = (view: View, { message, errors = {}, values = {} }: Extras = {}): CardJson => {
  const card = tidy(expand(view));
  const filled = fill(card, errors, values) as Json;
  const body = Array.isArray(filled['body']) ? (filled['body'] as unknown[]) : [];
  // The card may have changed meanwhile: what was wrong with an input that is gone is said all the same.
  const ids = inputIds(card);
  const homeless = Object.entries(errors).flatMap(([id, error]) => (ids.includes(id) ? [] : [error]));
  const programme = view.programme === undefined ? [] : [programmeBlock(view.programme)];
  const first = [...programme, ...[...(message ? [message] : []), ...homeless].map(messageBlock)];
  return { ...filled, type: 'AdaptiveCard', body: [...first, ...body] };
};
