import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../src/store/embedded/start.ts';

export interface Server {
  readonly uri: string;
  readonly description: string;
  stop(): Promise<void>;
}

/** What the tests built of the embedded server; it saves the minutes of looking for one, and is not needed. */
const built = join(import.meta.dirname, '..', '.cache', 'embedded');

/** A folder of its own for an embedded server; gone when the measurement is over. */
export const freshFolder = async (): Promise<{ path: string; remove: () => Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'handslag-bench-'));
  await cp(built, join(path, '.embedded'), { recursive: true }).catch(() => undefined);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
};

/** The server that MONGODB_URI names, else an embedded one in a folder of its own. Everything is measured on this one. */
export const startServer = async (): Promise<Server> => {
  const named = process.env['MONGODB_URI'];
  if (named) return { uri: named, description: 'the server of MONGODB_URI', stop: async () => undefined };
  const folder = await freshFolder();
  try {
    const embedded = await startEmbedded({ dataDir: folder.path, env: process.env, say: () => undefined });
    return {
      uri: embedded.uri,
      description: embedded.description,
      stop: async () => {
        await embedded.stop();
        await folder.remove();
      },
    };
  } catch (error) {
    await folder.remove();
    throw error;
  }
};
