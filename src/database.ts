import type { Config } from './config.ts';
import type { Log } from './app/ports.ts';
import { compareClocks } from './store/clock.ts';
import { startEmbedded } from './store/embedded/start.ts';
import { ensureIndexes } from './store/indexes.ts';
import { migrate } from './store/migrations.ts';
import { pulseOf, type Pulse } from './store/pulse.ts';
import { connect, ELECTION, type Database } from './store/server.ts';

export interface Opened extends Database {
  /** Which server, for the line that the start prints; never with a password. */
  readonly description: string;
  /** Nobody else runs on this database. */
  readonly alone: boolean;
  /** Whether the database answers just now. */
  readonly beats: Pulse['beats'];
  /** Resolves, with the reason in one line, when the database is gone and this process cannot bring it back. */
  readonly lost: Promise<string>;
}

/**
 * The database that the settings name, or the one that is brought; of the right version, with its indexes.
 * @throws DatabaseProblem, NoDatabase: one line for the person who starts the bot
 */
export const openDatabase = async (config: Config, log: Log, say: (line: string) => void): Promise<Opened> => {
  const embedded = config.mongoUri ? null : await startEmbedded({ dataDir: config.dataDir, env: config.env, say, log });
  try {
    const uri = config.mongoUri ?? embedded?.uri ?? '';
    const patience = config.production ? { patience: ELECTION } : {};
    const database = await connect({ uri, dbName: config.database, log, ...patience });
    await compareClocks(database.db, log);
    await migrate(database.db, log);
    await ensureIndexes(database.db);
    const pulse = pulseOf(() => database.db.command({ ping: 1 }));
    embedded?.onAgain(() => {
      database.reconnect().catch((error: unknown) => log.error('database.reconnect', error));
    });
    const silent = pulse.lost.then(() => 'the database has not answered for a minute');
    return {
      ...database,
      description: embedded?.description ?? `MongoDB ${database.version} (MONGODB_URI)`,
      alone: embedded?.own ?? false,
      beats: pulse.beats,
      lost: embedded ? Promise.race([silent, embedded.lost]) : silent,
      close: async () => {
        pulse.stop();
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
};
