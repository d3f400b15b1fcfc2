import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { slackManifest } from '../src/channels/slack/manifest.ts';
import { environment } from '../src/config.ts';
import { packTeams } from './manifests/teams.ts';

// What each platform wants to know of the app, from the settings: `npm run manifests`. What is committed is made from none.

const root = join(import.meta.dirname, '..');

const { PUBLIC_URL: url = '', SLACK_APP_TOKEN: socket = '' } = environment();
const { TEAMS_APP_ID: appId = '', npm_package_version: version = '0.1.0' } = environment();

const manifest = slackManifest({ url: url === '' || socket !== '' ? null : url });
const about =
  '# Paste it at api.slack.com/apps, “Create New App”, “From a manifest”. Made by `npm run manifests`; do not edit.\n';

await mkdir(join(root, 'manifests', 'slack'), { recursive: true });
const path = join('manifests', 'slack', 'manifest.yaml');
await writeFile(join(root, path), about + stringify(manifest, { lineWidth: 120 }));
process.stdout.write(`${path}: ${url === '' || socket !== '' ? 'Socket Mode, no public address' : url}\n`);

// Without an id or an address it is a package to look at; Teams takes one that has both.
const teams = {
  appId: appId === '' ? '00000000-0000-0000-0000-000000000000' : appId,
  url: url === '' ? 'https://handslag.example' : url,
  version,
};
const missing = [appId === '' && 'TEAMS_APP_ID', url === '' && 'PUBLIC_URL'].filter((key) => key !== false);
const lacks = missing.length === 0 ? teams.url : `to look at only: ${missing.join(' and ')} not set`;
process.stdout.write(`${await packTeams(root, teams)}: ${lacks}\n`);
