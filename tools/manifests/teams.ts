import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { teamsManifest, teamsManifestInEnglish, type ManifestSettings } from '../../src/channels/teams/manifest.ts';

/** Every byte the same for the same settings, whenever it is made. */
const mtime = new Date('2026-01-01T00:00:00Z');

/** The package that Teams' administrators upload: the manifest, its English, and the two icons that stand beside it. */
export const packTeams = async (root: string, settings: ManifestSettings): Promise<string> => {
  const folder = join(root, 'manifests', 'teams');
  const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  const [color, outline] = await Promise.all(['color.png', 'outline.png'].map((name) => readFile(join(folder, name))));
  const path = join('manifests', 'teams', 'handslag.zip');
  const zip = zipSync(
    {
      'manifest.json': json(teamsManifest(settings)),
      'en.json': json(teamsManifestInEnglish()),
      'color.png': color ?? new Uint8Array(),
      'outline.png': outline ?? new Uint8Array(),
    },
    { mtime, level: 9 },
  );
  await writeFile(join(root, path), zip);
  return path;
};
