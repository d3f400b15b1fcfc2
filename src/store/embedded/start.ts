import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../app/ports.ts';
import { findDownloaded, forgetRefusal, keepRefusal, lateRefusal } from './download.ts';
import { formatOf, keepFormat, privateFolder, type Format } from './held.ts';
import { startJava } from './java.ts';
import { keep, type Kept } from './keep.ts';
import { HeldByAnother, take, type Lock, type Shared } from './lock.ts';
import { findMongod, startMongod } from './mongod.ts';
import { folderProblem, NoDatabase } from './problem.ts';
import { Refused, type Kind, type Server } from './server.ts';

export interface Embedded {
  /** Without a database's name. */
  readonly uri: string;
  readonly kind: Kind;
  /** Which program, which version, and whose; for the line that the start prints. */
  readonly description: string;
  /** Whether this process started it; then no other process of ours was at it before. */
  readonly own: boolean;
  /** Has this called each time that the database, which ended, answers again. */
  onAgain(listener: () => void): void;
  /** Resolves, with the reason in one line, when the database has ended and does not come back. */
  readonly lost: Promise<string>;
  /** Ends the database, if this process started it. May be called more than once. */
  stop(): Promise<void>;
}

export interface Options {
  /** Everything is kept here: the data, the lock, what was built, the logs. Created when it is not there. */
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Told, one line at a time, what takes long. */
  readonly say: (line: string) => void;
  /** Told why the database ended, each time that it is started again. */
  readonly log?: Log;
}

/** How long a mongod may take to answer, and a download to bring something. In ms. */
const patience = 20_000;
/** How often a process that shares another's database looks whether that one is there. In ms. */
const GLANCE = 2_000;
/** With data of its own a mongod is the only way to them, and may have to recover after a kill. */
const recovery = 120_000;

/**
 * Starts a MongoDB-compatible server on the data folder, or finds the one that another process runs on it. In this order, the first that
 * answers: a mongod of the machine's own, one that mongodb-memory-server-core has or brings, mongo-java-server. Data that are there already
 * stay with the kind of server that wrote them, since the two cannot read each other's.
 *
 * The server is there for this user alone where it can be: the Java server listens on a socket in a folder of its own, mongod on a free port
 * of 127.0.0.1 with no password. The data are. What it has acknowledged survives a kill of it, and it is then started again.
 * @throws NoDatabase
 */
export async function startEmbedded(options: Options): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  try {
    return await started({ ...options, dataDir });
  } catch (error) {
    if (error instanceof HeldByAnother) throw new NoDatabase(error.message);
    throw folderProblem(dataDir, error) ?? error;
  }
}

async function started({ dataDir, env, say, log }: Options): Promise<Embedded> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await privateFolder(join(dataDir, '.embedded'));
  const taken = await take(dataDir, say);
  if ('running' in taken) return shared(dataDir, taken);
  const { lock } = taken;
  try {
    const server = await search(dataDir, lock, env, say);
    const tell = ({ process: { pid = 0 }, uri, kind, token, description }: Server): Promise<void> =>
      lock.tell({ pid, uri, kind, token, description });
    const listeners = new Set<() => void>();
    const kept = keep(server, {
      started: async (next) => {
        await tell(next);
        for (const listener of listeners) listener();
      },
      ended: (reason) => {
        log?.warn('database.ended', { reason });
        say(`the database has ended, and is started again: ${reason}`);
      },
    });
    await tell(server).catch(async (error: unknown) => {
      await kept.stop();
      throw error;
    });
    return embedded(server, kept, lock, listeners);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

const embedded = (
  { uri, kind, description }: Server,
  { lost, stop }: Kept,
  lock: Lock,
  listeners: Set<() => void>,
): Embedded => {
  let stopped: Promise<void> | undefined;
  return {
    uri,
    kind,
    description,
    own: true,
    lost,
    onAgain: (listener) => void listeners.add(listener),
    stop: () => (stopped ??= stop().then(() => lock.release())),
  };
};

/** Another process' database: when that process ends, so does the database, whose place is not ours to take. */
const shared = (dataDir: string, { owner, running: { uri, kind, description }, held }: Shared): Embedded => {
  const over = new AbortController();
  const { signal } = over;
  const watch = async (): Promise<string> => {
    while (await held()) await sleep(GLANCE, undefined, { signal, ref: false });
    return `process ${owner}, which ran the database in ${dataDir}, has ended; start again`;
  };
  const never = Promise.withResolvers<string>().promise;
  return {
    uri,
    kind,
    description: `${description}, run by process ${owner}`,
    own: false,
    // the process that runs it knows; this one finds out as it would with any server
    onAgain: () => undefined,
    lost: watch().catch((error: unknown) => {
      return signal.aborted ? never : String(error);
    }),
    stop: async () => over.abort(),
  };
};

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
