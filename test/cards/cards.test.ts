import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../src/app/verbs/table.ts';
import { CARDS } from '../../src/app/say/cards.ts';
import type { CardJson } from '../../src/app/ports.ts';
import { drawCard } from '../../src/channels/card.ts';
import { formIn } from '../../src/domain/form/forms.ts';
import { stepOf } from '../../src/domain/form/form.ts';
import { schemaOfStep } from '../../src/app/forms/check.ts';
import { refFrom } from '../../src/app/forms/road.ts';
import { aProgramme, ZONE } from '../build.ts';
import type { Scene } from './scene.ts';
import { scenes, viewOf } from './scenes.ts';
import { all, sendings, strings } from './walk.ts';

// Its package has no build that Node can import.
const { AdaptiveCard, HostConfig, SerializationContext, Versions } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof AdaptiveCards;

const LANGS = ['sv', 'en'] as const;
const LONGEST = 28_000;
const MOST_ACTIONS = 6;

/** What these tests look at of a zod schema. */
interface Schema {
  readonly shape?: Record<string, unknown>;
  readonly in?: Schema;
  readonly def: { readonly left?: Schema; readonly right?: Schema };
  safeParse(data: unknown): { readonly success: boolean; readonly error?: unknown };
}

/** The keys that a verb knows, through what its schema is wrapped in. */
const keysOf = (schema: Schema | undefined): string[] => {
  if (!schema) return [];
  if (schema.shape) return Object.keys(schema.shape);
  return [...keysOf(schema.in), ...keysOf(schema.def.left), ...keysOf(schema.def.right)];
};

/** A step of a form knows its own fields, beside those of every step. */
const schemaFor = (verb: string, data: Readonly<Record<string, unknown>>, { programme = aProgramme() }: Scene) => {
  const schema = schemaOf(verb, ZONE) as unknown as Schema | null;
  if (!schema || verb !== 'form.answer') return { schema, known: keysOf(schema ?? undefined) };
  const ref = refFrom(String(data['form']));
  const step = ref && stepOf(formIn(programme.forms, ref)!, String(data['step']));
  const fields = schemaOfStep(step!) as unknown as Schema;
  const both: Schema = {
    def: {},
    safeParse: (sent) =>
      [schema, fields].map((one) => one.safeParse(sent)).find(({ success }) => !success) ?? { success: true },
  };
  return { schema: both, known: [...keysOf(schema), ...keysOf(fields)] };
};

/** Something a person might put there. */
const sample = (input: Record<string, unknown>): unknown => {
  switch (input['type']) {
    case 'Input.Number':
      return JSON.stringify(input['value'] ?? 6);
    case 'Input.Date':
      return '2026-12-01';
    case 'Input.Time':
      return '13:00';
    case 'Input.Toggle':
      return 'true';
    case 'Input.ChoiceSet':
      return (input['choices'] as { value: string }[]).find(({ value }) => value !== '')?.value;
    default:
      return { Email: 'karin.ek@kommun.se', Tel: '070-174 06 05' }[String(input['style'])] ?? 'Ett ord';
  }
};

const draw = async (scene: Scene, lang: (typeof LANGS)[number]) => {
  const view = await viewOf(scene, lang);
  if (!view) throw new Error(`nothing to draw: ${scene.name}`);
  return { view, card: drawCard(view) };
};

const eventsOf = (card: CardJson): string[] => {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.hostConfig = new HostConfig({ actions: { maxActions: MOST_ACTIONS } });
  parsed.parse(card, context);
  const found = Array.from({ length: context.eventCount }, (_, n) => context.getEventAt(n).message);
  return [...found, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
};

describe.each(scenes())('$name', (scene) => {
  it.each(LANGS)('is a valid card of version 1.5 in %s, and small enough', async (lang) => {
    const { card } = await draw(scene, lang);
    expect(eventsOf(card)).toEqual([]);
    expect(JSON.stringify(card).length).toBeLessThan(LONGEST);
    expect(JSON.stringify(card)).not.toContain('${');
  });

  it('says something, in both languages something else', async () => {
    const [sv, en] = await Promise.all(LANGS.map((lang) => draw(scene, lang)));
    expect(sv?.view.summary).not.toBe('');
    expect(strings(sv?.card, ['text']).join()).not.toBe(strings(en?.card, ['text']).join());
    expect(sv?.view.summary).not.toMatch(/undefined|null|NaN|Invalid/);
    expect(strings(sv?.card).join()).not.toMatch(/undefined|\bnull\b|NaN|Invalid/);
  });

  it('has only buttons that the door takes, with exactly what it takes', async () => {
    const { view, card } = await draw(scene, 'sv');
    for (const { action, inputs } of sendings(card)) {
      const { verb, data } = action as { verb: string; data: Record<string, unknown> };
      const { schema, known } = schemaFor(verb, data, scene);
      const { v, type, ...rest } = data;
      expect({ v, type }).toEqual({ v: 1, type: view.template });
      if (!schema) throw new Error(`no such verb: ${verb}`);
      const sent = { ...rest, ...Object.fromEntries(inputs.map((input) => [input['id'], sample(input)])) };
      const unknown = Object.keys(sent).filter((key) => !known.includes(key));
      expect({ verb, unknown }).toEqual({ verb, unknown: [] });
      expect({ verb, ...schema.safeParse(sent) }).toMatchObject({ verb, success: true });
    }
  });

  it('keeps to the layout every chat has', async () => {
    const { card } = await draw(scene, 'sv');
    expect((card['actions'] as unknown[] | undefined)?.length ?? 0).toBeLessThanOrEqual(MOST_ACTIONS);
    const inputs = all(card, (type) => type.startsWith('Input.'));
    expect(inputs.filter(({ style }) => style === 'filtered').length).toBeLessThanOrEqual(1);
    expect(new Set(inputs.map(({ id }) => id)).size).toBe(inputs.length);
    for (const input of inputs) {
      expect(input['label'] ?? input['title']).toBeTruthy();
      expect(Boolean(input['errorMessage']) || !input['isRequired']).toBe(true);
      // The renderer blocks a form whose optional number with limits is left empty.
      expect(input['type'] === 'Input.Number' && !input['isRequired'] && ('min' in input || 'max' in input)).toBe(
        false,
      );
    }
    for (const text of all(card, (type) => type === 'TextBlock')) expect(text['wrap']).toBe(true);
  });
});

describe('the templates', () => {
  it('are all in use', async () => {
    const used = await Promise.all(scenes().map(async (scene) => (await viewOf(scene, 'sv'))?.template));
    expect(new Set(used)).toEqual(new Set(CARDS));
  });

  it('hold no words', () => {
    for (const name of CARDS) {
      const template: unknown = JSON.parse(readFileSync(new URL(`../../cards/${name}.json`, import.meta.url), 'utf8'));
      const said = strings(template, ['text', 'title', 'label', 'placeholder', 'errorMessage']);
      expect({ name, words: said.filter((text) => !/^\$\{[^}]+\}$/.test(text)) }).toEqual({ name, words: [] });
    }
  });
});
