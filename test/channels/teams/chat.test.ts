import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buttonsOf, inputsOf, textOf } from '../../app/cards.ts';
import { all } from '../../cards/walk.ts';
import { Authority } from '../../fakes/teams/authority.ts';
import type { TeamsPerson } from '../../fakes/teams/person.ts';
import { contact, registerAdept, registerMentor } from './road.ts';
import { ROOM, TeamsWorld } from './world.ts';

let authority: Authority;
const worlds: TeamsWorld[] = [];

beforeAll(async () => {
  authority = (await new Authority().start()).here();
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

const MESSAGE = 'application/vnd.microsoft.activity.message';
test('who installs it is greeted once, by name, in their language and with their zone, and can turn to the other', async () => {
  const world = await aWorld();
  const mary = world.person('mary');
  mary.locale = 'en-GB';
  mary.zone = 'Europe/London';
  await mary.install();
  expect(textOf(mary.messages()[0]!.card!)).toContain('Hello Mary');
  const member = (await world.docs()).map(({ state }) => state).find(({ id }) => id === 'member:mary');
  expect(member).toMatchObject({ name: 'Mary', mail: 'mary@kommun.example', lang: 'en', zone: 'Europe/London' });
  expect(member).toMatchObject({
    home: expect.stringMatching(/^teams:[0-9a-f-]{36}\.[0-9a-f-]{36}$/),
    id: 'member:mary',
  });
  await mary.does('member.language', {}, { lang: 'sv' });
  expect(textOf((await mary.shown(mary.messages()[0]!))!)).toContain('Hej Mary');
  // a second installation within minutes is Teams telling the same thing twice
  await mary.post(mary.envelope({ type: 'installationUpdate', action: 'add' }));
  await mary.say('hjälp');
  expect(mary.messages()).toHaveLength(2);
});

test('a form steps forward in place; what was wrong stands at its field, and what was typed stays', async () => {
  const world = await aWorld();
  const karin = await world.inTeams('karin');
  await karin.does('registration.start', {}, { role: 'mentor' });
  await karin.does('form.answer', { ...contact('karin'), mail: 'ingen adress' });
  const [message] = karin.messages();
  const card = await karin.shown(message!);
  expect(textOf(card!)).toMatch(/e-postadress/);
  expect(inputsOf(card!)).toMatchObject({ mail: 'ingen adress', name: 'karin' });
  await karin.does('form.answer', contact('karin'));
  expect(karin.messages()).toHaveLength(1);
  const chosen = inputsOf((await karin.shown(message!))!);
  expect(Object.keys(chosen)).toContain('municipalities');
});

test('a client without Action.Execute presses by message: the card is replaced a little later, and once', async () => {
  const world = await aWorld();
  const karin = await world.inTeams('karin');
  const { message, card } = await karin.find({ verb: 'registration.start', data: { role: 'mentor' } });
  const submit = all(card, (type) => type === 'Action.Submit').find(
    ({ data }) => (data as { role?: string }).role === 'mentor',
  )!;
  const activity = karin.envelope({ type: 'message', value: submit['data'], replyToId: message.id });
  expect((await karin.post(activity)).status).toBe(200);
  await vi.waitFor(() => expect(message.edits).toBe(1), 10_000);
  expect(Object.keys(inputsOf(message.card!))).toContain('phone');
  expect((await karin.post(activity)).status).toBe(200);
  await karin.say('status');
  expect(message.edits).toBe(1);
});

test('the same press twice is one, by Teams’ own retry and by a double click; the same word twice is answered once', async () => {
  const world = await aWorld();
  const karin = await world.inTeams('karin');
  const eva = await world.inTeams('eva');
  await registerMentor(world, karin);
  const { message, data } = await eva.find({ verb: 'board.approve' });
  const action = { type: 'Action.Execute', verb: 'board.approve', data };
  const activity = eva.inRoom({
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action },
    replyToId: message.id,
  });
  const [first, again] = await Promise.all([eva.post(activity), eva.post(activity)]);
  expect([first.status, again.status]).toEqual([200, 200]);
  const double = eva.inRoom({ type: 'invoke', name: 'adaptiveCard/action', value: { action }, replyToId: message.id });
  expect((await eva.post(double)).body).toMatchObject({ type: expect.stringContaining('card.adaptive') });
  await world.rest();
  const told = karin.messages().length;
  const history = await world.store.history(
    (await world.docs()).find(({ state }) => state.kind === 'registration')!.id,
  );
  expect(history.filter(({ type }) => type === 'RegistrationApproved')).toHaveLength(1);
  // What is kept of a press says neither who pressed nor what.
  const keys = (await world.docs()).flatMap(({ seen }) => seen.map(({ key }) => key));
  expect(keys.filter((key) => !/^(?:teams:[\w-]{32}|(?:pair|registration):\S+:\d+:\d+)$/.test(key))).toEqual([]);
  expect(keys.some((key) => key.startsWith('teams:'))).toBe(true);
  expect(told).toBe(2);

  const word = karin.envelope({ type: 'message', text: 'status' });
  await Promise.all([karin.post(word), karin.post(word)]);
  await vi.waitFor(() => expect(karin.messages()).toHaveLength(told + 1), 10_000);
  await karin.post(word);
  await karin.say('hjälp');
  expect(karin.messages()).toHaveLength(told + 2);
});

test('the board’s card: its members see buttons, others how it stands; a refusal is for the presser’s eyes', async () => {
  const world = await aWorld({ board: ['eva', 'lars'] });
  const karin = await world.inTeams('karin');
  const eva = await world.inTeams('eva');
  const lars = await world.inTeams('lars');
  await registerMentor(world, karin);
  const [card] = world.connector.in(ROOM);
  expect(card!.card).not.toHaveProperty('actions');
  expect((card!.card!['refresh'] as { userIds: string[] }).userIds).toEqual([eva.user.user, lars.user.user]);
  const verbs = async (who: TeamsPerson) => buttonsOf((await who.shown(card!))!).map(({ verb }) => verb);
  expect(await verbs(karin)).not.toContain('board.approve');
  expect(await verbs(eva)).toEqual(
    expect.arrayContaining(['board.approve', 'board.ask', 'board.decline', 'board.recuse']),
  );
  expect(await verbs(lars)).toContain('board.approve');

  const { data } = await eva.find({ verb: 'board.decline' });
  const unsaid = await eva.press({ verb: 'board.decline' }, { message: '', reason: 'bara för styrelsen' });
  expect(unsaid).toMatchObject({ status: 200, body: { type: MESSAGE, value: expect.stringMatching(/Fyll i/) } });
  const forged = await karin.execute(card!, { type: 'Action.Execute', verb: 'board.approve', data });
  expect(forged).toMatchObject({ status: 200, body: { type: MESSAGE, value: expect.stringMatching(/styrelse/i) } });
  await lars.does('board.decline', { message: 'Tack, men inte i år.', reason: 'bara för styrelsen' });
  await world.rest();
  const late = await eva.execute(card!, { type: 'Action.Execute', verb: 'board.approve', data });
  expect(late.body).toMatchObject({ type: MESSAGE });
  expect(card!.edits).toBeGreaterThan(0);
  expect(textOf(card!.card!)).toMatch(/Lars/);
  expect(card!.card).not.toHaveProperty('refresh');
  expect(JSON.stringify(karin.messages())).not.toContain('bara för styrelsen');
});

test('nothing of one’s own is said where others read', async () => {
  const world = await aWorld();
  const karin = await world.inTeams('karin');
  await registerMentor(world, karin);
  const before = world.connector.in(ROOM).length;
  const text = '<at>Handslag</at> status';
  const entities = [{ type: 'mention', text: '<at>Handslag</at>', mentioned: { id: '28:x', name: 'Handslag' } }];
  const thread = { id: `${ROOM};messageid=17`, conversationType: 'channel', tenantId: karin.user.tenant };
  await karin.post(karin.inRoom({ type: 'message', text, entities, conversation: thread }));
  await vi.waitFor(() => expect(world.connector.in(`${ROOM};messageid=17`)).toHaveLength(1), 10_000);
  expect(world.connector.in(`${ROOM};messageid=17`)[0]).toMatchObject({
    card: null,
    text: expect.stringMatching(/egen chatt/),
  });
  const [registration] = (await world.docs()).filter(({ state }) => state.kind === 'registration');
  const action = {
    type: 'Action.Execute',
    verb: 'show',
    data: { card: 'registration', about: registration!.id, type: 'decision' },
  };
  const asked = await karin.post(
    karin.inRoom({ type: 'invoke', name: 'adaptiveCard/action', value: { action }, replyToId: '1' }),
  );
  expect(asked).toMatchObject({ status: 200, body: { type: MESSAGE, value: expect.stringMatching(/egen chatt/) } });
  expect(world.connector.in(ROOM)).toHaveLength(before);
});

test('a restart between a card and its click loses nothing, and a click on an old card brings the fresh one', async () => {
  const world = await aWorld();
  const karin = await world.inTeams('karin');
  const eva = await world.inTeams('eva');
  const { message, card, data } = await karin.find({ verb: 'registration.start', data: { role: 'mentor' } });
  await world.down();
  await world.up();
  await registerMentor(world, karin);
  await eva.does('board.approve');
  await world.rest();
  const old = { ...data, ...inputsOf(card) };
  const answered = await karin.execute(message, { type: 'Action.Execute', verb: 'registration.start', data: old });
  expect(JSON.stringify(answered.body)).not.toContain('Input.Text');
  expect(world.log.errors).toEqual([]);
});

test('those introduced get each other’s details, and a link that opens a chat of the two with a first line written', async () => {
  const world = await aWorld();
  const [karin, johan, eva] = [await world.inTeams('karin'), await world.inTeams('johan'), await world.inTeams('eva')];
  await registerMentor(world, karin);
  await eva.does('board.approve');
  await registerAdept(world, johan, 'johan');
  await eva.does('board.approve');
  await world.rest();
  await johan.say('mentorer');
  await johan.does('show', {}, { card: 'request' });
  await johan.does('mentor.ask');
  await world.rest();
  await karin.does('request.accept');
  await world.rest();
  const card = johan.messages().at(-1)!.card!;
  expect(textOf(card)).toContain('karin@kommun.example');
  const link = all(card, (type) => type === 'Action.OpenUrl').find(({ url }) =>
    String(url).startsWith('https://teams.microsoft.com/'),
  );
  const url = new URL(String(link?.['url']));
  expect(url.pathname).toBe('/l/chat/0/0');
  expect(url.searchParams.get('users')).toBe('karin@kommun.example');
  expect(url.searchParams.get('message')).toMatch(/^Hej karin! Jag heter johan/i);
  expect(textOf(karin.messages().at(-1)!.card!)).toContain('johan@kommun.example');
});
