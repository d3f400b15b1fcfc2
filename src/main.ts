import { BadConfig, environment, readConfig, type Config } from './config.ts';
import { openDatabase } from './database.ts';
import { makeLog } from './log.ts';
import { RefusedSettings } from './app/inbound.ts';
import { NoDatabase } from './store/embedded/start.ts';
import { DatabaseProblem } from './store/server.ts';

/** What is the starter's to mend, in one line; null for what is ours, which ends with its stack. */
const lineFor = (error: unknown): string | null => {
  if (error instanceof BadConfig || error instanceof RefusedSettings) return error.message;
  if (error instanceof DatabaseProblem || error instanceof NoDatabase) return error.message;
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'EADDRINUSE') return 'PORT: something else listens there already';
    if (error.code === 'EACCES' && 'syscall' in error && error.syscall === 'listen')
      return 'PORT: not allowed to listen there';
  }
  return null;
};

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const start = async (config: Config): Promise<() => Promise<void>> => {
  const log = makeLog(config.logLevel);
  // The rest is read while the database starts: together they are most of the time until it is ready.
  const [database, { assemble }] = await Promise.all([openDatabase(config, log, say), import('./assemble.ts')]);
  say(`Database: ${database.description}`);
  try {
    return await assemble(config, database, log, say);
  } catch (error) {
    await database.close();
    throw error;
  }
};

/** Ends once, whichever signal comes first and however often. */
const stopOn = (signals: readonly NodeJS.Signals[], stop: () => Promise<void>): void => {
  let stopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`stopping failed: ${String(error instanceof Error ? error.name : error)}\n`);
          process.exit(1);
        },
      );
    });
  }
};

try {
  stopOn(['SIGTERM', 'SIGINT'], await start(readConfig(environment())));
} catch (error) {
  const line = lineFor(error);
  if (line === null) throw error;
  process.stderr.write(`${line}\n`);
  process.exit(2);
}
