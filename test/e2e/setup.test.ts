import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { heard, Home, type Run } from './bot.ts';
import { launch, openPage } from './browser.ts';
import { Desk } from './desk.ts';

// From nobody who runs it to two who are introduced in a programme of their own, by pressing what stands on the page, while the
// made-up programme goes on beside it.

const ROOM = 'En annan styrelses kanal';
const BOARD = ['Eva Sandberg', 'Lars Nyström', 'Amina Yusuf'];
const PROGRAMME = 'Rektor till rektor';

let home: Home;
let bot: Run;
let browser: Browser;
let at: Desk;

beforeAll(async () => {
  home = await Home.make();
  bot = home.start();
  browser = await launch();
  at = new Desk(await openPage(browser, (await bot.ready()).href));
});
afterAll(async () => {
  await browser?.close();
  await home?.close();
});

const administrates = async (): Promise<void> => {
  const hint = await at.page.locator('#code').textContent();
  const code = /[a-z0-9]{4}(-[a-z0-9]{4}){2}/.exec(hint ?? '')?.[0] ?? '';
  expect(bot.out.join('\n')).toContain(code);
  await at.be('Göran Ek');
  await at.say(code);
  await at.card('Programmen').press('Nytt löpande program');
  const form = at.card('Ändra programmet');
  await form.write({ Namn: PROGRAMME });
  await form.press('Spara');
  await at.card(PROGRAMME).press('Ändra orden');
  const words = at.card('Programmets ord');
  await words.write({ 'Vad en deltagare är, på svenska': 'rektor' });
  await words.press('Spara');
  expect(await at.page.locator('#code').isHidden()).toBe(true);
};

const claimsRoom = async (): Promise<void> => {
  const card = await at.inRoom(ROOM, 'Är det här styrelsens kanal?');
  await card.press(`Ja, för ${PROGRAMME}`);
  for (const name of BOARD) {
    await at.be(name);
    const seats = await at.inRoom(ROOM, `Styrelsen för ${PROGRAMME}`);
    await seats.press('Jag sitter i styrelsen');
  }
  await at.be('Göran Ek');
  await at.say('program');
  await at.card('Programmen').press('Visa');
  await at.card(PROGRAMME).press('Styrelse och deltagare');
  const people = at.card('Styrelse och deltagare');
  for (let left = BOARD.length; left > 0; left -= 1) {
    await people.article.getByRole('button', { name: 'Bekräfta', exact: true }).first().waitFor();
    expect(await people.article.getByRole('button', { name: 'Bekräfta', exact: true }).count()).toBe(left);
    await people.pressFirst('Bekräfta');
  }
  await people.press('Tillbaka');
  await at.card(PROGRAMME).press('Ändra siffrorna');
  const numbers = at.card('Siffrorna i programmet');
  await numbers.write({ 'Lika röster som avgör en anmälan (1–20)': '2' });
  await numbers.press('Spara');
  await at.card(PROGRAMME).press('Öppna');
  await at.card(PROGRAMME).says('Öppet för anmälan');
};

const joins = async (name: string, hello: string, press: string): Promise<void> => {
  await at.be(name);
  await at.say('hej');
  const start = at.card(hello);
  await start.pick('Program', PROGRAMME);
  await start.press('Visa programmet');
  await at.card(PROGRAMME).says(/är eller har varit rektor/);
  await at.card(PROGRAMME).press(press);
  const who = at.card('Vem är du?');
  await who.says(PROGRAMME);
  await who.write({ Telefon: '070-174 06 11' });
  await who.press('Spara och fortsätt');
};

const sends = async (): Promise<void> => {
  const summary = at.card('Stämmer det här?');
  await summary.choose('Ja, mina uppgifter får sparas och användas så');
  await summary.press('Skicka till styrelsen');
};

const decidedByTwo = async (applicant: string): Promise<void> => {
  for (const name of BOARD.slice(0, 2)) {
    await at.be(name);
    await (await at.inRoom(ROOM, applicant)).press('Godkänn');
  }
};

test('an administrator by the code, a programme with its room and its board of three, and an introduction in it', async () => {
  onTestFailed(async () => {
    console.log(await at.page.locator('#rooms').ariaSnapshot());
    console.log(bot.said.split('\n').slice(-30).join('\n'));
  });
  await administrates();
  await claimsRoom();
  await joins('Ingrid Wallin', 'Hej Ingrid!', 'Anmäl mig som mentor');
  const where = at.card('Var är eller var du rektor?');
  await where.search('ulrice');
  await where.press('Spara och fortsätt');
  const mentor = at.card('Du som mentor');
  await mentor.choose('Pensionerad rektor');
  await mentor.write({ 'En rad om dig själv': 'Lugn i förändring.' });
  await mentor.press('Spara och fortsätt');
  await sends();
  await joins('Sara Nilsson', 'Hej Sara!', 'Anmäl mig som adept');
  const adept = at.card('Du som adept');
  await adept.type('Vilken kommun är du rektor i?', 'vårg');
  await adept.write({ 'Vad vill du tala om?': 'Att vara ny.' });
  await adept.press('Spara och fortsätt');
  await sends();
  for (const applicant of ['Ingrid Wallin', 'Sara Nilsson']) await decidedByTwo(applicant);
  await at.be('Sara Nilsson');
  await at.card('Din anmälan som adept').press('Välj mentor');
  await at.card('Välj mentor').press('Fråga Ingrid');
  await at.card(/Ingrid/).press('Skicka förfrågan');
  await at.be('Ingrid Wallin');
  await at.card('En kollega vill ha dig som mentor').says(/rektor i Vårgårda/);
  await at.card('En kollega vill ha dig som mentor').press('Ja, gärna');
  await at.card(/Sara Nilsson/).says('070-174 06 11');
  // The made-up programme's board heard nothing of it.
  const others = await heard(await bot.ready(), 'playground:b1', 'playground:board');
  expect(JSON.stringify(others)).not.toMatch(/Ingrid|Sara/);
});
