import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureIndexes } from '../src/store/indexes.ts';
import { times, until, type Row } from './measure.ts';
import { DUE, insertPairs, insertPeople, pairDue } from './people.ts';
import type { Server } from './server.ts';
import { openDatabase } from './world.ts';

/** Messages to both of each pair. */
const PAIRS = 1000;
const PROCESSES = 4;
/** From the first process to the minute: they start, share the lanes, and wait. */
const AHEAD = 30_000;
/** For how long one that says nothing keeps its lanes, in ms: as in production. */
const LEASE = 20_000;

const program = join(import.meta.dirname, '..', 'test', 'jobs', 'process.ts');

interface Bot {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  sent(): number;
}

const started = (uri: string, database: string, ahead: number): Bot => {
  const child = spawn(process.execPath, [program, uri, database, String(ahead), String(LEASE)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let sent = 0;
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('a bot ended')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'ready') resolve();
      sent += Number(/^sent (\d+)$/.exec(line)?.[1] ?? 0);
    });
  });
  return { child, ready, sent: () => sent };
};

/** So many processes of their own on one database: from the minute to all said, in ms. */
const run = async (uri: string, count: number): Promise<number> => {
  const database = await openDatabase(uri);
  const { db } = database;
  await ensureIndexes(db);
  await insertPeople(db, 0, PAIRS);
  await insertPairs(db, 0, PAIRS, () => pairDue);
  const due = Date.now() + AHEAD;
  const bots = Array.from({ length: count }, () => started(uri, db.databaseName, DUE.getTime() - due));
  const sent = (): number => bots.reduce((sum, bot) => sum + bot.sent(), 0);
  await Promise.all(bots.map(({ ready }) => ready));
  if (Date.now() > due) throw new Error('the moment came before it was prepared');
  await wait(due - Date.now());
  await until(() => sent() >= 2 * PAIRS);
  const took = Date.now() - due;
  const shares = bots.filter((bot) => bot.sent() > 0).length;
  if (shares !== count) throw new Error(`${shares} of ${count} processes said anything`);
  for (const { child } of bots) {
    const over = once(child, 'exit');
    child.stdin?.end();
    await over;
  }
  const messages = await db.collection('chat').countDocuments({});
  if (messages !== 2 * PAIRS) throw new Error(`${messages} messages`);
  await db.dropDatabase();
  await database.close();
  return took;
};

export const processes = async ({ uri }: Server): Promise<Row[]> => {
  const one = await run(uri, 1);
  const four = await run(uri, PROCESSES);
  const rate = (took: number): string => `${Math.round((2 * PAIRS) / (took / 1000))}/s`;
  return [
    {
      what: `${2 * PAIRS} messages due at once, ${PROCESSES} processes on one database against one`,
      figure: rate(four),
      floor: rate(one),
      ratio: times(one / four),
      goal: '',
      met: null,
    },
  ];
};
