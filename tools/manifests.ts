import { join } from 'node:path';
import { BadConfig, environment } from '../src/config.ts';
import { makeManifests } from './manifests/make.ts';

// What each platform wants to know of the app, from the settings: `npm run manifests`.

try {
  for (const line of await makeManifests(join(import.meta.dirname, '..'), environment()))
    process.stdout.write(`${line}\n`);
} catch (error) {
  if (!(error instanceof BadConfig)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
