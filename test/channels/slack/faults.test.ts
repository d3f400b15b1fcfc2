import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Bot } from '../../../src/app/door/bot.ts';
import type { CardJson, Post, SendResult } from '../../../src/app/ports.ts';
import { memberOf } from '../../../src/channels/slack/people.ts';
import { slackChannel } from '../../../src/channels/slack/send.ts';
import { openSent } from '../../../src/channels/slack/sent.ts';
import { oneWorkspace } from '../../../src/channels/slack/workspaces.ts';
import { wordsOn } from '../../fakes/slack/desktop.ts';
import { SlackWorld } from '../../fakes/slack/world.ts';
import { TOKEN, Workspace } from '../../fakes/slack/workspace.ts';
import { KeptLog } from '../../fakes/log.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('while people are at it', () => {
  let world: SlackWorld;
  /** What a press meets before it reaches the core. */
  let before: () => Promise<void> = async () => undefined;
  const slow = (bot: Bot): Bot => ({
    press: async (press, actor) => {
      await before();
      return bot.press(press, actor);
    },
    say: async (text, actor) => {
      await before();
      return bot.say(text, actor);
    },
  });
  beforeAll(async () => {
    world = await SlackWorld.start({ bot: slow });
  });
  beforeEach(() => {
    before = async () => undefined;
    world.slack.trouble = () => null;
  });
  afterEach(() => expect(world.slack.wrong).toEqual([]));
  afterAll(() => world.close());

  test('a slow database: Slack has its answer at once, the person a window that says wait, and then what they asked for', async () => {
    const karin = world.person('karin');
    before = () => wait(2_600);
    const began = Date.now();
    const trigger_id = await world.slack.trigger(karin.user);
    const fields = { command: '/mentor', text: '', team_id: world.slack.team, user_id: karin.user, trigger_id };
    expect((await world.send.form(fields)).status).toBe(200);
    expect(Date.now() - began).toBeLessThan(1_000);
    await expect.poll(() => wordsOn(karin.window?.blocks), { timeout: 4_000 }).toContain('Det tar lite längre tid');
    await world.settled();
    expect(karin.window?.title).toMatchObject({ text: 'Hej Karin!' });
  });

  test('a slow database while a form is sent: acknowledged in time with a window that says wait, saved once, then the next step', async () => {
    const karin = world.person('karin');
    await karin.command();
    await karin.inView(karin.window!, 'Anmäl mig som mentor');
    before = () => wait(2_600);
    const began = Date.now();
    const view = karin.window!;
    const reply = await world.send.payload(karin.submission(view, { phone: '070-174 06 05' }));
    expect(Date.now() - began).toBeLessThan(2_900);
    expect(reply.body).toMatchObject({ response_action: 'update', view: { title: { text: 'Ett ögonblick …' } } });
    await world.settled();
    expect(wordsOn(karin.window?.blocks)).toContain('Steg 2');
  });

  test('a form that is refused too late for its fields is there again, with what was typed and what was wrong', async () => {
    const johan = world.person('johan');
    await johan.command();
    await johan.inView(johan.window!, 'Anmäl mig som adept');
    before = () => wait(2_000);
    await world.send.payload(johan.submission(johan.window!, { phone: 'nittio', name: 'Johan B' }));
    await world.settled();
    expect(JSON.stringify(johan.window?.blocks)).toContain('"initial_value":"Johan B"');
    expect(wordsOn(johan.window?.blocks)).toContain('⚠️');
  });

  test('a step that breaks: the window stays, with what was typed and a reference; nothing is said twice in the log', async () => {
    const johan = world.person('johan');
    await johan.command();
    await johan.inView(johan.window!, 'Fortsätt anmälan').catch(() => undefined);
    const load = world.store.load.bind(world.store);
    const errors = world.log.errors.length;
    world.store.load = () => Promise.reject(new Error('the database is gone'));
    const { body } = await world.send.payload(
      johan.submission(johan.window!, { phone: '070-174 06 05', name: 'Johan Typed' }),
    );
    await world.settled();
    world.store.load = load;
    expect(body).toMatchObject({ response_action: 'update' });
    expect(JSON.stringify(body)).toContain('Johan Typed');
    expect(wordsOn((body!['view'] as { blocks: unknown }).blocks)).toMatch(/⚠️ .*[a-z0-9]{6}/);
    expect(world.log.errors.slice(errors).map(({ event }) => event)).toEqual(['fault']);
  });

  test('somebody whom Slack does not know either is told that something went wrong, not nothing', async () => {
    const eva = world.person('eva');
    world.slack.trouble = ({ method }) => (method === 'users.info' ? { kind: 'error', error: 'user_not_found' } : null);
    await eva.command();
    expect(wordsOn(eva.window?.blocks)).toMatch(/gick fel/);
    world.slack.trouble = () => null;
    await eva.command();
    expect(eva.window?.title).toMatchObject({ text: 'Hej Eva!' });
  });

  test('a window that cannot be opened any longer: the person is told to press once more', async () => {
    const lars = world.person('lars');
    await lars.write('start');
    const channel = (await world.slack.ask('conversations.open', { users: lars.user }, TOKEN))['channel'] as {
      id: string;
    };
    const [message] = world.slack.in(channel.id);
    world.slack.trouble = ({ method }) =>
      method === 'views.open' ? { kind: 'error', error: 'expired_trigger_id' } : null;
    await lars.click(message!, 'Anmäl mig som mentor');
    expect(world.slack.whispers.at(-1)).toMatchObject({ user: lars.user, text: expect.stringMatching(/en gång till/) });
  });
});

const card = (text: string): CardJson => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
});

describe('what is said', () => {
  const people = Array.from({ length: 200 }, (_, n) => ({
    name: `p${n}`,
    real_name: `Person ${n}`,
    email: `p${n}@kommun.example`,
  }));
  let slack: Workspace;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  const log = new KeptLog();
  /** Another process each time: it knows nothing but the database. */
  const channel = (options = {}) =>
    slackChannel({
      workspaces: oneWorkspace(TOKEN, { slackApiUrl: slack.url, fetch: slack.fetch, ...options }),
      sent: openSent(database.db),
      board: { team: slack.team, channel: slack.room },
      log,
    });
  const to = (n: number) => memberOf({ team: slack.team, user: slack.id(`p${n}`) });
  let made = 0;
  const aPost = (n: number, text: string): Post => ({
    id: `pair:x:${++made}:0`,
    to: to(n),
    card: card(text),
    summary: text,
    replaces: null,
    at: new Date(),
  });

  beforeAll(async () => {
    [slack, database] = await Promise.all([Workspace.start(people), freshDatabase(log)]);
  });
  beforeEach(() => {
    slack.trouble = () => null;
    slack.delay = () => 0;
  });
  afterAll(async () => {
    expect(slack.wrong).toEqual([]);
    await slack.close();
    await dropped(database);
  });

  test('429: the wait that Slack asks for is handed on, nobody else is held up, and the order in that room stays', async () => {
    const dm = (await slack.ask('conversations.open', { users: slack.id('p0') }, TOKEN))['channel'] as { id: string };
    slack.trouble = ({ method, body }) =>
      method === 'chat.postMessage' && body['channel'] === dm.id
        ? { kind: 'status', status: 429, retryAfter: 30 }
        : null;
    const began = Date.now();
    const posts = [aPost(0, 'ett'), aPost(1, 'två'), aPost(0, 'tre')];
    const results = await channel().send(posts);
    expect(Date.now() - began).toBeLessThan(5_000);
    const limited = { ok: false, permanent: false, reason: 'ratelimited', retryAfter: 30 };
    expect(results).toEqual([limited, expect.objectContaining({ ok: true }), limited]);
    slack.trouble = () => null;
    await channel().send([posts[0]!, posts[2]!]);
    expect(slack.in(dm.id).map(({ text }) => text)).toEqual(['ett', 'tre']);
  });

  test('500 and a socket that dies are tried again, an answer that was lost is not said again', async () => {
    for (const trouble of [{ kind: 'status', status: 503 }, { kind: 'unreachable' }, { kind: 'lost' }] as const) {
      const post = aPost(2, `en gång, ${trouble.kind}`);
      slack.trouble = ({ method }) => (method === 'chat.postMessage' ? trouble : null);
      const [failed] = await channel().send([post]);
      expect(failed).toMatchObject({ ok: false, permanent: false });
      slack.trouble = () => null;
      const [again] = await channel().send([post]);
      expect(again).toMatchObject({ ok: true });
      const history = await slack.history(slack.dm(slack.id('p2')) ?? '');
      expect(history.filter(({ text }) => text === post.summary)).toHaveLength(1);
    }
  });

  test.each([
    'channel_not_found',
    'user_not_found',
    'account_inactive',
    'is_archived',
    'not_in_channel',
    'token_revoked',
    'invalid_auth',
    'cannot_dm_bot',
  ])('%s is for good: it is not tried for ever', async (error) => {
    slack.trouble = ({ method }) => (method === 'chat.postMessage' ? { kind: 'error', error } : null);
    expect(await channel().send([aPost(3, 'x')])).toEqual([{ ok: false, permanent: true, reason: error }]);
  });

  test('a process that dies between Slack’s yes and its own note of it says nothing twice', async () => {
    const post = aPost(4, 'en enda gång');
    const sent = openSent(database.db);
    const dying = slackChannel({
      workspaces: oneWorkspace(TOKEN, { slackApiUrl: slack.url, fetch: slack.fetch }),
      sent: { ...sent, done: () => new Promise<never>(() => undefined) },
      board: null,
      log,
    });
    void dying.send([post]);
    await expect.poll(() => slack.in(slack.dm(slack.id('p4'))).length).toBe(1);
    expect(await channel().send([post])).toMatchObject([{ ok: true }]);
    expect(slack.in(slack.dm(slack.id('p4')))).toHaveLength(1);
  });

  test('1,000 messages to 200 people with 10 % of the calls failing: every message once, in each room in order', async () => {
    let seed = 7;
    const lot = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const kinds = [
      { kind: 'status', status: 500 },
      { kind: 'unreachable' },
      { kind: 'lost' },
      { kind: 'status', status: 429, retryAfter: 1 },
      { kind: 'error', error: 'internal_error' },
    ] as const;
    slack.trouble = () => (lot() < 0.1 ? kinds[Math.floor(lot() * kinds.length)]! : null);
    let waiting = Array.from({ length: 1000 }, (_, n) => aPost(n % 200, `nr ${n}`));
    const all = waiting;
    const refs = new Map<string, string>();
    for (let round = 0; waiting.length > 0 && round < 30; round++) {
      const results: SendResult[] = await channel().send(waiting);
      waiting = waiting.filter((post, n) => {
        const result = results[n]!;
        if (result.ok) refs.set(post.id, result.ref.ref);
        else if (result.permanent) throw new Error(JSON.stringify(result));
        return !result.ok;
      });
    }
    expect(waiting).toEqual([]);
    expect(new Set(refs.values()).size).toBe(1000);
    slack.trouble = () => null;
    const seen: string[] = [];
    for (let n = 0; n < 200; n++) {
      const history = await slack.history(slack.dm(slack.id(`p${n}`)) ?? '');
      seen.push(...history.flatMap(({ text }) => (/^nr \d+$/.test(text) ? [text] : [])));
    }
    expect(seen.toSorted()).toEqual(all.map(({ summary }) => summary).toSorted());
  });
});
