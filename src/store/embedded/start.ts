import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findDownloaded, forgetRefusal, keepRefusal, lateRefusal } from './download.ts';
import { startJava } from './java.ts';
import { HeldByAnother, take, type Lock } from './lock.ts';
import { findMongod, startMongod } from './mongod.ts';
import { ended, endServer, Refused, uriOf, type Kind, type Server } from './server.ts';

/** There is no database to be had. The message is one line, for the person who starts the bot, and says what to do. */
export class NoDatabase extends Error {
  override name = 'NoDatabase';
}

export interface Embedded {
  /** Without a database's name. */
  readonly uri: string;
  readonly kind: Kind;
  /** Which program, which version, and whose; for the line that the start prints. */
  readonly description: string;
  /** Whether this process started it; then no other process of ours was at it before. */
  readonly own: boolean;
  /** Ends the database, if this process started it. May be called more than once. */
  stop(): Promise<void>;
}

export interface Options {
  /** Everything is kept here: the data, the lock, what was built, the logs. Created when it is not there. */
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Told, one line at a time, what takes long. */
  readonly say: (line: string) => void;
}

/** How long a mongod may take to answer, and a download to bring something. In ms. */
const patience = 20_000;
/** With data of its own a mongod is the only way to them, and may have to recover after a kill. */
const recovery = 120_000;

/**
 * Starts a MongoDB-compatible server on the data folder, or finds the one that another process runs on it. In this order, the first that
 * answers: a mongod of the machine's own, one that mongodb-memory-server-core has or brings, mongo-java-server. Data that are there already
 * stay with the kind of server that wrote them, since the two cannot read each other's.
 *
 * The server listens on 127.0.0.1 alone, on a free port, with no password. What it has acknowledged survives a kill of it.
 * @throws NoDatabase
 */
export async function startEmbedded({ dataDir: folder, env, say }: Options): Promise<Embedded> {
  const dataDir = resolve(folder);
  await mkdir(join(dataDir, '.embedded'), { recursive: true });
  const taken = await take(dataDir, say).catch((error: unknown) => {
    throw error instanceof HeldByAnother ? new NoDatabase(error.message) : error;
  });
  if ('running' in taken) {
    const { port, kind, description } = taken.running;
    return {
      uri: uriOf(port),
      kind,
      description: `${description}, run by process ${taken.owner}`,
      own: false,
      stop: async () => {},
    };
  }
  const { lock } = taken;
  try {
    const server = await search(dataDir, lock, env, say);
    await lock.tell({
      pid: server.process.pid ?? 0,
      port: server.port,
      kind: server.kind,
      token: server.token,
      description: server.description,
    });
    return embedded(server, lock, say);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function embedded(server: Server, lock: Lock, say: (line: string) => void): Embedded {
  // mongod does not see that we end; a start that ends in an ordinary way without stop() still takes it along
  const atExit = (): void => void server.process.kill('SIGTERM');
  process.once('exit', atExit);
  let stopping: Promise<void> | undefined;
  void ended(server.process).then((reason) => {
    process.off('exit', atExit);
    if (!stopping) say(`the database has ${reason}; see database.log in the data folder`);
  });
  const stop = async (): Promise<void> => {
    await endServer(server.process, server.kind === 'java' ? 'stdin' : 'signal');
    await lock.release();
  };
  return {
    uri: uriOf(server.port),
    kind: server.kind,
    description: server.description,
    own: true,
    stop: () => (stopping ??= stop()),
  };
}

type Format = 'mongod' | 'java';
const formatFile = (dataDir: string): string => join(dataDir, '.embedded', 'format');

/** @returns which kind of server wrote the data that are there, or undefined when there are none. */
async function formatOf(dataDir: string): Promise<Format | undefined> {
  const format = (await readFile(formatFile(dataDir), 'utf8').catch(() => '')).trim();
  if (format !== 'mongod' && format !== 'java') return undefined;
  return (await stat(join(dataDir, format)).catch(() => undefined)) ? format : undefined;
}

async function keepFormat(dataDir: string, format: Format): Promise<void> {
  const file = formatFile(dataDir);
  await writeFile(`${file}.new`, `${format}\n`);
  await rename(`${file}.new`, file);
}

/** @throws NoDatabase when none of the ways leads to a server that answers */
async function search(
  dataDir: string,
  lock: Lock,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Server> {
  const format = await formatOf(dataDir);
  const tried: string[] = [];
  const attempt = async (name: string, start: () => Promise<Server>): Promise<Server | undefined> => {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Said only if no other way leads to one: that a machine has no mongod, or no network, is nothing to mend then.
      tried.push(`${name}: ${error.message}`);
      return undefined;
    }
  };
  const server =
    (format !== 'java'
      ? ((await attempt('mongod', () => ownMongod(dataDir, env, format, say))) ??
        (await attempt('download', () => downloaded(dataDir, env, format, say))))
      : undefined) ??
    (format !== 'mongod' ? await attempt('Java', () => startJava(dataDir, lock.id, env, say)) : undefined);
  if (server) {
    if (!format) await keepFormat(dataDir, server.kind === 'java' ? 'java' : 'mongod');
    return server;
  }
  const ways = {
    mongod: `the data in ${dataDir} need a MongoDB server: install MongoDB, or set MONGODB_URI to one that has them`,
    java: `the data in ${dataDir} need the Java server: install a JDK (17 or newer) and Maven, or set MONGODB_URI to a server of your own`,
    none: 'there is no database: set MONGODB_URI, install MongoDB, or install a JDK (17 or newer) and Maven',
  };
  throw new NoDatabase(`${ways[format ?? 'none']} (tried ${tried.join('; ')})`.replaceAll(/\s+/g, ' '));
}

async function ownMongod(
  dataDir: string,
  env: NodeJS.ProcessEnv,
  format: Format | undefined,
  say: (line: string) => void,
): Promise<Server> {
  const { path, problem } = await findMongod(env);
  if (problem) say(problem);
  if (!path) throw new Refused('none on the PATH');
  return startMongod(path, 'mongod', dataDir, env, format ? recovery : patience);
}

async function downloaded(
  dataDir: string,
  env: NodeJS.ProcessEnv,
  format: Format | undefined,
  say: (line: string) => void,
): Promise<Server> {
  // where the data need it, each start tries anew
  const before = format ? undefined : await lateRefusal(dataDir, Date.now());
  if (before !== undefined) throw new Refused(`refused within the last day (${before})`);
  try {
    const path = await findDownloaded(dataDir, env, say, patience);
    const server = await startMongod(path, 'downloaded', dataDir, env, format ? recovery : patience);
    await forgetRefusal(dataDir);
    return server;
  } catch (error) {
    if (error instanceof Refused && !format) await keepRefusal(dataDir, Date.now(), error.message);
    throw error;
  }
}
