import { readManifestSettings } from '../../src/config.ts';
import { writeSlack } from './slack.ts';
import { packTeams } from './teams.ts';

/**
 * Writes both platforms' manifests under `root`, once all settings are found right.
 * @returns what to tell whoever asked for them, a line a file
 * @throws BadConfig before anything is written
 */
export const makeManifests = async (root: string, env: NodeJS.ProcessEnv): Promise<readonly string[]> => {
  const { url, appId, slackOverSocket } = readManifestSettings(env);
  const slack = await writeSlack(root, slackOverSocket ? null : url);
  // Without an id or an address it is a package to look at; Teams takes one that has both.
  const teams = await packTeams(root, {
    appId: appId ?? '00000000-0000-0000-0000-000000000000',
    url: url ?? 'https://handslag.example',
    version: env['npm_package_version'] ?? '0.1.0',
  });
  const missing = [appId === null && 'TEAMS_APP_ID', url === null && 'PUBLIC_URL'].filter((key) => key !== false);
  return [
    `${slack}: ${slackOverSocket ? 'Socket Mode, no public address' : url}`,
    `${teams}: ${missing.length === 0 ? url : `to look at only: ${missing.join(' and ')} not set`}`,
  ];
};
