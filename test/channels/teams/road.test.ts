import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomMember } from '../../../src/store/chance.ts';
import { accountOf } from '../../../src/channels/teams/directory.ts';
import type { AccountId, MemberId } from '../../../src/domain/ids.ts';
import { mongoAccounts } from '../../../src/store/accounts.ts';
import { textOf } from '../../app/cards.ts';
import { Authority } from '../../fakes/teams/authority.ts';
import { stored, walk, type Cast } from './road.ts';
import type { Walker } from './walkers.ts';
import { aUser, ROOM, TeamsWorld } from './world.ts';

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
  expect(await stored(teams)).toEqual(await stored(web));
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

test('one person begins in Slack, links their account in Teams, and walks the rest of the road there', async () => {
  const newMember = (account: AccountId): MemberId =>
    account === accountOf(aUser('eva')) ? 'member:eva' : randomMember();
  const world = await aWorld({ slack: true, newMember });
  const inSlack = world.inSlack('karin');
  await inSlack.say('');
  const inTeams = await world.inTeams('karin');
  const accounts = mongoAccounts(world.database.db);
  const begun = await accounts.memberOf(inSlack.account);
  expect(await accounts.memberOf(inTeams.account)).not.toBe(begun);

  const moves = async (): Promise<void> => {
    const [code = 'none'] = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(textOf(await inSlack.say('koppla'))) ?? [];
    expect(textOf(await inTeams.say(code))).toMatch(/Karin Holm i Slack \(Kommunerna\)/);
    await inTeams.does('account.link', {}, { keep: 'there' });
    await inTeams.does('account.home', {}, { account: inTeams.account });
  };
  let sits: Walker = inSlack;
  const mentor: Walker = {
    account: inTeams.account,
    member: inTeams.member,
    does: async (verb, inputs, data) => {
      await sits.does(verb, inputs, data);
      if (verb !== 'registration.reply') return;
      await moves();
      sits = inTeams;
    },
    say: (text) => sits.say(text),
  };
  await walk(world, { mentor, adept: await world.inTeams('johan'), board: await world.inTeams('eva') });
  const [pair] = (await world.docs()).flatMap(({ state }) => (state.kind === 'pair' ? [state] : []));
  expect(pair).toMatchObject({ phase: 'closed', mentor: { member: begun } });
  expect(await accounts.memberOf(inTeams.account)).toBe(begun);
  expect(JSON.stringify((await world.docs()).map(({ id }) => id))).not.toMatch(/slack|teams|T0|aaaaaaaa/);
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
