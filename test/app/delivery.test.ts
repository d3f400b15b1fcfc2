import { expect, test } from 'vitest';
import { makeCore } from '../../src/app/core.ts';
import type { Channel } from '../../src/app/ports.ts';
import { MemoryTimer } from '../../src/jobs/memory.ts';
import { accountOf } from '../fakes/chat.ts';
import { World } from './world.ts';

const karin = 'member:karin';
const board = 'chat:board';

test('a channel that fails is tried again, later rather than never, and once', async () => {
  const world = await new World().start([karin, 'Karin']);
  world.chat.trouble.push(
    { room: board, result: { ok: false, kind: 'passing', reason: 'busy' } },
    { room: board, result: { ok: false, kind: 'passing', reason: 'busy', retryAfter: 300 } },
  );
  await world.registerMentor(karin);
  expect(world.chat.in(board)).toHaveLength(0);
  await world.until('2026-09-01T10:00');
  expect(world.chat.in(board)).toHaveLength(1);
  expect(world.chat.calls).toBe(3);
});

test('who cannot be reached at all: it is given up, and the board hears who, not what', async () => {
  const world = await new World().start([karin, 'Karin']);
  const id = await world.registerMentor(karin);
  world.chat.trouble.push({ room: karin, result: { ok: false, kind: 'theirs', reason: 'blocked' } });
  await world.does('member:eva', 'board.approve', { id, revision: '1' });
  await world.until('2026-09-01T10:00');
  expect(world.chat.in(karin)).toHaveLength(0);
  expect(world.told(board).at(-1)).toMatch(/Karin|karin/);
  expect(world.log.errors.map(({ event }) => event)).toEqual(['undelivered']);
  expect(world.ledger.all().filter(({ state }) => state === 'failed')).toMatchObject([
    { to: karin, lastError: 'blocked' },
  ]);
});

test('what fails in a passing way for more than a day is given up, and the board hears of it', async () => {
  const world = await new World().start([karin, 'Karin']);
  const id = await world.registerMentor(karin);
  const busy = { room: karin, result: { ok: false, kind: 'passing', reason: 'busy' } } as const;
  world.chat.trouble.push(...Array.from({ length: 1_000 }, () => busy));
  await world.does('member:eva', 'board.approve', { id, revision: '1' });
  await world.until('2026-09-02T08:00');
  expect(world.log.errors).toEqual([]);
  await world.until('2026-09-02T10:00');
  expect(world.log.errors.map(({ event }) => event)).toEqual(['undelivered']);
  expect(world.told(board).at(-1)).toMatch(/Karin|karin/);
});

test('a process that dies between the write and the send loses nothing: the next start says it, once', async () => {
  const world = await new World().start([karin, 'Karin']);
  const id = await world.registerMentor(karin);
  const sent = world.chat.messages.length;
  // Everything of the next press is stored, and nothing of it is sent: the channel is gone with the process.
  const dead: Channel = {
    name: world.chat.name,
    batch: 1,
    looksAfter: false,
    send: () => new Promise<never>(() => undefined),
  };
  const dying = makeCore({ ...world.parts(), channels: [dead] });
  await dying.bot.press(
    { verb: 'board.approve', data: { id, revision: '1' }, key: 'x', room: null },
    accountOf('member:eva'),
  );
  expect(world.chat.messages).toHaveLength(sent);
  for (let start = 0; start < 2; start++) {
    const next = makeCore(world.parts());
    await next.start(true);
    await next.idle();
    expect(world.chat.in(karin)).toHaveLength(1);
    expect((await world.store.load(id))?.outbox).toEqual([]);
  }
});

test('a lost list of timers is rebuilt by one sweep', async () => {
  const world = await new World().start([karin, 'Karin']);
  await world.registerMentor(karin);
  await world.timer.stop();
  const due = (await world.store.load(world.registration(karin, 'mentor')))?.dueAt as Date;
  await world.clock.turnTo(new Date(due.getTime() - 3_600_000));
  const timer = new MemoryTimer(world.clock);
  const core = makeCore({ ...world.parts(), timer });
  await core.start(true);
  expect(await timer.next()).toEqual(due);
  await world.until('2026-09-20T00:00');
  await core.idle();
  expect(world.chat.in(board)).toHaveLength(2);
});

test('a reminder that was due while nothing ran is said once, late; one that no longer holds is not said', async () => {
  const world = await new World().start([karin, 'Karin'], ['member:johan', 'Johan']);
  const pair = await world.agreed('member:johan', karin);
  await world.does(karin, 'talk.plan', { id: pair, date: '2026-10-01', time: '10:00', place: 'neutral' });
  const before = world.told(karin).length;
  await world.timer.stop();
  await world.clock.turnTo(new Date('2026-09-30T12:00:00Z'));
  await world.core.start(true);
  await world.clock.turnTo(world.clock.now());
  await world.rest();
  expect(world.told(karin)).toHaveLength(before + 1);
  await world.does(karin, 'talk.plan', { id: pair, date: '2026-10-20', time: '10:00', place: 'neutral' });
  await world.timer.stop();
  await world.clock.turnTo(new Date('2026-10-25T12:00:00Z'));
  await world.core.start(true);
  await world.clock.turnTo(world.clock.now());
  await world.rest();
  // both talks are over by now: asked about each, reminded of none
  expect(
    world.chat
      .in(karin)
      .slice(before + 1)
      .map(({ id }) => id),
  ).toHaveLength(2);
});

test('what is said again before the first was sent is said once', async () => {
  const world = await new World().start([karin, 'Karin'], ['member:johan', 'Johan']);
  const pair = await world.introduced('member:johan', karin);
  await world.does(karin, 'talk.plan', { id: pair, date: '2026-09-03', time: '10:00', place: 'neutral' });
  const before = world.told('member:johan').length;
  world.chat.trouble.push({ room: 'member:johan', result: { ok: false, kind: 'passing', reason: 'away' } });
  for (const time of ['11:00', '12:00', '13:00', '14:00']) {
    await world.does(karin, 'talk.move', { id: pair, talk: '1', date: '2026-09-03', time, place: 'neutral' });
  }
  await world.until('2026-09-01T10:00');
  expect(world.told('member:johan')).toHaveLength(before + 1);
  expect(world.told('member:johan').at(-1)).toContain('14.00');
});
