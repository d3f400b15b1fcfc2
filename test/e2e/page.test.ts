import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aButton, aCard, anAnswer, NOON, startPlayground, type Playground } from '../fakes/playground.ts';
import { BOARD_ROOM } from '../../src/channels/playground/rooms.ts';
import { launch, openPage, PHONE } from './browser.ts';

// What the page promises whatever the cards say; the cards' own road through it is another test.

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

const choices = ['Göteborg', 'Härnösand', 'Malmö', 'Sundsvall', 'Öckerö'].map((title, n) => ({
  title,
  value: `k${n}`,
}));
const form = aCard('Överenskommelse', aButton('Skicka', 'propose'), {
  type: 'Action.ShowCard',
  title: 'Avslå',
  card: {
    type: 'AdaptiveCard',
    body: [{ type: 'Input.Text', id: 'reply', label: 'Svar', isMultiline: true }],
    actions: [{ ...aButton('Avslå nu', 'decline'), style: 'destructive' }],
  },
});
const body = [
  { type: 'TextBlock', text: 'Överenskommelse', style: 'heading' },
  {
    type: 'TextBlock',
    text: 'Till er **två**: [checklistan](https://example.se) <b>x</b>',
    wrap: true,
    isSubtle: true,
  },
  ...['good', 'warning', 'attention', 'accent', 'emphasis'].map((style) => ({
    type: 'Container',
    style,
    items: [{ type: 'TextBlock', text: style, color: style === 'emphasis' ? 'default' : style }],
  })),
  {
    type: 'Input.Number',
    id: 'talks',
    label: 'Antal samtal',
    value: 6,
    isRequired: true,
    errorMessage: 'Skriv ett tal.',
  },
  { type: 'Input.ChoiceSet', id: 'home', label: 'Kommun', style: 'filtered', value: 'k1', choices },
];

beforeEach(async () => {
  world.bot.pressed.length = 0;
  world.bot.answer = () => anAnswer('Tack!');
  const fresh = { card: { ...form, body }, summary: 'Överenskommelse', at: NOON };
  const messages = [
    { id: 'form', room: 'playground:karin' as const, ...fresh },
    { id: 'board', room: BOARD_ROOM, ...fresh },
  ];
  await world.chats.post(messages);
  await world.chats.replace(messages);
});

const open = (as: string, options: BrowserContextOptions = {}): Promise<Page> =>
  openPage(browser, `${world.url}/#playground:${as}`, options);
const rooms = (page: Page) => page.locator('#rooms');

test('a double click sends once, with the inputs and what the card carries', async () => {
  world.bot.answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return anAnswer('Tack!');
  };
  const page = await open('karin');
  const kommun = page.getByRole('combobox', { name: 'Kommun' });
  expect(await kommun.inputValue()).toBe('Härnösand');
  await kommun.fill('');
  await kommun.pressSequentially('gote');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Skicka', exact: true }).first().dblclick();
  await rooms(page).getByText('Tack!').waitFor();
  expect(world.bot.pressed).toHaveLength(1);
  expect(world.bot.pressed[0]).toMatchObject({
    verb: 'propose',
    data: { v: 1, talks: '6', home: 'k0' },
    key: expect.stringMatching(/.{20}/),
  });
  await page.context().close();
});

test('what one is typing survives the theme, the clock, news and other people', async () => {
  const page = await open('karin');
  const talks = page.getByLabel('Antal samtal');
  const line = page.getByRole('textbox', { name: 'Skriv till Handslag' });
  await talks.fill('7');
  await line.fill('halvskrivet');
  await page.locator('#theme').click();
  await page.getByRole('button', { name: 'En dag fram' }).click();
  await world.chats.post([{ id: 'news', room: 'playground:karin', card: aCard('Nyhet'), summary: 'Nyhet', at: NOON }]);
  await rooms(page).getByText('Nyhet').waitFor();
  await page.locator('[data-person="playground:sara"]').click();
  await page.waitForSelector('[data-room="playground:sara"]');
  await page.locator('[data-person="playground:karin"]').click();
  await page.waitForSelector('[data-room="playground:karin"]');
  expect([await talks.inputValue(), await line.inputValue()]).toEqual(['7', 'halvskrivet']);

  await world.chats.replace([{ id: 'form', room: 'playground:karin', card: aCard('Ny'), summary: 'Ny', at: NOON }]);
  await page.getByRole('button', { name: 'Visa det nya' }).click();
  await page.locator('[data-message="form"]').getByText('Ny', { exact: true }).waitFor();
  await page.context().close();
});

test('what the server refuses is tied to its input, which gets the focus', async () => {
  const page = await open('karin');
  world.bot.answer = () => ({
    outcome: 'invalid',
    card: { ...form, body: [{ type: 'TextBlock', text: 'Rätta' }, ...body.slice(-2)] },
    summary: 'Rätta antalet',
    errors: { talks: 'Fler än 8 behöver ett skäl.' },
  });
  await page.getByRole('button', { name: 'Skicka', exact: true }).first().click();
  const talks = page.locator('[aria-invalid=true]');
  await talks.waitFor();
  expect(await talks.getAttribute('aria-description')).toBe('Fler än 8 behöver ett skäl.');
  await page.locator('[aria-invalid=true]:focus').waitFor();
  await page.context().close();
});

test('a refusal in the board’s channel is seen by the one who pressed alone', async () => {
  const [anna, bo] = [await open('anna'), await open('bo')];
  world.bot.answer = () => anAnswer('Du är jävig', 'rejected');
  const card = (page: Page) => page.locator('[data-message="board"]');
  await card(anna).getByRole('button', { name: 'Skicka' }).click();
  await card(anna).getByText('Du är jävig').waitFor();
  expect(await card(bo).getByText('Överenskommelse').count()).toBe(1);
  await anna.getByRole('button', { name: 'Visa kanalens kort igen' }).click();
  await card(anna).getByText('Överenskommelse').waitFor();
  await anna.context().close();
  await bo.context().close();
});

test('the language changes for the person and the page', async () => {
  const page = await open('sara');
  await rooms(page).getByText('Skriv hjälp').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await rooms(page).getByText('Write help').waitFor();
  expect(world.people.find(({ id }) => id === 'playground:sara')?.lang).toBe('en');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('button', { name: 'Svenska' }).click();
  await rooms(page).getByText('Skriv hjälp').waitFor();
  await page.context().close();
});

test('on a phone the people are a drawer, by keyboard too, and nothing is wider than the screen', async () => {
  const page = await open('anna', { viewport: PHONE });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  await page.getByRole('tab', { name: /Styrelsens kanal/ }).click();
  await page.locator('[data-message="board"]').getByText('Överenskommelse').waitFor();
  await page.getByRole('button', { name: /Du är Anna Berg/ }).press('Enter');
  await page.getByRole('button', { name: /Karin Lindqvist/ }).press('Enter');
  await page.waitForSelector('[data-room="playground:karin"]');
  expect(await page.locator('#people').isVisible()).toBe(false);
  await page.locator('#who:focus').waitFor();
  await page.context().close();
});

const contrast = await readFile(new URL('contrast.js', import.meta.url), 'utf8');

test.each(['light', 'dark'] as const)('in the %s theme every text has the contrast of WCAG AA', async (colorScheme) => {
  const page = await open('anna', { colorScheme });
  await world.chats.said({ room: 'playground:anna', from: 'playground:anna', text: 'status', at: NOON });
  await rooms(page).getByText('status', { exact: true }).last().waitFor();
  await page.locator('[data-message="board"]').getByRole('button', { name: 'Avslå', exact: true }).click();
  await page.getByText('Avslå nu').waitFor();
  expect(await page.locator('html').getAttribute('data-theme')).toBe(colorScheme);
  expect(await page.evaluate(contrast)).toEqual([]);
  // The measure itself can tell.
  await page.evaluate("document.documentElement.style.setProperty('--text-soft', '#888888')");
  expect(await page.evaluate(contrast)).not.toEqual([]);
  await page.context().close();
});

test('the way past the list of people leads to the chat, and one stays who one is', async () => {
  const page = await open('karin');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'Hoppa till chatten' }).press('Enter');
  await page.locator('main:focus').waitFor();
  await page.getByRole('button', { name: 'En dag fram' }).click();
  await page.getByText('Klockan är nu').waitFor({ state: 'attached' });
  expect(page.url()).toContain('#playground:karin');
  expect(await page.locator('[data-room="playground:karin"]').count()).toBe(1);
  expect(await page.locator('#error').innerText()).toBe('');
  await page.context().close();
});

test('markdown in a card is drawn, and HTML is not', async () => {
  const page = await open('karin');
  const text = page.locator('[data-message="form"] .ac-textBlock').nth(1);
  expect(await text.innerText()).toBe('Till er två: checklistan <b>x</b>');
  expect(await text.locator('strong').innerText()).toBe('två');
  expect(await text.locator('b').count()).toBe(0);
  await page.context().close();
});

test('what one says comes in sight, wherever in the chat one was', async () => {
  const page = await open('karin', { viewport: PHONE });
  await page.evaluate("document.querySelector('.scroller').scrollTo({ top: 0 })");
  await page.getByRole('textbox', { name: 'Skriv till Handslag' }).fill('mentorer');
  await page.keyboard.press('Enter');
  const said = await rooms(page).getByText('mentorer', { exact: true }).elementHandle();
  await rooms(page).getByText('Du skrev mentorer').waitFor();
  const [line, scroller] = [await said?.boundingBox(), await page.locator('.scroller').boundingBox()];
  expect(line?.y).toBeLessThan((scroller?.y ?? 0) + (scroller?.height ?? 0));
  await page.context().close();
});

test('after a press at the end of a long card its answer is in sight from its beginning', async () => {
  const page = await open('karin', { viewport: { width: 1000, height: 500 } });
  await page.getByRole('button', { name: 'Skicka', exact: true }).first().click();
  await rooms(page).getByText('Tack!').waitFor();
  const answer = await page.locator('[data-message="form"] article').boundingBox();
  const scroller = await page.locator('.scroller').boundingBox();
  expect(answer?.y).toBeGreaterThanOrEqual(scroller?.y ?? Infinity);
  await page.context().close();
});
