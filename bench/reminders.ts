import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Db } from 'mongodb';
import { COLLECTIONS } from '../src/store/documents.ts';
import { LEDGER } from '../src/store/ledger.ts';
import { median, timed, times, until, type Row } from './measure.ts';
import { DUE, insertPairs, insertPeople, pairDue, pairOf } from './people.ts';
import type { Server } from './server.ts';
import { openDatabase, openWorld, type World } from './world.ts';

/** A reminder is one pair's: here two messages, each to its reader and in their language; there one document. */
const REMINDERS = 2000;
/** As many as there is time for, and two at least. */
const ROUNDS = 5;
const PATIENCE = 60_000;
/** How long before they are due both sides are ready and wait, in ms. Plain Agenda locks its jobs in this time. */
const AHEAD = 4500;
/** Of plain Agenda: the fastest of those tried (as it comes; 20 at once; 20 at once and 200 locked at most; 100 at once). */
const SETTINGS = { processEvery: 5000, maxConcurrency: 100, defaultConcurrency: 100 };
/** As many as the driver has connections. */
const WORKERS = 20;

const chatOf = ({ database: { db } }: World) => db.collection('chat');

/** From the moment at which they are due until all is said and written down, in ms. */
const ours = async (world: World, round: number): Promise<number> => {
  const { core, database, timer } = world;
  const { db } = database;
  await db.collection(COLLECTIONS.pair).deleteMany({});
  await chatOf(world).deleteMany({});
  await db.collection(LEDGER).deleteMany({});
  await insertPairs(db, 0, REMINDERS, () => pairDue, round);
  world.willBe(DUE, AHEAD);
  const due = Date.now() + AHEAD;
  await timer.expect(Array.from({ length: REMINDERS }, (_, n) => ({ id: pairOf(n), at: DUE })));
  if (Date.now() > due) throw new Error('the moment came before it was prepared');
  const said = world.sent();
  await wait(due - Date.now());
  await until(() => world.sent() - said >= 2 * REMINDERS);
  await core.idle();
  const took = Date.now() - due;
  await verify(world);
  return took;
};

const verify = async (world: World): Promise<void> => {
  const messages = await chatOf(world).countDocuments({});
  const { db } = world.database;
  const unsaid =
    (await db.collection(COLLECTIONS.pair).countDocuments({ 'outbox.0': { $exists: true } })) +
    (await db.collection(LEDGER).countDocuments({ state: { $ne: 'sent' } }));
  if (messages !== 2 * REMINDERS || unsaid > 0) throw new Error(`${messages} messages, ${unsaid} unsaid`);
};

type Said = ReturnType<typeof message>;

/** What plain Agenda writes: as long as one of the messages here. */
const message = (pair: string, card: string) => {
  const now = new Date();
  const room = `member:${pair}`;
  return {
    _id: randomUUID() as string,
    room,
    from: 'bot',
    text: null,
    card,
    summary: 'x',
    at: now,
    updatedAt: now,
    sort: 0,
    touched: 0,
  };
};

/**
 * What Agenda asks of the server for one job, without Agenda: lock it, say it, write down that it ran and how it ended. Each job
 * is found by its _id: so it would be where an index finds the next job, which the embedded server has not.
 */
const commandsAlone = async (db: Db, card: string): Promise<number> => {
  await db.collection('plain').deleteMany({});
  await db.collection('said').deleteMany({});
  const jobs = db.collection<{ _id: number; lockedAt: Date | null; data: { pair: string } }>('plain');
  await jobs.insertMany(
    Array.from({ length: REMINDERS }, (_, n) => ({ _id: n, lockedAt: null, data: { pair: pairOf(n) } })),
  );
  const said = db.collection<Said>('said');
  const free = Array.from({ length: REMINDERS }, (_, n) => n);
  const worker = async (): Promise<void> => {
    for (let _id = free.pop(); _id !== undefined; _id = free.pop()) {
      const job = await jobs.findOneAndUpdate({ _id, lockedAt: null }, { $set: { lockedAt: new Date() } });
      await jobs.updateOne({ _id }, { $set: { lastRunAt: new Date() } });
      await said.insertOne(message(job?.data.pair ?? '', card));
      await jobs.updateOne({ _id }, { $set: { lastFinishedAt: new Date(), lockedAt: null } });
    }
  };
  return timed(async () => {
    await Promise.all(Array.from({ length: WORKERS }, worker));
  });
};

/**
 * Agenda as its manual has it, with what makes it fast here: a hundred at once, no limit to what is locked, finished jobs
 * left where they are, and no log. It may lock all it can before they are due.
 */
const plain = async (db: Db, card: string, count: number): Promise<number> => {
  await db.collection('plain').deleteMany({});
  await db.collection('said').deleteMany({});
  const backend = new MongoBackend({ mongo: db, collection: 'plain', ensureIndex: true });
  const agenda = new Agenda({ backend, ...SETTINGS });
  let done = 0;
  const said = db.collection<Said>('said');
  // oxlint-disable-next-line typescript/no-misused-promises -- the overload for promises is the second
  agenda.define<{ pair: string }>('remind', async ({ attrs }) => {
    await said.insertOne(message(attrs.data.pair, card));
  });
  agenda.on('complete', () => (done += 1));
  await agenda.ready;
  const due = new Date(Date.now() + AHEAD + 1500);
  const nobody = { name: 'remind', priority: 0, type: 'normal', nextRunAt: due, lockedAt: null };
  const jobs = Array.from({ length: count }, (_, n) => ({ ...nobody, data: { pair: pairOf(n) } }));
  await db.collection('plain').insertMany(jobs);
  await wait(Math.max(0, due.getTime() - AHEAD - Date.now()));
  await agenda.start();
  await wait(due.getTime() - Date.now());
  await until(() => done >= count);
  const took = Date.now() - due.getTime();
  await agenda.stop();
  return took;
};

export const reminders = async ({ uri }: Server): Promise<Row[]> => {
  const world = await openWorld(uri);
  await insertPeople(world.database.db, 0, REMINDERS);
  world.willBe(DUE, 600_000);
  await world.core.start(true);
  const beside = await openDatabase(uri);
  const here: number[] = [];
  const there: number[] = [];
  const alone: number[] = [];
  let card = '';
  const end = Date.now() + PATIENCE;
  for (let round = 0; round <= ROUNDS && (round <= 2 || Date.now() < end); round++) {
    const one = await ours(world, round);
    card = String((await chatOf(world).findOne({}))?.['card']);
    const two = await plain(beside.db, card, round === 0 ? REMINDERS / 4 : REMINDERS);
    const three = await commandsAlone(beside.db, card);
    // the first is to warm up
    if (round > 0) {
      here.push(one);
      there.push(two);
      alone.push(three);
    }
  }
  await world.close();
  await beside.db.dropDatabase();
  await beside.close();
  const rate = (took: number): string => `${Math.round(REMINDERS / (took / 1000))}/s`;
  const ratioTo = (floor: readonly number[]): number => median(here.map((took, n) => (floor[n] ?? 0) / took));
  const ratio = ratioTo(there);
  const common = { figure: rate(median(here)), floor: rate(median(there)), ratio: times(ratio) };
  const what = `${REMINDERS} reminders due at once, against plain Agenda`;
  return [
    { what, ...common, goal: '>= 1 x', met: ratio >= 1 },
    { what: `${what}, second goal`, ...common, goal: '>= 2 x', met: ratio >= 2 },
    {
      what: "the same, against plain Agenda's commands alone",
      figure: rate(median(here)),
      floor: rate(median(alone)),
      ratio: times(ratioTo(alone)),
      goal: '',
      met: null,
    },
  ];
};
