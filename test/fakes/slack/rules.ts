import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

/**
 * What Slack would refuse: a schema made from @slack/types with the limits that stand in their comments, and the rules that a
 * schema cannot say. Every `blocks` and `view` that goes out in a test passes here first.
 */

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const root = join(import.meta.dirname, '..', '..', '..');
const require = createRequire(import.meta.url);
const types = require.resolve('@slack/types').replace(/index\.js$/, 'index.d.ts');

/** The greatest number that a property's comment allows. */
const limitIn = (comment: string): number | null => {
  const plain = comment.replace(/\{@link [^}]*\}/g, '').replace(/\s+/g, ' ');
  const found =
    /max(?:imum)?\.? (?:length|number|size)?[^.]{0,70}?\b(?:is|of) (\d+)/i.exec(plain) ??
    /\bmax of (\d+)/i.exec(plain) ??
    /there is a maximum of (\d+)/i.exec(plain) ??
    /maximum of (\d+)/i.exec(plain) ??
    /no more than (\d+)/i.exec(plain);
  return found ? Number(found[1]) : null;
};

const limited = (schema: Json): Json => {
  const comment = typeof schema['description'] === 'string' ? schema['description'] : '';
  const limit = limitIn(comment);
  const rest = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'description'));
  if (limit === null) return rest;
  if (rest['type'] === 'string' && !('const' in rest)) return { ...rest, maxLength: limit };
  if (rest['type'] === 'array') return { ...rest, maxItems: limit };
  // A text object, or one of two: the limit is its text's.
  if ('$ref' in rest || 'anyOf' in rest) return { allOf: [rest], properties: { text: { maxLength: limit } } };
  return rest;
};

const walk = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(walk);
  if (!isObject(node)) return node;
  const walked = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'properties' && isObject(value) ? properties(value) : walk(value),
    ]),
  );
  return walked;
};
const properties = (node: Json): Json =>
  Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, isObject(value) ? limited(walk(value) as Json) : value]),
  );

const generate = async (): Promise<Json> => {
  const { createGenerator } = await import('ts-json-schema-generator');
  const generator = createGenerator({
    path: types,
    type: '*',
    skipTypeCheck: true,
    expose: 'all',
    additionalProperties: false,
  });
  const definitions: Json = {};
  for (const type of ['KnownBlock', 'ModalView', 'HomeView'])
    Object.assign(definitions, generator.createSchema(type).definitions);
  definitions['AnyBlock'] = { $ref: '#/definitions/KnownBlock' };
  return walk({ definitions }) as Json;
};

/** Making it takes some seconds: it is kept, by what it is made from. */
const schema = async (): Promise<Json> => {
  const { version } = require('@slack/types/package.json') as { version: string };
  const key = createHash('sha256')
    .update(version)
    .update(readFileSync(import.meta.filename))
    .digest('hex')
    .slice(0, 16);
  const cache = join(root, '.cache', 'slack');
  const file = join(cache, `${key}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch {
    const made = await generate();
    mkdirSync(cache, { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(made));
    renameSync(fresh, file);
    return made;
  }
};

const everyNode = function* (node: unknown): Generator<Json> {
  if (Array.isArray(node)) for (const item of node) yield* everyNode(item);
  else if (isObject(node)) {
    yield node;
    for (const value of Object.values(node)) yield* everyNode(value);
  }
};

const repeated = (items: readonly unknown[]): unknown[] =>
  items.filter((item, n) => item !== undefined && items.indexOf(item) !== n);

/** What the schema cannot say. */
const rules = (blocks: readonly Json[], view: Json | null): string[] => {
  const wrong: string[] = [];
  if (view === null && blocks.length > 50) wrong.push('more than 50 blocks in a message');
  if (blocks.length > 100) wrong.push('more than 100 blocks in a view');
  if (blocks.length === 0) wrong.push('no blocks');
  const hasInputs = blocks.some(({ type }) => type === 'input');
  if (hasInputs && view?.['type'] === 'modal' && !view['submit']) wrong.push('inputs without a submit');
  if (hasInputs && view === null) wrong.push('inputs in a message');
  wrong.push(...repeated(blocks.map((block) => block['block_id'])).map((id) => `block_id twice: ${String(id)}`));
  for (const block of blocks) {
    if (block['type'] === 'section' && !block['text'] && !block['fields'])
      wrong.push('a section without text or fields');
    const ids = [...everyNode(block['elements']), ...everyNode(block['accessory'])].map((node) => node['action_id']);
    wrong.push(...repeated(ids).map((id) => `action_id twice in a block: ${String(id)}`));
    if (
      block['type'] === 'section' &&
      (block['fields'] as Json[] | undefined)?.some(({ text }) => String(text).length > 2000)
    ) {
      wrong.push('a field over 2000');
    }
  }
  for (const node of everyNode(blocks)) {
    const options = node['options'] as Json[] | undefined;
    if (options) {
      if (options.length === 0) wrong.push('no options');
      wrong.push(...repeated(options.map(({ value }) => value)).map((value) => `option twice: ${String(value)}`));
      const initial = [node['initial_option'], ...((node['initial_options'] as Json[] | undefined) ?? [])].filter(
        isObject,
      );
      const same = initial.every((one) => options.some((option) => JSON.stringify(option) === JSON.stringify(one)));
      if (!same) wrong.push('an initial option that is none of the options');
      if (['checkboxes', 'radio_buttons'].includes(String(node['type'])) && options.length > 10)
        wrong.push('over 10 to tick');
    }
    if (typeof node['initial_value'] === 'string') {
      const max = typeof node['max_length'] === 'number' ? node['max_length'] : 3000;
      if (node['initial_value'].length > max) wrong.push('an initial value over its limit');
    }
    if (node['type'] === 'plain_text' || node['type'] === 'mrkdwn') {
      const text = String(node['text']);
      if (text.length === 0) wrong.push('an empty text');
      if (text.length > 3000) wrong.push('a text over 3000');
    }
    wrong.push(...unescaped(node));
  }
  return wrong;
};

/** The only `<` that we send in a text are those of links to write to or call. */
const unescaped = (node: Json): string[] => {
  const isText = ['plain_text', 'mrkdwn', 'text'].includes(String(node['type']));
  const text = isText && typeof node['text'] === 'string' ? node['text'] : '';
  const rest = node['type'] === 'mrkdwn' ? text.replace(/<(?:mailto|tel):[^<>|\s]+\|[^<>|]*>/g, '') : text;
  return /[<>]|&(?!amp;|lt;|gt;)/.test(rest) ? [`unescaped: ${rest.slice(0, 60)}`] : [];
};

export interface SlackRules {
  /** What is wrong with a message's blocks. */
  message(blocks: readonly unknown[]): string[];
  view(view: unknown): string[];
}

export const slackRules = async (): Promise<SlackRules> => {
  const made = await schema();
  const ajv = new Ajv({ strict: false, allErrors: false, discriminator: false });
  ajv.addSchema({ ...made, $id: 'slack' });
  const of = (type: string): ValidateFunction => ajv.compile({ $ref: `slack#/definitions/${type}` });
  // Each block against its own type, so that what is said is about that and not about all the others.
  const byType = new Map<string, ValidateFunction>();
  for (const [name, definition] of Object.entries(made['definitions'] as Json)) {
    const type = ((definition as Json)['properties'] as Json | undefined)?.['type'] as Json | undefined;
    if (name.endsWith('Block') && typeof type?.['const'] === 'string') byType.set(type['const'], of(name));
  }
  const [modal, home] = [of('ModalView'), of('HomeView')];
  const checked = (validate: ValidateFunction, value: unknown, what: string): string[] =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
  const eachBlock = (blocks: readonly unknown[]): string[] =>
    blocks.flatMap((block, n) => {
      const type = isObject(block) ? String(block['type']) : 'none';
      const validate = byType.get(type);
      return validate ? checked(validate, block, `${type}[${n}]`) : [`no block is called ${type}`];
    });
  return {
    message: (blocks) => [...eachBlock(blocks), ...rules(blocks as Json[], null)],
    view(view) {
      if (!isObject(view) || !Array.isArray(view['blocks'])) return ['no view'];
      const found = eachBlock(view['blocks']);
      const whole = found.length > 0 ? [] : checked(view['type'] === 'home' ? home : modal, view, 'view');
      return [...found, ...whole, ...rules(view['blocks'] as Json[], view)];
    },
  };
};
