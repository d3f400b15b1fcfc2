import { spawn } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer } from './download-child.ts';
import { forDownload } from './environment.ts';
import { ended, Refused } from './server.ts';

const day = 24 * 60 * 60_000;
/** As long as it comes, a download may take its time; a mongod is well over 100 MB. */
const totalLimit = 10 * 60_000;

/**
 * Finds the mongod that mongodb-memory-server-core has cached, or lets it download one into its own cache.
 * @param silence how long, in ms, nothing may arrive before it is given up; it is then killed, not left to go on
 * @returns the program's path
 * @throws Refused when there is none to be had
 */
export async function findDownloaded(
  dataDir: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  silence: number,
): Promise<string> {
  const folder = join(dataDir, '.embedded', 'download');
  await mkdir(folder, { recursive: true });
  // The package takes settings from the nearest package.json above its working folder that has any: here it finds this one and stops.
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ private: true, config: { mongodbMemoryServer: { preferGlobalPath: 'true' } } })}\n`,
  );

  const script = fileURLToPath(new URL(`./download-child${extname(import.meta.url)}`, import.meta.url));
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    env: settings(env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  let answer: Answer | undefined;
  let given: string | undefined;
  let complete = false;
  const giveUp = (why: string): void => {
    given = why;
    child.kill('SIGKILL');
  };
  const total = setTimeout(() => giveUp(`the download took longer than ${totalLimit / 60_000} minutes`), totalLimit);
  let quiet = setTimeout(() => giveUp(`nothing came within ${silence / 1000} s`), silence);

  let announced = false;
  child.on('message', (message) => (answer = message as Answer));
  child.stderr?.resume();
  // it says how far it is while data arrives, at most every 2 s, and nothing while none does
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (!announced) say('downloading MongoDB, once');
    announced = true;
    // after the last byte it unpacks, and says nothing while it does
    complete ||= / 100% /.test(text);
    clearTimeout(quiet);
    if (!complete) quiet = setTimeout(() => giveUp(`nothing more came for ${silence / 1000} s`), silence);
  });
  const reason = await ended(child);
  clearTimeout(total);
  clearTimeout(quiet);
  if (given !== undefined) throw new Refused(given);
  if (answer === undefined) throw new Refused(`the download ${reason}`);
  if ('problem' in answer) throw new Refused(answer.problem.replaceAll(/\s+/g, ' ').slice(0, 250));
  return answer.path;
}

function settings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // a program of the machine's own has been looked for already
  const { MONGOMS_SYSTEM_BINARY: _, ...rest } = forDownload(env);
  return {
    // the package asks the server for its certificate only when npm is told to, and what comes is a program that we run
    npm_config_strict_ssl: 'true',
    // a refusal goes on to the next way at once, a second try costs the start several seconds
    MONGOMS_MAX_RETRIES: '1',
    ...rest,
  };
}

const refusalFile = (dataDir: string): string => join(dataDir, '.embedded', 'download-refused.json');

/** @returns why the download was refused within the last day, or undefined. */
export async function lateRefusal(dataDir: string, now: number): Promise<string | undefined> {
  try {
    const { at, why } = JSON.parse(await readFile(refusalFile(dataDir), 'utf8')) as { at: string; why: string };
    const age = now - Date.parse(at);
    return age >= 0 && age < day ? why : undefined;
  } catch {
    // no file, or not one of ours: then it is tried
    return undefined;
  }
}

/** Keeps a refusal, so that the starts of the next 24 hours do not wait for another one. */
export async function keepRefusal(dataDir: string, now: number, why: string): Promise<void> {
  const file = refusalFile(dataDir);
  await writeFile(`${file}.new`, `${JSON.stringify({ at: new Date(now).toISOString(), why })}\n`);
  await rename(`${file}.new`, file);
}

export async function forgetRefusal(dataDir: string): Promise<void> {
  await rm(refusalFile(dataDir), { force: true });
}
