import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SHORTCUT } from '../../../src/channels/slack/names.ts';
import { SlackWorld } from '../../fakes/slack/world.ts';

let world: SlackWorld;
beforeAll(async () => {
  world = await SlackWorld.start();
});
afterEach(() => expect(world.slack.wrong).toEqual([]));
afterAll(() => world.close());

test('/mentor, /mentorskap and the shortcut open where I stand, with what Slack knows filled in', async () => {
  const karin = world.person('karin');
  for (const open of [() => karin.command(), () => karin.command('', '/mentorskap'), () => karin.shortcut(SHORTCUT)]) {
    await open();
    expect(karin.window?.['title']).toMatchObject({ text: 'Hej Karin!' });
  }
  await karin.inView(karin.window!, 'Anmäl mig som mentor');
  const values = karin.window!.blocks.flatMap(
    ({ element }) => (element as { initial_value?: string } | undefined)?.initial_value ?? [],
  );
  expect(values).toEqual(['Karin Holm', 'karin@kommun.example']);
});
