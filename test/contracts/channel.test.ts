import { slackChannel } from '../../src/channels/slack/send.ts';
import { openOnce } from '../../src/channels/slack/once.ts';
import { accountOf } from '../../src/channels/slack/people.ts';
import { oneWorkspace } from '../../src/channels/slack/workspaces.ts';
import { accountOf as teamsAccount, openDirectory } from '../../src/channels/teams/directory.ts';
import { teamsModule } from '../../src/channels/teams/server.ts';
import { playgroundChannel } from '../../src/channels/playground/channel.ts';
import { BOARD_ROOM } from '../../src/channels/playground/rooms.ts';
import { openChats } from '../../src/channels/playground/chats.ts';
import { textOf } from '../app/cards.ts';
import { KeptLog } from '../fakes/log.ts';
import { APP, Authority, PASSWORD, TENANT } from '../fakes/teams/authority.ts';
import { FakeConnector } from '../fakes/teams/connector.ts';
import { wordsOn } from '../fakes/slack/desktop.ts';
import { PEOPLE } from '../fakes/slack/world.ts';
import { TOKEN, Workspace } from '../fakes/slack/workspace.ts';
import { dropped, freshDatabase } from '../setup/database.ts';
import { channelContract } from './channel.contract.ts';

channelContract('playground', async () => {
  const database = await freshDatabase(new KeptLog());
  const chats = openChats(database.db);
  await chats.prepare();
  return {
    channel: playgroundChannel(chats),
    rooms: ['playground:ada', 'playground:maja', BOARD_ROOM],
    remembers: true,
    seen: async (room) => (await chats.list(room)).map(({ summary }) => summary),
    close: () => dropped(database),
  };
});

channelContract('slack', async () => {
  const log = new KeptLog();
  const [slack, database] = await Promise.all([Workspace.start(PEOPLE), freshDatabase(log)]);
  const workspaces = oneWorkspace(TOKEN, { slackApiUrl: slack.url, fetch: slack.fetch });
  const rooms = [
    accountOf({ team: slack.team, user: slack.id('karin') }),
    accountOf({ team: slack.team, user: slack.id('johan') }),
    `slack:${slack.team}/${slack.room}`,
  ] as const;
  const channels = [() => slack.dm(slack.id('karin')), () => slack.dm(slack.id('johan')), () => slack.room];
  const channelOf = (room: string): string | undefined => channels[(rooms as readonly string[]).indexOf(room)]?.();
  return {
    channel: slackChannel({ workspaces, once: openOnce(database.db), log }),
    rooms,
    remembers: true,
    seen: async (room) => slack.in(channelOf(room)).map(({ blocks }) => wordsOn(blocks)),
    fails(room, how) {
      let left = 1;
      slack.trouble = ({ method, body }) => {
        if (method !== 'chat.postMessage' || body['channel'] !== channelOf(room) || left-- <= 0) return null;
        return how === 'passing' ? { kind: 'status', status: 500 } : { kind: 'error', error: 'user_not_found' };
      };
    },
    async close() {
      if (slack.wrong.length > 0) throw new Error(slack.wrong.join('\n'));
      await slack.close();
      await dropped(database);
    },
  };
});

channelContract('teams', async () => {
  const authority = (await new Authority().start()).here();
  const [teams, database] = await Promise.all([new FakeConnector(authority).start(), freshDatabase(new KeptLog())]);
  const boardRoom = '19:board@thread.tacv2';
  const settings = {
    appId: APP,
    password: PASSWORD,
    tenant: TENANT,
    tenants: [TENANT],
    allowPlayground: true,
  };
  const { channel, close } = teamsModule({ settings, db: database.db, zone: 'Europe/Stockholm' });
  const directory = openDirectory(database.db);
  const people = ['ada', 'maja'].map((name, n) => {
    const aad = `aaaaaaaa-0000-4000-8000-00000000000${n}`;
    return { account: teamsAccount({ tenant: TENANT, aad }), aad, user: `29:${name}`, conversation: `a:${name}` };
  });
  for (const person of people) {
    const said = { name: '', mail: '', lang: 'sv', zone: 'Europe/Stockholm', principal: '' } as const;
    await directory.save({ ...person, ...said, tenant: TENANT, serviceUrl: teams.serviceUrl, unreachable: null });
  }
  const rooms = [people[0]!.account, people[1]!.account, `teams:${boardRoom}`] as const;
  const conversationOf = (room: string): string =>
    people.find(({ account }) => account === room)?.conversation ?? boardRoom;
  return {
    channel,
    rooms,
    remembers: false,
    seen: async (room) => teams.in(conversationOf(room)).map(({ card }) => (card ? textOf(card) : '')),
    fails(room, how) {
      const conversation = conversationOf(room);
      // A failure that passes is tried again, twice, by the channel itself.
      const [times, trouble] =
        how === 'passing' ? [3, { status: 502 }] : [1, { status: 403, code: 'MessageWritesBlocked' }];
      for (let n = 0; n < times; n++) teams.trouble.push({ conversation, method: 'POST', ...trouble });
    },
    async close() {
      await close();
      await teams.close();
      await authority.close();
      await dropped(database);
    },
  };
});
