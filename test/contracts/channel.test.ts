import { slackChannel } from '../../src/channels/slack/send.ts';
import { memberOf } from '../../src/channels/slack/people.ts';
import { openSent } from '../../src/channels/slack/sent.ts';
import { oneWorkspace } from '../../src/channels/slack/workspaces.ts';
import { webChannel } from '../../src/channels/web/channel.ts';
import { openChats } from '../../src/channels/web/chats.ts';
import { KeptLog } from '../fakes/log.ts';
import { wordsOn } from '../fakes/slack/desktop.ts';
import { PEOPLE } from '../fakes/slack/world.ts';
import { TOKEN, Workspace } from '../fakes/slack/workspace.ts';
import { dropped, freshDatabase } from '../setup/database.ts';
import { channelContract } from './channel.contract.ts';

channelContract('web', async () => {
  const database = await freshDatabase(new KeptLog());
  const chats = openChats(database.db);
  await chats.prepare();
  return {
    channel: webChannel(chats),
    rooms: ['member:ada', 'member:maja', 'board:programme:open'],
    seen: async (room) => (await chats.list(room)).map(({ summary }) => summary),
    close: () => dropped(database),
  };
});

channelContract('slack', async () => {
  const log = new KeptLog();
  const [slack, database] = await Promise.all([Workspace.start(PEOPLE), freshDatabase(log)]);
  const workspaces = oneWorkspace(TOKEN, { slackApiUrl: slack.url, fetch: slack.fetch });
  const board = { team: slack.team, channel: slack.room };
  const rooms = [
    memberOf({ team: slack.team, user: slack.id('karin') }),
    memberOf({ team: slack.team, user: slack.id('johan') }),
    'board:programme:open',
  ] as const;
  const channels = [() => slack.dm(slack.id('karin')), () => slack.dm(slack.id('johan')), () => slack.room];
  const channelOf = (room: string): string | undefined => channels[(rooms as readonly string[]).indexOf(room)]?.();
  return {
    channel: slackChannel({ workspaces, sent: openSent(database.db), board, log }),
    rooms,
    seen: async (room) => slack.in(channelOf(room)).map(({ blocks }) => wordsOn(blocks)),
    fails(room, how) {
      let left = 1;
      slack.trouble = ({ method, body }) => {
        if (method !== 'chat.postMessage' || body['channel'] !== channelOf(room) || left-- <= 0) return null;
        return how === 'for now' ? { kind: 'status', status: 500 } : { kind: 'error', error: 'account_inactive' };
      };
    },
    async close() {
      if (slack.wrong.length > 0) throw new Error(slack.wrong.join('\n'));
      await slack.close();
      await dropped(database);
    },
  };
});
