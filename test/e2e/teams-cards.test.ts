import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawCard } from '../../src/channels/card.ts';
import { forBoardMember, forReader } from '../../src/channels/teams/cards.ts';
import { scenes, viewOf } from '../cards/scenes.ts';

/** Every card in every state, drawn by the official renderer with Teams' own settings. SCREENSHOTS=<folder> keeps the pictures. */

const folder = process.env['SCREENSHOTS'] ?? '';
const find = createRequire(import.meta.url).resolve;
/** As wide as a chat beside others. */
const WIDTH = 480;
const PER_SHEET = 12;
const PAPER = { light: '#f5f5f5', dark: '#1f1f1f' };
const INK = { light: '#242424', dark: '#ffffff' };
const CARD = { light: '#ffffff', dark: '#292929' };

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '', args: ['--no-sandbox'] });
});
afterAll(() => browser.close());

const cards = async () => {
  const drawn: { name: string; card: unknown }[] = [];
  for (const scene of scenes()) {
    const view = await viewOf(scene, 'sv');
    if (!view) throw new Error(`nothing to draw: ${scene.name}`);
    const card = drawCard(view);
    const chat = view.chat ? { offer: view.chat, principal: 'karin.ek@kommun.example' } : null;
    drawn.push({
      name: scene.name,
      card: scene.viewer === null ? forBoardMember(card, ['29:x']) : forReader(card, { chat }),
    });
  }
  return drawn;
};

test.each(['light', 'dark'] as const)('every card in every state fits and can be read, in Teams’ %s', async (theme) => {
  const page = await browser.newPage({ viewport: { width: 1_500, height: 1_000 } });
  await page.setContent(`<meta charset="utf-8"><style>
    body { margin: 0; padding: 12px; background: ${PAPER[theme]}; color: ${INK[theme]}; columns: 3; column-gap: 12px; font-family: 'Segoe UI', sans-serif; }
    section { break-inside: avoid; margin: 0 0 14px; width: ${WIDTH}px; }
    h6 { margin: 0 0 3px; font: 11px sans-serif; color: #888; }
    .card { background: ${CARD[theme]}; border-radius: 6px; border: 1px solid #8884; overflow: hidden; }
    /* As Teams does: what has no room stands on the next line. */
    .ac-actionSet { flex-wrap: wrap !important; row-gap: 8px; }
    .ac-pushButton { border: 1px solid #8888; border-radius: 4px; padding: 6px 12px; background: transparent; color: inherit; font-weight: 600; }
    input, select, textarea { width: 100%; box-sizing: border-box; background: #8881; color: inherit; border: 1px solid #8886; padding: 5px; font: inherit; }
    input[type=checkbox], input[type=radio] { width: auto; }
  </style><main></main>`);
  await page.addScriptTag({ path: find('adaptivecards/dist/adaptivecards.js') });
  await page.addScriptTag({ path: find('markdown-it/browser') });
  await page.addScriptTag({ path: join(import.meta.dirname, 'teams-draw.js') });
  const config: unknown = JSON.parse(
    await readFile(join(import.meta.dirname, '..', 'fakes', 'teams', 'host-configs', `${theme}.json`), 'utf8'),
  );
  const all = await cards();
  for (let from = 0; from < all.length; from += PER_SHEET) {
    const sheet = all.slice(from, from + PER_SHEET);
    const wrong = await page.evaluate(`drawCards(${JSON.stringify(sheet)}, ${JSON.stringify(config)}, '${theme}')`);
    expect(wrong).toEqual([]);
    if (folder === '') continue;
    await mkdir(folder, { recursive: true });
    await page.screenshot({
      path: join(folder, `teams-${theme}-${String(from / PER_SHEET).padStart(2, '0')}.png`),
      fullPage: true,
    });
  }
  await page.close();
});
