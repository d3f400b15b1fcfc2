import { expect } from 'vitest';
import type { Card, Desk } from './desk.ts';
import { shot } from './shots.ts';

/** What people do on the way, each as a sentence of the story. */

export const ingrid = 'Ingrid Wallin';
export const sara = 'Sara Nilsson';
const eva = 'Eva Sandberg';
const lars = 'Lars Nyström';

/** Each of the two, with the other. */
export const both = [
  [sara, ingrid],
  [ingrid, sara],
] as const;

const submits = async (at: Desk, fact: string): Promise<void> => {
  const summary = at.card('Stämmer det här?');
  await summary.says(fact);
  await summary.choose('Ja, mina uppgifter får sparas och användas så');
  await summary.press('Skicka till styrelsen');
  await at.card(/^Din anmälan/).says('Styrelsen har fått din anmälan måndag 2 september.');
};

export const mentorRegisters = async (at: Desk): Promise<void> => {
  await at.be(ingrid);
  await at.say('mentor');
  await at.card('Hej Ingrid!').press('Anmäl mig som mentor');
  const who = at.card('Vem är du?');
  await who.write({ 'E-post': 'ingrid@wallin.example', Telefon: '12' });
  expect(await who.send('Spara och fortsätt')).toMatchObject({ outcome: 'invalid' });
  // Refused at its field, in her language, and nothing that she wrote is lost.
  expect(await who.field('Telefon').getAttribute('aria-description')).toMatch(/^Det ser inte ut som ett telefonnummer/);
  expect(await who.field('Telefon').inputValue()).toBe('12');
  expect(await who.field('E-post').inputValue()).toBe('ingrid@wallin.example');
  await who.write({ Telefon: '070-174 06 11' });
  await who.press('Spara och fortsätt');
  const where = at.card('Var är eller var du kommunchef?');
  await where.search('ulrice', 'gote');
  await where.press('Spara och fortsätt');
  const mentor = at.card('Du som mentor');
  await mentor.choose('Pensionerad kommunchef');
  await mentor.write({ 'Hur många adepter kan du ha samtidigt?': '1' });
  await mentor.write({ 'En rad om dig själv': 'Arbetsmiljö och lugn i förändring.' });
  await mentor.press('Spara och fortsätt');
  await submits(at, 'Göteborg och Ulricehamn');
};

export const adeptRegisters = async (at: Desk): Promise<void> => {
  await at.be(sara);
  await at.say('hej');
  await at.card('Hej Sara!').press('Anmäl mig som adept');
  const who = at.card('Vem är du?');
  await who.write({ Telefon: '+46 70 174 06 12' });
  await who.press('Spara och fortsätt');
  const adept = at.card('Du som adept');
  await adept.type('Vilken kommun är du kommunchef i?', 'vårg');
  await adept.write({ 'Vad vill du tala om?': 'Arbetsmiljön, och att vara ny chef för chefer.' });
  await adept.press('Spara och fortsätt');
  await submits(at, 'Vårgårda');
};

export const boardDecides = async (at: Desk): Promise<void> => {
  await at.be(eva);
  const card = at.decision(ingrid);
  await shot(at, 'board', card);
  await card.button('Fråga om mer').click();
  await card.write({ 'Er fråga till den sökande': 'Har du varit mentor förut?' });
  await card.press('Skicka frågan');

  await at.be(ingrid);
  const question = at.card('Styrelsen undrar');
  await question.says('Har du varit mentor förut?');
  await question.write({ 'Ditt svar': 'Ja, åt två kollegor.' });
  await question.press('Skicka svaret');

  await at.be(lars);
  await card.says('Ja, åt två kollegor.');
  for (const applicant of [ingrid, sara]) {
    await at.decision(applicant).press('Godkänn');
    await at.decision(applicant).says('Godkänd måndag 2 september av Lars Nyström.');
  }
};

export const adeptAsks = async (at: Desk): Promise<void> => {
  await at.be(sara);
  const registration = at.card('Din anmälan som adept');
  await registration.says('Du är godkänd som adept.');
  await registration.press('Välj mentor');
  const list = at.card('Välj mentor');
  await list.says('Karin Holm');
  await shot(at, 'mentors', list);
  await list.pick('Län', 'Västra Götalands län');
  await list.write({ Sökord: 'arbetsmiljö' });
  await list.press('Visa');
  await list.says(ingrid);
  expect(await list.article.getByRole('button', { name: /^Fråga / }).count()).toBe(1);
  await list.press('Fråga Ingrid');
  const request = at.card('Fråga Ingrid Wallin?');
  await request.pick('Först i reserv', 'Karin Holm, Borås och Ulricehamn');
  await request.press('Skicka förfrågan');

  await at.be(ingrid);
  const asked = at.card('En kollega vill ha dig som mentor');
  await asked.says('Arbetsmiljön, och att vara ny chef för chefer.');
  await asked.press('Ja, gärna');
  await at.card(`Nu kan du och ${sara} träffas`).says('070-174 06 12');
};

/** Fills in a time; the heading says whether it is a new one. */
export const plans = async (at: Desk, heading: string, when: string, place = 'Neutral plats'): Promise<void> => {
  const [date = '', time = ''] = when.split(' ');
  const form = at.card(heading);
  await form.write({ Datum: date, Klockslag: time });
  await form.choose(place);
  await form.press(heading === 'Flytta samtalet' ? 'Flytta hit' : 'Spara tiden');
};

export const tookPlace = async (at: Desk, by: string): Promise<void> => {
  await at.be(by);
  await at.card('Blev samtalet av?').press('Ja, vi har talats vid');
};

export const firstMeeting = async (at: Desk): Promise<void> => {
  await at.be(sara);
  const introduction = at.card(`${ingrid} har sagt ja`);
  await introduction.says('ingrid@wallin.example');
  await introduction.press('Planera första träffen');
  await plans(at, 'Planera första träffen', '2030-09-12 13:00');
  await at.next('tis 10 sep. kl. 08.00');
  for (const [me, other] of both) {
    await at.be(me);
    const reminder = at.card(`Snart träffar du ${other}`);
    await reminder.says('Personligt men inte privat');
    await reminder.press('Jag står för spelreglerna');
  }
  await at.next('fre 13 sep. kl. 08.00');
  await tookPlace(at, ingrid);
  for (const [me, other] of both) {
    await at.be(me);
    await at.card(`Vill du fortsätta med ${other}?`).press('Ja, jag vill fortsätta');
  }
  await at.next('mån 16 sep. kl. 08.00');
};

export const agreeOnSix = async (at: Desk): Promise<void> => {
  const agreement = (): Card => at.card('Er överenskommelse');
  await at.be(sara);
  await agreement().press('Föreslå ramar');
  const form = at.card('Föreslå ramar');
  await form.write({ 'Antal samtal': '6', 'Till och med': '2031-06-13' });
  await form.choose('Digitalt', 'Skuggning på adeptens arbetsplats kan ingå');
  await form.press('Skicka förslaget');

  await at.be(ingrid);
  await agreement().says(`${sara} föreslår det här.`);
  await agreement().press('Föreslå något annat');
  await at.card('Föreslå ramar').write({ 'Egna rubriker': 'Punktlighet' });
  await at.card('Föreslå ramar').press('Skicka förslaget');

  await at.be(sara);
  await agreement().says(/Punktlighet/);
  await shot(at, 'agreement', agreement());
  await agreement().press('Bekräfta');
};

export const planSixTalks = async (at: Desk): Promise<void> => {
  const days = ['2030-10-03', '2030-11-07', '2030-12-05', '2031-01-16', '2031-02-13', '2031-03-13'];
  for (const [n, day] of days.entries()) {
    await at.be(n % 2 ? ingrid : sara);
    await at.say('planera');
    const place = n === 4 ? 'Skuggning på adeptens arbetsplats' : 'Neutral plats';
    await plans(at, 'Planera ett samtal', `${day} 10:00`, place);
  }
};

export const cancelsAndPlansAnew = async (at: Desk): Promise<void> => {
  await at.be(sara);
  const reminder = at.card(`Snart samtal med ${ingrid}`);
  await shot(at, 'reminder', reminder);
  await reminder.press('Ställ in');
  await at.card('Samtalet är inställt').press('Planera en ny tid');
  await plans(at, 'Planera ett samtal', '2030-12-12 10:00', 'Digitalt');
};
