import { describe, expect, it } from 'vitest';
import { drawCard } from '../../src/channels/card.ts';
import { plain } from '../../src/app/say/views/parts.ts';
import MarkdownIt from 'markdown-it';
import { scenes, viewOf } from './scenes.ts';
import { all } from './walk.ts';

/** What people write stands on the cards as they wrote it: it is never run, never becomes a link, never breaks a card. */

const HOSTILE_NAMES = [
  '${t.title} [x](http://evil.example) ![y](http://evil.example/p.png)',
  '<!channel> <b>hej</b> *fet* `kod` {{DATE(2026-01-01T00:00:00Z)}} _a_ \\',
] as const;
const HOSTILE = HOSTILE_NAMES.join(' ');
const LONG = 'å'.repeat(300);

// As the official renderer's pages have it: the subset of Markdown that cards know everywhere, with pictures to be sure.
const markdown = new MarkdownIt('zero', { html: true }).enable([
  'emphasis',
  'link',
  'image',
  'list',
  'newline',
  'escape',
  'backticks',
]);
const LIVE = /<a |<img|<b>|<em>fet|<strong>fet|<code>/;

describe.each([
  ['hostile', { name: HOSTILE_NAMES[0], text: HOSTILE }],
  ['hostile, otherwise', { name: HOSTILE_NAMES[1], text: HOSTILE }],
  ['long', { name: LONG.slice(0, 77), text: LONG }],
])('%s words', (_, written) => {
  it.each(scenes(written))('$name: are inert', async (scene) => {
    const view = await viewOf(scene, 'sv');
    if (!view) throw new Error('nothing to draw');
    const card = drawCard(view);
    for (const { text } of all(card, (type) => type === 'TextBlock')) {
      expect(markdown.render(String(text))).not.toMatch(LIVE);
      expect(text).not.toMatch(/\{\{DATE/);
    }
    for (const { facts } of all(card, (type) => type === 'FactSet')) {
      for (const { value } of facts as { value: string }[]) expect(markdown.render(value)).not.toMatch(LIVE);
    }
    // Without the words themselves, nothing of a template is left.
    expect(JSON.stringify(card).replaceAll('${t.title}', '')).not.toContain('${');
  });
});

describe('people’s words in Markdown', () => {
  it.each([
    ['Karin Ek', 'Karin Ek'],
    ['Bo-Göran (Bosse) Åhl', 'Bo-Göran (Bosse) Åhl'],
    ['karin_ek@kommun.se', 'karin_ek@kommun.se'],
    ['två\nrader', 'två rader'],
    ['[x](y)', '\\[x\\](y)'],
    ['# rubrik', '\\# rubrik'],
  ])('%s stands as %s', (said, written) => expect(plain(said)).toBe(written));

  it('read as Markdown they are what was written', () => {
    expect(markdown.renderInline(plain(HOSTILE))).toBe(
      new MarkdownIt('zero').renderInline(HOSTILE).replaceAll(/\s+/g, ' '),
    );
  });
});
