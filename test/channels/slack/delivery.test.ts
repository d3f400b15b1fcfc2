import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { troubleId } from '../../../src/domain/trouble/machine.ts';
import { mongoLanes } from '../../../src/store/lanes.ts';
import { registrationId } from '../../../src/domain/ids.ts';
import { SlackHands } from '../../fakes/slack/hands.ts';
import { PEOPLE, SlackWorld, type SlackWorldOptions } from '../../fakes/slack/world.ts';
import { makeAdministrator } from '../../programmes.ts';

/** The ledger and Slack together: what waits, in which order it goes, and what is said twice (nothing). */

const crowd = Array.from({ length: 60 }, (_, n) => `p${n}`);
const ofCrowd = crowd.map((name) => ({ name, real_name: name, email: `${name}@kommun.example` }));

let world: SlackWorld;
const start = async (options: SlackWorldOptions = {}): Promise<SlackWorld> => {
  world = await SlackWorld.start({ people: [...PEOPLE, ...ofCrowd], ...options });
  await world.join('eva', ...crowd);
  return world;
};
afterEach(async () => {
  world.slack.trouble = () => null;
  expect(world.slack.wrong).toEqual([]);
  await world.close();
});

const said = () => world.slack.calls.filter(({ method }) => method === 'chat.postMessage');
const soon = { timeout: 20_000, interval: 20 };

test.each(['invalid_auth', 'token_expired', 'missing_scope'])(
  'a token refused for an hour (%s) destroys nothing: it waits, the administrator hears of it once, and all goes out in order when it works again',
  async (error) => {
    await start();
    await makeAdministrator(world.core, world.member('eva'));
    world.slack.trouble = ({ method }) => (method.startsWith('chat.') ? { kind: 'error', error } : null);
    const names = crowd.slice(0, 20);
    const queued = await world.queue(names, 3);
    await world.settled();
    await world.until('2026-09-01T10:00');

    expect(world.slack.messages).toEqual([]);
    const waiting = world.ledger.all();
    expect(waiting.filter(({ state }) => state !== 'queued' && state !== 'sending')).toEqual([]);
    expect(waiting.every(({ tries }) => tries === 0)).toBe(true);
    // Nobody knocks at a closed door sixty times an hour for each message.
    expect(said().length).toBeLessThanOrEqual(names.length + 1);
    const loud = world.log.errors.filter(({ event }) => event === 'the channel refuses us');
    expect(loud[0]).toMatchObject({ data: { channel: 'slack', error } });
    const id = troubleId({ what: 'channel', about: 'slack', reason: error });
    expect((await world.store.load(id))?.state).toMatchObject({ status: 'open' });

    world.slack.trouble = () => null;
    const eva = world.account('eva');
    const press = { verb: 'trouble.retry', data: { id }, key: randomUUID(), room: null };
    expect(await world.core.bot.press(press, eva)).toMatchObject({ outcome: 'done' });
    await expect.poll(() => world.slack.messages.length, soon).toBe(61);
    await world.settled();
    for (const name of names) expect(await world.standing(name)).toEqual(queued.get(name));
    expect(await world.standing('eva')).toEqual([expect.stringContaining(`|trouble:${id}`)]);
    expect(world.slack.in(world.slack.dm(world.slack.id('eva')))[0]?.text).toMatch(/nekar oss/);
    expect((await world.store.load(id))?.state).toMatchObject({ status: 'over' });
  },
);

test('nobody but an administrator has what is refused tried again', async () => {
  await start();
  world.slack.trouble = ({ method }) => (method.startsWith('chat.') ? { kind: 'error', error: 'invalid_auth' } : null);
  await world.queue(['p1'], 1);
  await world.settled();
  const id = troubleId({ what: 'channel', about: 'slack', reason: 'invalid_auth' });
  const press = { verb: 'trouble.retry', data: { id }, key: randomUUID(), room: null };
  expect(await world.core.bot.press(press, world.account('p2'))).not.toMatchObject({ outcome: 'done' });
  expect((await world.store.load(id))?.state).toMatchObject({ status: 'open' });
});

test('429 for one person: their messages keep their order, and nobody else waits', async () => {
  await start();
  const names = crowd.slice(0, 10);
  await world.queue(names, 1);
  await world.settled();
  const room = world.slack.dm(world.slack.id('p0'));
  world.slack.trouble = ({ method, body }) =>
    method === 'chat.postMessage' && body['channel'] === room ? { kind: 'status', status: 429, retryAfter: 2 } : null;
  const began = Date.now();
  const queued = await world.queue(names, 3);
  await world.settled();
  expect(Date.now() - began).toBeLessThan(5_000);
  for (const name of names.slice(1)) expect((await world.standing(name)).slice(1)).toEqual(queued.get(name));
  expect(await world.standing('p0')).toHaveLength(1);
  const tries = world.ledger.all().flatMap(({ id, tries: n }) => (queued.get('p0')?.includes(id) ? [n] : []));
  expect(tries).toEqual([1, 0, 0]);

  world.slack.trouble = () => null;
  await world.until('2026-09-01T09:05');
  await expect.poll(() => world.slack.in(room).length, soon).toBe(4);
  expect((await world.standing('p0')).slice(1)).toEqual(queued.get('p0'));
});

test('the introduction that two people wait for leaves before 500 queued reminders', async () => {
  await start();
  const hands = new SlackHands(world);
  const does = hands.does.bind(hands);
  await does('karin', 'registration.start', {}, { match: { role: 'mentor' } });
  await does('karin', 'form.answer', { phone: '070-174 06 05' });
  await does('karin', 'form.answer', { municipalities: '1490' });
  await does('karin', 'form.answer', { standing: 'active', places: '1', about: 'Lyssnar.' });
  await does('karin', 'registration.submit', { consent: 'true' });
  await does('eva', 'board.approve');
  await does('johan', 'registration.start', {}, { match: { role: 'adept' } });
  await does('johan', 'form.answer', { phone: '070-174 06 06' });
  await does('johan', 'form.answer', { municipality: '1442', wish: 'Ledningsgruppen.' });
  await does('johan', 'registration.submit', { consent: 'true' });
  await does('eva', 'board.approve');
  await does('johan', 'mentor.ask', {}, { via: ['mentors', 'request'] });

  world.slack.delay = ({ method }) => (method === 'chat.postMessage' ? 30 : 0);
  const before = world.slack.messages.length;
  const reminders = world.queue(crowd, 9);
  await expect.poll(() => world.slack.messages.length, soon).toBeGreaterThan(before);
  const adept = registrationId(world.programme.id, 'adept', world.member('johan'));
  const id = `pair:${adept.slice('registration:'.length)}.1`;
  const press = { verb: 'request.accept', data: { id }, key: randomUUID(), room: null };
  expect(await world.core.bot.press(press, world.account('karin'))).toMatchObject({ outcome: 'done' });
  const pressed = world.slack.messages.length;
  await reminders;
  await world.settled();
  const order = world.slack.messages.map(({ channel }) => channel);
  expect(order.length - before).toBeGreaterThanOrEqual(9 * crowd.length + 2);
  for (const name of ['johan', 'karin']) {
    const at = order.indexOf(world.slack.dm(world.slack.id(name)) ?? '', pressed);
    expect(at).toBeGreaterThanOrEqual(pressed);
    // No more than what was on its way already.
    expect(at - pressed).toBeLessThan(60);
  }
});

test('a process whose lanes are gone begins no call, and the other says the rest: each once and in order', async () => {
  let lanes!: ReturnType<typeof mongoLanes>;
  await start({ lanes: (db) => (lanes = mongoLanes(db, world?.log ?? console)) });
  world.slack.delay = ({ method }) => (method === 'chat.postMessage' ? 60 : 0);
  const reminders = world.queue(crowd, 2);
  await expect.poll(() => world.slack.messages.length, soon).toBeGreaterThan(3);
  await lanes.stop();
  await reminders;
  await world.settled();
  const there = world.slack.messages.length;
  expect(there).toBeLessThan(2 * crowd.length);
  world.slack.delay = () => 0;

  const other = world.another(mongoLanes(world.database.db, world.log));
  await other.start(false);
  await expect.poll(() => world.slack.messages.length, soon).toBe(2 * crowd.length);
  await other.idle();
  const queued = await reminders;
  for (const name of crowd) expect(await world.standing(name)).toEqual(queued.get(name));
  await other.stop();
});

test('a process that dies between Slack’s yes and its own note of it: the next one looks, and says nothing twice', async () => {
  let release = (): void => undefined;
  const dead = new Promise<void>((resolve) => {
    release = resolve;
  });
  let dying = true;
  await start({
    between: (to) => async (input, init) => {
      const answer = await to(input, init);
      if (dying && String(input).endsWith('chat.postMessage')) await dead;
      return answer;
    },
  });
  const queueing = world.queue(['p3'], 1);
  await expect.poll(() => world.slack.messages.length, soon).toBe(1);
  expect(world.ledger.all()).toMatchObject([{ state: 'sending' }]);
  dying = false;
  const other = world.another();
  await other.start(false);
  await expect.poll(() => world.ledger.all()[0]?.state, soon).toBe('sent');
  expect(said()).toHaveLength(1);
  expect(world.slack.calls.map(({ method }) => method)).toContain('conversations.history');
  release();
  await queueing;
  await other.stop();
});
