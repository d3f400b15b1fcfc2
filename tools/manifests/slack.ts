import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { slackManifest } from '../../src/channels/slack/manifest.ts';

const about =
  '# Paste it at api.slack.com/apps, “Create New App”, “From a manifest”. Made by `npm run manifests`; do not edit.\n';

/**
 * The manifest that is pasted at Slack. Over a socket it is the same everywhere, and committed; one with an address is somebody's
 * own, and stands beside it.
 * @param url null: over a socket
 * @returns its path from the root
 */
export const writeSlack = async (root: string, url: string | null): Promise<string> => {
  const folder = join('manifests', 'slack');
  await mkdir(join(root, folder), { recursive: true });
  const path = join(folder, url === null ? 'manifest.yaml' : 'handslag.yaml');
  await writeFile(join(root, path), about + stringify(slackManifest({ url }), { lineWidth: 120 }));
  return path;
};
