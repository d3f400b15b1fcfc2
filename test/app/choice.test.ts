import { expect, test } from 'vitest';
import type { MemberId } from '../../src/domain/ids.ts';
import { buttonsOf, textOf } from './cards.ts';
import { accountOf } from '../fakes/chat.ts';
import { World } from './world.ts';

const [karin, goran, maria] = ['member:karin', 'member:goran', 'member:maria'] as const;
const [johan, sara] = ['member:johan', 'member:sara'] as const;

const started = async (): Promise<World> => {
  const world = await new World().start(
    [karin, 'Karin'],
    [goran, 'Göran'],
    [maria, 'Maria'],
    [johan, 'Johan'],
    [sara, 'Sara'],
  );
  await world.approved(await world.registerMentor(karin, { municipalities: ['1490', '1383'] }));
  await world.approved(await world.registerMentor(goran, { municipalities: ['0180'] }));
  await world.approved(await world.registerMentor(maria, { municipalities: ['0180'], places: 2 }));
  for (const adept of [johan, sara]) await world.approved(await world.registerAdept(adept));
  return world;
};

const ask = (world: World, adept: MemberId, mentor: MemberId, ...reserves: MemberId[]) =>
  world.does(adept, 'mentor.ask', {
    id: world.registration(adept, 'adept'),
    mentor: world.registration(mentor, 'mentor'),
    reserve1: reserves[0] ? world.registration(reserves[0], 'mentor') : '',
    reserve2: reserves[1] ? world.registration(reserves[1], 'mentor') : '',
  });

test('the adept browses by county and by a word, and sees public fields alone', async () => {
  const world = await started();
  const about = world.registration(johan, 'adept');
  const list = async (filter: Record<string, string>) =>
    textOf((await world.does(johan, 'show', { card: 'mentors', about, ...filter })).card);
  const all = await list({});
  for (const name of ['karin', 'goran', 'maria']) expect(all).toContain(name);
  expect(all).not.toMatch(/@|\+46|070/);
  const halland = await list({ county: '13' });
  expect(halland).toContain('karin');
  expect(halland).not.toContain('goran');
  const word = await list({ word: 'GORAN' });
  expect(word).toContain('goran');
  expect(word).not.toContain('maria');
});

test('no is one tap, goes to the one in reserve, and the list is left on request', async () => {
  const world = await started();
  await ask(world, johan, karin, goran);
  const pair = await world.pairOf(johan);
  await world.does(karin, 'request.turnDown', { id: pair, offList: 'true' });
  expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ listed: false });
  expect(await world.pair(pair)).toMatchObject({ phase: 'requested', mentor: { member: goran } });
  expect(world.told(goran)).toHaveLength(2);
  const late = await world.press(karin, 'request.accept', { id: pair });
  expect(late.outcome).toBe('rejected');
  expect(textOf(late.card)).not.toContain('johan');
});

test('silence: a reminder after five days, handed on after ten, and both are told', async () => {
  const world = await started();
  await ask(world, johan, karin, goran);
  const before = { karin: world.told(karin).length, johan: world.told(johan).length };
  await world.until('2026-09-07T09:00');
  expect(world.told(karin)).toHaveLength(before.karin + 1);
  // the tenth day is past the morning on a Friday, so Monday
  await world.until('2026-09-14T12:00');
  expect(world.told(karin)).toHaveLength(before.karin + 2);
  expect(world.told(johan)).toHaveLength(before.johan + 1);
  expect(await world.pair(await world.pairOf(johan))).toMatchObject({ mentor: { member: goran } });
});

test('two adepts, one place, the same moment: one pair, and the other is told and asked again', async () => {
  const world = await started();
  await ask(world, johan, karin);
  await ask(world, sara, karin);
  const pairs = [await world.pairOf(johan), await world.pairOf(sara)];
  await Promise.all(
    pairs.map((id) =>
      world.core.bot.press({ verb: 'request.accept', data: { id }, key: id, room: null }, accountOf(karin)),
    ),
  );
  await world.rest();
  const phases = await Promise.all(pairs.map(async (id) => (await world.pair(id)).phase));
  expect(phases.toSorted()).toEqual(['ended', 'introduced']);
  const loser = phases[0] === 'ended' ? johan : sara;
  const last = world.chat.in(loser).at(-1);
  expect(buttonsOf(last?.card as never).map(({ data }) => data['card'])).toContain('mentors');
  expect(await world.registrationOf(loser, 'adept')).toMatchObject({ search: { status: 'looking' } });
  expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ pairs: [expect.any(String)] });
});

test('who has no free place cannot be asked, and is not on the list', async () => {
  const world = await started();
  await ask(world, johan, karin);
  await world.does(karin, 'request.accept', { id: await world.pairOf(johan) });
  const about = world.registration(sara, 'adept');
  expect(textOf((await world.does(sara, 'show', { card: 'mentors', about })).card)).not.toContain('karin');
  const answer = await world.press(sara, 'mentor.ask', { id: about, mentor: world.registration(karin, 'mentor') });
  expect(answer.outcome).toBe('rejected');
});

test('the adept takes the request back, and nobody is left with buttons that do something', async () => {
  const world = await started();
  await ask(world, johan, karin);
  const pair = await world.pairOf(johan);
  await world.does(johan, 'request.takeBack', { id: pair });
  expect((await world.press(karin, 'request.accept', { id: pair })).outcome).toBe('rejected');
  await ask(world, johan, goran);
});

test('a request that is somebody else’s and one that never was are answered alike, for a stranger and for one in reserve', async () => {
  const world = await started();
  await ask(world, johan, karin, goran);
  const there = await world.pairOf(johan);
  const never = there.replace('johan', 'nobody');
  const tries = [
    ['request.accept', {}],
    ['request.turnDown', { offList: 'true' }],
    ['request.takeBack', {}],
    ['talk.plan', { date: '2026-09-10', time: '10:00', place: 'neutral' }],
    ['pair.end', {}],
  ] as const;
  const answered = async (actor: MemberId, id: string): Promise<string> => {
    const answers = [await world.press(actor, 'show', { card: 'request-mentor', about: id })];
    for (const [verb, data] of tries) answers.push(await world.press(actor, verb, { id, ...data }));
    return JSON.stringify(answers).replaceAll(id, 'pair:some');
  };
  // Göran is in reserve, Maria a mentor who is not, Sara an adept.
  for (const actor of [goran, maria, sara]) expect(await answered(actor, there)).toBe(await answered(actor, never));
  const unnamed = async (mentor: MemberId) =>
    (await answered(mentor, there)).replaceAll(/göran|goran|maria/gi, 'mentor');
  expect(await unnamed(goran)).toBe(await unnamed(maria));
});
