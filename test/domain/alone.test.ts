import { array, assert, constant, integer, oneof, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { noticesOf } from '../../src/app/say/notices/all.ts';
import type { Registration } from '../../src/domain/registration/state.ts';
import { plusMonths } from '../../src/domain/time.ts';
import { aMentor, anAdept, aProgramme, at, ZONE } from '../build.ts';
import { HARD } from '../hard.ts';
import { expectSettled, isOver, Witness } from './invariants.ts';
import { ADEPTS, Dice, MENTORS, MOVES, type Move } from './moves.ts';
import { World, type Change } from './world.ts';

/** Whatever people did, and then no longer do: it comes to an end by itself, and with few words. */

const RUNS = 250 * HARD;
const START = at('2026-03-02 09:00');
/** To one person (or the board) about one thing, beside what belongs to the talks that they booked themselves. */
const MOST_SAID = 4;
const BOOKED: readonly string[] = ['reminder', 'held', 'rules'];

const programme = aProgramme({ rules: { quorum: 2 } });
const people = () => [
  ...MENTORS.map((name) => aMentor(name, { programme, places: 2 }).state),
  ...ADEPTS.map((name) => anAdept(name, { programme }).state),
];

const move = oneof(
  ...(
    [
      ['natural', 30],
      ['wild', 6],
      ['onward', 30],
      ['leave', 1],
      ['deliver', 25],
      ['days', 6],
      ['next', 4],
      ['asleep', 1],
    ] satisfies [Move, number][]
  ).map(([name, weight]) => ({ arbitrary: constant(name), weight })),
);
const moves = array(tuple(move, integer()), { minLength: 1, maxLength: 120, size: 'max' });

/** At its end, or at rest by the person's own wish: a mentor is on the list for as long as they like. */
const isAtRest = (registration: Registration): boolean => {
  if (registration.status === 'withdrawn') return true;
  if (registration.status !== 'approved') return false;
  return registration.role === 'mentor' ? registration.pairs.length === 0 : registration.search.status === 'finished';
};

test(
  `${RUNS} random beginnings, left alone for two years, are over, their places free, and little was said`,
  { timeout: 120_000 * HARD },
  () => {
    const witness = new Witness();
    const began = people();
    assert(
      property(moves, (sequence) => {
        witness.forget();
        const said = new Map<string, number>();
        let alone = false;
        const watch = (change: Change, world: World): void => {
          witness.watch(change, world);
          if (!alone) return;
          const { before, after: state, events } = change;
          for (const { to, about, card, onlyUpdate } of noticesOf({ before, state, events })) {
            const key = `${to} about ${about}`;
            if (!onlyUpdate && !BOOKED.includes(card)) said.set(key, (said.get(key) ?? 0) + 1);
          }
        };
        const world = new World(programme, START, began, watch);
        for (const [name, seed] of sequence) MOVES[name](world, new Dice(seed));
        world.settle();
        alone = true;
        const until = plusMonths(world.now, 24, ZONE);
        for (let next = world.next(); next && next <= until; next = world.next()) {
          if (next > world.now) world.now = next;
          world.ring();
          world.settle();
        }
        expectSettled(world);
        expect(world.pairs.filter((pair) => !isOver(pair))).toEqual([]);
        expect(world.registrations.filter((registration) => !isAtRest(registration))).toEqual([]);
        expect(world.next(), 'nothing is due to what is over').toBeNull();
        expect([...said].filter(([, times]) => times > MOST_SAID)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  },
);
