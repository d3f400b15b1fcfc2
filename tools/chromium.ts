import { spawn } from 'node:child_process';
import { access, constants, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
/** Where the network answers nothing at all, Playwright's own patience is several minutes. */
const downloadLimit = 4 * 60_000;

const howToGetOne =
  'The end-to-end tests need Chromium, and none was found or could be installed. Install it (Debian: `apt-get install chromium`, ' +
  'elsewhere `npx playwright-core install chromium` or Google Chrome), or name one in CHROMIUM_PATH.';

/** @returns the path of a Chromium that is already on this machine, or undefined. */
export async function findChromium(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const named = env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    // A wrong name is said, not replaced by another browser than the one that was asked for.
    if (!(await isProgram(named))) throw new Error(`CHROMIUM_PATH names ${named}, which is no program.`);
    return named;
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    chromium.executablePath(),
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  for (const path of candidates) if (path !== '' && (await isProgram(path))) return path;
  return undefined;
}

/**
 * Finds Chromium, or brings one: Playwright's download first, then Debian's package where we may install it.
 * @throws Error that says what to install
 */
export async function provideChromium(env: NodeJS.ProcessEnv): Promise<string> {
  const found = await findChromium(env);
  if (found !== undefined) return found;

  console.log('No Chromium here: asking Playwright for one.');
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  const patience = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...env };
  await run(process.execPath, [cli, 'install', 'chromium'], patience, downloadLimit);
  const downloaded = await findChromium(env);
  if (downloaded !== undefined) return downloaded;

  if (await mayUseApt()) {
    console.log("Playwright could not: installing Debian's package.");
    const quiet = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], quiet);
    await run('apt-get', ['install', '-q', '-y', 'chromium'], quiet);
    const installed = await findChromium(env);
    if (installed !== undefined) return installed;
  }
  throw new Error(howToGetOne);
}

/** Ubuntu's package of this name only points at a snap, so it has to be Debian itself. */
async function mayUseApt(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID="?debian"?$/m.test(release);
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Runs a program whose failing is no failure of ours: what counts is whether there is a browser afterwards. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv, limit?: number): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: limit,
      killSignal: 'SIGKILL',
    });
    child.once('error', (error) => {
      console.log(error.message);
      resolve();
    });
    child.once('exit', () => resolve());
  });
}
