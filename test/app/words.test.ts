import { expect, test } from 'vitest';
import { buttonsOf, inputsOf, textOf } from './cards.ts';
import { World } from './world.ts';

const karin = 'member:karin';
const johan = 'member:johan';

const active = async () => {
  const world = await new World().start([karin, 'Karin'], [johan, 'Johan', 'en']);
  const pair = await world.agreed(johan, karin);
  await world.does(karin, 'talk.plan', { id: pair, date: '2026-10-01', time: '10:00', place: 'neutral' });
  return { world, pair };
};

test.each([
  ['hjälp', 'help'],
  ['status', 'status'],
  ['klart', 'done'],
  ['flytta', 'move'],
  ['paus', 'pause'],
  ['avsluta', 'end'],
])('%s and %s bring the same card, each in the reader’s language', async (swedish, english) => {
  const { world } = await active();
  const verbs = (card: Parameters<typeof buttonsOf>[0]) => buttonsOf(card).map(({ verb }) => verb);
  const inSwedish = await world.say(karin, ` ${swedish.toUpperCase()}! `);
  const inEnglish = await world.say(karin, english);
  expect(verbs(inEnglish.card)).toEqual(verbs(inSwedish.card));
  expect(inSwedish.outcome).toBe('done');
  const reader = await world.say(johan, swedish);
  expect(textOf(reader.card)).not.toBe(textOf(inSwedish.card));
});

test('each word brings what it says', async () => {
  const { world, pair } = await active();
  expect(inputsOf((await world.say(karin, 'flytta')).card)).toMatchObject({ date: '2026-10-01', time: '10:00' });
  expect(inputsOf((await world.say(karin, 'paus')).card)).toHaveProperty('until');
  expect(buttonsOf((await world.say(karin, 'avsluta')).card).map(({ verb }) => verb)).toContain('pair.end');
  expect(textOf((await world.say(karin, 'status')).card)).toMatch(/0 av 6/);
  await world.until('2026-10-01T12:00');
  const done = buttonsOf((await world.say(karin, 'klart')).card);
  expect(done.find(({ verb }) => verb === 'talk.held')?.data).toMatchObject({ id: pair, talk: 2 });
});

test('a word nobody knows gets a short card that says which words there are', async () => {
  const { world } = await active();
  const answer = await world.say(karin, 'Vad kostar en glass?');
  expect(textOf(answer.card)).toMatch(/hjälp.*status.*klart.*flytta.*paus.*avsluta/s);
  expect(textOf(answer.card)).not.toContain('glass');
});

test('what people write in chat is stored nowhere and logged nowhere', async () => {
  const { world, pair } = await active();
  await world.say(karin, 'Johan berättade om budgeten');
  const everything = JSON.stringify([world.log.lines, await world.store.load(pair), await world.store.members()]);
  expect(everything).not.toMatch(/budget/);
});
