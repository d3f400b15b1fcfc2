import { DateTime } from 'luxon';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { heard, Home, type Run } from './bot.ts';
import { launch } from './browser.ts';
import { Desk } from './desk.ts';
import { boardHeard, ingridHeard, saraHeard } from './expected.ts';
import * as steps from './steps.ts';

// From two registrations to a closed pair with six talks, in Swedish, by pressing what stands on the page. The clock begins in
// an autumn that is known, so that every message can be written out; from there the page's own buttons move it.

let home: Home;
let bot: Run;
let browser: Browser;
let at: Desk;

const stockholm = (text: string): Date => DateTime.fromISO(text, { zone: 'Europe/Stockholm' }).toJSDate();

beforeAll(async () => {
  home = await Home.make();
  await home.setClock(stockholm('2030-09-02T09:00'));
  bot = home.start();
  browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  at = new Desk(await context.newPage());
  at.page.on('pageerror', (error) => expect.unreachable(error.message));
  await at.open(await bot.ready());
});
afterAll(async () => {
  await browser?.close();
  await home?.close();
});

/** On the same data; the page, which lost it, finds it again by itself. */
const startAgain = async (): Promise<void> => {
  bot = home.start();
  await bot.ready();
};

const movedAndKilled = async (): Promise<void> => {
  await at.be(steps.ingrid);
  await at.say('flytta');
  await steps.plans(at, 'Flytta samtalet', '2030-11-14 10:00');
  await bot.kill();
  await at.page.getByText('Ingen kontakt med servern.').waitFor();
  await startAgain();
  await at.be(steps.sara);
  await at.card(`Samtal med ${steps.ingrid}`).says('torsdag 14 november kl. 10.00');
};

const killedWhenDue = async (): Promise<void> => {
  // The weeks in which it does not run: it comes up half an hour after the reminder was due, ...
  await home.setClock(stockholm('2030-11-12T08:30'));
  await bot.kill();
  bot = home.start();
  // ... and is killed again in the middle of making up for it.
  await bot.logged('due');
  await bot.kill();
  await startAgain();
  for (const [me, other] of steps.both) {
    await at.be(me);
    const reminder = at.card(`Snart samtal med ${other}`);
    await reminder.says('torsdag 14 november kl. 10.00');
    await reminder.says('Att fundera på innan');
  }
};

const sixTalks = async (): Promise<void> => {
  // Johan, who has asked nobody, is reminded.
  await at.next('tis 24 sep. kl. 08.00');
  await at.next('tis 1 okt. kl. 08.00');
  await at.next('fre 4 okt. kl. 08.00');
  await steps.tookPlace(at, steps.sara);
  await movedAndKilled();
  await killedWhenDue();
  await at.next('fre 15 nov. kl. 08.00');
  await steps.tookPlace(at, steps.ingrid);
  // Per, whom the board left waiting until his registration came to rest, is reminded of it.
  await at.next('ons 27 nov. kl. 08.00');
  await at.next('tis 3 dec. kl. 08.00');
  await steps.cancelsAndPlansAnew(at);
  await at.next('tis 10 dec. kl. 08.00');
  await at.next('fre 13 dec. kl. 08.00');
  await steps.tookPlace(at, steps.sara);
  // To 13 January, and the day on which the reminder comes.
  await at.clock(/^En månad fram/);
  await at.clock(/^En dag fram/);
  await at.next('fre 17 jan. kl. 08.00');
  await steps.tookPlace(at, steps.ingrid);
  await at.next('tis 11 feb. kl. 08.00');
  await at.next('fre 14 feb. kl. 08.00');
  await steps.tookPlace(at, steps.sara);
  await at.next('tis 11 mars kl. 08.00');
  await at.next('fre 14 mars kl. 08.00');
  await steps.tookPlace(at, steps.ingrid);
};

test('from both registrations to a closed pair, killed on the way: each message once', async () => {
  onTestFailed(async () => {
    console.log(await at.page.locator('#rooms').ariaSnapshot());
    console.log(bot.said.split('\n').slice(-30).join('\n'));
  });
  await steps.mentorRegisters(at);
  await steps.adeptRegisters(at);
  await steps.boardDecides(at);
  await steps.adeptAsks(at);
  await steps.firstMeeting(at);
  await steps.agreeOnSix(at);
  await steps.planSixTalks(at);
  await sixTalks();
  for (const [me, other] of steps.both) {
    await at.be(me);
    await at.card(`Tack, du och ${other}`).says(/^Ni har haft 6 samtal/);
  }
  // Nothing comes after the end.
  await at.clock(/^En månad fram/);
  const url = await bot.ready();
  expect((await heard(url, 'playground:a2')).map(({ short }) => short)).toEqual(saraHeard);
  expect((await heard(url, 'playground:a3')).map(({ short }) => short)).toEqual(ingridHeard);
  const board = await heard(url, 'playground:b1', 'playground:board');
  expect(board.map(({ summary }) => summary)).toEqual(boardHeard);
  expect(JSON.stringify(board)).not.toContain('pair:');
  // Neither the board's members, nor who was in reserve, heard a word.
  expect(await heard(url, 'playground:b1')).toEqual([]);
  expect(await heard(url, 'playground:m1')).toHaveLength(1);
});
