import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Delivery } from '../../../src/app/post/ledger.ts';
import { troubleId } from '../../../src/domain/trouble/machine.ts';
import { LEDGER } from '../../../src/store/ledger.ts';
import { enqueue } from '../../fakes/enqueue.ts';
import { Authority } from '../../fakes/teams/authority.ts';
import { PEOPLE } from '../../fakes/slack/world.ts';
import { registerMentor } from './road.ts';
import { ROOM, TeamsWorld } from './world.ts';
import { makeAdministrator } from '../../programmes.ts';

/** What Teams says no to, for now and for good, and what becomes of what was to be said. */

let authority: Authority;
const worlds: TeamsWorld[] = [];

beforeAll(async () => {
  authority = (await new Authority().start()).here();
  // Each message asks for one of its own.
  authority.lasts = 1;
});
afterEach(() => {
  authority.refusing = false;
});
afterAll(async () => {
  for (const world of worlds) await world.close();
  await authority.close();
});

const aWorld = async (wishes: Parameters<typeof TeamsWorld.start>[1] = {}): Promise<TeamsWorld> => {
  const world = await TeamsWorld.start(authority, wishes);
  worlds.push(world);
  return world;
};

/** All that stands in the ledger. */
const deliveries = ({ database }: TeamsWorld): Promise<Omit<Delivery, 'id'>[]> =>
  database.db.collection<Omit<Delivery, 'id'>>(LEDGER).find({}).toArray();
const soon = { timeout: 20_000, interval: 20 };

test('who has blocked the bot: recorded, the board hears of it, and who comes back is reached again', async () => {
  const world = await aWorld();
  const karin = await world.inTeams('karin');
  const eva = await world.inTeams('eva');
  await registerMentor(world, karin);
  const conversation = karin.user.conversation;
  world.connector.trouble.push({ conversation, method: 'POST', status: 403, code: 'MessageWritesBlocked' });
  await eva.does('board.approve');
  await world.rest();
  await world.rest();
  const people = world.database.db.collection<{ _id: string; unreachable: { reason: string } | null }>('teamsPeople');
  expect((await people.findOne({ _id: karin.account }))?.unreachable?.reason).toBe('teams 403 MessageWritesBlocked');
  await vi.waitFor(
    () =>
      expect(
        world.connector
          .in(ROOM)
          .map(({ summary }) => summary)
          .join(),
      ).toMatch(/karin/i),
    10_000,
  );
  await karin.say('status');
  expect((await people.findOne({ _id: karin.account }))?.unreachable).toBeNull();
});

test.each([429, 412, 502, 504])('%i is tried again, and what was to be said is said once', async (status) => {
  const world = await aWorld();
  const karin = await world.inTeams('karin');
  const eva = await world.inTeams('eva');
  await registerMentor(world, karin);
  const before = karin.messages().length;
  const one = {
    conversation: karin.user.conversation,
    method: 'POST',
    status,
    ...(status === 429 ? { retryAfter: 1 } : {}),
  };
  world.connector.trouble.push(one, one);
  await eva.does('board.approve');
  await world.rest();
  expect(karin.messages()).toHaveLength(before + 1);
  expect(world.connector.answered.filter((answer) => answer.status === status)).toHaveLength(2);
});

test('what Teams will not take for long is handed back, and said later', async () => {
  const world = await aWorld();
  const karin = await world.inTeams('karin');
  const eva = await world.inTeams('eva');
  await registerMentor(world, karin);
  const before = karin.messages().length;
  world.connector.trouble.push({ conversation: karin.user.conversation, method: 'POST', status: 429, retryAfter: 60 });
  const begun = performance.now();
  await eva.does('board.approve');
  await world.rest();
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(karin.messages()).toHaveLength(before);
  const [waiting] = (await deliveries(world)).filter(({ state }) => state === 'queued');
  expect(waiting).toMatchObject({ to: karin.member, tries: 1, lastError: 'teams 429 Trouble' });
  expect(waiting!.notBefore.getTime() - world.clock.now().getTime()).toBeGreaterThanOrEqual(60_000);
});

test('a message that is gone is said anew where it should have been replaced', async () => {
  const world = await aWorld();
  const karin = await world.inTeams('karin');
  const eva = await world.inTeams('eva');
  await registerMentor(world, karin);
  world.connector.trouble.push({ conversation: ROOM, method: 'PUT', status: 404 });
  await eva.does('board.approve');
  await world.rest();
  expect(world.connector.in(ROOM)).toHaveLength(2);
});

const REFUSALS = {
  'Teams says 401': 'teams 401 Unauthorized',
  'Microsoft refuses the key': 'teams 401 invalid_client',
};

test.each(Object.entries(REFUSALS))(
  '%s: nothing is lost, the administrator hears of it, and all goes out in order when it works again',
  async (what, reason) => {
    const world = await aWorld({ slack: true });
    const people = [await world.inTeams('karin'), await world.inTeams('johan'), await world.inTeams('mary')];
    // The administrator sits where it still works.
    const lars = world.inSlack('lars');
    await lars.say('');
    await makeAdministrator(world.core, lars.member);
    await world.rest();
    const before = world.connector.messages.length;
    const refuse = (refusing: boolean): void => {
      if (what === 'Teams says 401') world.connector.refusing = refusing;
      else authority.refusing = refusing;
    };
    refuse(true);
    const queued = await enqueue(
      world,
      people.map(({ member }) => member),
      3,
    );
    await world.rest();
    await world.until('2026-09-01T10:00');
    expect(world.connector.messages).toHaveLength(before);
    const waiting = (await deliveries(world)).filter(({ state }) => state === 'queued');
    expect(waiting).toHaveLength(9);
    expect(waiting.every(({ tries }) => tries === 0)).toBe(true);
    expect(world.log.errors).toContainEqual(
      expect.objectContaining({ event: 'the channel refuses us', data: expect.objectContaining({ channel: 'teams' }) }),
    );
    const id = troubleId({ what: 'channel', about: 'teams', reason });
    expect((await world.store.load(id))?.state).toMatchObject({ status: 'open' });
    const told = () => world.slack!.in(world.slack!.dm(world.slack!.id('lars'))).map(({ text }) => text);
    expect(told().filter((text) => /nekar oss/.test(text))).toHaveLength(1);

    refuse(false);
    const press = { verb: 'trouble.retry', data: { id }, key: randomUUID(), room: null };
    expect(await world.core.bot.press(press, lars.account)).toMatchObject({ outcome: 'done' });
    await expect.poll(() => world.connector.messages.length, soon).toBe(before + 9);
    await world.rest();
    const order = (await deliveries(world)).filter(({ state }) => state === 'sent');
    for (const { member } of people) {
      const ids = queued.get(member)!.map(({ order: one }) => one);
      const sent = order.filter(({ to, order: one }) => to === member && ids.includes(one));
      const byPlace = sent.toSorted((a, b) => (a.ref!.ref < b.ref!.ref ? -1 : 1));
      expect(byPlace.map(({ order: one }) => one)).toEqual(ids);
    }
    expect(told().filter((text) => /nekar oss/.test(text))).toHaveLength(1);
    expect((await world.store.load(id))?.state).toMatchObject({ status: 'over' });
  },
);

test('429 for one person: their messages keep their order, and nobody else waits', async () => {
  const world = await aWorld();
  const [karin, johan] = [await world.inTeams('karin'), await world.inTeams('johan')];
  const before = karin.messages().length;
  const conversation = karin.user.conversation;
  world.connector.trouble.push({ conversation, method: 'POST', status: 429, retryAfter: 7 });
  const begun = performance.now();
  await enqueue(world, [karin.member, johan.member], 3);
  await world.rest();
  expect(performance.now() - begun).toBeLessThan(6_000);
  expect(johan.messages()).toHaveLength(before + 3);
  expect(karin.messages()).toHaveLength(before);
  const waiting = (await deliveries(world)).filter(({ state }) => state === 'queued');
  expect(waiting.toSorted((a, b) => (a.order < b.order ? -1 : 1)).map(({ tries }) => tries)).toEqual([1, 0, 0]);
  await world.until('2026-09-01T09:05');
  await expect.poll(() => karin.messages().length, soon).toBe(before + 3);
  await world.rest();
  const sent = (await deliveries(world)).filter(({ to, state }) => to === karin.member && state === 'sent');
  const byPlace = sent.toSorted((a, b) => (a.ref!.ref < b.ref!.ref ? -1 : 1)).map(({ order }) => order);
  expect(byPlace).toEqual(byPlace.toSorted());
});

test('a slow Slack keeps nobody in Teams waiting', async () => {
  const world = await aWorld({ slack: true });
  const inSlack = PEOPLE.map(({ name }) => world.inSlack(name));
  for (const person of inSlack) await person.say('');
  const inTeams = [await world.inTeams('mary'), await world.inTeams('anna'), await world.inTeams('olle')];
  await world.rest();
  const [slack, teams] = [world.slack!, world.connector];
  const before = [slack.messages.length, teams.messages.length] as const;
  slack.delay = ({ method }) => (method === 'chat.postMessage' ? 3_000 : 0);
  const people = [...inSlack, ...inTeams].map(({ member }) => member);
  const queueing = enqueue(world, people, 2);
  await expect.poll(() => teams.messages.length, { timeout: 2_500, interval: 20 }).toBe(before[1] + 6);
  expect(slack.messages).toHaveLength(before[0]);
  await queueing;
  await world.rest();
  expect(slack.messages).toHaveLength(before[0] + 2 * PEOPLE.length);
});
