import { MongoClient, MongoServerSelectionError } from 'mongodb';
import type { Db, MongoClientOptions } from 'mongodb';
import type { Log } from '../app/ports.ts';

/** The oldest MongoDB that the bot is made for. */
const OLDEST = 6;
/** How long to look for a server before saying that there is none, in ms, where the connection string does not say. */
const PATIENCE = 5_000;
/** The same where a replica set may be choosing a new primary, which takes it ten seconds. */
export const ELECTION = 15_000;

/** Why the database cannot be used, in one line for the person who starts the bot. Never holds a user name or a password. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
}

export interface Database {
  readonly client: MongoClient;
  readonly db: Db;
  /** As the server says it, `7.0.14`. */
  readonly version: string;
  /**
   * Lets go of all connections and makes new ones. For after the server has died: the driver may go on waiting, for ever, for a
   * connection to it that was being written to.
   */
  readonly reconnect: () => Promise<void>;
  close(): Promise<void>;
}

const optionsFor = (patience: number): MongoClientOptions => ({
  appName: 'handslag',
  // what was answered with yes is on disk, and stays when a replica set changes its primary; a set that has lost most of its
  // members says so in this time, in ms, and does not hold a press for a minute
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
  readConcern: { level: 'local' },
  readPreference: 'primary',
  maxPoolSize: 20,
  maxIdleTimeMS: 5 * 60_000,
  serverSelectionTimeoutMS: patience,
  // also how long a server that is busy may take to say that it is there, before all its connections are given up
  connectTimeoutMS: 20_000,
  waitQueueTimeoutMS: 2 * patience,
  // longer than any query here takes; a connection that died without a word is given up
  socketTimeoutMS: 60_000,
});

/**
 * Connects, and checks that the server answers and is new enough. The client reconnects by itself from then on.
 * @param where.patience how long to look for a server, in ms, also later on
 * @throws DatabaseProblem with one clear line
 */
export const connect = async (where: {
  uri: string;
  dbName: string;
  log: Log;
  patience?: number;
}): Promise<Database> => {
  const client = clientFor(where.uri, where.patience ?? PATIENCE);
  // for itself, not for the process: an emitter's 'error' without a listener would end it
  client.on('error', (error) => where.log.warn('database.error', { error: error.name }));
  try {
    const db = client.db(where.dbName);
    await db.command({ ping: 1 });
    const { version } = (await db.admin().command({ buildInfo: 1 })) as { version: string };
    if (Number.parseInt(version, 10) < OLDEST) {
      throw new DatabaseProblem(`${nameOf(client)} is version ${version}; ${OLDEST}.0 or newer is needed`);
    }
    // reads without rights fail here, and not at somebody's first press
    await db.collection('meta').findOne({}, { projection: { _id: 1 } });
    const reconnect = async (): Promise<void> => {
      await client.close();
      await client.connect();
    };
    return { client, db, version, reconnect, close: () => client.close() };
  } catch (error) {
    await client.close().catch(() => undefined);
    throw error instanceof DatabaseProblem ? error : new DatabaseProblem(said(client, error));
  }
};

const clientFor = (uri: string, patience: number): MongoClient => {
  const options = optionsFor(patience);
  const said = new Map(
    [...new URLSearchParams(/\?(.*)$/s.exec(uri)?.[1] ?? '')].map(([name, value]) => [name.toLowerCase(), value]),
  );
  refuseWeaker(said);
  try {
    // an option given here would win over the one in the string, and whoever wrote the string meant it
    const { serverSelectionTimeoutMS: _, ...rest } = options;
    return new MongoClient(uri, said.has('serverselectiontimeoutms') ? rest : options);
  } catch {
    // the driver's own words may quote the string, and with it the password
    throw new DatabaseProblem('MONGODB_URI is not a connection string that the MongoDB driver understands');
  }
};

/** What the bot promises rests on these: an address that takes them back is refused. */
const refuseWeaker = (said: ReadonlyMap<string, string>): void => {
  const off = (name: string): boolean => said.get(name)?.toLowerCase() === 'false';
  const refuse = (name: string, why: string): never => {
    throw new DatabaseProblem(`MONGODB_URI: ${name} ${why}; leave it out`);
  };
  if (off('journal') || off('j')) refuse('journal', 'is turned off, and what was answered with yes might be lost');
  if (off('retrywrites')) refuse('retryWrites', 'is turned off, and a new primary would cost somebody a press');
  if (/^[01]$/.test(said.get('w') ?? ''))
    refuse('w', 'asks for less than a majority, and what was saved might be undone');
};

const nameOf = ({ options: { hosts, srvHost } }: MongoClient): string =>
  `the MongoDB server at ${srvHost ?? hosts.map(String).join(', ')}`;

const said = (client: MongoClient, error: unknown): string => {
  const server = nameOf(client);
  if (error instanceof MongoServerSelectionError) {
    const reasons = [...(error.reason?.servers.values() ?? [])].map(({ error: inner }) =>
      codeOf(inner?.cause ?? inner),
    );
    const known = [...new Set(reasons)].filter((reason) => reason !== '');
    return `${server} did not answer within ${client.options.serverSelectionTimeoutMS / 1000} s${known.length > 0 ? ` (${known.join(', ')})` : ''}`;
  }
  const code = codeOf(error);
  if (code === 'AuthenticationFailed') return `${server} refused the user name or the password`;
  if (code === 'Unauthorized') return `${server} does not let this user in to the database`;
  return `${server} cannot be used${code === '' ? '' : ` (${code})`}`;
};

/** A code or a class, never a message: messages may quote what was sent, or say where the server is. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const { code, codeName } = error as { code?: unknown; codeName?: unknown };
  if (typeof codeName === 'string') return codeName;
  return typeof code === 'string' ? code : error.name;
};
