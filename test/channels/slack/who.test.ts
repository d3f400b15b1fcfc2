import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeDirectory } from '../../../src/channels/slack/directory.ts';
import { installedWorkspaces, oneWorkspace } from '../../../src/channels/slack/workspaces.ts';
import type { Arrival } from '../../../src/app/people/accounts.ts';
import { KeptLog } from '../../fakes/log.ts';
import { wordsOn } from '../../fakes/slack/desktop.ts';
import { SlackWorld, ZONE } from '../../fakes/slack/world.ts';
import { TOKEN } from '../../fakes/slack/workspace.ts';

/** Whom the bot in Slack is for, and how it knows who they are. */

let world: SlackWorld;
beforeAll(async () => {
  world = await SlackWorld.start();
});
beforeEach(() => {
  world.slack.standing.clear();
});
afterAll(() => world.close());

test('a guest is told kindly that it is not for them, wherever they turn, and is not made known', async () => {
  world.slack.standing.set(world.slack.id('johan'), { is_restricted: true });
  const johan = world.person('johan');
  const refusal = /Gäster och personer från andra organisationer/;
  await johan.command();
  expect(wordsOn(johan.window?.blocks)).toMatch(refusal);
  await johan.write('hej');
  expect(wordsOn(world.slack.messages.at(-1)?.blocks)).toMatch(refusal);
  await johan.openHome();
  expect(wordsOn(johan.home?.blocks)).toMatch(refusal);
  expect(await world.accounts.find(world.account('johan'))).toBeNull();
  expect(await world.store.members()).toEqual([]);
});

const metBy = (more: { now?: () => number } = {}) => {
  const workspaces = oneWorkspace(TOKEN, { slackApiUrl: world.slack.url, fetch: world.slack.fetch });
  const arrivals: Arrival[] = [];
  const arrive = async (arrival: Arrival): Promise<void> => void arrivals.push(arrival);
  const directory = makeDirectory({ workspaces, arrive, zone: ZONE, log: new KeptLog(), ...more });
  return { arrivals, directory, who: { team: world.slack.team, user: world.slack.id('karin') } };
};

test.each([
  ['a guest', { is_restricted: true }],
  ['a guest in one channel', { is_ultra_restricted: true }],
  ['somebody of another company, in a shared channel', { is_stranger: true }],
  ['somebody whom another workspace knows', { team_id: 'T0ANOTHER' }],
  ['somebody who has left', { deleted: true }],
])('%s may not come in', async (_, standing) => {
  const { directory, arrivals, who } = metBy();
  world.slack.standing.set(who.user, standing);
  expect(await directory.meet(who)).toBe(false);
  expect(arrivals).toEqual([]);
});

test('somebody of one workspace in an organisation of several is one of ours', async () => {
  const { team } = world.slack;
  world.slack.standing.set(world.slack.id('lars'), { team_id: 'E0ORG', enterprise_user: { teams: [team] } });
  await world.person('lars').command();
  expect(await world.accounts.find(world.account('lars'))).toMatchObject({ home: team, place: 'Kommunerna' });
});

test('a request that says it is from another workspace than the token’s is not answered as one of ours', async () => {
  const { user } = world.person('karin');
  await world.send.event({
    ...world.person('karin').event({ type: 'app_home_opened', user, tab: 'home', channel: 'D1' }),
    team_id: 'T0ANOTHER',
  });
  await world.settled();
  expect(await world.accounts.find(`slack:T0ANOTHER.${user}`)).toBeNull();
  expect(world.log.errors).toEqual([]);
});

test('the room into which the bot itself is invited is handed on by its name; anybody else’s joining is not', async () => {
  const bot = world.slack.id('handslag');
  const joined = (user: string) =>
    world.send.event(
      world.person('eva').event({ type: 'member_joined_channel', user, channel: world.slack.room, channel_type: 'G' }),
    );
  await joined(world.slack.id('eva'));
  await joined(bot);
  await world.settled();
  expect(world.invited).toEqual([`slack:${world.slack.team}/${world.slack.room} styrelsen`]);
  expect(world.slack.wrong).toEqual([]);
});

test('what Slack says of somebody is asked again after an hour, and what is new is passed on', async () => {
  let now = 0;
  const { directory, arrivals, who } = metBy({ now: () => now });
  await directory.meet(who);
  world.slack.standing.set(who.user, {
    profile: { real_name: 'Karin Ny', email: 'ny@kommun.example' },
    locale: 'en-US',
  });
  await directory.meet(who);
  expect(arrivals).toHaveLength(1);
  now = 3_600_000;
  await directory.meet(who);
  expect(arrivals).toMatchObject([{ name: 'Karin Holm' }, { name: 'Karin Ny', mail: 'ny@kommun.example', lang: 'en' }]);
});

test('a workspace that is not named is none of ours, whatever token there is for it', async () => {
  const tokens = { tokenOf: async () => TOKEN };
  const options = { slackApiUrl: world.slack.url, fetch: world.slack.fetch };
  const workspaces = installedWorkspaces(tokens, options, [world.slack.team]);
  expect(await workspaces.about(world.slack.team)).toMatchObject({ name: 'Kommunerna' });
  expect(await workspaces.about('T0ANOTHER')).toBeNull();
  await expect(workspaces.client('T0ANOTHER')).rejects.toThrow('T0ANOTHER');
});
