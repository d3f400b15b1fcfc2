import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RefusedSettings } from '../../../src/app/inbound.ts';
import { slackModule, type SlackSettings } from '../../../src/channels/slack/server.ts';
import { signatureOf, slackOnly } from '../../../src/channels/slack/signature.ts';
import { startHttp, type Http } from '../../../src/http.ts';
import type { Database } from '../../../src/store/server.ts';
import { KeptLog } from '../../fakes/log.ts';
import { ScriptedDesk } from '../../fakes/playground.ts';
import { SECRET } from '../../fakes/slack/sender.ts';
import { ZONE } from '../../fakes/slack/world.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';

describe('a token that Slack refuses is one line that names its setting, and not the token', () => {
  let database: Database;
  let slack: Server;
  const refused = new Map<string, string>();
  beforeAll(async () => {
    database = await freshDatabase(new KeptLog());
    slack = createServer((req, res) => {
      const error = refused.get(req.url?.split('/').at(-1) ?? '');
      const answer = error === undefined ? { ok: true, team_id: 'T1', user_id: 'U1' } : { ok: false, error };
      res.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    }).listen(0, '127.0.0.1');
    await once(slack, 'listening');
  });
  afterAll(async () => {
    slack.close();
    await dropped(database);
  });

  const started = async (by: SlackSettings['by']): Promise<unknown> => {
    const log = new KeptLog();
    const settings: SlackSettings = {
      access: { kind: 'token', token: 'xoxb-wrong' },
      by,
      workspaces: [],
      zone: ZONE,
    };
    const slackApiUrl = `http://127.0.0.1:${(slack.address() as AddressInfo).port}/api/`;
    const module = slackModule({ settings, db: database.db, log, client: { slackApiUrl } });
    const error: unknown = await module
      .open({
        bot: new ScriptedDesk(),
        arrive: async () => undefined,
        invited: async () => undefined,
        boardOf: async () => null,
        log,
      })
      .catch((reason: unknown) => reason);
    await module.close();
    return error;
  };

  test.each([
    ['SLACK_BOT_TOKEN', 'auth.test', 'invalid_auth'],
    ['SLACK_APP_TOKEN', 'apps.connections.open', 'invalid_auth'],
    ['SLACK_APP_TOKEN', 'apps.connections.open', 'not_allowed_token_type'],
  ])('%s at %s: %s', async (setting, method, reason) => {
    refused.clear();
    refused.set(method, reason);
    const error = await started({ kind: 'socket', appToken: 'xapp-wrong' });
    expect(error).toBeInstanceOf(RefusedSettings);
    expect(error).toMatchObject({ message: `${setting}: Slack refuses it (${reason})` });
  });
});

describe('what is refused at the door says in the log what is likely wrong on our side', () => {
  const log = new KeptLog();
  let now = Date.now();
  let http: Http;
  beforeAll(async () => {
    const router = Router();
    router.post(
      '/',
      ...slackOnly(
        SECRET,
        () => true,
        log,
        () => now,
      ),
      (_req, res) => void res.end(),
    );
    http = await startHttp({ port: 0, host: '127.0.0.1', routers: [router], log });
  });
  afterAll(() => http.close());
  beforeEach(() => {
    now += 600_000;
  });
  afterEach(() => {
    log.lines.length = 0;
  });

  const post = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`http://127.0.0.1:${http.port}/`, { method: 'POST', body: 'x=1', headers })).status;
  const signed = (secret: string, at: number): Record<string, string> => {
    const stamp = String(Math.floor(at / 1000));
    return { 'X-Slack-Request-Timestamp': stamp, 'X-Slack-Signature': signatureOf(secret, stamp, 'x=1') };
  };
  const said = () => log.lines.map(({ event, data }) => [event, data['reason'], data['likely']]);

  test('another secret: the setting, once a minute however many come', async () => {
    for (let n = 0; n < 5; n++) expect(await post(signed('another', now))).toBe(401);
    const line = ['slack: requests refused', 'signature', 'SLACK_SIGNING_SECRET is not this app’s'];
    expect(said()).toEqual([line]);
    now += 61_000;
    expect(await post(signed('another', now))).toBe(401);
    expect(said()).toEqual([line, line]);
  });

  test('well signed, and long ago: the clock', async () => {
    expect(await post(signed(SECRET, now - 400_000))).toBe(401);
    expect(said()).toEqual([['slack: requests refused', 'time', 'the clock of this machine is wrong']]);
  });

  test('what does not look like Slack’s: nothing', async () => {
    expect(await post({})).toBe(401);
    expect(await post({ ...signed(SECRET, now), 'X-Slack-Signature': 'v0=' })).toBe(401);
    expect(said()).toEqual([]);
  });

  test('what is Slack’s: nothing', async () => {
    expect(await post(signed(SECRET, now))).toBe(200);
    expect(said()).toEqual([]);
  });
});
