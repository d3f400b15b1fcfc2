import { randomUUID } from 'node:crypto';
import { COLLECTIONS } from '../src/store/documents.ts';
import { at } from '../test/build.ts';
import { against, median, timed, type Row } from './measure.ts';
import { accountOf, adeptOf, insertPeople, programme, registrationOf } from './people.ts';
import type { Server } from './server.ts';
import { openWorld } from './world.ts';

/** As many mentors are on the list with a place free. */
const MENTORS = 2000;
const WARM_UP = 5;
const ROUNDS = 30;

/** The list of mentors as an adept opens it. The floor reads the same documents. */
export const list = async ({ uri }: Server): Promise<Row[]> => {
  const world = await openWorld(uri);
  const { db } = world.database;
  world.willBe(at('2026-05-04 10:00'), 0);
  await insertPeople(db, 0, MENTORS);
  await world.core.start(true);
  const shown = async (): Promise<void> => {
    const data = { card: 'mentors', about: registrationOf('adept', 0) };
    const answer = await world.core.bot.press(
      { verb: 'show', data, key: randomUUID(), room: null },
      accountOf(adeptOf(0)),
    );
    if (!answer.card) throw new Error(`the list was answered with ${answer.outcome}`);
  };
  const bare = async (): Promise<void> => {
    const wanted = { 'keys.programme': programme.id, 'keys.role': 'mentor', 'keys.free': true };
    const found = await db.collection(COLLECTIONS.registration).find(wanted).toArray();
    if (found.length !== MENTORS) throw new Error(`${found.length} mentors`);
  };
  const here: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const [one, two] = [await timed(shown), await timed(bare)];
    if (round < WARM_UP) continue;
    here.push(one);
    floor.push(two);
  }
  await world.close();
  const what = `the list of mentors, ${MENTORS.toLocaleString('en')} of them free, p50`;
  return [against(what, median(here), median(floor), null)];
};
