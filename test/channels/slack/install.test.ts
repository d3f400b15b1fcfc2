import { expect, test } from 'vitest';
import { openInstallations } from '../../../src/channels/slack/installations.ts';
import { PATHS, SCOPES } from '../../../src/channels/slack/names.ts';
import { slackModule } from '../../../src/channels/slack/server.ts';
import { startHttp } from '../../../src/http.ts';
import { KeptLog } from '../../fakes/log.ts';
import { ScriptedDesk } from '../../fakes/playground.ts';
import { SECRET, Sender } from '../../fakes/slack/sender.ts';
import { PEOPLE, ZONE } from '../../fakes/slack/world.ts';
import { Workspace } from '../../fakes/slack/workspace.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';

/** A workspace installs the app by itself, on the pages that Slack sends people to and back from. */

const key = Buffer.alloc(32, 9);

const aServer = async (named: (team: string) => string) => {
  const log = new KeptLog();
  const app = { client_id: 'client', client_secret: 'client-secret', name: 'Handslag', redirect_uris: [] as string[] };
  const [slack, database] = await Promise.all([
    Workspace.start(PEOPLE, SCOPES, [{ ...app, scopes: [...SCOPES] }]),
    freshDatabase(log),
  ]);
  const { client_id: clientId, client_secret: clientSecret } = app;
  const module = slackModule({
    settings: {
      access: { kind: 'oauth', clientId, clientSecret, stateSecret: 'state', tokenKey: key },
      by: { kind: 'http', signingSecret: SECRET },
      workspaces: [named(slack.team)],
      zone: ZONE,
    },
    db: database.db,
    log,
    client: { slackApiUrl: slack.url, fetch: slack.fetch },
  });
  const inbound = {
    bot: new ScriptedDesk(),
    arrive: async () => undefined,
    invited: async () => undefined,
    boardOf: async () => null,
    log,
  };
  const { routers } = await module.open(inbound);
  const http = await startHttp({ port: 0, host: '127.0.0.1', routers, log });
  const base = `http://127.0.0.1:${http.port}`;
  return {
    slack,
    base,
    module,
    db: database.db,
    /** Goes to the page, allows it in Slack, and comes back with the browser's cookie or another. */
    installs: async (cookie?: string): Promise<Response> => {
      const page = await fetch(base + PATHS.install, { redirect: 'manual' });
      const away = new URL(page.headers.get('location') ?? '');
      expect(away.searchParams.get('scope')?.split(',').toSorted()).toEqual([...SCOPES].toSorted());
      const form = new URLSearchParams({
        user_id: slack.id('eva'),
        redirect_uri: base + PATHS.redirect,
        scope: away.searchParams.get('scope') ?? '',
        user_scope: '',
        state: away.searchParams.get('state') ?? '',
        client_id: clientId,
      });
      const allow = new URL('/oauth/v2/authorize/callback', slack.url);
      const allowed = await fetch(allow, { method: 'POST', body: form, redirect: 'manual' });
      const own = page.headers.get('set-cookie')?.split(';')[0] ?? '';
      return fetch(allowed.headers.get('location') ?? '', { headers: { cookie: cookie ?? own }, redirect: 'manual' });
    },
    close: async (): Promise<void> => {
      await module.close();
      await http.close();
      await slack.close();
      await dropped(database);
    },
  };
};

test('installed through Slack’s own pages, at work, and forgotten when the app is removed', async () => {
  const { slack, base, module, db, installs, close } = await aServer((team) => team);
  expect((await installs('slack-app-oauth-state=forged')).status).not.toBe(200);
  expect(await db.collection('slack_installations').countDocuments()).toBe(0);
  await installs();
  expect(await openInstallations(db, key).tokenOf(slack.team)).toMatch(/^xoxb-/);

  const event = { type: 'event_callback', team_id: slack.team, api_app_id: 'A1', event_id: 'Ev1', event_time: 1 };
  await new Sender(() => base).event({ ...event, event: { type: 'app_uninstalled' } });
  await module.idle();
  expect(await openInstallations(db, key).tokenOf(slack.team)).toBeNull();
  await close();
});

test('a workspace that is not named installs nothing, and is told so', async () => {
  const { db, installs, close } = await aServer(() => 'T0ANOTHER');
  const answer = await installs();
  expect(answer.status).toBe(403);
  expect(await answer.text()).toMatch(/inte med bland dem/);
  expect(await db.collection('slack_installations').countDocuments()).toBe(0);
  await close();
});
