import { findChromium } from '../../tools/chromium.ts';

/** Workers inherit the environment, so the tests read CHROMIUM_PATH, whether the whole chain runs or vitest alone. */
export async function setup(): Promise<void> {
  const path = await findChromium(process.env);
  if (path === undefined)
    throw new Error('No Chromium found: `npm test` finds or installs one, or name it in CHROMIUM_PATH.');
  process.env['CHROMIUM_PATH'] = path;
}
