import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { at } from '../test/build.ts';
import { accountOf, adeptOf, insertPairs, insertPeople, pairDue, pairOf } from './people.ts';
import { openWorld } from './world.ts';

/** A process of its own that presses, for what it holds in memory afterwards. Argument: the server. Says what it found as JSON, in MB. */

const PRESSES = 20_000;
const PAIRS = 1000;
const AT_ONCE = 8;
/** What was needed for a moment alone has been let go by then, in ms. */
const AT_REST = 5000;
const TALK = '5';
const DAYS = ['2026-05-27', '2026-06-03', '2026-06-10'];

const [uri = ''] = process.argv.slice(2);
const world = await openWorld(uri);
world.willBe(at('2026-05-04 10:00'), 0);
await insertPeople(world.database.db, 0, PAIRS);
await insertPairs(world.database.db, 0, PAIRS, () => pairDue);
await world.core.start(true);

const held = (): number => process.memoryUsage.rss() / 1024 / 1024;
const before = held();
let greatest = before;
let next = 0;
const presses = async (): Promise<void> => {
  for (let n = next++; n < PRESSES; n = next++) {
    const date = DAYS[Math.floor(n / PAIRS) % DAYS.length] ?? '';
    const data = { id: pairOf(n % PAIRS), talk: TALK, date, time: '11:00', place: 'neutral' };
    const answer = await world.core.bot.press(
      { verb: 'talk.move', data, key: randomUUID(), room: null },
      accountOf(adeptOf(n % PAIRS)),
    );
    if (answer.outcome !== 'done') throw new Error(`a press was answered with ${answer.outcome}`);
    greatest = Math.max(greatest, held());
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, presses));
await world.core.idle();
await wait(AT_REST);
process.stdout.write(JSON.stringify({ presses: PRESSES, before, after: held(), greatest }));
await world.close();
