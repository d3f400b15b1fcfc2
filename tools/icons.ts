import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { provideChromium } from './chromium.ts';

// Draws the app's icons from its mark: `npm run icons`. They are committed, so whoever packs the app needs no browser.

const root = join(import.meta.dirname, '..');
const folder = join(root, 'manifests', 'teams');
const mark = await readFile(join(root, 'src', 'channels', 'web', 'page', 'mark.svg'), 'utf8');

/** Teams cuts its own corners, and shows the outline in white on whatever colour it likes. */
const square = mark.replace('rx="9"', '');
const outline = mark
  .replace(/<rect[^>]*>/, '')
  .replace('viewBox="0 0 32 32"', 'viewBox="3 3 26 26"')
  .replace(/stroke="#[0-9a-f]{6}"/g, 'stroke="#ffffff"');

const browser = await chromium.launch({ executablePath: await provideChromium(process.env), args: ['--no-sandbox'] });
try {
  await mkdir(folder, { recursive: true });
  for (const [name, size, svg] of [
    ['color', 192, square],
    ['outline', 32, outline],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
