import { expect, test } from 'vitest';
import { buttonsOf, inputsOf, textOf } from './cards.ts';
import { accountOf } from '../fakes/chat.ts';
import { stepCarries } from './standard.ts';
import { World } from './world.ts';

const [eva, lars, amina] = ['member:eva', 'member:lars', 'member:amina'] as const;
const karin = 'member:karin';
const room = 'chat:board';

const started = async (options: ConstructorParameters<typeof World>[0] = {}): Promise<World> =>
  new World(options).start([karin, 'Karin Holm']);

test('a registration is one card in the board’s channel, that shows the outcome, who and when', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  expect(world.chat.in(room)).toHaveLength(1);
  await world.does(lars, 'board.approve', { id, revision: '1' });
  const [card] = world.chat.in(room);
  expect(world.chat.in(room)).toHaveLength(1);
  expect(textOf(card?.card as never)).toMatch(/lars/);
  expect(textOf(card?.card as never)).toMatch(/1 september/);
  expect(buttonsOf(card?.card as never)).toEqual([]);
  expect(world.told(karin)).toHaveLength(1);
});

test('two press at once: one outcome, and the other is told kindly', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  const press = (by: typeof eva | typeof lars, verb: string, more = {}) =>
    world.core.bot.press({ verb, data: { id, revision: '1', ...more }, key: `${by}-1`, room: null }, accountOf(by));
  const answers = await Promise.all([
    press(eva, 'board.approve'),
    press(lars, 'board.decline', { message: 'Inte nu.' }),
  ]);
  await world.rest();
  expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'rejected']);
  expect(answers.find(({ outcome }) => outcome === 'rejected')?.notice).toMatch(/hann före/);
  expect(world.told(karin)).toHaveLength(1);
});

test('only who is on the board’s list can press; for anyone else nothing happens', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  await world.join('member:nobody', 'Någon');
  for (const outsider of [karin, 'member:nobody'] as const) {
    for (const verb of ['board.approve', 'board.recuse']) {
      const answer = await world.press(outsider, verb, { id, revision: '1' });
      expect(answer.outcome).toBe('rejected');
      expect(textOf(answer.card)).toMatch(/Bara styrelsens ledamöter/);
    }
  }
  expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ status: 'submitted', votes: [], recused: [] });
});

test('the board asks for more, the applicant answers on a card, and the board’s card follows', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  await world.does(eva, 'board.ask', { id, revision: '1', question: 'Hur länge var du i Borås?' });
  const question = world.chat.in(karin).at(-1);
  expect(textOf(question?.card as never)).toContain('Hur länge var du i Borås?');
  expect(inputsOf(question?.card as never)).toHaveProperty('reply');
  await world.does(karin, 'registration.reply', { id, reply: 'Åtta år.' });
  const boards = world.chat.in(room);
  // An answer is news, and a message of its own; the earlier one shows the same.
  expect(boards).toHaveLength(2);
  for (const { card } of boards) expect(textOf(card)).toContain('Åtta år.');
});

test('a decline has a private reason for the board and a message of its own for the applicant', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  await world.does(eva, 'board.decline', { id, revision: '1', reason: 'Känd konflikt.', message: 'Vi är fulla i år.' });
  const told = world.chat
    .in(karin)
    .map(({ card }) => textOf(card))
    .join('\n');
  expect(told).toContain('Vi är fulla i år.');
  expect(told).not.toContain('Känd konflikt.');
  const shown = await world.press(karin, 'show', { card: 'registration', about: id });
  expect(textOf(shown.card)).not.toContain('Känd konflikt.');
});

test('with a quorum of two, one vote decides nothing, and who recused is not counted', async () => {
  const world = await started({ rules: { quorum: 2 } });
  const id = await world.registerMentor(karin);
  await world.does(eva, 'board.approve', { id, revision: '1' });
  expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ status: 'submitted' });
  await world.does(lars, 'board.recuse', { id });
  const again = await world.press(lars, 'board.approve', { id, revision: '1' });
  expect(again.outcome).toBe('rejected');
  await world.does(amina, 'board.approve', { id, revision: '1' });
  expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ status: 'approved' });
});

test('nobody decides on something else than they read', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  await world.does(karin, 'form.answer', {
    ...stepCarries(id, 'presentation'),
    standing: 'retired',
    places: '3',
    about: 'Nytt.',
  });
  const stale = await world.press(eva, 'board.approve', { id, revision: '1' });
  expect(stale).toMatchObject({ outcome: 'rejected' });
  expect(textOf(stale.card)).toContain('Nytt.');
  await world.does(eva, 'board.approve', { id, revision: '2' });
});

test('seven days unanswered: one bump, and then silence', async () => {
  const world = await started();
  await world.registerMentor(karin);
  await world.until('2026-09-08T07:00');
  expect(world.chat.in(room)).toHaveLength(1);
  await world.until('2026-12-01T00:00');
  expect(world.chat.in(room)).toHaveLength(2);
});

test('a bump shows the outcome too, so that no buttons are left that do nothing', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  await world.until('2026-09-10T12:00');
  await world.does(eva, 'board.approve', { id, revision: '1' });
  expect(world.chat.in(room).flatMap(({ card }) => buttonsOf(card))).toEqual([]);
});

test('who is on the board may ask for a registration’s card, in the board’s language; nobody else, and not the applicant', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  const shown = await world.press(eva, 'show', { card: 'decision', about: id });
  expect(shown.outcome).toBe('done');
  expect(shown.lang).toBe('sv');
  expect(buttonsOf(shown.card).map(({ verb }) => verb)).toContain('board.decline');
  const refused = await world.press(karin, 'show', { card: 'decision', about: id });
  expect(refused.outcome).toBe('rejected');
  expect(buttonsOf(refused.card).map(({ verb }) => verb)).not.toContain('board.decline');
});
