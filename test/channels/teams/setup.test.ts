import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCode } from '../../../src/app/door/administrators.ts';
import type { TeamsPerson } from '../../fakes/teams/person.ts';
import { Authority } from '../../fakes/teams/authority.ts';
import { ROOM, TeamsWorld } from './world.ts';

/** A programme set up in Teams alone, by what Teams sends; the board of the one that was there reads elsewhere. */

let authority: Authority;
let world: TeamsWorld;
beforeAll(async () => {
  authority = (await new Authority().start()).here();
  world = await TeamsWorld.start(authority, { boardIn: 'web' });
});
afterAll(async () => {
  await world.close();
  await authority.close();
});

test('an administrator by the code, a room, a board of three, and two who are introduced', async () => {
  const [alva, karin, johan] = [
    await world.inTeams('alva'),
    await world.inTeams('karin'),
    await world.inTeams('johan'),
  ];
  const board = [world.person('eva'), world.person('lars'), world.person('siv')];
  const does = async (who: TeamsPerson, verb: string, inputs = {}, data = {}): Promise<void> => {
    await who.does(verb, inputs, data);
    await world.rest();
  };
  await alva.say(await makeCode(world.core));
  await does(alva, 'programme.make', {}, { course: 'open' });
  await does(alva, 'programme.settings', { name: 'Rektor till rektor' });
  const added = { type: 'installationUpdate', action: 'add', channelData: { tenant: { id: alva.user.tenant } } };
  await alva.post(alva.inRoom(added));
  await world.rest();

  const stranger = await karin.press({ verb: 'room.claim' });
  expect(JSON.stringify(stranger.body)).toContain('sköter programmen');
  await does(alva, 'room.claim');
  for (const one of board) await does(one, 'seat.claim');
  for (const _ of board) await does(alva, 'seat.confirm');
  await does(alva, 'show', {}, { card: 'programme' });
  await does(alva, 'show', {}, { card: 'programme-rules' });
  await does(alva, 'programme.rules', { quorum: '2' });
  await does(alva, 'programme.status', {}, { status: 'open' });
  const made = (await world.core.programmes.all()).find(({ name }) => name === 'Rektor till rektor');
  expect(made).toMatchObject({ status: 'open', room: `teams:${ROOM}`, rules: { quorum: 2 } });
  expect(made?.board).toHaveLength(3);

  const contact = { mail: 'karin@kommun.example', phone: '070-174 06 05' };
  const joins = async (who: TeamsPerson, role: string): Promise<void> => {
    await who.say('hej');
    await does(who, 'show', { about: made?.id }, { card: 'join' });
    await does(who, 'registration.start', {}, { role, programme: made?.id });
    await does(who, 'form.answer', contact);
  };
  await joins(karin, 'mentor');
  await does(karin, 'form.answer', { municipalities: '1490' });
  await does(karin, 'form.answer', { standing: 'active', places: '1', about: 'Lyssnar gärna.' });
  await does(karin, 'registration.submit', { consent: 'true' });
  await joins(johan, 'adept');
  await does(johan, 'form.answer', { municipality: '1442', wish: 'Ledningsgruppen.' });
  await does(johan, 'registration.submit', { consent: 'true' });
  for (const role of ['mentor', 'adept']) {
    const id = `registration:${made?.id.slice('programme:'.length)}.${role}.${role === 'mentor' ? 'karin' : 'johan'}`;
    for (const one of board.slice(0, 2)) await does(one, 'board.approve', {}, { id });
  }
  await johan.say('mentorer');
  await does(johan, 'show', {}, { card: 'request' });
  await does(johan, 'mentor.ask');
  await does(karin, 'request.accept');
  const pair = await world.store.load(`pair:${made?.id.slice('programme:'.length)}.adept.johan.1`);
  expect(pair?.state).toMatchObject({ phase: 'introduced', programme: made?.id });
});
