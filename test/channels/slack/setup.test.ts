import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCode } from '../../../src/app/door/administrators.ts';
import { SlackHands } from '../../fakes/slack/hands.ts';
import { PEOPLE, SlackWorld } from '../../fakes/slack/world.ts';

/** A programme set up in Slack alone, by what Slack sends; the board of the one that was there reads elsewhere. */

const MORE = ['maria', 'sara'].map((name) => ({ name, real_name: name, email: `${name}@kommun.example` }));

let world: SlackWorld;
beforeAll(async () => {
  world = await SlackWorld.start({ room: 'slack:T0ELSEWHERE/C0BOARD', people: [...PEOPLE, ...MORE] });
});
afterAll(async () => {
  expect(world.slack.wrong).toEqual([]);
  await world.close();
});

test('an administrator by the code, a room, a board of three, and two who are introduced', async () => {
  const hands = new SlackHands(world);
  const does = hands.does.bind(hands);
  const board = ['eva', 'lars', 'sara'];
  const administrator = 'maria';
  await world.person(administrator).write(await makeCode(world.core));
  await does(administrator, 'programme.make', {}, { via: ['programmes'] });
  await does(administrator, 'programme.settings', { name: 'Rektor till rektor' });
  const bot = world.slack.id('handslag');
  const joined = { type: 'member_joined_channel', user: bot, channel: world.slack.room, channel_type: 'G' };
  await world.send.event(world.person(administrator).event(joined));
  await world.settled();
  await does(administrator, 'room.claim');
  for (const who of board) await does(who, 'seat.claim');
  for (const who of board) await does(administrator, 'seat.confirm', {}, { match: { member: `member:${who}` } });
  const [made] = (await world.core.programmes.all()).slice(-1);
  await does(administrator, 'programme.rules', { quorum: '2' }, { via: ['programme', 'programme-rules'] });
  await does(administrator, 'programme.status', {}, { match: { status: 'open' } });
  const { id } = made!;
  expect(await world.core.programmes.get(id)).toMatchObject({
    name: 'Rektor till rektor',
    status: 'open',
    room: `slack:${world.slack.team}/${world.slack.room}`,
    board: board.map((who) => `member:${who}`),
    rules: { quorum: 2 },
  });
  for (const role of ['mentor', 'adept']) {
    const who = role === 'mentor' ? 'karin' : 'johan';
    const bare = id.slice('programme:'.length);
    // The start card's list of programmes, and the button under it.
    await world.person(who).command();
    await world.person(who).submit({ about: id });
    await does(who, 'registration.start', {}, { match: { role, programme: id } });
    const registration = `registration:${bare}.${role}.${who}`;
    await does(who, 'form.answer', { phone: '070-174 06 05' }, { match: { id: registration } });
    if (role === 'mentor') await does(who, 'form.answer', { municipalities: '1490' });
    if (role === 'mentor') await does(who, 'form.answer', { standing: 'active', places: '1', about: 'Lyssnar.' });
    else await does(who, 'form.answer', { municipality: '1442', wish: 'Ledningsgruppen.' });
    await does(who, 'registration.submit', { consent: 'true' });
    for (const one of board.slice(0, 2)) await does(one, 'board.approve', {}, { match: { id: registration } });
  }
  await does('johan', 'mentor.ask', {}, { via: ['mentors', 'request'] });
  await does('karin', 'request.accept');
  const pair = await world.store.load(`pair:${id.slice('programme:'.length)}.adept.johan.1`);
  expect(pair?.state).toMatchObject({ phase: 'introduced', programme: id });
});
