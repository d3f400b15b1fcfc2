import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Message } from 'slack-blocks-to-jsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawCard } from '../../src/channels/card.ts';
import { showCards } from '../../src/channels/slack/nodes.ts';
import { behind, homeOf, messageOf, windowOf } from '../../src/channels/slack/surfaces.ts';
import { scenes, viewOf } from '../cards/scenes.ts';

// Cards as Slack draws them, near enough to look at: the pictures are in test-results/slack.

const pictures = join(import.meta.dirname, '..', '..', 'test-results', 'slack');

let browser: Browser;
beforeAll(async () => {
  const executablePath = process.env['CHROMIUM_PATH'];
  browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  await mkdir(pictures, { recursive: true });
});
afterAll(() => browser?.close());

type Blocks = Parameters<typeof Message>[0]['blocks'];

const draw = (blocks: unknown): string =>
  renderToStaticMarkup(
    createElement(Message, {
      blocks: blocks as Blocks,
      logo: '',
      name: 'Handslag',
      time: new Date('2026-09-01T09:00:00Z'),
      theme: 'light',
    }),
  );

const shown: readonly (readonly [string, 'message' | 'window' | 'home' | 'behind'])[] = [
  ['start: nothing yet', 'home'],
  ['pair: planned', 'home'],
  ['form: empty contact', 'window'],
  ['form: some municipalities', 'window'],
  ['form: empty presentation', 'window'],
  ['form: empty subject', 'window'],
  ['registration-summary: mentor', 'window'],
  ['decision: an exchange', 'message'],
  ['decision: mentor', 'behind'],
  ['decision: approved', 'message'],
  ['mentors: many', 'window'],
  ['mentors: many', 'message'],
  ['request: one with others', 'window'],
  ['request-mentor: asked', 'message'],
  ['introduction: new, adept', 'message'],
  ['reminder: first, with rules', 'message'],
  ['held: open', 'message'],
  ['go-on: open, adept', 'message'],
  ['agreement: proposed, mentor', 'message'],
  ['agreement-form: empty', 'window'],
  ['talk-plan: first', 'window'],
  ['talk-plan: once more', 'message'],
  ['closing: done, mentor', 'message'],
];

test.each(shown)('%s as a %s', async (name, kind) => {
  const scene = scenes().find((one) => one.name === name);
  const view = scene && (await viewOf(scene, 'sv'));
  if (!view) throw new Error(`no scene is called ${name}`);
  const card = drawCard(view);
  const origin = { at: 'elsewhere' } as const;
  const inner = kind === 'behind' ? behind(card, showCards(card).length - 1, {}) : null;
  const whole =
    kind === 'message'
      ? { blocks: messageOf(card, view.summary, 'sv').blocks }
      : kind === 'home'
        ? homeOf([card], 'sv')
        : inner
          ? windowOf(inner.card, { lang: 'sv', origin, turn: 't' }, inner.title)
          : windowOf(card, { lang: 'sv', origin, turn: 't' });
  const title = 'title' in whole ? `<header>${whole.title.text}</header>` : '';
  const buttons =
    'submit' in whole && whole.submit ? `<span>${whole.close?.text ?? ''}</span><b>${whole.submit.text}</b>` : '';
  const css = await readFile(createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8');
  const page = await browser.newPage({
    viewport: { width: kind === 'window' || kind === 'behind' ? 560 : 760, height: 300 },
  });
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${css}
    body { font: 15px Lato, 'Noto Sans', sans-serif; margin: 16px; background: #fff } header { font-weight: 900; font-size: 20px; padding: 8px 0 16px }
    footer { text-align: right; padding: 16px 0 } footer * { border: 1px solid #bbb; border-radius: 4px; padding: 6px 12px; margin-left: 8px } footer b { background: #007a5a; color: #fff }
    </style>${title}<main>${draw(whole.blocks)}</main><footer>${buttons}</footer>`);
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/undefined|\[object|&lt;|&amp;/);
  expect(text.length).toBeGreaterThan(40);
  await page.screenshot({ path: join(pictures, `${name.replace(/\W+/g, '-')}-${kind}.png`), fullPage: true });
  await page.close();
});
