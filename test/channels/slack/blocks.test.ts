import { beforeAll, describe, expect, it, test } from 'vitest';
import { drawCard } from '../../../src/channels/card.ts';
import { showCards } from '../../../src/channels/slack/nodes.ts';
import {
  behind,
  homeOf,
  messageOf,
  noteWindow,
  windowOf,
  workingWindow,
  type Origin,
} from '../../../src/channels/slack/surfaces.ts';
import { scenes, viewOf } from '../../cards/scenes.ts';
import { slackRules, type SlackRules } from '../../fakes/slack/rules.ts';

const LANGS = ['sv', 'en'] as const;
const origin: Origin = { at: 'message', channel: 'D0123456789', ts: '1790000000.000100', shared: false };

let rules: SlackRules;
beforeAll(async () => {
  rules = await slackRules();
});

describe('what Slack would refuse is found', () => {
  const text = (words: string) => ({ type: 'plain_text', text: words });
  const section = { type: 'section', text: text('Hej') };
  const input = (id: string) => ({
    type: 'input',
    block_id: id,
    label: text('Namn'),
    element: { type: 'plain_text_input', action_id: 'a' },
  });
  const modal = (blocks: unknown[], more = {}) => ({ type: 'modal', title: text('Hej'), blocks, ...more });
  const button = (more = {}) => ({ type: 'button', text: text('Ja'), action_id: 'a', ...more });
  test.each([
    ['a header that is too long', [{ type: 'header', text: text('x'.repeat(151)) }]],
    ['a section that is too long', [{ type: 'section', text: text('x'.repeat(3001)) }]],
    ['a field that is too long', [{ type: 'section', fields: [text('x'.repeat(2001))] }]],
    ['too many fields', [{ type: 'section', fields: Array.from({ length: 11 }, () => text('x')) }]],
    ['a button’s text', [{ type: 'actions', elements: [button({ text: text('x'.repeat(76)) })] }]],
    ['a button’s value', [{ type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] }]],
    ['the same action twice', [{ type: 'actions', elements: [button(), button()] }]],
    ['an unknown block', [{ type: 'carousel2' }]],
    ['an unknown property', [{ ...section, colour: 'red' }]],
    ['an empty section', [{ type: 'section' }]],
    ['an empty text', [{ type: 'section', text: text('') }]],
    ['too many blocks', Array.from({ length: 51 }, () => section)],
    ['an unescaped call to everyone', [{ type: 'section', text: text('<!channel>') }]],
    ['an ampersand', [{ type: 'section', text: text('A & B') }]],
  ])('%s', (_, blocks) => {
    expect(rules.message(blocks)).not.toEqual([]);
  });
  test.each([
    ['a title that is too long', modal([section], { title: text('x'.repeat(25)) })],
    ['inputs without a submit', modal([input('a')])],
    ['the same block twice', modal([input('a'), input('a')], { submit: text('Ja') })],
    ['metadata that is too long', modal([section], { private_metadata: 'x'.repeat(3001) })],
    ['too many blocks', modal(Array.from({ length: 101 }, () => section))],
  ])('in a view: %s', (_, view) => {
    expect(rules.view(view)).not.toEqual([]);
  });
  test('and what is right is let through', () => {
    expect(rules.message([section, { type: 'divider' }, { type: 'actions', elements: [button()] }])).toEqual([]);
    expect(rules.view(modal([input('a'), input('b')], { submit: text('Ja') }))).toEqual([]);
  });
});

describe.each(scenes())('$name', (scene) => {
  it.each(LANGS)('is a message, a window and a home that Slack takes, in %s', async (lang) => {
    const view = await viewOf(scene, lang);
    if (!view) throw new Error('nothing to draw');
    const card = drawCard(view);
    expect(rules.message(messageOf(card, view.summary, lang).blocks)).toEqual([]);
    expect(rules.view(windowOf(card, { lang, origin, turn: 't' }))).toEqual([]);
    expect(rules.view(homeOf([card, card], lang))).toEqual([]);
    for (const [n] of showCards(card).entries()) {
      const found = behind(card, n, {});
      if (!found) throw new Error('nothing behind the button');
      expect(rules.view(windowOf(found.card, { lang, origin, turn: 't' }, found.title))).toEqual([]);
    }
  });
});

test('the windows that say wait, or one sentence', () => {
  for (const lang of LANGS) {
    expect(rules.view(workingWindow(lang, origin))).toEqual([]);
    expect(rules.view(noteWindow('Någon hann före <3', lang, origin))).toEqual([]);
  }
});

test('an element that is not known throws: nothing is left out in silence', () => {
  const card = (...body: object[]) => ({ type: 'AdaptiveCard', body }) as const;
  const draw =
    (...body: object[]) =>
    () =>
      messageOf(card(...body), 'x', 'sv');
  expect(draw({ type: 'Image', url: 'https://example.se/x.png' })).toThrow('no Slack for Image');
  expect(draw({ type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'x' }] })).toThrow(
    'no Slack for Action.Submit',
  );
  expect(() => windowOf(card({ type: 'Input.Rating', id: 'x' }), { lang: 'sv', origin, turn: 't' })).toThrow(
    'no Slack for Input.Rating',
  );
});
