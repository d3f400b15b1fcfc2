import { expect, test } from 'vitest';
import type { Answer } from '../../src/app/door/bot.ts';
import { textOf } from './cards.ts';
import { World } from './world.ts';

const eva = 'member:eva';
const karin = 'member:karin';
const johan = 'member:johan';
const both = [karin, johan] as const;

test('a pair walks the whole road, from two registrations to a good end with six talks', async () => {
  const world = await new World().start([karin, 'Karin Holm'], [johan, 'Johan Berg']);
  const pair = await world.introduced(johan, karin);

  // both know how to reach the other, and the adept is not asked about it once a time is booked
  expect(textOf(world.chat.in(karin).at(-1)?.card ?? never())).toContain('johan@kommun.example');
  expect(textOf(world.chat.in(johan).at(-1)?.card ?? never())).toContain('karin@kommun.example');
  await world.does(johan, 'talk.plan', { id: pair, date: '2026-09-10', time: '13:00', place: 'neutral' });
  await world.until('2026-09-08T09:00');
  for (const one of both) expect(textOf(world.chat.in(one).at(-1)?.card ?? never())).toMatch(/Öppenhet/);
  for (const one of both) await world.does(one, 'rules.confirm', { id: pair });

  await world.until('2026-09-11T09:00');
  await world.does(karin, 'talk.held', { id: pair, talk: '1' });
  await world.does(karin, 'decision.answer', { id: pair, choice: 'on' });
  await world.does(johan, 'decision.answer', { id: pair, choice: 'on' });
  await world.until('2026-09-14T09:00');

  await world.does(johan, 'agreement.propose', world.terms(pair, 6));
  await world.does(karin, 'agreement.propose', world.terms(pair, 6, { places: 'neutral', shadowing: 'false' }));
  await world.does(johan, 'agreement.confirm', { id: pair, revision: '2' });

  for (let month = 10; month <= 15; month++) {
    const year = month > 12 ? 2027 : 2026;
    const date = `${year}-${String(((month - 1) % 12) + 1).padStart(2, '0')}-14`;
    await world.does(month % 2 ? johan : karin, 'talk.plan', { id: pair, date, time: '10:00', place: 'neutral' });
    await world.until(`${date}T23:00`);
    await world.does(month % 2 ? karin : johan, 'talk.held', { id: pair, talk: String(month - 8) });
  }

  expect(await world.pair(pair)).toMatchObject({ phase: 'closed', held: 6, agreed: 6 });
  for (const one of both) expect(world.told(one).at(-1)).toBeDefined();
  expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ pairs: [] });
  expect(await world.registrationOf(johan, 'adept')).toMatchObject({ search: { status: 'finished' } });
  const before = world.chat.messages.length;
  await world.until('2029-01-01T00:00');
  expect(world.chat.messages).toHaveLength(before);
  expect(world.chat.messages.map(({ id }) => id)).toHaveLength(new Set(world.chat.messages.map(({ id }) => id)).size);
  expect(world.log.errors).toEqual([]);
});

test('the board sees facts of a registration and nothing of a pair', async () => {
  const world = await new World().start([karin, 'Karin Holm'], [johan, 'Johan Berg']);
  await world.agreed(johan, karin);
  const room = world.chat.in('chat:board');
  expect(room).toHaveLength(2);
  expect(room.every(({ id }) => id.startsWith('board:programme:open|decision:registration:'))).toBe(true);
  const view = await world.press(eva, 'show', { card: 'pair', about: await world.pairOf(johan) });
  expect(view.outcome).toBe('rejected');
  expect(textOf(view.card)).not.toContain('johan@kommun.example');
});

const never = (): never => {
  throw new Error('there is no such message');
};

test('a last talk that is entered afterwards closes the pair, and its end is said once to each', async () => {
  const world = await new World().start([karin, 'Karin Holm'], [johan, 'Johan Berg']);
  const pair = await world.agreed(johan, karin, 5);
  await world.until('2026-09-20T12:00');
  let last: Answer | null = null;
  for (let talk = 1; talk <= 5; talk++) {
    last = await world.does(johan, 'talk.plan', {
      id: pair,
      date: `2026-09-1${talk}`,
      time: '10:00',
      place: 'neutral',
    });
  }
  expect(last && textOf(last.card)).not.toContain(world.told(johan).at(-1));
  expect(await world.pair(pair)).toMatchObject({ phase: 'closed', held: 5 });
  for (const one of both) expect(world.told(one).filter((summary) => summary.startsWith('Tack'))).toHaveLength(1);
});
