import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { anAnswer, everyInput, NOON, startPlayground, type Playground } from '../fakes/playground.ts';
import { launch, openPage, PHONE } from './browser.ts';

// What the page makes of a card's inputs, beyond what the renderer does.

let world: Playground;
let browser: Browser;
let page: Page;
let card: Locator;
beforeAll(async () => {
  world = await startPlayground();
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const room = 'playground:karin';

beforeEach(async () => {
  world.bot.pressed.length = 0;
  world.bot.answer = () => anAnswer('Tack!');
  const fresh = [{ id: 'form', room, card: everyInput, summary: 'Överenskommelse', at: NOON } as const];
  await world.chats.post(fresh);
  await world.chats.replace(fresh);
  page = await openPage(browser, `${world.url}/#${room}`);
  card = page.locator('[data-message="form"]');
  return () => page.context().close();
});

const answersAll = async (): Promise<void> => {
  await card.getByLabel('Namn').fill('Karin');
  await card.getByRole('radio', { name: 'Nej', exact: true }).check();
};

test('Enter in a line of a card presses the button it goes with', async () => {
  await answersAll();
  await card.getByLabel('E-post').press('Enter');
  await page.getByText('Tack!').waitFor();
  expect(world.bot.pressed.map(({ verb }) => verb)).toEqual(['propose']);
});

test('Enter where several lines may stand, on a choice or among suggestions presses nothing', async () => {
  await answersAll();
  await card.getByLabel('Om dig').press('Enter');
  await card.getByRole('checkbox', { name: 'Malmö', exact: true }).press('Enter');
  const kommun = card.getByRole('combobox', { name: 'Kommun' });
  await kommun.fill('');
  await kommun.pressSequentially('gote');
  await kommun.press('Enter');
  expect(await kommun.inputValue()).toBe('Göteborg');
  await card.locator('.picker-search').fill('Ort 2');
  await card.locator('.picker-search').press('Enter');
  // The next press that is answered is the first there was.
  await card.getByRole('button', { name: 'Hoppa över' }).click();
  await page.getByText('Tack!').waitFor();
  expect(world.bot.pressed.map(({ verb }) => verb)).toEqual(['skip']);
});

test('Enter in the message field sends', async () => {
  await page.getByRole('textbox', { name: 'Skriv till Handslag' }).fill('status');
  await page.keyboard.press('Enter');
  await page.getByText('Du skrev status').waitFor();
});

test('what is too long is not cut: the page says by how much, and sends it only when it fits', async () => {
  await answersAll();
  const about = card.getByLabel('Om dig');
  expect(await about.getAttribute('aria-description')).toBe('Högst 300 tecken');
  await about.fill('x'.repeat(312));
  expect((await about.inputValue()).length).toBe(312);
  await card.getByText('12 tecken för mycket', { exact: true }).waitFor();
  expect(await about.getAttribute('aria-invalid')).toBe('true');
  await card.getByRole('button', { name: 'Skicka', exact: true }).click();
  await card.locator('textarea.ac-input-validation-failed:focus').waitFor();
  expect(world.bot.pressed).toEqual([]);
  await about.fill('x'.repeat(301));
  await card.getByText('1 tecken för mycket', { exact: true }).waitFor();
  await about.fill('x'.repeat(300));
  await card.getByText('300 av 300 tecken').waitFor();
  expect(await about.getAttribute('aria-invalid')).toBeNull();
  await card.getByRole('button', { name: 'Skicka', exact: true }).click();
  await page.getByText('Tack!').waitFor();
});

test('a message of any length is refused as a whole, and is still there to be shortened', async () => {
  const line = page.getByRole('textbox', { name: 'Skriv till Handslag' });
  await line.fill('x'.repeat(2_001));
  await line.press('Enter');
  await page.getByText('Skriv något, högst 2 000 tecken.').waitFor();
  expect((await line.inputValue()).length).toBe(2_001);
});

test('each radio button has its own words for a name, and the group has the question, also when it is wrong', async () => {
  const group = card.getByRole('radiogroup', { name: 'Vill du ses?' });
  await card.getByLabel('Namn').fill('Karin');
  for (const isWrong of [false, true]) {
    if (isWrong) {
      await card.getByRole('button', { name: 'Skicka', exact: true }).click();
      await card.getByText('Välj ett svar.').waitFor();
    }
    expect(await group.getByRole('radio', { name: 'Ja', exact: true }).count()).toBe(1);
    expect(await group.getByRole('radio', { name: 'Nej', exact: true }).count()).toBe(1);
    expect(await group.getAttribute('aria-required')).toBe('true');
  }
  const described = await group.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${described}"]`).innerText()).toBe('Välj ett svar.');
  const several = card.getByRole('group', { name: 'Hur får ni ses?' });
  expect(await several.getByRole('checkbox', { name: 'Göteborg', exact: true }).count()).toBe(1);
});

test('a long mail address is whole on a phone', async () => {
  await page.setViewportSize(PHONE);
  const value = card.locator('.ac-fact-value .ac-textBlock');
  await value.scrollIntoViewIfNeeded();
  const [text, within] = [await value.boundingBox(), await card.locator('.ac-adaptiveCard').first().boundingBox()];
  expect((text?.x ?? 0) + (text?.width ?? Infinity)).toBeLessThanOrEqual((within?.x ?? 0) + (within?.width ?? 0));
  const hidden =
    "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.ac-fact-value > *'))";
  expect(await page.evaluate(hidden)).toBe(0);
});

const clipped = await readFile(new URL('clipped.js', import.meta.url), 'utf8');

test('nothing clips the ring around the button or the link that has the focus', async () => {
  expect(await card.locator('.ac-pushButton').count()).toBeGreaterThan(2);
  expect(await page.evaluate(clipped)).toEqual([]);
});
