import { expect, test } from 'vitest';
import { makeCore } from '../../src/app/core.ts';
import { LEASE_MS } from '../../src/app/door/handle.ts';
import { phrases } from '../../src/app/door/phrases.ts';
import type { Channel } from '../../src/app/ports.ts';
import { drawView } from '../../src/app/say/views/draw.ts';
import { drawCard } from '../../src/channels/card.ts';
import type { MemberId, RegistrationId } from '../../src/domain/ids.ts';
import { aMentor } from '../build.ts';
import { World } from './world.ts';

const karin = 'member:karin';
const board = 'board:programme:open';

test('a channel that fails is tried again, later rather than never, and once', async () => {
  const world = await new World().start([karin, 'Karin']);
  world.chat.trouble.push(
    { room: board, result: { ok: false, permanent: false, reason: 'busy' } },
    { room: board, result: { ok: false, permanent: false, reason: 'busy', retryAfter: 300 } },
  );
  await world.registerMentor(karin);
  expect(world.chat.in(board)).toHaveLength(0);
  await world.until('2026-09-01T10:00');
  expect(world.chat.in(board)).toHaveLength(1);
  expect(world.chat.calls).toBe(3);
});

test('who cannot be reached at all: it is put aside, and the board hears who, not what', async () => {
  const world = await new World().start([karin, 'Karin']);
  const id = await world.registerMentor(karin);
  world.chat.trouble.push({ room: karin, result: { ok: false, permanent: true, reason: 'blocked' } });
  await world.does('member:eva', 'board.approve', { id, revision: '1' });
  await world.until('2026-09-01T10:00');
  expect(world.chat.in(karin)).toHaveLength(0);
  expect(world.told(board).at(-1)).toMatch(/Karin|karin/);
  expect(world.log.errors.map(({ event }) => event)).toEqual(['undelivered']);
});

test('a process that dies between the write and the send loses nothing: the next start says it, once', async () => {
  const world = await new World().start([karin, 'Karin']);
  const id = await world.registerMentor(karin);
  const sent = world.chat.messages.length;
  // Everything of the next press is stored, and nothing of it is sent: the channel is gone with the process.
  const dead = { name: world.chat.name, send: () => new Promise<never>(() => undefined) };
  const { store, timer, clock, log, programme } = world;
  const deps = { store, timer, clock, log, programme, boardChannel: dead.name, drawView, drawCard, phrases };
  const dying = makeCore({ ...deps, channels: [dead] });
  await dying.bot.press({ verb: 'board.approve', data: { id, revision: '1' }, key: 'x' }, 'member:eva');
  expect(world.chat.messages).toHaveLength(sent);
  const next = makeCore({ ...deps, channels: [world.chat] });
  await next.start(true);
  await next.relay.idle();
  expect(world.chat.in(karin)).toHaveLength(1);
  expect((await store.load(id))?.outbox).toEqual([]);
  await next.start(true);
  await next.relay.idle();
  expect(world.chat.in(karin)).toHaveLength(1);
});

test('a lost list of timers is rebuilt by one sweep', async () => {
  const world = await new World().start([karin, 'Karin']);
  await world.registerMentor(karin);
  const { store, clock, log, programme } = world;
  const { MemoryTimer } = await import('../../src/jobs/memory.ts');
  await world.timer.stop();
  const timer = new MemoryTimer(clock);
  const deps = { store, timer, clock, log, programme, boardChannel: world.chat.name, drawView, drawCard, phrases };
  const core = makeCore({ ...deps, channels: [world.chat] });
  await core.start(true);
  expect(await timer.next()).toEqual((await store.load(world.registration(karin, 'mentor')))?.dueAt);
  await world.until('2026-09-20T00:00');
  await core.relay.idle();
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

test('however slow a channel is, what it is sending is nobody else’s meanwhile', async () => {
  const world = await new World().start();
  const { store, timer, clock, log, programme } = world;
  const posted: string[] = [];
  // Fifteen seconds a call, and in each of them another process looks for what is nobody's.
  const slow: Channel = {
    name: world.chat.name,
    async send(posts) {
      await clock.turnTo(new Date(clock.now().getTime() + 15_000));
      for (const post of posts) {
        const doc = await store.load(`registration:${post.id.split(':')[1] ?? ''}`);
        const item = doc?.outbox.find(({ id }) => id === post.id);
        expect(item?.until.getTime()).toBeGreaterThan(clock.now().getTime());
        posted.push(post.id);
      }
      return posts.map(({ id }) => ({ ok: true, ref: { channel: 'chat', ref: id } }));
    },
  };
  const deps = { store, timer, clock, log, programme, boardChannel: slow.name, drawView, drawCard, phrases };
  const core = makeCore({ ...deps, channels: [slow] });
  const ids: RegistrationId[] = [];
  for (let n = 0; n < 1_200; n++) {
    const member: MemberId = `member:m${n}`;
    const road = aMentor(`m${n}`, { programme });
    await world.join(member, `M${n}`);
    const until = new Date(clock.now().getTime() + LEASE_MS);
    const note = { kind: 'say', to: `board:${programme.id}`, card: 'decision', about: road.id } as const;
    const notes = [{ id: `${road.id}:1:0`, note, tries: 0, until }];
    const state = road.submitted().state;
    await store.save({ id: road.id, from: 0, state, dueAt: null, history: [], notes, key: null });
    core.relay.deliver([{ id: road.id, items: notes }]);
    ids.push(road.id);
  }
  await core.relay.idle();
  expect(posted).toHaveLength(1_200);
  expect(new Set(posted).size).toBe(1_200);
  expect((await store.loadMany(ids)).flatMap((doc) => doc?.outbox ?? [])).toEqual([]);
});
