import { array, assert, constant, integer, oneof, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import type { PairEvent } from '../../src/domain/pair/state.ts';
import type { RegistrationEvent } from '../../src/domain/registration/state.ts';
import { aMentor, anAdept, aProgramme, at } from '../build.ts';
import { expectSettled, isOver, Witness } from './invariants.ts';
import { ADEPTS, Dice, MENTORS, MOVES, type Move } from './moves.ts';
import { World } from './world.ts';

/** Any sequence of what anybody does, with steps that come late, twice and in any order, keeps the promises. */

const RUNS = 1_000;
const START = at('2026-03-02 09:00');

const programme = aProgramme({ rules: { quorum: 2 } });
const places: Record<(typeof MENTORS)[number], number> = { maja: 1, mats: 2, mona: 1, bo: 1 };

/** Approved all but one of each, who come by the board on their way. */
const people = () => [
  ...MENTORS.map((name) => {
    const mentor = aMentor(name, { programme, places: places[name] });
    return (name === 'bo' ? mentor.submitted() : mentor.approved()).state;
  }),
  ...ADEPTS.map((name) => {
    const adept = anAdept(name, { programme });
    return (name === 'mona' ? adept.submitted() : adept.approved()).state;
  }),
];

const move = oneof(
  ...(
    [
      ['natural', 30],
      ['wild', 12],
      ['onward', 16],
      ['leave', 2],
      ['deliver', 25],
      ['repeat', 12],
      ['days', 6],
      ['next', 4],
      ['asleep', 2],
    ] satisfies [Move, number][]
  ).map(([name, weight]) => ({ arbitrary: constant(name), weight })),
);
const moves = array(tuple(move, integer()), { minLength: 40, maxLength: 200, size: 'max' });

/** Every kind of event there is. A run of the model that never sees one of them says nothing about it. */
const ALL: Record<(PairEvent | RegistrationEvent)['type'], true> = {
  RegistrationStarted: true,
  FieldsAnswered: true,
  RegistrationSubmitted: true,
  MoreAsked: true,
  MoreAnswered: true,
  VoteCast: true,
  MemberRecused: true,
  BoardBumped: true,
  DraftReminded: true,
  ReplyReminded: true,
  SearchReminded: true,
  RegistrationRested: true,
  RegistrationLapsed: true,
  RegistrationApproved: true,
  RegistrationDeclined: true,
  RegistrationWithdrawn: true,
  ListingChanged: true,
  MentorsChosen: true,
  PlaceTaken: true,
  PlaceRefused: true,
  PlaceReleased: true,
  SearchReopened: true,
  SearchFinished: true,
  MentorRequested: true,
  MentorReminded: true,
  RequestHandedOn: true,
  RequestAccepted: true,
  PairIntroduced: true,
  PlaceUnneeded: true,
  ContactAsked: true,
  ContactMade: true,
  TalkPlanned: true,
  TalkMoved: true,
  TalkCancelled: true,
  TalkReminded: true,
  TalkAsked: true,
  TalkHeld: true,
  TalkMissed: true,
  TalkLeft: true,
  QuietReminded: true,
  RulesShown: true,
  RulesConfirmed: true,
  DecisionAsked: true,
  DecisionAnswered: true,
  DecisionReminded: true,
  BothGoOn: true,
  OneMoreTalk: true,
  AgreementProposed: true,
  AgreementReminded: true,
  AgreementConfirmed: true,
  PairPaused: true,
  PairResumed: true,
  PairClosed: true,
  PairEnded: true,
};

/** Nobody does anything any more: what was begun comes to rest, and so does Handslag. */
const leftAlone = (world: World): void => {
  for (let left = 300; ; left -= 1) {
    if (left === 0) throw new Error('Handslag never falls silent');
    world.ring();
    world.settle();
    expectSettled(world);
    const next = world.next();
    if (!next) break;
    if (next > world.now) world.now = next;
  }
  expect(world.pairs.filter((pair) => !isOver(pair))).toEqual([]);
};

test(`${RUNS} random years keep every promise, and every kind of event is seen in them`, { timeout: 240_000 }, () => {
  const witness = new Witness();
  const began = people();
  assert(
    property(moves, (sequence) => {
      witness.forget();
      const world = new World(programme, START, began, witness.watch);
      for (const [name, seed] of sequence) MOVES[name](world, new Dice(seed));
      world.settle();
      expectSettled(world);
      leftAlone(world);
    }),
    { numRuns: RUNS },
  );
  expect([...witness.happened.keys()].toSorted()).toEqual(Object.keys(ALL).toSorted());
});
