import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { RefusedSettings } from '../../../src/app/inbound.ts';
import { openInstallations, seal, unseal } from '../../../src/channels/slack/installations.ts';
import { slackModule } from '../../../src/channels/slack/server.ts';
import { BadConfig, readConfig } from '../../../src/config.ts';
import { ScriptedDesk } from '../../fakes/playground.ts';
import { KeptLog } from '../../fakes/log.ts';
import { SECRET } from '../../fakes/slack/sender.ts';
import { SlackWorld, ZONE } from '../../fakes/slack/world.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';

describe('the settings', () => {
  const key = Buffer.alloc(32, 7).toString('base64');
  const oauth = {
    SLACK_CLIENT_ID: 'i',
    SLACK_CLIENT_SECRET: 's',
    SLACK_STATE_SECRET: 't',
    TOKEN_KEY: key,
    SLACK_SIGNING_SECRET: 'x',
    SLACK_WORKSPACES: 'T1,T2',
  };

  test.each<[string, Record<string, string>, RegExp]>([
    ['a token without a way in', { SLACK_BOT_TOKEN: 'x' }, /SLACK_SIGNING_SECRET/],
    ['a way in without a token', { SLACK_APP_TOKEN: 'x' }, /SLACK_BOT_TOKEN/],
    ['one workspace and several', { SLACK_BOT_TOKEN: 'x', ...oauth }, /only one of them/],
    ['several without a key', { ...oauth, TOKEN_KEY: '' }, /TOKEN_KEY/],
    ['several with a key that is too short', { ...oauth, TOKEN_KEY: 'AAAA' }, /TOKEN_KEY/],
    ['several without a state secret', { ...oauth, SLACK_STATE_SECRET: '' }, /SLACK_STATE_SECRET/],
    ['several of which none is named', { ...oauth, SLACK_WORKSPACES: '' }, /SLACK_WORKSPACES/],
    ['several over a socket', { ...oauth, SLACK_APP_TOKEN: 'x' }, /SLACK_APP_TOKEN/],
  ])('half-given are named, and their values are not: %s', (_, env, named) => {
    const read = () => readConfig(env);
    expect(read).toThrow(BadConfig);
    expect(read).toThrow(named);
  });

  test('whole ones turn Slack on and the playground off; none leaves both as they were', () => {
    const { slack, playground } = readConfig({ SLACK_BOT_TOKEN: 'x', SLACK_APP_TOKEN: 'y' });
    expect(slack).toMatchObject({ by: { kind: 'socket' } });
    expect(playground).toBe(false);
    expect(readConfig(oauth).slack).toMatchObject({
      access: { kind: 'oauth' },
      workspaces: ['T1', 'T2'],
    });
    expect(readConfig({})).toMatchObject({ slack: null, playground: true });
  });
});

describe('over a socket', () => {
  let world: SlackWorld;
  let server: WebSocketServer;
  let socket: WebSocket;
  let connections = 0;
  beforeAll(async () => {
    server = new WebSocketServer({ port: 0 });
    await once(server, 'listening');
    server.on('connection', (client) => {
      connections++;
      socket = client;
      client.send(
        JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' }, debug_info: {} }),
      );
    });
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const fetched = globalThis.fetch;
    world = await SlackWorld.start({
      by: { kind: 'socket', appToken: 'xapp-test' },
      between: (to) => async (input, init) =>
        String(input).endsWith('apps.connections.open') ? Response.json({ ok: true, url }) : to(input, init),
    });
    expect(globalThis.fetch).toBe(fetched);
  });
  afterAll(async () => {
    await world.close();
    server.close();
  });

  const acknowledged = (id: string): Promise<Record<string, unknown>> =>
    new Promise((resolve) => {
      const listen = (data: Buffer): void => {
        const message = JSON.parse(data.toString()) as Record<string, unknown>;
        if (message['envelope_id'] !== id) return;
        socket.off('message', listen);
        resolve(message);
      };
      socket.on('message', listen);
    });

  const command = async (id: string): Promise<Record<string, unknown>> => {
    const user_id = world.slack.id('karin');
    const payload = {
      command: '/mentor',
      text: '',
      team_id: world.slack.team,
      user_id,
      trigger_id: await world.slack.trigger(user_id),
    };
    const answer = acknowledged(id);
    socket.send(JSON.stringify({ type: 'slash_commands', envelope_id: id, payload, accepts_response_payload: true }));
    return answer;
  };

  test('a command is acknowledged and answered without a public address', async () => {
    expect(await command('one')).toMatchObject({ envelope_id: 'one' });
    await world.settled();
    expect(world.person('karin').window?.title).toMatchObject({ text: 'Hej Karin!' });
  });

  test('a socket that dies is opened anew, and what comes then is answered', async () => {
    const before = connections;
    socket.terminate();
    await expect.poll(() => connections, { timeout: 20_000 }).toBeGreaterThan(before);
    expect(await command('two')).toMatchObject({ envelope_id: 'two' });
    await world.settled();
  });
});

describe('several workspaces', () => {
  const key = Buffer.alloc(32, 9);

  test('a token is stored encrypted, found again, bound to its workspace, and gone when it is taken away', async () => {
    const database = await freshDatabase(new KeptLog());
    const installations = openInstallations(database.db, key);
    const installation = {
      team: { id: 'T1', name: 'Ett' },
      enterprise: undefined,
      user: { id: 'U1', token: undefined, scopes: undefined },
      bot: { token: 'xoxb-secret-1', scopes: [], id: 'B1', userId: 'U9' },
    };
    await installations.storeInstallation(installation);
    const raw = await database.db.collection('slack_installations').find().toArray();
    expect(JSON.stringify(raw)).not.toContain('xoxb');
    expect(await installations.tokenOf('T1')).toBe('xoxb-secret-1');
    expect(await installations.tokenOf('T2')).toBeNull();
    await expect(openInstallations(database.db, Buffer.alloc(32, 1)).tokenOf('T1')).rejects.toThrow(/authenticate/);
    await installations.remove({ team: 'T1' });
    expect(await installations.tokenOf('T1')).toBeNull();
    await dropped(database);
  });

  test('what is sealed opens with its key and its place only, and shows when it was changed', () => {
    const sealed = seal('hemligt', key, 'T:T1');
    expect(unseal(sealed, key, 'T:T1')).toBe('hemligt');
    expect(() => unseal(sealed, key, 'T:T2')).toThrow(/authenticate/);
    expect(() => unseal(`${sealed.slice(0, -2)}AA`, key, 'T:T1')).toThrow(/authenticate/);
    expect(seal('hemligt', key, 'T:T1')).not.toBe(sealed);
  });
});

describe('at the start and at the end', () => {
  test('a token that Slack refuses is named at the start', async () => {
    const database = await freshDatabase(new KeptLog());
    const refusing = createServer((_, res) =>
      res.setHeader('content-type', 'application/json').end('{"ok":false,"error":"invalid_auth"}'),
    ).listen(0);
    await once(refusing, 'listening');
    const module = slackModule({
      settings: {
        access: { kind: 'token', token: 'xoxb-wrong' },
        by: { kind: 'http', signingSecret: SECRET },
        workspaces: [],
        zone: ZONE,
      },
      db: database.db,
      log: new KeptLog(),
      client: { slackApiUrl: `http://127.0.0.1:${(refusing.address() as AddressInfo).port}/api/` },
    });
    const open = module.open({
      bot: new ScriptedDesk(),
      arrive: async () => undefined,
      invited: async () => undefined,
      boardOf: async () => null,
      log: new KeptLog(),
    });
    await expect(open).rejects.toThrow(RefusedSettings);
    await expect(open).rejects.toThrow(/^(?!.*xoxb).*SLACK_BOT_TOKEN/);
    refusing.close();
    await dropped(database);
  });

  test('closing takes no more requests and waits for what is under way', async () => {
    let let_go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      let_go = resolve;
    });
    const world = await SlackWorld.start({
      bot: (bot) => ({
        press: (press, actor) => bot.press(press, actor),
        say: async (text, actor) => {
          await held;
          return bot.say(text, actor);
        },
      }),
    });
    const karin = world.person('karin');
    const fields = async () => ({
      command: '/mentor',
      text: '',
      team_id: world.slack.team,
      user_id: karin.user,
      trigger_id: await world.slack.trigger(karin.user),
    });
    expect((await world.send.form(await fields())).status).toBe(200);
    let closed = false;
    const closing = world.module.close().then(() => (closed = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(closed).toBe(false);
    expect((await world.send.form(await fields())).status).toBe(503);
    let_go();
    await closing;
    expect(karin.window?.title).toMatchObject({ text: 'Hej Karin!' });
    await world.close();
  });
});
