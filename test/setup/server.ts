import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/store/embedded/start.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The one database server of the run. Each test file takes a database name of its own. */
    mongodbUri: string;
  }
}

interface Running {
  readonly uri: string;
  readonly stop: () => Promise<void>;
}

/** What is built once and the same for every run. Git ignores the folder. */
const cache = join(import.meta.dirname, '..', '..', '.cache', 'embedded');

// Each project of the configuration loads this file by itself; the process is what they share.
const shared = globalThis as typeof globalThis & {
  handslagServer?: { readonly running: Promise<Running>; users: number };
};

/**
 * One database server for the whole run: the one that MONGODB_URI names, else the embedded one on a folder of its own, so that
 * nothing of an earlier run is there.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = (shared.handslagServer ??= { running: start(process.env['MONGODB_URI']), users: 0 });
  server.users += 1;
  const { uri, stop } = await server.running;
  project.provide('mongodbUri', uri);
  return async () => {
    server.users -= 1;
    if (server.users > 0) return;
    delete shared.handslagServer;
    await stop();
  };
}

async function start(named: string | undefined): Promise<Running> {
  if (named !== undefined && named !== '') return { uri: named, stop: async () => undefined };
  const dataDir = await mkdtemp(join(tmpdir(), 'handslag-test-'));
  const kept = join(dataDir, '.embedded');
  try {
    await cp(cache, kept, { recursive: true }).catch(() => undefined);
    const embedded = await startEmbedded({
      dataDir,
      env: process.env,
      say: (line) => console.log(`database: ${line}`),
    });
    console.log(`database: ${embedded.description}`);
    await keep(kept);
    return {
      // Several test files work it hard at the same time; whoever comes then waits longer than a person would.
      uri: `${embedded.uri}&serverSelectionTimeoutMS=30000`,
      stop: async () => {
        await embedded.stop();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** Several runs may do this at once: what has its name there is whole, because it is copied beside it first. */
async function keep(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const there = new Set(await readdir(cache));
  for (const name of await readdir(folder)) {
    // What was built is named after its sources. That a download was refused is news each time, and saves the next run the wait.
    const news = name === 'download-refused.json';
    if (!news && (!name.startsWith('java-') || there.has(name))) continue;
    const copy = await mkdtemp(join(cache, 'copy-'));
    await cp(join(folder, name), join(copy, name), { recursive: true });
    await rename(join(copy, name), join(cache, name)).catch(() => undefined);
    await rm(copy, { recursive: true, force: true });
  }
}
