import { expect, test } from 'vitest';
import type { MemberId, PairId } from '../../src/domain/ids.ts';
import { textOf } from './cards.ts';
import { World } from './world.ts';

const karin = 'member:karin';
const johan = 'member:johan';
const both = [karin, johan] as const;

const met = async (): Promise<{ world: World; pair: PairId }> => {
  const world = await new World().start([karin, 'Karin'], [johan, 'Johan']);
  const pair = await world.introduced(johan, karin);
  await world.does(johan, 'talk.plan', { id: pair, date: '2026-09-01', time: '08:30', place: 'neutral' });
  return { world, pair };
};

const answer = (world: World, pair: PairId, by: MemberId, choice: string) =>
  world.does(by, 'decision.answer', { id: pair, choice });

test('two yeses go on, the next working morning', async () => {
  const { world, pair } = await met();
  await answer(world, pair, karin, 'on');
  expect(await world.pair(pair)).toMatchObject({ phase: 'deciding' });
  await answer(world, pair, johan, 'on');
  expect(await world.pair(pair)).toMatchObject({ phase: 'deciding' });
  await world.until('2026-09-02T08:00');
  expect(await world.pair(pair)).toMatchObject({ phase: 'agreeing' });
});

test('one more talk asks again after it', async () => {
  const { world, pair } = await met();
  await answer(world, pair, karin, 'more');
  await answer(world, pair, johan, 'on');
  await world.until('2026-09-02T08:00');
  expect(await world.pair(pair)).toMatchObject({ phase: 'introduced' });
  await world.does(karin, 'talk.plan', { id: pair, date: '2026-09-01', time: '08:45', place: 'digital' });
  expect(await world.pair(pair)).toMatchObject({ phase: 'deciding', choices: {} });
});

test.each([
  ['the mentor says no', 'no', 'on'],
  ['the adept says no', 'on', 'no'],
  ['both say no', 'no', 'no'],
])('%s: the pair ends, and nothing that anyone can see tells whose it was', async (_, mentors, adepts) => {
  const { world, pair } = await met();
  const answerOf = { [karin]: mentors, [johan]: adepts };
  for (const by of both) await answer(world, pair, by, answerOf[by] ?? '');
  await world.until('2026-09-03T12:00');
  expect(await world.pair(pair)).toMatchObject({ phase: 'ended', reason: 'notMutual' });
  const last = both.map((one) => world.chat.in(one).at(-1));
  // the same moment for both
  expect(new Set(last.map((message) => message?.at.getTime())).size).toBe(1);
  // the state, its history and the log hold no answer
  const stored = JSON.stringify([await world.store.load(pair), await world.store.history(pair), world.log.lines]);
  expect(stored).not.toMatch(/"(no|on|more)"|choice/);
  // what comes to each is the same whoever it was
  for (const message of last) expect(textOf(message?.card as never)).not.toMatch(/svarade nej|sa nej|tackade nej/i);
});

test('what each reads of a pair that ended does not depend on whose no it was', async () => {
  const told = async (mentors: string, adepts: string): Promise<string[]> => {
    const { world, pair } = await met();
    await answer(world, pair, karin, mentors);
    await answer(world, pair, johan, adepts);
    await world.until('2026-09-03T12:00');
    return both.map((one) => textOf(world.chat.in(one).at(-1)?.card as never));
  };
  const all = await Promise.all([told('no', 'on'), told('on', 'no'), told('no', 'more')]);
  expect(new Set(all.map((texts) => texts.join('\n---\n'))).size).toBe(1);
});

test('the other’s card never shows an answer before both have answered', async () => {
  const { world, pair } = await met();
  const before = textOf((await world.does(johan, 'show', { card: 'go-on', about: pair })).card);
  await answer(world, pair, karin, 'no');
  expect(textOf((await world.does(johan, 'show', { card: 'go-on', about: pair })).card)).toBe(before);
  expect(textOf((await world.does(johan, 'show', { card: 'pair', about: pair })).card)).not.toMatch(
    /karin har svarat/i,
  );
});

test('the adept keeps the place in the queue and chooses anew', async () => {
  const { world, pair } = await met();
  const before = await world.registrationOf(johan, 'adept');
  for (const by of both) await answer(world, pair, by, by === karin ? 'no' : 'on');
  await world.until('2026-09-03T12:00');
  const after = await world.registrationOf(johan, 'adept');
  expect(after).toMatchObject({ search: { status: 'looking' }, decidedAt: (before as { decidedAt: Date }).decidedAt });
  expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ pairs: [] });
});

test('who answers again before the outcome is told learns nothing from it', async () => {
  const { world, pair } = await met();
  await answer(world, pair, karin, 'on');
  const waiting = await answer(world, pair, karin, 'on');
  await answer(world, pair, johan, 'no');
  const settled = await answer(world, pair, karin, 'on');
  expect(settled).toEqual(waiting);
});
