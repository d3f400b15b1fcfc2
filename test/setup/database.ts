import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { Log } from '../../src/app/ports.ts';
import type { Database } from '../../src/store/server.ts';
import { connect } from '../../src/store/server.ts';

/** A connection to a database of its own name on the run's server. */
export const freshDatabase = (log: Log): Promise<Database> =>
  connect({ uri: inject('mongodbUri'), dbName: `test-${randomUUID()}`, log });

/** Another connection to the same database: another process, as far as the server can tell. */
export const again = ({ db }: Database, log: Log): Promise<Database> =>
  connect({ uri: inject('mongodbUri'), dbName: db.databaseName, log });

export const dropped = async (database: Database): Promise<void> => {
  await database.db.dropDatabase();
  await database.close();
};
