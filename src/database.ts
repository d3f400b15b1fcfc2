import type { Config } from './config.ts';
import type { Log } from './app/ports.ts';
import { startEmbedded } from './store/embedded/start.ts';
import { ensureIndexes } from './store/indexes.ts';
import { migrate } from './store/migrations.ts';
import { connect, type Database } from './store/server.ts';

export interface Opened extends Database {
  /** Which server, for the line that the start prints; never with a password. */
  readonly description: string;
  /** Nobody else runs on this database. */
  readonly alone: boolean;
}

/**
 * The database that the settings name, or the one that is brought; of the right version, with its indexes.
 * @throws DatabaseProblem, NoDatabase: one line for the person who starts the bot
 */
export const openDatabase = async (config: Config, log: Log, say: (line: string) => void): Promise<Opened> => {
  const embedded = config.mongoUri ? null : await startEmbedded({ dataDir: config.dataDir, env: config.env, say });
  try {
    const uri = config.mongoUri ?? embedded?.uri ?? '';
    const database = await connect({ uri, dbName: config.database, log });
    await migrate(database.db, log);
    await ensureIndexes(database.db);
    return {
      ...database,
      description: embedded?.description ?? `MongoDB ${database.version} (MONGODB_URI)`,
      alone: embedded?.own ?? false,
      close: async () => {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
};
