import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import type { Db } from 'mongodb';
import { COLLECTIONS } from '../src/store/documents.ts';
import { median, times, until, type Row } from './measure.ts';
import { DUE, insertPairs, insertPeople, pairDue, pairOf } from './people.ts';
import type { Server } from './server.ts';
import { openDatabase, openWorld, type World } from './world.ts';

/** A reminder is one pair's: here two messages, each to its reader and in their language; there one document. */
const REMINDERS = 2000;
/** As many as there is time for, and two at least. */
const ROUNDS = 5;
const PATIENCE = 90_000;
/** How long before they are due both sides are ready and wait, in ms. Plain Agenda locks its jobs in this time. */
const AHEAD = 4500;
/** Of plain Agenda: as many as the driver has connections; more made it no faster. */
const CONCURRENCY = 20;

const chatOf = ({ database: { db } }: World) => db.collection('chat');

/** From the moment at which they are due until all is said and written down, in ms. */
export const ours = async (world: World): Promise<number> => {
  const { core, database, timer } = world;
  const { db } = database;
  await db.collection(COLLECTIONS.pair).deleteMany({});
  await chatOf(world).deleteMany({});
  await insertPairs(db, 0, REMINDERS, () => pairDue);
  world.willBe(DUE, AHEAD);
  const due = Date.now() + AHEAD;
  await timer.expect(Array.from({ length: REMINDERS }, (_, n) => ({ id: pairOf(n), at: DUE })));
  if (Date.now() > due) throw new Error('the moment came before it was prepared');
  const said = world.sent();
  await wait(due - Date.now());
  await until(() => world.sent() - said >= 2 * REMINDERS);
  await core.relay.idle();
  const took = Date.now() - due;
  await verify(world);
  return took;
};

const verify = async (world: World): Promise<void> => {
  const messages = await chatOf(world).countDocuments({});
  const unsaid = await world.database.db.collection(COLLECTIONS.pair).countDocuments({ 'outbox.0': { $exists: true } });
  if (messages !== 2 * REMINDERS || unsaid > 0) throw new Error(`${messages} messages, ${unsaid} unsaid`);
};

/**
 * Agenda as its manual has it, with what makes it fast here: as many at once as the driver has connections for, no limit to
 * what is locked, finished jobs left where they are, and no log. It may lock all it can before they are due.
 */
const plain = async (db: Db, card: string): Promise<number> => {
  await db.collection('plain').deleteMany({});
  await db.collection('said').deleteMany({});
  const backend = new MongoBackend({ mongo: db, collection: 'plain', ensureIndex: true });
  const agenda = new Agenda({ backend, processEvery: 5000, maxConcurrency: CONCURRENCY, defaultConcurrency: CONCURRENCY });
  let done = 0;
  const said = db.collection<{ _id: string }>('said');
  agenda.define<{ pair: string }>('remind', async ({ attrs }) => {
    const now = new Date();
    const room = `member:${attrs.data.pair}`;
    const message = { room, from: 'bot', text: null, card, summary: 'x', at: now, updatedAt: now, sort: 0, touched: 0 };
    await said.insertOne({ _id: randomUUID(), ...message } as never);
  });
  agenda.on('complete', () => (done += 1));
  await agenda.ready;
  const due = new Date(Date.now() + AHEAD + 1500);
  const nobody = { name: 'remind', priority: 0, type: 'normal', nextRunAt: due, lockedAt: null };
  const jobs = Array.from({ length: REMINDERS }, (_, n) => ({ ...nobody, data: { pair: pairOf(n) } }));
  await db.collection('plain').insertMany(jobs);
  await wait(Math.max(0, due.getTime() - AHEAD - Date.now()));
  await agenda.start();
  await wait(due.getTime() - Date.now());
  await until(() => done >= REMINDERS);
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
  let card = '';
  const end = Date.now() + PATIENCE;
  for (let round = 0; round <= ROUNDS && (round <= 2 || Date.now() < end); round++) {
    const one = await ours(world);
    card = String((await chatOf(world).findOne({}))?.['card']);
    const two = await plain(beside.db, card);
    process.stdout.write(`  ${one} ms, plain Agenda ${two} ms\n`);
    // the first is to warm up
    if (round > 0) {
      here.push(one);
      there.push(two);
    }
  }
  await world.close();
  await beside.db.dropDatabase();
  await beside.close();
  const rate = (took: number): string => `${Math.round(REMINDERS / (took / 1000))}/s`;
  const ratio = median(here.map((took, n) => (there[n] ?? 0) / took));
  const common = { figure: rate(median(here)), floor: rate(median(there)), ratio: times(ratio) };
  return [
    { what: `${REMINDERS} reminders due at once, said`, ...common, goal: '>= 1 x', met: ratio >= 1 },
    { what: 'the same, second goal', ...common, goal: '>= 2 x', met: ratio >= 2 },
  ];
};
