import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { SHORTCUT } from '../../../src/channels/slack/names.ts';
import { buttonOn, titlesOn, wordsOn } from '../../fakes/slack/desktop.ts';
import { SlackHands } from '../../fakes/slack/hands.ts';
import { SlackWorld } from '../../fakes/slack/world.ts';

let world: SlackWorld;
beforeAll(async () => {
  world = await SlackWorld.start();
});
beforeEach(() => {
  world.slack.trouble = () => null;
});
afterEach(() => {
  expect(world.slack.wrong).toEqual([]);
  expect(world.log.errors).toEqual([]);
});
afterAll(() => world.close());

const inputs = (blocks: readonly Record<string, unknown>[] = []): string[] =>
  blocks.flatMap(({ element }) => (element as { initial_value?: string } | undefined)?.initial_value ?? []);

test('/mentor, /mentorskap and the shortcut open where I stand, with what Slack knows filled in', async () => {
  const karin = world.person('karin');
  for (const open of [() => karin.command(), () => karin.command('', '/mentorskap'), () => karin.shortcut(SHORTCUT)]) {
    await open();
    expect(karin.window?.title).toMatchObject({ text: 'Hej Karin!' });
  }
  await karin.inView(karin.window!, 'Anmäl mig som mentor');
  expect(inputs(karin.window?.blocks)).toEqual(['Karin Holm', 'karin@kommun.example']);
  const asked = world.slack.calls.filter(({ method, body }) => method === 'users.info' && body['user'] === karin.user);
  expect(asked).toHaveLength(1);
});

test('what was typed in a window that is closed is there when the same one is opened again, and gone once it was sent', async () => {
  const karin = world.person('karin');
  await karin.closeWindow({ name: 'Karin Typed', phone: '070-1' });
  await karin.command();
  expect(inputs(karin.window?.blocks)).toEqual(['Karin Typed', 'karin@kommun.example', '070-1']);
  const wrong = await karin.submit();
  expect(Object.values(wrong.body?.['errors'] ?? {})).toEqual([expect.stringMatching(/nummer/)]);
  await karin.submit({ phone: '070-174 06 05' });
  expect(wordsOn(karin.window?.blocks)).toContain('Steg 2 av 4');
  expect(inputs(karin.window?.blocks)).toEqual([]);
});

test('municipalities are found while one types, with and without dots, the likeliest first', async () => {
  const karin = world.person('karin');
  expect((await karin.typed('municipality', 'boras')).map(({ text }) => text)).toEqual(['Borås']);
  expect((await karin.typed('municipality', 'Ås'))[0]?.text).toBe('Åsele');
  expect((await karin.typed('municipality', 'a')).length).toBe(100);
  expect(await karin.typed('municipality', 'zzz')).toEqual([]);
});

test('a word in the chat is answered there, once; our own messages and edits are not words', async () => {
  const lars = world.person('lars');
  await lars.write('hej');
  const { channel } = (await world.slack.ask('conversations.open', { users: lars.user }, 'xoxb-handslag')) as {
    channel: { id: string };
  };
  expect(world.slack.in(channel.id)).toHaveLength(1);
  expect(wordsOn(world.slack.in(channel.id)[0]?.blocks)).toContain('Hej Lars!');
  for (const more of [{ bot_id: 'B1' }, { subtype: 'message_changed' }, { channel_type: 'channel' }]) {
    await world.send.event(
      lars.event({ type: 'message', channel_type: 'im', channel: channel.id, user: lars.user, text: 'hej', ...more }),
    );
  }
  await world.settled();
  expect(world.slack.in(channel.id)).toHaveLength(1);
});

test('the home says where I stand and what I can do, and follows what I do', async () => {
  const karin = world.person('karin');
  await karin.openHome();
  expect(titlesOn(karin.home?.blocks ?? [])).toContain('Fortsätt anmälan');
  await karin.command();
  await karin.submit({ municipalities: '1490' });
  await karin.submit({ standing: 'active', about: 'Lyssnar <gärna>.' });
  await karin.submit({ consent: 'true' });
  expect(karin.window?.['submit']).toBeUndefined();
  expect(wordsOn(karin.home?.blocks)).toContain('Styrelsen har fått din anmälan');
});

test('the board’s card stands in its room; asking and declining are windows, and all see who did what', async () => {
  const [eva, lars] = [world.person('eva'), world.person('lars')];
  const [message] = world.board;
  expect(titlesOn(message?.blocks ?? [])).toEqual(['Godkänn', 'Fråga om mer', 'Avböj', 'Anmäl jäv']);
  await eva.command();
  await lars.command();
  await eva.click(message!, 'Fråga om mer');
  expect(eva.window?.title).toMatchObject({ text: 'Fråga om mer' });
  await eva.submit({ question: 'Sedan <!channel> när?' });
  expect(eva.window).toBeNull();
  expect(wordsOn(world.board[0]?.blocks)).toMatch(/Eva Sandberg frågade/);
  const [question] = world.person('karin').messages;
  await world.person('karin').click(question!, 'Fyll i');
  await world.person('karin').submit({ reply: 'Sedan 2015.' });
  expect(titlesOn(world.person('karin').messages[0]?.blocks ?? [])).not.toContain('Fyll i');
  expect(wordsOn(world.board.at(-1)?.blocks)).toMatch(/Sedan &lt;!channel&gt; när\?[^]*Sedan 2015\./);
});

test('only from the board’s own private room, only by who is on the board’s list; the others’ card stays, and who pressed is told alone', async () => {
  const [johan, eva, lars] = [world.person('johan'), world.person('eva'), world.person('lars')];
  const message = world.board.at(-1)!;
  const before = JSON.stringify(message.blocks);
  await johan.click(message, 'Godkänn');
  expect(world.slack.whispers.at(-1)).toMatchObject({ user: johan.user, channel: world.slack.room });
  const approve = buttonOn(message.blocks, 'Godkänn')!;
  for (const [channel, name] of [
    [message.channel, 'styrelsen'],
    ['C0ELSEWHERE', 'privategroup'],
  ] as const) {
    await world.send.payload(await eva.pressOn({ ...message, channel }, approve, name));
    await world.settled();
  }
  expect(world.slack.whispers.at(-1)?.text).toMatch(/styrelsens egen kanal/);
  expect(JSON.stringify(world.board.at(-1)?.blocks)).toBe(before);
  const presses = await Promise.all([eva, lars].map(async (one) => one.pressOn(message, approve)));
  await Promise.all(presses.map((press) => world.send.payload(press)));
  await world.settled();
  expect(wordsOn(world.board.at(-1)?.blocks)).toMatch(/Godkänd .* av (Eva Sandberg|Lars Nyström)\./);
  expect(titlesOn(world.board.at(-1)?.blocks ?? [])).toEqual([]);
  expect(world.slack.whispers.at(-1)?.text).toMatch(/hann före/);
});

test('the introduction opens a room for the two and us, once, and says nothing of them there', async () => {
  const walk = new SlackHands(world);
  const hands: SlackHands['does'] = (...args) => walk.does(...args);
  await hands('johan', 'registration.start', {}, { match: { role: 'adept' } });
  await hands('johan', 'form.answer', { phone: '070-174 06 06' });
  await hands('johan', 'form.answer', { municipality: '1442', wish: 'Ledningsgruppen.' });
  await hands('johan', 'registration.submit', { consent: 'true' });
  await hands('eva', 'board.approve');
  await hands('johan', 'mentor.ask', {}, { via: ['mentors', 'request'] });
  await hands('karin', 'request.accept');
  const opened = world.slack.calls.filter(
    ({ method, body }) => method === 'conversations.open' && String(body['users']).includes(','),
  );
  expect(opened.map(({ body }) => String(body['users']).split(',').toSorted())).toEqual([
    [world.slack.id('johan'), world.slack.id('karin')].toSorted(),
  ]);
  const rooms = world.slack.calls.filter(({ method, body }) => method === 'chat.postMessage' && !body['blocks']);
  expect(rooms.map(({ body }) => String(body['text']))).toEqual([expect.stringMatching(/ett eget rum/)]);
  expect(JSON.stringify(rooms)).not.toMatch(/kommun\.example|070/);
});
