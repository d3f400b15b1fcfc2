import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthmark, endOurs, isAlive } from './processes.ts';
import { versionAt, type Kind } from './server.ts';

/** What the lock file holds. Without `database` its owner is still starting it. */
interface Held {
  readonly id: string;
  readonly owner: number;
  /** Tells the owner from a later process with its id. */
  readonly born?: string;
  readonly database?: Running;
}

export interface Running {
  readonly pid: number;
  readonly uri: string;
  readonly kind: Kind;
  readonly token: string;
  readonly description: string;
}

export interface Lock {
  /** Unique to this lock; also what the database server is to carry on its command line. */
  readonly id: string;
  /** Writes down which database runs, for a second start to use and for a later one to end. */
  tell(database: Running): Promise<void>;
  release(): Promise<void>;
}

/** What a second process on the folder gets: the database that the first runs. */
export interface Shared {
  readonly owner: number;
  readonly running: Running;
  /** Whether the first still holds the folder. */
  readonly held: () => Promise<boolean>;
}

/** Somebody holds the data folder and there is no way to its database. The message is one line and names the process. */
export class HeldByAnother extends Error {
  override name = 'HeldByAnother';
}

/** How long a second start waits for the first, which may be building or downloading its database. In ms. */
const startLimit = 15 * 60_000;

/**
 * Takes the data folder for this process: `<dataDir>/database.lock`. A lock whose owner is gone is taken over, after its database has ended.
 * @returns the lock, or, when a living process holds it, the database that this one runs
 * @throws HeldByAnother
 */
export async function take(dataDir: string, say: (line: string) => void): Promise<{ lock: Lock } | Shared> {
  const file = join(dataDir, 'database.lock');
  const born = await birthmark(process.pid);
  const mine: Held = { id: randomUUID(), owner: process.pid, ...(born === undefined ? {} : { born }) };
  let waited = false;
  for (const end = Date.now() + startLimit; ;) {
    if (await create(file, mine)) return { lock: lockOf(file, mine) };
    const found = await read(file);
    if (found === undefined) continue;
    const { held, text } = found;
    if (held === undefined || !(await isOwnerAlive(held))) {
      await endDatabaseOf(dataDir, held);
      await removeStale(file, text);
      continue;
    }
    if (held.database) {
      const { uri } = held.database;
      for (let attempt = 0; attempt < 2; attempt++)
        if (await versionAt(uri, 5000))
          return { owner: held.owner, running: held.database, held: () => isHeldBy(file, held) };
      // it may just be ending
      if ((await read(file))?.text !== text || !(await isOwnerAlive(held))) continue;
      throw new HeldByAnother(
        `${dataDir} is held by process ${held.owner}, whose database does not answer; end that process and start again`,
      );
    }
    if (Date.now() > end)
      throw new HeldByAnother(
        `${dataDir} is held by process ${held.owner}, which has been starting its database for too long; end that process and start again`,
      );
    if (!waited) say(`waiting for process ${held.owner}, which is starting the database`);
    waited = true;
    await sleep(100);
  }
}

function lockOf(file: string, mine: Held): Lock {
  return {
    id: mine.id,
    async tell(database) {
      const draft = `${file}.${mine.id}`;
      await writeFile(draft, `${JSON.stringify({ ...mine, database })}\n`, { mode: 0o600 });
      await rename(draft, file);
    },
    async release() {
      const found = await read(file);
      if (found?.held?.id === mine.id) await rm(file, { force: true });
    },
  };
}

/** Creates the lock with its content in one step. @returns false when there is one. */
async function create(file: string, mine: Held): Promise<boolean> {
  const draft = `${file}.${mine.id}`;
  const text = `${JSON.stringify(mine)}\n`;
  await writeFile(draft, text, { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // Some file systems have no hard links. Then the content comes a moment after the file, and `read` allows for that.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EACCES'].includes(code ?? '')) throw error;
    return await writeFile(file, text, { flag: 'wx', mode: 0o600 }).then(
      () => true,
      (cause: NodeJS.ErrnoException) => {
        if (cause.code === 'EEXIST') return false;
        throw cause;
      },
    );
  } finally {
    await rm(draft, { force: true });
  }
}

/** @returns undefined when there is no lock file (any more); `held` is undefined when it says nothing that can be read. */
async function read(file: string): Promise<{ text: string; held: Held | undefined } | undefined> {
  for (;;) {
    try {
      const text = await readFile(file, 'utf8');
      try {
        const held = JSON.parse(text) as Held;
        if (typeof held.id === 'string' && typeof held.owner === 'number') return { text, held };
      } catch {
        // cut short: by a power cut, or because it is being written just now
      }
      if (Date.now() - (await stat(file)).mtimeMs > 2000) return { text, held: undefined };
      await sleep(100);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}

async function isHeldBy(file: string, held: Held): Promise<boolean> {
  return (await read(file))?.held?.id === held.id && (await isOwnerAlive(held));
}

async function isOwnerAlive(held: Held): Promise<boolean> {
  if (!(await isAlive(held.owner))) return false;
  return held.born === undefined || (await birthmark(held.owner)) === held.born;
}

/** The Java server ends by itself when its owner does; mongod has to be ended. Both are given the time to save. */
async function endDatabaseOf(dataDir: string, held: Held | undefined): Promise<void> {
  const database = held?.database;
  if (database) {
    const patience = database.kind === 'java' ? 8000 : 0;
    if (!(await endOurs(database.pid, database.token, patience)))
      throw new HeldByAnother(
        `${dataDir} is held by its old database, process ${database.pid}, which does not end; end it and start again`,
      );
    return;
  }
  // Its owner was killed before it could write down the database. mongod keeps its own id beside its data.
  const folder = join(dataDir, 'mongod');
  const pid = Number(await readFile(join(folder, 'mongod.lock'), 'utf8').catch(() => ''));
  if (pid > 0 && !(await endOurs(pid, folder, 0)))
    throw new HeldByAnother(
      `${dataDir} is held by its old database, process ${pid}, which does not end; end it and start again`,
    );
}

/**
 * Removes the lock that was judged stale, and no other: two starts may have judged the same one, and the faster has put its own in its place.
 * Should both come through even so, the file locks of the databases themselves let only one of them start.
 */
async function removeStale(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== text) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}
