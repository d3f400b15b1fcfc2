import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Card, Desk } from './desk.ts';

const folder = process.env['SCREENSHOTS'] ?? '';

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

/** With SCREENSHOTS=<folder> set: how a card looks, in light and dark and on a phone, for people to look at. */
export const shot = async ({ page }: Desk, name: string, card: Card): Promise<void> => {
  if (folder === '') return;
  await mkdir(folder, { recursive: true });
  const take = async (kind: string): Promise<void> => {
    await card.article.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(folder, `${name}-${kind}.png`) });
  };
  await card.seen();
  await page.mouse.move(0, 0);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
    await take(colorScheme);
  }
  await page.setViewportSize(phone);
  const tab = page.getByRole('tab', { name: /^Styrelsens kanal/ });
  if (await tab.isVisible()) await tab.click();
  await take('phone');
  await page.setViewportSize(wide);
};
