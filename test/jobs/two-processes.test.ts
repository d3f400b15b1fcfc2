import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { DUE, insertPairs, insertPeople, pairDue, pairOf } from '../../bench/people.ts';
import { LANES } from '../../src/app/post/ledger.ts';
import { openChats } from '../../src/channels/playground/chats.ts';
import { AgendaTimer } from '../../src/jobs/agenda.ts';
import { COLLECTIONS } from '../../src/store/documents.ts';
import { ensureIndexes } from '../../src/store/indexes.ts';
import { LEDGER } from '../../src/store/ledger.ts';
import type { Database } from '../../src/store/server.ts';
import { KeptLog } from '../fakes/log.ts';
import { dropped, freshDatabase } from '../setup/database.ts';

const PAIRS = 1000;
const MESSAGES = 2 * PAIRS;
/** How far ahead of the moment the processes start, in ms: both are up by then. */
const AHEAD = 20_000;
/** For how long one that says nothing keeps its lanes, in ms: longer than a call to a platform may take. */
const LEASE = 15_000;
const PATIENCE = { timeout: 120_000, interval: 50 };

class Bot {
  readonly process: ChildProcess;
  ready = false;
  sent = 0;
  lanes = 0;

  constructor(dbName: string, offset: number) {
    const args = [join(import.meta.dirname, 'process.ts'), inject('mongodbUri'), dbName, String(offset), String(LEASE)];
    this.process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.process.stdin?.on('error', () => undefined);
    createInterface({ input: this.process.stdout! }).on('line', (line) => {
      if (line === 'ready') this.ready = true;
      this.lanes = Number(/^lanes (\d+)$/.exec(line)?.[1] ?? this.lanes);
      this.sent += Number(/^sent (\d+)$/.exec(line)?.[1] ?? 0);
    });
  }

  later(ms: number): void {
    this.process.stdin?.write(`later ${ms}\n`);
  }

  async end(how: 'in order' | 'killed'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const over = once(this.process, 'exit');
    if (how === 'killed') this.process.kill('SIGKILL');
    else this.process.stdin?.end();
    await over;
  }
}

describe('two processes on one database, with a thousand reminders due at the same moment', () => {
  const log = new KeptLog();
  let database: Database;
  let bots: readonly Bot[] = [];

  beforeEach(async () => {
    database = await freshDatabase(log);
    const { db } = database;
    await ensureIndexes(db);
    await openChats(db).prepare();
    await insertPeople(db, 0, PAIRS);
    await insertPairs(db, 0, PAIRS, () => pairDue);
    const offset = DUE.getTime() - AHEAD - Date.now();
    const clock = { now: () => new Date(Date.now() + offset) };
    const timer = await AgendaTimer.on({ db, log, clock, offset: () => offset });
    await timer.expect(Array.from({ length: PAIRS }, (_, n) => ({ id: pairOf(n), at: DUE })));
    bots = [new Bot(db.databaseName, offset), new Bot(db.databaseName, offset)];
    await vi.waitUntil(() => bots.every(({ ready, lanes }) => ready && lanes === LANES / 2), PATIENCE);
  });
  afterEach(async () => {
    await Promise.all(bots.map((bot) => bot.end('killed')));
    await dropped(database);
  });

  const chat = () => database.db.collection<{ _id: string; room: string }>('chat');
  const saidAll = async (): Promise<boolean> => (await chat().countDocuments({})) >= MESSAGES;
  const unsaid = () => database.db.collection(COLLECTIONS.pair).countDocuments({ 'outbox.0': { $exists: true } });
  const unsettled = () => database.db.collection(LEDGER).countDocuments({ state: { $ne: 'sent' } });

  /** Each pair's two, each once: a message's id is its note's, so twice would be two of another version. */
  const expectEachOnce = async (): Promise<void> => {
    const messages = await chat()
      .find({}, { projection: { room: 1 } })
      .toArray();
    const version = pairDue.events.length + 1;
    const expected = Array.from({ length: PAIRS }, (_, n) => [
      `playground:adept-${n} ${pairOf(n)}:${version}:0`,
      `playground:mentor-${n} ${pairOf(n)}:${version}:1`,
    ]).flat();
    expect(messages.map(({ _id, room }) => `${room} ${_id}`).toSorted()).toEqual(expected.toSorted());
  };

  it('says each of them once', async () => {
    await vi.waitUntil(saidAll, PATIENCE);
    await Promise.all(bots.map((bot) => bot.end('in order')));
    await expectEachOnce();
    expect([await unsaid(), await unsettled()]).toEqual([0, 0]);
    // A moment is one job, and who gets the job wakes all of it; but each says what is in its own lanes, and together they sent no
    // message twice.
    expect(bots.reduce((sum, { sent }) => sum + sent, 0)).toBe(MESSAGES);
    expect(Math.min(...bots.map(({ sent }) => sent))).toBeGreaterThan(MESSAGES / 4);
  });

  it('says each of them once when one is killed in the middle', async () => {
    await vi.waitUntil(() => bots.some(({ sent }) => sent > 0), PATIENCE);
    const [killed, other] = bots.toSorted((a, b) => b.sent - a.sent);
    await killed!.end('killed');
    expect(killed!.sent).toBeLessThan(MESSAGES);
    // The other takes the moment over when the lock of the job has run out, and what the dead one had saved and not passed on when its
    // time has: its clock moves on, as time would. The lanes of the dead are its own when it has been silent for long enough.
    await vi.waitUntil(() => other!.sent > 0, PATIENCE);
    expect(other!.lanes).toBe(LANES / 2);
    other!.later(120_000);
    await vi.waitUntil(saidAll, PATIENCE);
    expect(other!.lanes).toBe(LANES);
    await other!.end('in order');
    await expectEachOnce();
    expect([await unsaid(), await unsettled()]).toEqual([0, 0]);
    expect(other!.sent).toBeGreaterThan(0);
  });
});
