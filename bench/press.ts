import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { kindOf, partsOf, type AggregateId } from '../src/domain/ids.ts';
import { COLLECTIONS, type Stored } from '../src/store/documents.ts';
import { against, plainRow, quantile, timed, type Row } from './measure.ts';
import { accountOf, adeptOf, draftOf, insertDrafts, insertPairs, insertPeople, pairDue, pairOf } from './people.ts';
import type { Server } from './server.ts';
import { at } from '../test/build.ts';
import { openWorld, type World } from './world.ts';

/** Each is pressed a few times only, so that documents stay as large as they are in life. */
const PAIRS = 200;
const WARM_UP = 200;
/** As many rounds as there is time for, on a busy machine fewer. */
const ROUNDS = 2000;
const PATIENCE = 40_000;
/** The goal: at most so many times the floor. */
const MOST = 1.5;
/** Presses without a rest in between for what follows from them. */
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

/** A step of a form: one field more, nobody to tell, nothing due. */
const filledIn = async ({ core }: World, n: number, turn: number): Promise<void> => {
  const id = draftOf(n);
  const form = { id: 'adept', version: 1 };
  const answers = { wish: `Att vara ny, för ${turn}:e gången` };
  const command = { type: 'registration.answer', id, form, answers } as const;
  const result = await core.handle(command, partsOf(id).member, randomUUID());
  if (result.kind !== 'done' || !result.changed) throw new Error('a step did nothing');
};

/** The talk moved as a channel brings it: read and checked, and answered with the card as it then stands. */
const pressed = async ({ core }: World, n: number, turn: number): Promise<void> => {
  const date = DAYS[turn % DAYS.length] ?? '';
  const data = { id: pairOf(n), talk: String(TALK_ID), date, time: '11:00', place: 'neutral' };
  const answer = await core.bot.press(
    { verb: 'talk.move', data, key: randomUUID(), room: null },
    accountOf(adeptOf(n)),
  );
  if (answer.outcome !== 'done') throw new Error(`a press was answered with ${answer.outcome}`);
};

/** What the least that could be called a bot would do: read the document, write it back if nobody was faster. */
const bare = async ({ database }: World, id: AggregateId): Promise<void> => {
  const documents = database.db.collection<Stored>(COLLECTIONS[kindOf(id)]);
  const found = await documents.findOne({ _id: id });
  if (!found) throw new Error('no such document');
  const { _id, version } = found;
  const { matchedCount } = await documents.replaceOne({ _id, version }, { ...found, version: version + 1 });
  if (matchedCount !== 1) throw new Error('somebody was faster');
};

const seeded = async (uri: string, client?: MongoClient): Promise<World> => {
  const world = await openWorld(uri, client);
  world.willBe(NOW, 0);
  await insertPeople(world.database.db, 0, PAIRS);
  await insertPairs(world.database.db, 0, PAIRS, () => pairDue);
  await insertDrafts(world.database.db, 0, PAIRS);
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
    await world.core.idle();
    return `${saved} (+ ${count - saved} after it)`;
  };
  // The days' moments are made by the first that wish for them.
  for (const turn of DAYS.keys()) await moved(world, 0, turn);
  await world.core.idle();
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
      await world.core.idle();
    });
    return Math.round(SUSTAINED / (took / 1000));
  };
  const ours = await rate((n, turn) => moved(world, n, turn));
  const floor = await rate((n) => bare(world, pairOf(n)));
  return {
    ...plainRow(`presses a second, ${PEOPLE_AT_ONCE} people at once, all that follows done`, `${ours}/s`, `${floor}/s`),
    ratio: `${(floor / ours).toFixed(2)} x`,
  };
};

export const press = async ({ uri }: Server): Promise<Row[]> => {
  const trips = await roundTrips(uri);
  const world = await seeded(uri);
  const took = { form: [], formFloor: [], saved: [], card: [], floor: [] } as Record<string, number[]>;
  const end = performance.now() + PATIENCE;
  for (let round = 0; round < WARM_UP + ROUNDS && (round < 2 * WARM_UP || performance.now() < end); round++) {
    const n = round % PAIRS;
    const once = async (name: string, work: () => Promise<void>): Promise<void> => {
      const ms = await timed(work);
      if (round >= WARM_UP) took[name]?.push(ms);
      // What follows from a press comes to rest before the next is timed: people do not press three times a millisecond.
      await world.core.idle();
    };
    await once('form', () => filledIn(world, n, round));
    await once('formFloor', () => bare(world, draftOf(n)));
    await once('saved', () => moved(world, n, round));
    await once('floor', () => bare(world, pairOf(n)));
    await once('card', () => pressed(world, n, round + 1));
    await once('floor', () => bare(world, pairOf(n)));
  }
  const compared = (what: string, ours: string, floor: string): Row[] =>
    [0.5, 0.99].map((share) =>
      against(`${what}, p${share * 100}`, quantile(took[ours] ?? [], share), quantile(took[floor] ?? [], share), MOST),
    );
  const rate = await sustained(world);
  await world.close();
  return [
    ...compared('press to saved: a step of a form', 'form', 'formFloor'),
    ...compared('press to saved: a talk moved', 'saved', 'floor'),
    ...compared('press to its answer: a talk moved', 'card', 'floor'),
    trips,
    rate,
  ];
};
