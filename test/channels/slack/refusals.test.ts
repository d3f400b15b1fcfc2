import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SlackWorld } from '../../fakes/slack/world.ts';

let world: SlackWorld;
let calls = 0;
beforeAll(async () => {
  world = await SlackWorld.start();
});
afterAll(() => world.close());
beforeEach(() => {
  calls = world.slack.calls.length;
});

const FORM = 'application/x-www-form-urlencoded';
const now = (): number => Math.floor(Date.now() / 1000);

/** A command that would open a window, and make its person known. */
const command = async (who = 'johan'): Promise<string> => {
  const trigger_id = await world.slack.trigger(world.slack.id(who));
  return new URLSearchParams({
    command: '/mentor',
    text: '',
    team_id: world.slack.team,
    user_id: world.slack.id(who),
    trigger_id,
  }).toString();
};

const untouched = async (): Promise<void> => {
  await world.settled();
  expect(world.slack.calls).toHaveLength(calls);
  expect(await world.store.load(world.member('johan'))).toBeNull();
};

describe('refused with 401, and nothing done', () => {
  test.each<[string, (body: string) => [string, Record<string, string>]]>([
    ['signed with another secret', (body) => [body, world.send.signed(body, FORM, String(now()), 'another secret')]],
    ['changed after it was signed', (body) => [`${body}&x=1`, world.send.signed(body, FORM)]],
    ['without a signature', (body) => [body, { 'Content-Type': FORM, 'X-Slack-Request-Timestamp': String(now()) }]],
    [
      'without a time',
      (body) => [
        body,
        { 'Content-Type': FORM, 'X-Slack-Signature': world.send.signed(body, FORM)['X-Slack-Signature'] ?? '' },
      ],
    ],
    ['without any of it', (body) => [body, { 'Content-Type': FORM }]],
    [
      'with a signature of another kind',
      (body) => [body, { ...world.send.signed(body, FORM), 'X-Slack-Signature': 'v0=' }],
    ],
    ['more than five minutes old', (body) => [body, world.send.signed(body, FORM, String(now() - 302))]],
    ['from the future', (body) => [body, world.send.signed(body, FORM, String(now() + 60))]],
    ['with a time that is none', (body) => [body, world.send.signed(body, FORM, 'soon')]],
  ])('%s', async (_, made) => {
    const [body, headers] = made(await command());
    expect((await world.send.raw(body, headers)).status).toBe(401);
    await untouched();
  });

  test('sent once before, to the letter', async () => {
    const body = await command('eva');
    const headers = world.send.signed(body, FORM);
    expect((await world.send.raw(body, headers)).status).toBe(200);
    await world.settled();
    calls = world.slack.calls.length;
    expect((await world.send.raw(body, headers)).status).toBe(401);
    await untouched();
  });
});

test('a body that is too large is refused', async () => {
  const body = 'x'.repeat(1_100_000);
  expect((await world.send.raw(body, world.send.signed(body, FORM))).status).toBe(413);
  await untouched();
});

test('what Slack asks to know whether we are there is answered', async () => {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'c', token: 't' });
  expect(await world.send.raw(body, world.send.signed(body, 'application/json'))).toMatchObject({
    status: 200,
    body: { challenge: 'c' },
  });
});

test('an event that Slack sends again is one event', async () => {
  const karin = world.person('karin');
  const id = 'Ev0AGAIN';
  await karin.write('hjälp', id);
  await karin.write('hjälp', id, { 'X-Slack-Retry-Num': '1', 'X-Slack-Retry-Reason': 'http_timeout' });
  expect(karin.messages).toHaveLength(0);
  const said = world.slack.calls.filter(({ method }) => method === 'chat.postMessage');
  expect(said).toHaveLength(1);
});

test('a window sent twice, and a button clicked twice, have one effect', async () => {
  const karin = world.person('karin');
  await karin.command();
  const start = karin.window!;
  await Promise.all([karin.inView(start, 'Anmäl mig som mentor'), karin.inView(start, 'Anmäl mig som mentor')]);
  const form = karin.window!;
  const sent = karin.submission(form, { phone: '070-174 06 05' });
  const [first, second] = await Promise.all([
    world.send.payload({ ...sent, n: 1 }),
    world.send.payload({ ...sent, n: 2 }),
  ]);
  expect([first.body, second.body]).toEqual(
    [first.body, first.body].map(() => expect.objectContaining({ response_action: 'update' })),
  );
  await world.settled();
  const id = `registration:open.mentor.${world.member('karin').slice('member:'.length)}` as const;
  expect((await world.store.history(id)).map(({ type }) => type)).toEqual(['RegistrationStarted', 'FieldsAnswered']);
});
