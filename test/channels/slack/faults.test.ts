import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Bot } from '../../../src/app/door/bot.ts';
import { wordsOn } from '../../fakes/slack/desktop.ts';
import { SlackWorld } from '../../fakes/slack/world.ts';
import { TOKEN } from '../../fakes/slack/workspace.ts';

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
