import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startEmbedded, type Embedded } from '../../src/store/embedded/start.ts';
import type { KeptLog } from '../fakes/log.ts';

/** Data folders for the tests of the embedded database, and processes that use them; all are gone when a test file ends. */

/** What the run's own server was built from, so that no folder need build it anew. */
const cache = join(import.meta.dirname, '..', '..', '.cache', 'embedded');

// The Java server is made to run once, and what that left is copied, so that each test has a data folder of its own.
let used: string | undefined;
const folders: string[] = [];
const toStop: Embedded[] = [];
const toKill: ChildProcess[] = [];
const toClose: Server[] = [];
const clients: MongoClient[] = [];

export const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'handslag-embedded-'));
  folders.push(path);
  return path;
};

/** A data folder that the Java server has been used on: the search then looks no further. */
export const javaFolder = async (): Promise<string> => {
  const path = await folder();
  if (used !== undefined) await cp(used, path, { recursive: true });
  return path;
};

export const start = async (
  dataDir: string,
  env: NodeJS.ProcessEnv = process.env,
  { said = [], log }: { said?: string[]; log?: KeptLog } = {},
): Promise<Embedded> => {
  const embedded = await startEmbedded({ dataDir, env, say: (line) => said.push(line), ...(log ? { log } : {}) });
  toStop.push(embedded);
  return embedded;
};

/** The bot, as a process of its own: starts the database and then waits to be killed. */
export const startOwner = async (
  dataDir: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ bot: ChildProcess; uri: string; kind: string }> => {
  const code = `import { startEmbedded } from ${JSON.stringify(new URL('../../src/store/embedded/start.ts', import.meta.url).href)};
    const { uri, kind } = await startEmbedded({ dataDir: process.argv[1], env: process.env, say: () => {} });
    console.log(JSON.stringify({ uri, kind }));
    setInterval(() => {}, 1000);`;
  const bot = spawn(process.execPath, ['--input-type=module', '-e', code, dataDir], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  toKill.push(bot);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: bot.stdout }).once('line', resolve);
    bot.once('exit', (status) => reject(new Error(`the bot ended with ${status}`)));
  });
  return { bot, ...(JSON.parse(line) as { uri: string; kind: string }) };
};

export const clientOf = async (uri: string): Promise<MongoClient> => {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3000 });
  clients.push(client);
  return client.connect();
};

export const disconnect = async (): Promise<void> => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
};

/** The socket that a Java server listens on. */
export const socketOf = ({ uri }: { uri: string }): string => decodeURIComponent(/^mongodb:\/\/([^/]+)/.exec(uri)![1]!);

export interface Counted {
  _id: string;
  version: number;
  text: string;
}
export const pairsOf = async (uri: string) => (await clientOf(uri)).db('test').collection<Counted>('pairs');

export const lockOf = async (
  dataDir: string,
): Promise<{ owner: number; database: { pid: number; uri: string; kind: string } }> =>
  JSON.parse(await readFile(join(dataDir, 'database.lock'), 'utf8'));

export const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
export const gone = async (pid: number): Promise<boolean> => {
  for (let waited = 0; waited < 10_000 && alive(pid); waited += 50) await sleep(50);
  return !alive(pid);
};
export const kill = async (child: ChildProcess): Promise<void> => {
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await over;
};

/** A folder with programs of ours, to stand first, or alone, on the PATH. */
export const programs = async (scripts: Record<string, string>): Promise<string> => {
  const path = await folder();
  for (const [name, text] of Object.entries(scripts)) {
    await writeFile(join(path, name), text);
    await chmod(join(path, name), 0o755);
  }
  return path;
};

/** A download server of ours, and the settings that send the package there and nowhere else. */
export const downloadServer = async (answer: 'refuse' | 'silence', path: string) => {
  const seen = { requests: 0, closed: 0 };
  const server = createServer((request, response) => {
    seen.requests += 1;
    request.socket.once('close', () => (seen.closed += 1));
    if (answer === 'refuse') response.writeHead(403).end();
  });
  toClose.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = {
    PATH: path,
    HOME: await folder(),
    MONGOMS_DOWNLOAD_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mongodb-linux-x86_64-debian12-8.0.4.tgz`,
    MONGOMS_USE_HTTP: 'true',
  };
  return { env, seen };
};

beforeAll(async () => {
  const path = await folder();
  await cp(cache, join(path, '.embedded'), { recursive: true }).catch(() => undefined);
  const { env } = await downloadServer('refuse', await programs({ mongod: '#!/bin/sh\nexit 1\n' }));
  const java = { ...env, HOME: process.env['HOME'], PATH: `${env.PATH}:${process.env['PATH']}` };
  await (await startEmbedded({ dataDir: path, env: java, say: () => undefined })).stop();
  used = path;
});

afterEach(async () => {
  await disconnect();
  for (const bot of toKill.splice(0)) bot.kill('SIGKILL');
  await Promise.all(toStop.splice(0).map((embedded) => embedded.stop()));
  for (const server of toClose.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});
