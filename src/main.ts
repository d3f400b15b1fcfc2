import { BadConfig, environment, readConfig, type Config } from './config.ts';
import { openDatabase } from './database.ts';
import { makeLog } from './log.ts';
import { RefusedSettings } from './app/inbound.ts';
import { NoDatabase } from './store/embedded/problem.ts';
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

interface Running {
  /** Resolves, with the reason in one line, when it cannot go on. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

const start = async (config: Config): Promise<Running> => {
  const log = makeLog(config.logLevel);
  // The rest is read while the database starts: together they are most of the time until it is ready.
  const [database, { assemble }] = await Promise.all([openDatabase(config, log, say), import('./assemble.ts')]);
  say(`Database: ${database.description}`);
  try {
    const stop = await assemble(config, database, log, say);
    const lost = database.lost.then((reason) => {
      log.error('database.lost', new DatabaseProblem(reason), { reason });
      return reason;
    });
    return { lost, stop };
  } catch (error) {
    await database.close();
    throw error;
  }
};

/** For another administrator, or when all who were are gone. The code is for the terminal alone. */
const showCode = async (config: Config): Promise<void> => {
  const log = makeLog(config.logLevel);
  const [database, { newCode }] = await Promise.all([openDatabase(config, log, say), import('./assemble.ts')]);
  try {
    say(`Whoever first writes ${await newCode(database, log)} to the bot is administrator. It holds for a day.`);
  } finally {
    await database.close();
  }
};

/** How long ending in order may take, in ms: all of it; when it has not come to be ready; when its database is gone. */
const IN_ORDER = 10_000;
const UNREADY = 3_000;
const WITHOUT = 3_000;

const complain = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** What is the starter's to mend is one line and 2; what is ours ends with its stack. */
const refuse = (error: unknown): void => {
  const line = lineFor(error);
  if (line === null) throw error;
  complain(line);
  process.exit(2);
};

/** Stops in order and ends the process, or ends it all the same when that takes longer than `ms`. */
const end = async (running: Promise<Running>, code: number, ms: number): Promise<void> => {
  setTimeout(() => {
    // where it cannot go on, why has been said
    if (code === 0) complain(`it did not stop in order within ${ms / 1000} s`);
    process.exit(1);
  }, ms);
  await (await running).stop().catch((error: unknown) => {
    complain(`stopping failed: ${error instanceof Error ? error.name : String(error)}`);
    process.exit(1);
  });
  process.exit(code);
};

const run = async (): Promise<void> => {
  const config = readConfig(environment());
  if (process.argv[2] === 'administrator') return showCode(config);
  // Heard from the beginning: what has been started by then is to be stopped as well.
  const asked = new Promise<'asked'>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve('asked'));
  });
  const running = start(config);
  const first = await Promise.race([asked, running]);
  if (first === 'asked') return end(running, 0, UNREADY);
  const reason = await Promise.race([asked, first.lost]);
  if (reason === 'asked') return end(running, 0, IN_ORDER);
  complain(reason);
  return end(running, 1, WITHOUT);
};

await run().catch(refuse);
