import { afterAll, beforeAll, expect, test } from 'vitest';
import { mongoAccounts } from '../../../src/store/accounts.ts';
import { APP, Authority } from '../../fakes/teams/authority.ts';
import { ROOM, TeamsWorld } from './world.ts';

/** How the bot in Teams knows who somebody is, and where it was invited. */

let authority: Authority;
let world: TeamsWorld;
beforeAll(async () => {
  authority = (await new Authority().start()).here();
  world = await TeamsWorld.start(authority);
});
afterAll(async () => {
  await world.close();
  await authority.close();
});

const member = async (name: string) => (await world.store.load(`member:${name}`))?.state;

test('name, language and zone follow what Teams says, and a language that was chosen here stays', async () => {
  const mary = world.person('mary');
  await mary.install();
  mary.zone = 'Europe/London';
  mary.locale = 'en-GB';
  const named = { from: { id: mary.user.user, name: 'Mary New', aadObjectId: mary.user.aad } };
  await mary.post(mary.envelope({ type: 'message', text: 'status', ...named }));
  expect(await member('mary')).toMatchObject({ name: 'Mary New', lang: 'en', zone: 'Europe/London' });
  await mary.say('help');
  await mary.does('member.language', {}, { lang: 'sv' });
  mary.zone = 'Europe/Helsinki';
  await mary.say('status');
  expect(await member('mary')).toMatchObject({ lang: 'sv', zone: 'Europe/Helsinki' });
});

test('who they are in Teams is kept with their account, and their organisation in words', async () => {
  const karin = await world.inTeams('karin');
  const { tenant } = karin.user;
  expect(await mongoAccounts(world.database.db).find(karin.account)).toMatchObject({
    name: 'Karin',
    home: tenant,
    place: 'kommun.example',
  });
});

test('a name with characters that are not seen or that turn what follows is taken without them', async () => {
  const bo = world.person('bo');
  const odd = 'Bo\u202E\u200BEk';
  await bo.post(
    bo.envelope({ type: 'message', text: 'hej', from: { id: bo.user.user, name: odd, aadObjectId: bo.user.aad } }),
  );
  expect(await member('bo')).toMatchObject({ name: expect.stringMatching(/^Bo(Ek)?$/) });
});

test('the channel that the bot is added to is handed on by its name, whichever way Teams tells of it; a person’s coming is not', async () => {
  const eva = world.person('eva');
  const channelData = { tenant: { id: eva.user.tenant }, team: { name: 'Kommunerna' }, channel: { name: 'Styrelsen' } };
  world.invited.length = 0;
  await eva.post(eva.inRoom({ type: 'installationUpdate', action: 'add', channelData }));
  await eva.post(eva.inRoom({ type: 'conversationUpdate', membersAdded: [{ id: `28:${APP}` }], channelData }));
  await eva.post(eva.inRoom({ type: 'conversationUpdate', membersAdded: [{ id: eva.user.user }], channelData }));
  await eva.post(eva.inRoom({ type: 'installationUpdate', action: 'remove', channelData }));
  const room = `teams:${ROOM} Kommunerna, Styrelsen`;
  expect(world.invited).toEqual([room, room]);
});
