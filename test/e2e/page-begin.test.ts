import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BOARD_ROOM } from '../../src/channels/playground/rooms.ts';
import { aCard, NOON, startPlayground, type Playground } from '../fakes/playground.ts';
import { launch, openPage, PHONE } from './browser.ts';

// Where one begins, when it is, and in which words.

let world: Playground;
let browser: Browser;
beforeAll(async () => {
  world = await startPlayground();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});
beforeEach(() => {
  world.bot.said.length = 0;
});

const open = (as?: string, options?: BrowserContextOptions): Promise<Page> =>
  openPage(browser, as === undefined ? world.url : `${world.url}/#playground:${as}`, options);

test('who comes for the first time is nobody yet, and is told what this is and where to begin', async () => {
  const page = await open();
  const welcome = page.getByRole('region', { name: 'Välkommen till lekplatsen' });
  expect(await welcome.getByRole('button').allInnerTexts()).toEqual(['Ny mentor', 'Ny adept', 'Till styrelsen']);
  expect(await page.locator('.person[aria-current]').count()).toBe(0);
  expect(await page.getByRole('textbox').count()).toBe(0);
  await page.context().close();
});

test.each([
  { button: 'Ny mentor', heading: 'En ny mentor', said: 'mentor' },
  { button: 'Ny adept', heading: 'En ny adept', said: 'adept' },
])('$button: a name, Enter, and one is in a chat that has begun', async ({ button, heading, said }) => {
  const page = await open();
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog', { name: heading });
  await dialog.getByLabel('Namn').fill('x'.repeat(81));
  await page.keyboard.press('Enter');
  await dialog.getByText('högst 80 tecken').waitFor();
  await dialog.getByLabel('Namn').fill('Kim Lund');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Chatt med Handslag, som Kim Lund' }).waitFor();
  await page.getByText(`Du skrev ${said}`, { exact: true }).waitFor();
  expect(world.bot.said).toEqual([{ text: said, account: 'playground:new' }]);
  world.people.pop();
  await page.context().close();
});

test('the way to the board ends in its channel, on a phone too', async () => {
  const page = await open(undefined, { viewport: PHONE });
  await world.chats.post([{ id: 'b', room: BOARD_ROOM, card: aCard('Per Åkesson'), summary: 'Per', at: NOON }]);
  await page.getByRole('button', { name: 'Till styrelsen' }).click();
  await page.locator('#room-board').getByText('Per Åkesson').waitFor();
  await page.locator('#room-board .scroller:focus').waitFor();
  await page.context().close();
});

test('the name in the corner leads back to the beginning, and a reload stays there', async () => {
  const page = await open('karin');
  await page.getByRole('link', { name: 'Handslag Lekplats' }).click();
  const welcome = page.getByRole('heading', { name: 'Välkommen till lekplatsen' });
  await welcome.waitFor();
  expect(await page.locator('.room').count()).toBe(0);
  await page.reload();
  await welcome.waitFor();
  await page.locator('[data-person="playground:karin"]').click();
  await page.waitForSelector('[data-room="playground:karin"]');
  expect(await welcome.isVisible()).toBe(false);
  await page.context().close();
});

test('where people stand is said in the language of whoever reads it', async () => {
  const page = await open();
  const status = page.locator('[data-person="playground:karin"] .person-status');
  expect(await status.innerText()).toBe('inget på gång');
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang=en]').waitFor();
  await page.getByRole('heading', { name: 'Welcome to the playground' }).waitFor();
  expect(await status.innerText()).toBe('nothing going on');
  await page.reload();
  await page.locator('html[lang=en]').waitFor();
  expect(await status.innerText()).toBe('nothing going on');
  await page.locator('[data-person="playground:karin"]').click();
  await page.locator('html[lang=sv]').waitFor();
  expect(await status.innerText()).toBe('inget på gång');
  await page.context().close();
});

test('what the clock goes to is said, with its day, and every time is written as in the cards', async () => {
  await world.chats.post([{ id: 'k', room: 'playground:karin', card: aCard('Hej'), summary: 'Hej', at: NOON }]);
  const later = { at: new Date('2026-03-04T12:05:00Z'), summary: 'Hej' };
  await world.chats.replace([{ id: 'k', room: 'playground:karin', card: aCard('Hej igen'), ...later }]);
  const page = await open('karin');
  const next = page.locator('#clock-next');
  expect(await next.innerText()).toBe('Till nästa händelse: fre 6 mars kl. 09.00');
  expect(await page.locator('#now').innerText()).toBe('Onsdag 4 mars 2026 kl. 12.00');
  expect(await page.locator('[data-message=k] .meta').innerText()).toBe('kl. 12.00 · ändrat kl. 13.05');
  await page.setViewportSize(PHONE);
  expect(await next.innerText()).toBe('Nästa händelse: fre 6 mars');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang=en]').waitFor();
  expect(await next.innerText()).toBe('To the next event: Fri 6 Mar at 09:00');
  expect(await page.locator('#now').innerText()).toBe('Wednesday 4 March 2026 at 12:00');
  await page.getByRole('button', { name: 'Svenska' }).click();
  await page.context().close();
});
