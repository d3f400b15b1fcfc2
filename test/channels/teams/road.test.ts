import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf } from '../../app/cards.ts';
import { Authority } from '../../fakes/teams/authority.ts';
import { stored, walk, type Cast } from './road.ts';
import { ROOM, TeamsWorld } from './world.ts';

let authority: Authority;
beforeAll(async () => {
  authority = (await new Authority().start()).here();
});
afterAll(() => authority.close());

const worlds: TeamsWorld[] = [];
afterAll(async () => {
  for (const world of worlds) await world.close();
});

const aWorld = async (wishes: Parameters<typeof TeamsWorld.start>[1] = {}): Promise<TeamsWorld> => {
  const world = await TeamsWorld.start(authority, wishes);
  worlds.push(world);
  return world;
};

/** On the page somebody asks for what Teams says by itself when the bot is installed. */
const onWeb = async (world: TeamsWorld, name: string) => {
  const person = await world.onWeb(name);
  await person.say('start');
  return person;
};

const phases = async (world: TeamsWorld): Promise<unknown[]> =>
  (await world.docs()).flatMap(({ state }) => (state.kind === 'pair' ? [state.phase] : []));

test('a pair walks the whole road in Teams alone, and what is stored equals the same road on the web', async () => {
  const teams = await aWorld();
  const inTeams: Cast = {
    mentor: await teams.inTeams('karin'),
    adept: await teams.inTeams('johan'),
    board: await teams.inTeams('eva'),
  };
  await walk(teams, inTeams);
  expect(await phases(teams)).toEqual(['closed']);
  expect(teams.log.errors).toEqual([]);
  expect(Object.keys(teams.connector.statuses())).toEqual(expect.not.arrayContaining(['429', '404', '403']));

  const web = await aWorld({ boardIn: 'web' });
  const byWeb: Cast = {
    mentor: await onWeb(web, 'karin'),
    adept: await onWeb(web, 'johan'),
    board: await onWeb(web, 'eva'),
  };
  await walk(web, byWeb);
  expect(await phases(web)).toEqual(['closed']);
  expect(await stored(teams, inTeams)).toEqual(await stored(web, byWeb));
});

test('one in Slack and one in Teams walk the whole road together, with the board in Teams', async () => {
  const world = await aWorld({ slack: true });
  const mentor = world.inSlack('karin');
  await mentor.say('');
  const cast: Cast = { mentor, adept: await world.inTeams('johan'), board: await world.inTeams('eva') };
  await walk(world, cast);
  expect(await phases(world)).toEqual(['closed']);
  expect(world.log.errors).toEqual([]);
  expect(world.slack?.wrong).toEqual([]);
});

test('one in Teams and one on the web walk the whole road together, with the board in Teams', async () => {
  const world = await aWorld();
  const cast: Cast = {
    mentor: await onWeb(world, 'karin'),
    adept: await world.inTeams('johan'),
    board: await world.inTeams('eva'),
  };
  await walk(world, cast);
  expect(await phases(world)).toEqual(['closed']);
  const room = world.connector.in(ROOM);
  // two registrations, one of them asked about: three cards in all, each shows the outcome and none has a button left for all
  expect(room.map(({ card }) => textOf(card!)).join('\n')).toContain('Eva');
  for (const { card } of room) expect(card).not.toHaveProperty('actions');
  expect(world.log.errors).toEqual([]);
});
