import { array, assert, constantFrom, integer, oneof, property, string, tuple } from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { drawCard } from '../../../src/channels/card.ts';
import { showCards, type Node } from '../../../src/channels/slack/nodes.ts';
import { behind, homeOf, messageOf, windowOf, type Origin } from '../../../src/channels/slack/surfaces.ts';
import { pieces, plainText, short } from '../../../src/channels/slack/text.ts';
import type { CardJson } from '../../../src/app/ports.ts';
import { scenes, viewOf } from '../../cards/scenes.ts';
import { slackRules, type SlackRules } from '../../fakes/slack/rules.ts';

let rules: SlackRules;
let views: NonNullable<Awaited<ReturnType<typeof viewOf>>>[];
beforeAll(async () => {
  rules = await slackRules();
  views = (await Promise.all(scenes().map((scene) => viewOf(scene, 'sv')))).filter((view) => view !== null);
});

const origin: Origin = { at: 'message', channel: 'D0123456789', ts: '1790000000.000100', shared: false };

const hostile = oneof(
  string({ unit: 'grapheme', maxLength: 40 }),
  string({ unit: 'binary', maxLength: 40 }),
  constantFrom(
    '<!channel>',
    '<!here>',
    '<@U123>',
    '&lt;!channel&gt;',
    '*_~`',
    '**',
    '\\*',
    '<https://x|y>',
    '${evil}',
    '\n\n',
    ' ',
    '😀',
  ),
);
const words = tuple(hostile, integer({ min: 1, max: 4000 }), hostile).map(
  ([unit, times, end]) =>
    (unit === '' ? 'ord ' : unit).repeat(Math.ceil(times / Math.max(1, unit.length))).slice(0, times) + end,
);

/** The bound data of a real card, with every string that people could have written put to the test. */
const KEPT = new Set([
  'id',
  'about',
  'card',
  'type',
  'value',
  'role',
  'tone',
  'talk',
  'otherLang',
  'registration',
  'mentor',
  'mailto',
  'tel',
  't',
  'errors',
  'values',
  'programme',
  'member',
  'me',
  'rule',
  'then',
  'title',
  'next',
  'account',
  'keep',
  'form',
  'step',
  'field',
  'other',
  'kind',
  'style',
]);
const filled = (node: unknown, next: () => string, key = ''): unknown => {
  if (KEPT.has(key) && typeof node !== 'object') return node;
  if (typeof node === 'string') return node === '' ? node : next();
  if (Array.isArray(node)) return node.map((item) => filled(item, next));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === 't' || name === 'errors' ? value : filled(value, next, name),
    ]),
  );
};

const wrongWith = (card: CardJson, summary: string): string[] => {
  const behindButtons = showCards(card).flatMap((_, n) => {
    const found = behind(card, n, {});
    return found
      ? [rules.view(windowOf(found.card, { lang: 'sv', origin, turn: 't' }, found.title))]
      : [['nothing behind a button']];
  });
  const message = messageOf(card, summary, 'sv');
  const text = /[<>]/.test(message.text) || message.text.length > 3000 ? ['the line for notifications'] : [];
  const window = rules.view(windowOf(card, { lang: 'sv', origin, turn: 't' }));
  return [
    ...rules.message(message.blocks),
    ...text,
    ...window,
    ...rules.view(homeOf([card], 'sv')),
    ...behindButtons.flat(),
  ];
};

test('whatever is bound to whichever card, nothing is over a limit and nobody is called', () => {
  assert(
    property(integer({ min: 0, max: 10_000 }), array(words, { minLength: 1, maxLength: 6 }), (which, texts) => {
      const view = views[which % views.length];
      if (!view) throw new Error('no view');
      let n = 0;
      const next = (): string => texts[n++ % texts.length] ?? '';
      const card = drawCard({ ...view, data: filled(view.data, next) as typeof view.data }, { message: next() });
      expect(wrongWith(card, next())).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('nor for cards of any length and with any number of buttons, facts and choices', () => {
  const count = integer({ min: 0, max: 140 });
  assert(
    property(words, words, count, count, count, count, (one, two, texts, facts, choices, buttons) => {
      const many = <T>(times: number, make: (n: number) => T): T[] => Array.from({ length: times }, (_, n) => make(n));
      const execute = (n: number): Node => ({
        type: 'Action.Execute',
        title: `${one} ${n}`,
        verb: 'x',
        data: { v: 1, type: 'start', id: `pair:${n}` },
      });
      const input: Node = {
        type: 'Input.ChoiceSet',
        id: 'c',
        label: one,
        value: '1',
        isMultiSelect: texts % 2 === 0,
        style: facts % 2 ? 'expanded' : 'compact',
      };
      const body: Node[] = [
        { type: 'TextBlock', text: one, style: 'heading' },
        ...many(texts, (n) => ({
          type: 'TextBlock',
          text: `${two} ${n}`,
          isSubtle: n % 2 === 0,
          weight: n % 3 ? 'Default' : 'Bolder',
          separator: n % 5 === 0,
        })),
        { type: 'FactSet', facts: many(facts, (n) => ({ title: `${one} ${n}`, value: two })) },
        {
          type: 'Container',
          style: 'emphasis',
          items: [
            { type: 'TextBlock', text: two },
            { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: one }] },
          ],
        },
        ...(choices > 0
          ? [{ ...input, choices: many(choices, (n) => ({ title: `${two} ${n}`, value: String(n) })) }]
          : []),
        { type: 'Input.Text', id: 't', label: two, value: one, maxLength: 200, placeholder: two },
      ];
      const card: CardJson = {
        type: 'AdaptiveCard',
        body,
        actions: [execute(0), ...many(Math.min(buttons, 40), execute)],
      };
      expect(wrongWith(card, one)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('a text is shortened at a word’s end, never inside a character, and says that it was', () => {
  expect(short('ett två tre', 11)).toBe('ett två tre');
  expect(short('ett två tre', 9)).toBe('ett två…');
  expect(short('a😀😀😀', 4)).toBe('a😀…');
  expect(plainText('', 10).text).toBe('–');
});

test('pieces keep every word, in order', () => {
  assert(
    property(words, integer({ min: 20, max: 200 }), (text, max) => {
      const found = pieces(text, max);
      for (const piece of found) expect(plainText(piece, max).text.length).toBeLessThanOrEqual(max);
      expect(found.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
    { numRuns: 100 },
  );
});
