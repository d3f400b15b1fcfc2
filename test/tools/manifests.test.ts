import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BadConfig } from '../../src/config.ts';
import { makeManifests } from '../../tools/manifests/make.ts';
import { root } from '../repo/files.ts';

const APP = '6f1c2f9e-0000-4000-8000-00000000a001';
const URL = 'https://handslag.example.se';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handslag-manifests-'));
  await cp(join(root, 'manifests'), join(folder, 'manifests'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const committed = async () => readFile(join(folder, 'manifests', 'slack', 'manifest.yaml'), 'utf8');

test.each([
  [{}],
  [{ PUBLIC_URL: URL }],
  [{ PUBLIC_URL: URL, TEAMS_APP_ID: APP }],
  [{ PUBLIC_URL: URL, SLACK_APP_TOKEN: 'xapp-1' }],
])('the committed manifest of Slack stays as it is: %o', async (env) => {
  const before = await committed();
  await makeManifests(folder, env);
  expect(await committed()).toBe(before);
});

test('one with an address stands beside the committed one', async () => {
  const lines = await makeManifests(folder, { PUBLIC_URL: URL, TEAMS_APP_ID: APP });
  const slack = join('manifests', 'slack', 'handslag.yaml');
  expect(lines).toEqual([`${slack}: ${URL}`, `${join('manifests', 'teams', 'handslag.zip')}: ${URL}`]);
  expect(await readFile(join(folder, slack), 'utf8')).toContain(`request_url: ${URL}/slack/events`);
});

test.each([
  ['TEAMS_APP_ID', 'handslag'],
  ['TEAMS_APP_ID', '6f1c2f9e'],
  ['PUBLIC_URL', 'http://handslag.example.se'],
  ['PUBLIC_URL', 'https://handslag.example.se:8443'],
  ['PUBLIC_URL', 'https://handslag.example.se:443'],
  ['PUBLIC_URL', 'handslag.example.se'],
  ['PUBLIC_URL', 'https://somebody@handslag.example.se'],
  ['PUBLIC_URL', 'https://handslag.example.se/?x=1'],
  ['PUBLIC_URL', 'https://'],
])('%s=%s is refused in one line that names it, and nothing is written', async (key, value) => {
  const before = await readdir(join(folder, 'manifests'), { recursive: true });
  const error: unknown = await makeManifests(folder, { [key]: value }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BadConfig);
  expect(error).toMatchObject({
    message: expect.stringMatching(new RegExp(`^${key}: an (id|address) as [^\\n]+$`)) as string,
  });
  expect(await readdir(join(folder, 'manifests'), { recursive: true })).toEqual(before);
});

test('the script ends with 2 and that line alone', async () => {
  const env = { PATH: process.env['PATH'], PUBLIC_URL: 'handslag.example.se' };
  const [code, said] = await new Promise<[unknown, string]>((resolve) => {
    execFile(process.execPath, [join('tools', 'manifests.ts')], { cwd: root, env }, (error, stdout, stderr) => {
      resolve([error?.code, stdout + stderr]);
    });
  });
  expect([code, said.trim().split('\n')]).toEqual([2, [expect.stringMatching(/^PUBLIC_URL: /)]]);
});
