import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ms, plainRow, quantile, timed, until, type Row } from './measure.ts';
import { accountOf, DUE, insertPairs, insertPeople, mentorOf, pairAsked, pairDue, pairOf } from './people.ts';
import type { Server } from './server.ts';
import { openWorld } from './world.ts';

/** So many pairs are reminded, both of them, while so many mentors are asked. */
const REMINDERS = 1000;
const ASKED = 200;
const AHEAD = 4500;
/** Between one mentor's yes and the next, in ms. */
const PAUSE = 10;
/** The goal: 99 of 100 have their answer by then, in ms. */
const MOST_MS = 100;

/** A mentor's yes, pressed while 2,000 messages leave. */
export const busy = async ({ uri }: Server): Promise<Row[]> => {
  const world = await openWorld(uri);
  const { core, database, timer } = world;
  const { db } = database;
  await insertPeople(db, 0, REMINDERS + ASKED);
  await insertPairs(db, REMINDERS, REMINDERS + ASKED, () => pairAsked);
  world.willBe(DUE, 600_000);
  await core.start(true);
  const says = async (n: number): Promise<void> => {
    const press = { verb: 'request.accept', data: { id: pairOf(n) }, key: randomUUID(), room: null };
    const answer = await core.bot.press(press, accountOf(mentorOf(n)));
    if (answer.outcome !== 'done') throw new Error(`a yes was answered with ${answer.outcome}`);
  };
  const quiet: number[] = [];
  const half = ASKED / 2;
  for (let n = 0; n < half; n++) {
    quiet.push(await timed(() => says(REMINDERS + n)));
    await core.idle();
  }
  // Only now: nobody has wished for their moment yet.
  await insertPairs(db, 0, REMINDERS, () => pairDue);
  world.willBe(DUE, AHEAD);
  const due = Date.now() + AHEAD;
  await timer.expect(Array.from({ length: REMINDERS }, (_, n) => ({ id: pairOf(n), at: DUE })));
  const before = world.sent();
  await wait(due - Date.now());
  const took: number[] = [];
  while (took.length < half && world.sent() - before < 2 * (REMINDERS + took.length)) {
    const n = REMINDERS + half + took.length;
    took.push(await timed(() => says(n)));
    await wait(PAUSE);
  }
  const there = world.sent() - before;
  await until(() => world.sent() - before >= 2 * (REMINDERS + took.length));
  await core.idle();
  await world.close();
  const p99 = quantile(took, 0.99);
  const what = `a mentor's yes to its answer while ${2 * REMINDERS} reminders leave`;
  const floor = (share: number): string => ms(quantile(quiet, share));
  return [
    plainRow(
      `${what}, p50 (${took.length} presses; ${there} messages had left after the last)`,
      ms(quantile(took, 0.5)),
      floor(0.5),
    ),
    {
      ...plainRow(`${what}, p99; beside it while nothing else goes on`, ms(p99), floor(0.99)),
      goal: `<= ${MOST_MS} ms`,
      met: p99 <= MOST_MS,
    },
  ];
};
