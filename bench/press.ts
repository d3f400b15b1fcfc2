import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { COLLECTIONS, type Stored } from '../src/store/documents.ts';
import { against, median, plainRow, quantile, timed, type Row } from './measure.ts';
import { adeptOf, insertPairs, insertPeople, pairDue, pairOf, programme } from './people.ts';
import type { Server } from './server.ts';
import { at } from '../test/build.ts';
import { openWorld, type World } from './world.ts';

/** Each is pressed a few times only, so that documents stay as large as they are in life. */
const PAIRS = 200;
const WARM_UP = 200;
/** As many rounds as there is time for, on a busy machine fewer. */
const ROUNDS = 2000;
const PATIENCE = 30_000;
/** One after the other, without a rest for what follows from a press. */
const SUSTAINED = 500;
const PEOPLE_AT_ONCE = 8;

const NOW = at('2026-05-04 10:00');
const TALK_ID = 5;
/** Days to which the talk is moved in turn. */
const DAYS = ['2026-05-27', '2026-06-03', '2026-06-10'];
const TIMES = DAYS.map((day) => at(`${day} 10:00`));

/** A talk is moved: its reminder and the question after it move along, and the other of the two is told. */
const moved = async ({ core }: World, n: number, turn: number): Promise<void> => {
  const time = TIMES[turn % TIMES.length] ?? NOW;
  const command = { type: 'talk.move', id: pairOf(n), talk: TALK_ID, at: time, place: 'neutral' } as const;
  const result = await core.handle(command, adeptOf(n), randomUUID());
  if (result.kind !== 'done' || !result.changed) throw new Error('a press did nothing');
};

/** The same as a channel brings it: read and checked, and answered with the card as it then stands. */
const pressed = async ({ core }: World, n: number, turn: number): Promise<void> => {
  const date = DAYS[turn % DAYS.length] ?? '';
  const data = { id: pairOf(n), talk: String(TALK_ID), date, time: '11:00', place: 'neutral' };
  const answer = await core.desk.press({ verb: 'talk.move', data, key: randomUUID() }, adeptOf(n));
  if (answer.outcome !== 'done') throw new Error(`a press was answered with ${answer.outcome}`);
};

/** What the least that could be called a bot would do: read the document, write it back if nobody was faster. */
const bare = async ({ database }: World, n: number): Promise<void> => {
  const pairs = database.db.collection<Stored>(COLLECTIONS.pair);
  const found = await pairs.findOne({ _id: pairOf(n) });
  if (!found) throw new Error('no such pair');
  const { _id, version } = found;
  const { matchedCount } = await pairs.replaceOne({ _id, version }, { ...found, version: version + 1 });
  if (matchedCount !== 1) throw new Error('somebody was faster');
};

const seeded = async (uri: string, client?: MongoClient): Promise<World> => {
  const world = await openWorld(uri, client);
  world.willBe(NOW, 0);
  await insertPeople(world.database.db, 0, PAIRS);
  await insertPairs(world.database.db, 0, PAIRS, () => pairDue);
  await world.core.start(true);
  return world;
};

/** The commands of one press, of which the waiting is made; and of all that follows from it. */
const roundTrips = async (uri: string): Promise<Row> => {
  const client = new MongoClient(uri, { monitorCommands: true });
  let count = 0;
  const world = await seeded(uri, client);
  client.on('commandStarted', () => (count += 1));
  const counted = async (work: () => Promise<void>): Promise<string> => {
    count = 0;
    await work();
    const saved = count;
    await world.core.relay.idle();
    return `${saved} (+ ${count - saved} after it)`;
  };
  // The days' moments are made by the first that wish for them.
  for (const turn of DAYS.keys()) await moved(world, 0, turn);
  await world.core.relay.idle();
  const toSaved = await counted(() => moved(world, 0, 0));
  const toCard = await counted(() => pressed(world, 0, 1));
  await world.close();
  await client.close();
  return plainRow('commands to the server a press: to saved; to the card', `${toSaved}; ${toCard}`, '2');
};

const sustained = async (world: World): Promise<Row> => {
  let next = 0;
  const rate = async (one: (n: number, turn: number) => Promise<void>): Promise<number> => {
    const end = next + SUSTAINED;
    const took = await timed(async () => {
      await Promise.all(
        Array.from({ length: PEOPLE_AT_ONCE }, async () => {
          while (next < end) {
            const n = next++;
            await one(n % PAIRS, Math.floor(n / PAIRS));
          }
        }),
      );
      await world.core.relay.idle();
    });
    return Math.round(SUSTAINED / (took / 1000));
  };
  const ours = await rate((n, turn) => moved(world, n, turn));
  const floor = await rate((n) => bare(world, n));
  return { ...plainRow(`presses a second, ${PEOPLE_AT_ONCE} people at once, all that follows done`, `${ours}/s`, `${floor}/s`), ratio: `${(floor / ours).toFixed(2)} x` };
};

export const press = async ({ uri }: Server): Promise<Row[]> => {
  const trips = await roundTrips(uri);
  const world = await seeded(uri);
  const saved: number[] = [];
  const carded: number[] = [];
  const floor: number[] = [];
  const end = performance.now() + PATIENCE;
  for (let round = 0; round < WARM_UP + ROUNDS && (round < 2 * WARM_UP || performance.now() < end); round++) {
    const n = round % PAIRS;
    // What follows from a press comes to rest before the next is timed: people do not press three times a millisecond.
    const one = await timed(() => moved(world, n, round));
    await world.core.relay.idle();
    const two = await timed(() => bare(world, n));
    const three = await timed(() => pressed(world, n, round + 1));
    await world.core.relay.idle();
    const four = await timed(() => bare(world, n));
    if (round < WARM_UP) continue;
    saved.push(one);
    carded.push(three);
    floor.push(two, four);
  }
  const rate = await sustained(world);
  await world.close();
  return [
    against('press to saved, p50', median(saved), median(floor), 1.5),
    against('press to saved, p99', quantile(saved, 0.99), quantile(floor, 0.99), 1.5),
    against('press to the card that answers it, p50', median(carded), median(floor), 1.5),
    against('press to the card that answers it, p99', quantile(carded, 0.99), quantile(floor, 0.99), 1.5),
    trips,
    rate,
  ];
};

