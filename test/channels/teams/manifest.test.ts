import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { Ajv } from 'ajv';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { phrases } from '../../../src/app/door/phrases.ts';
import { teamsManifest, teamsManifestInEnglish } from '../../../src/channels/teams/manifest.ts';
import { textsFor } from '../../../src/text/index.ts';
import { packTeams } from '../../../tools/manifests/teams.ts';
import { APP } from '../../fakes/teams/authority.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const settings = { appId: APP, url: 'https://handslag.example.se/', version: '1.2.3' };
const manifest = teamsManifest(settings);
const byText = (a: string | null, b: string | null): number => String(a).localeCompare(String(b));

test('is what Microsoft’s own validator takes', async () => {
  expect(await AppManifestUtils.validateAgainstSchema(manifest as unknown as TeamsManifest)).toEqual([]);
  const broken = { ...manifest, accentColor: 'green' };
  expect(await AppManifestUtils.validateAgainstSchema(broken as unknown as TeamsManifest)).not.toEqual([]);
});

test('the English is what Microsoft’s schema for translations takes, and translates all that there is', () => {
  const file =
    'node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json';
  const { $schema: _, ...schema } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { $schema: string };
  const options = { strict: false, validateFormats: false, validateSchema: false, unicodeRegExp: false };
  const validate = new Ajv(options).compile(schema);
  const english = teamsManifestInEnglish();
  expect(validate(english) ? [] : validate.errors).toEqual([]);
  const commands = manifest.bots[0]!.commandLists[0]!.commands;
  expect(Object.keys(english).filter((key) => key.endsWith('.title'))).toHaveLength(commands.length);
});

/** Teams shows ten commands: a second word for help, and what is done once, are not among them. */
const UNLISTED = ['start', 'link', 'programmes'];

test('its commands are the words that the bot knows, each once, and each brings what it says', () => {
  const commands = manifest.bots[0]!.commandLists[0]!.commands;
  const known = Object.keys(textsFor('sv').words).filter((intent) => !UNLISTED.includes(intent));
  expect(commands.map(({ title }) => phrases.intent(title)).toSorted(byText)).toEqual(known.toSorted(byText));
  const english = Object.entries(teamsManifestInEnglish()).filter(([key]) => key.endsWith('.title'));
  expect(english.map(([, title]) => phrases.intent(title)).toSorted(byText)).toEqual(known.toSorted(byText));
});

test('the package holds the manifest with the settings’ ids, its English, and icons of the sizes Teams asks for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handslag-manifest-'));
  try {
    await cp(join(root, 'manifests', 'teams'), join(folder, 'manifests', 'teams'), { recursive: true });
    const files = unzipSync(await readFile(join(folder, await packTeams(folder, settings))));
    expect(Object.keys(files).toSorted()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
    const packed = JSON.parse(Buffer.from(files['manifest.json']!).toString('utf8')) as typeof manifest;
    expect(packed).toMatchObject({
      id: APP,
      version: '1.2.3',
      bots: [{ botId: APP }],
      validDomains: ['handslag.example.se'],
      supportsChannelFeatures: 'tier1',
      developer: { privacyUrl: 'https://handslag.example.se/privacy' },
    });
    const sizeOf = (png: Uint8Array) => [Buffer.from(png).readUInt32BE(16), Buffer.from(png).readUInt32BE(20)];
    expect(sizeOf(files['color.png']!)).toEqual([192, 192]);
    expect(sizeOf(files['outline.png']!)).toEqual([32, 32]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
