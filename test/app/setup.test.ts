import { expect, test } from 'vitest';
import { makeCode } from '../../src/app/door/administrators.ts';
import type { Answer } from '../../src/app/door/bot.ts';
import type { ProgrammeId, RoomId } from '../../src/domain/ids.ts';
import { buttonsOf, inputsOf, textOf } from './cards.ts';
import { World } from './world.ts';

const [alva, karin, johan] = ['member:alva', 'member:karin', 'member:johan'] as const;
const board = ['member:ester', 'member:olle', 'member:siv'] as const;
const ROOM: RoomId = 'chat:new';

const started = async (): Promise<World> => {
  const world = await new World().start([alva, 'Alva'], [karin, 'Karin'], [johan, 'Johan']);
  for (const id of board) await world.join(id, id.slice('member:'.length));
  return world;
};

const idOf = (answer: Answer): ProgrammeId => {
  const made = buttonsOf(answer.card).find(({ verb }) => verb === 'programme.settings');
  return made?.data['id'] as ProgrammeId;
};

/** A programme made from the template, with a room and a board of three, open. */
const madeProgramme = async (world: World): Promise<ProgrammeId> => {
  const id = idOf(await world.does(alva, 'programme.make', { course: 'open' }));
  const form = await world.press(alva, 'show', { card: 'programme-form', about: id });
  await world.does(alva, 'programme.settings', { id, ...inputsOf(form.card), name: 'Rektor till rektor' });
  await world.invited(ROOM, 'styrelsen');
  await world.does(alva, 'room.claim', { id }, ROOM);
  for (const member of board) await world.does(member, 'seat.claim', { id }, ROOM);
  for (const member of board) await world.does(alva, 'seat.confirm', { id, member });
  await world.does(alva, 'programme.status', { id, status: 'open' });
  return id;
};

test('who first writes the code that the start prints is administrator; it holds once, and nobody else’s is', async () => {
  const world = await started();
  const code = await makeCode(world.core);
  const nobody = await world.say(alva, 'program');
  expect(buttonsOf(nobody.card).map(({ verb }) => verb)).not.toContain('programme.make');
  const answer = await world.say(alva, ` ${code.toUpperCase()} `);
  expect(buttonsOf(answer.card).map(({ verb }) => verb)).toContain('programme.make');
  const again = await world.say(karin, code);
  expect(again.outcome).toBe('rejected');
  expect(textOf(again.card)).toContain('koden gäller inte');
});

test('who guesses at codes is stopped, and who has the right one is not', async () => {
  const world = await started();
  const code = await makeCode(world.core);
  for (let n = 0; n < 5; n += 1) await world.say(karin, `aaaa-bbbb-ccc${n}`);
  const stopped = await world.say(karin, code);
  expect(textOf(stopped.card)).toContain('prövat för många');
  expect((await world.say(alva, code)).outcome).toBe('done');
});

test('by pressing only: a programme from the template, its room, a board of three, and two who are introduced in it', async () => {
  const world = await started();
  await world.administrator(alva);
  const id = await madeProgramme(world);
  const rules = await world.press(alva, 'show', { card: 'programme-rules', about: id });
  await world.does(alva, 'programme.rules', { id, ...inputsOf(rules.card), quorum: '2' });
  expect(await world.core.programmes.get(id)).toMatchObject({
    status: 'open',
    board,
    rules: { quorum: 2 },
    room: ROOM,
  });

  // The seeded programme goes on beside it.
  for (const member of ['member:maria', 'member:nils'] as const) await world.join(member, member);
  const beside = await world.introduced('member:maria', 'member:nils');
  const mentor = await world.registerMentor(karin, { programme: id });
  await world.does(board[0], 'board.approve', { id: mentor, revision: '1' });
  expect(await world.store.load(mentor)).toMatchObject({ state: { status: 'submitted' } });
  await world.does(board[1], 'board.approve', { id: mentor, revision: '1' });
  const adept = await world.approved(await world.registerAdept(johan, id));
  await world.does(johan, 'mentor.ask', { id: adept, mentor });
  const state = (await world.store.load(adept))?.state;
  const pair =
    state?.kind === 'registration' && state.status === 'approved' && state.role === 'adept' ? state.search : null;
  if (pair?.status !== 'paired') throw new Error('no pair');
  await world.does(karin, 'request.accept', { id: pair.pair });
  expect(await world.pair(pair.pair)).toMatchObject({ phase: 'introduced', programme: id });
  expect(await world.pair(beside)).toMatchObject({ phase: 'introduced', programme: 'programme:open' });
  // Each board read of its own alone.
  expect(world.told(ROOM).join()).not.toMatch(/maria|nils/);
  expect(world.told('chat:board').join()).not.toMatch(/karin|johan/i);
});

test('in a new room the card asks whose it is; only an administrator’s press counts, and a room is one board’s', async () => {
  const world = await started();
  await world.administrator(alva);
  // Before there is anything to choose, and the card follows.
  await world.invited(ROOM, 'styrelsen');
  expect(world.chat.in(ROOM).flatMap(({ card }) => buttonsOf(card))).toEqual([]);
  const id = idOf(await world.does(alva, 'programme.make', { course: 'open' }));
  expect(world.chat.in(ROOM)).toHaveLength(1);
  const [card] = world.chat.in(ROOM);
  expect(buttonsOf(card?.card as never)).toMatchObject([{ verb: 'room.claim', data: { id } }]);
  const refused = await world.press(karin, 'room.claim', { id }, { room: ROOM });
  expect(refused).toMatchObject({
    outcome: 'rejected',
    notice: expect.stringContaining('sköter programmen') as string,
  });
  // A card says nothing of where it stands: the channel does.
  expect((await world.press(alva, 'room.claim', { id, room: ROOM })).outcome).toBe('rejected');
  expect((await world.press(alva, 'room.claim', { id }, { room: 'chat:board' })).notice).toContain('annat program');
  const claimed = await world.press(alva, 'room.claim', { id }, { room: ROOM });
  expect(claimed.outcome).toBe('done');
  expect(buttonsOf(claimed.card)).toEqual([]);
});

test('who says that they sit on the board decides nothing until they are confirmed, and nothing once they are taken off', async () => {
  const world = await started();
  await world.administrator(alva);
  const id = await madeProgramme(world);
  const mentor = await world.registerMentor(karin, { programme: id });
  await world.does(johan, 'seat.claim', { id }, ROOM);
  expect((await world.press(johan, 'board.approve', { id: mentor, revision: '1' })).outcome).toBe('rejected');
  // Only in the room, and only by an administrator.
  expect((await world.press(karin, 'seat.claim', { id })).outcome).toBe('rejected');
  expect((await world.press(karin, 'seat.claim', { id }, { room: 'chat:board' })).outcome).toBe('rejected');
  expect((await world.press(board[0], 'seat.confirm', { id, member: johan })).outcome).toBe('rejected');
  await world.does(alva, 'seat.confirm', { id, member: johan });
  await world.does(alva, 'seat.remove', { id, member: board[0] });
  expect((await world.press(board[0], 'board.approve', { id: mentor, revision: '1' })).outcome).toBe('rejected');
  await world.does(johan, 'board.approve', { id: mentor, revision: '1' });
  const seats = world.chat.in(ROOM).find(({ summary }) => summary.startsWith('Styrelsen för'));
  expect(textOf(seats?.card as never)).toContain('Johan');
  expect(textOf(seats?.card as never)).not.toContain('ester');
});

test('a programme cannot be opened without a room and a board, takes nobody new once closed, and no pairs once ended', async () => {
  const world = await started();
  await world.administrator(alva);
  const draft = idOf(await world.does(alva, 'programme.make', { course: 'cohort' }));
  expect((await world.press(alva, 'programme.status', { id: draft, status: 'open' })).outcome).toBe('rejected');
  const id = await madeProgramme(world);
  const mentor = await world.approved(await world.registerMentor(karin, { programme: id }));
  const adept = await world.approved(await world.registerAdept(johan, id));
  await world.does(alva, 'programme.status', { id, status: 'closed' });
  const late = await world.press(alva, 'registration.start', { programme: id, role: 'adept' });
  expect(textOf(late.card)).toContain('tar inte emot');
  await world.does(alva, 'programme.status', { id, status: 'ended' });
  const asked = await world.press(johan, 'mentor.ask', { id: adept, mentor });
  expect(textOf(asked.card)).toContain('avslutat');
});

test('by invitation: who writes the word comes in, and nobody else', async () => {
  const world = await started();
  await world.administrator(alva);
  const id = await madeProgramme(world);
  await world.does(alva, 'programme.audience', { id, audience: 'invited' });
  const programme = await world.core.programmes.get(id);
  const word = programme?.audience.kind === 'invited' ? programme.audience.word : '';
  const outside = await world.press(johan, 'registration.start', { programme: id, role: 'adept' });
  expect(outside.outcome).toBe('rejected');
  expect(textOf((await world.say(johan, 'aaaaa-bbbbb')).card)).toContain('gäller inte');
  const joined = await world.say(johan, word);
  expect(joined).toMatchObject({ outcome: 'done', summary: expect.stringContaining('Rektor till rektor') as string });
  await world.does(johan, 'registration.start', { programme: id, role: 'adept' });
});

test('where a person may join several programmes they choose, and each card says which programme it is about', async () => {
  const world = await started();
  const alone = await world.say(johan, 'hej');
  expect(inputsOf(alone.card)).toEqual({});
  await world.administrator(alva);
  const id = await madeProgramme(world);
  const start = await world.say(johan, 'hej');
  expect(Object.keys(inputsOf(start.card))).toEqual(['about']);
  const chosen = await world.press(johan, 'show', { card: 'join', about: id });
  expect(buttonsOf(chosen.card).map(({ verb }) => verb)).toEqual(['registration.start', 'registration.start', 'show']);
  const contact = await world.does(johan, 'registration.start', { programme: id, role: 'adept' });
  expect(textOf(contact.card)).toContain('Rektor till rektor');
  const other = await world.does(johan, 'registration.start', { programme: 'programme:open', role: 'adept' });
  expect(textOf(other.card)).toContain('Mentorprogrammet');
});

test('a changed rule holds from then on: with a lower quorum the same vote again decides', async () => {
  const world = await started();
  await world.administrator(alva);
  const id = await madeProgramme(world);
  const numbers = async (quorum: string) => {
    const card = await world.press(alva, 'show', { card: 'programme-rules', about: id });
    await world.does(alva, 'programme.rules', { id, ...inputsOf(card.card), quorum });
  };
  await numbers('3');
  const mentor = await world.registerMentor(karin, { programme: id });
  await world.does(board[0], 'board.approve', { id: mentor, revision: '1' });
  await numbers('1');
  await world.does(board[0], 'board.approve', { id: mentor, revision: '1' });
  expect(await world.store.load(mentor)).toMatchObject({ state: { status: 'approved' } });
});

test('the same press twice makes one programme', async () => {
  const world = await started();
  await world.administrator(alva);
  for (let n = 0; n < 2; n += 1) await world.press(alva, 'programme.make', { course: 'open' }, { key: 'one' });
  expect(await world.core.programmes.all()).toHaveLength(2);
});
