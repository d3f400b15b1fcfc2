import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import { expect, inject, test, vi } from 'vitest';
import { configSchema, readConfig } from '../../../src/config.ts';
import { textOf } from '../../app/cards.ts';
import { APP, Authority, PASSWORD, TENANT } from '../../fakes/teams/authority.ts';
import { FakeConnector } from '../../fakes/teams/connector.ts';
import { TeamsPerson } from '../../fakes/teams/person.ts';
import { aUser, ROOM } from './world.ts';

/** The program as it is started, with nothing of it changed: Microsoft's names lead to this machine, that is all. */

const preload = join(import.meta.dirname, '..', '..', 'fakes', 'teams', 'preload.cjs');

const begin = (settings: Record<string, string>) => {
  const keys = new Set<string>(Object.keys(configSchema.shape));
  const rest = Object.entries(process.env).filter(([key]) => !keys.has(key) && !key.startsWith('VITEST'));
  const child = spawn(process.execPath, ['src/main.ts'], { env: { ...Object.fromEntries(rest), ...settings } });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { child, lines, ended };
};

const SET = { TEAMS_APP_ID: APP, TEAMS_APP_PASSWORD: PASSWORD, TEAMS_APP_TENANT: TENANT };

test.each(Object.keys(SET))('without %s the start names it, and ends with 2', (key) => {
  const rest = Object.fromEntries(Object.entries(SET).filter(([name]) => name !== key));
  expect(() => readConfig(rest)).toThrow(`${key}: missing`);
});

test('what is set says whose people may speak to the bot; nothing set is off', () => {
  expect(readConfig({})).toMatchObject({ teams: null, playground: true });
  expect(() => readConfig({ ...SET, TEAMS_TENANTS: 'kommunen' })).toThrow(/^TEAMS_TENANTS: /);
  const config = readConfig({ ...SET, TEAMS_APP_ID: APP.toUpperCase() });
  expect(config).toMatchObject({ playground: false, teams: { appId: APP, tenants: [TENANT] } });
});

test('the program itself, started with Teams’ settings, greets who installs it and stops when told to', async () => {
  const authority = await new Authority().start();
  const connector = await new FakeConnector(authority).start();
  const folder = await mkdtemp(join(tmpdir(), 'handslag-teams-'));
  const certificate = join(folder, 'ca.pem');
  await writeFile(certificate, authority.certificate);
  const { child, lines, ended } = begin({
    ...SET,
    PORT: '0',
    TEAMS_ALLOW_PLAYGROUND: 'true',
    MONGODB_URI: inject('mongodbUri'),
    MONGODB_DATABASE: `start-${randomUUID().slice(0, 8)}`,
    NODE_OPTIONS: `--require=${preload}`,
    NODE_EXTRA_CA_CERTS: certificate,
    FAKE_AUTHORITY: String(authority.port),
  });
  try {
    const ready = await vi.waitFor(() => {
      const line = lines.find((one) => one.startsWith('Ready: '));
      if (line === undefined) throw new Error(lines.join('\n'));
      return line;
    }, 60_000);
    expect(lines).toContain('Channels: teams');
    const url = ready.slice('Ready: '.length).replace(/\/$/, '');
    expect((await fetch(`${url}/api/state`)).status).toBe(404);
    const user = aUser('karin');
    connector.users.set(user.user, user);
    const karin = new TeamsPerson({ url: () => url, authority, connector, room: ROOM }, user);
    await karin.install();
    expect(textOf(karin.messages()[0]!.card!)).toContain('Hej Karin');
    expect((await karin.post(karin.envelope({ type: 'message', text: 'hej' }), { token: null })).status).toBe(401);
    // Whoever first writes the code that the start printed sets up the programmes.
    const code = /[a-z0-9]{4}(-[a-z0-9]{4}){2}/.exec(lines.join('\n'))?.[0] ?? '';
    await karin.say(code);
    await karin.does('programme.make', {}, { course: 'open' });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(lines.join('\n')).not.toContain('karin@');
  } finally {
    child.kill('SIGKILL');
    await ended;
    await connector.close();
    await authority.close();
    await rm(folder, { recursive: true });
  }
});

test('a key that Microsoft does not accept ends the program with 2, and is not in what it says', async () => {
  const authority = await new Authority().start();
  const folder = await mkdtemp(join(tmpdir(), 'handslag-teams-'));
  const certificate = join(folder, 'ca.pem');
  await writeFile(certificate, authority.certificate);
  const { lines, ended } = begin({
    ...SET,
    TEAMS_APP_PASSWORD: 'run out long ago',
    PORT: '0',
    MONGODB_URI: inject('mongodbUri'),
    MONGODB_DATABASE: `start-${randomUUID().slice(0, 8)}`,
    NODE_OPTIONS: `--require=${preload}`,
    NODE_EXTRA_CA_CERTS: certificate,
    FAKE_AUTHORITY: String(authority.port),
  });
  expect(await ended).toBe(2);
  expect(lines.at(-1)).toMatch(/^TEAMS_APP_ID, TEAMS_APP_PASSWORD or TEAMS_APP_TENANT: /);
  expect(lines.join('\n')).not.toContain('run out long ago');
  await authority.close();
  await rm(folder, { recursive: true });
});

test('a half-given set ends the program with 2 and one line', async () => {
  const { lines, ended } = begin({ TEAMS_APP_ID: APP, TEAMS_APP_TENANT: TENANT });
  expect(await ended).toBe(2);
  expect(lines).toEqual(['TEAMS_APP_PASSWORD: missing']);
});
