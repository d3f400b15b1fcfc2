import { afterAll, beforeAll, expect, test } from 'vitest';
import { SlackHands } from '../../fakes/slack/hands.ts';
import { SlackWorld } from '../../fakes/slack/world.ts';

let world: SlackWorld;
beforeAll(async () => {
  world = await SlackWorld.start();
});
afterAll(() => world.close());

test('what is kept of a press tells neither who pressed nor what, and cannot be guessed without the settings', async () => {
  const hands = new SlackHands(world);
  await hands.does('karin', 'registration.start', {}, { match: { role: 'mentor' } });
  await hands.does('karin', 'form.answer', { phone: '070-174 06 05' });
  const { seen = [] } = (await world.store.load('registration:open.mentor.karin')) ?? {};
  expect(seen.length).toBeGreaterThan(0);
  for (const { key } of seen) expect(key).toMatch(/^slack:[\w-]{32}$/);
});
