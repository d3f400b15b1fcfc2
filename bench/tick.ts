import { setTimeout as wait } from 'node:timers/promises';
import { COLLECTIONS, type Stored } from '../src/store/documents.ts';
import { against, median, plainRow, timed, until, type Row } from './measure.ts';
import { DUE, insertPairs, insertPeople, pairDocument, pairDue, pairsLater } from './people.ts';
import type { Server } from './server.ts';
import { openWorld, type World } from './world.ts';

/** So many are due at each tick; all others later. */
const DUE_NOW = 200;
const FEW = 1000;
const MANY = 100_000;
/** The goal of a sweep, in ms. */
const MOST_SWEEP_MS = 2000;
const WARM_UP = 2;
const ROUNDS = 9;
/** How long before they are due all is prepared, in ms. */
const AHEAD = 1500;

const dueAgain = (round: number) => Array.from({ length: DUE_NOW }, (_, n) => pairDocument(n, pairDue, round));
const laterOf = (n: number) => pairsLater[n % pairsLater.length] ?? pairDue;

/** A database with so many pairs, the people of those that come to be due, and a timer that expects all the others. */
const seeded = async (uri: string, pairs: number): Promise<{ world: World; swept: number }> => {
  const world = await openWorld(uri);
  const { db } = world.database;
  await insertPeople(db, 0, DUE_NOW);
  await insertPairs(db, DUE_NOW, pairs, laterOf);
  world.willBe(DUE, 3_600_000);
  const swept = await timed(() => world.core.start(true));
  // Only now: nobody has wished for their moment yet, each tick makes it anew.
  await insertPairs(db, 0, DUE_NOW, () => pairDue);
  return { world, swept };
};

/** Puts those that are due back to where they were, and waits for the moment; from it until all is said, in ms. */
const tick = async ({ core, database: { db }, timer, sent, willBe }: World, round: number): Promise<number> => {
  const again = dueAgain(round);
  await db.collection('chat').deleteMany({});
  await db.collection<Stored>(COLLECTIONS.pair).bulkWrite(
    again.map((replacement) => ({ replaceOne: { filter: { _id: replacement._id }, replacement } })),
    { ordered: false },
  );
  willBe(DUE, AHEAD);
  const due = Date.now() + AHEAD;
  await timer.expect(again.map(({ _id }) => ({ id: _id, at: DUE })));
  if (Date.now() > due) throw new Error('the moment came before it was prepared');
  const before = sent();
  await wait(due - Date.now());
  await until(() => sent() - before >= 2 * DUE_NOW);
  await core.idle();
  return Date.now() - due;
};

export const ticks = async ({ uri }: Server): Promise<Row[]> => {
  const { world: few } = await seeded(uri, FEW);
  const { world: many, swept } = await seeded(uri, MANY);
  const here: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const one = await tick(many, round);
    const two = await tick(few, round);
    if (round < WARM_UP) continue;
    here.push(one);
    floor.push(two);
  }
  await few.close();
  await many.close();
  const count = MANY.toLocaleString('en');
  return [
    against(
      `a tick with ${DUE_NOW} due, of ${count} pairs against ${FEW.toLocaleString('en')}`,
      median(here),
      median(floor),
      1.3,
    ),
    {
      ...plainRow(`the sweep at a start, over ${count} pairs at rest`, `${(swept / 1000).toFixed(2)} s`),
      goal: `<= ${MOST_SWEEP_MS / 1000} s`,
      met: swept <= MOST_SWEEP_MS,
    },
  ];
};
