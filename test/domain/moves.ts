import type { Answers } from '../../src/domain/form/form.ts';
import type { Place } from '../../src/domain/pair/agreement.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { isPlanned } from '../../src/domain/pair/meeting.ts';
import { isLiving, type Choice, type Pair, type PairCommand } from '../../src/domain/pair/state.ts';
import type { Registration } from '../../src/domain/registration/state.ts';
import { plusDays } from '../../src/domain/time.ts';
import { answering } from './answering.ts';
import { adeptOf, memberOf, mentorOf, someTerms, ZONE } from '../build.ts';
import type { World } from './world.ts';

/** What people, timers and the network may do next. Each move is one throw of the dice, so that a run can be shrunk. */

export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0 .. below - 1 (mulberry32). */
  upTo(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  of<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : list[this.upTo(list.length)];
  }

  one<T>(...list: readonly [T, ...T[]]): T {
    return list[this.upTo(list.length)] ?? list[0];
  }

  chance(percent: number): boolean {
    return this.upTo(100) < percent;
  }
}

export const MENTORS = ['maja', 'mats', 'mona', 'bo'] as const;
export const ADEPTS = ['ada', 'alva', 'mona'] as const;
const PEOPLE = ['ada', 'alva', 'maja', 'mats', 'mona', 'bo', 'berit', 'birk', 'nosy'] as const;

const anybody = (dice: Dice): MemberId => memberOf(dice.one(...PEOPLE));

const HOUR = 3_600_000;
const some = (world: World, dice: Dice, days: number): Date =>
  new Date(plusDays(world.now, dice.upTo(days), ZONE).getTime() + dice.upTo(24) * HOUR);

const aPlace = (dice: Dice): Place => dice.one('neutral', 'neutral', 'digital', 'visit', 'shadowing');

const terms = (world: World, dice: Dice) =>
  someTerms({
    talks: dice.one(5, 5, 6, 8, 2, 12),
    reason: dice.one('', '', 'vi hinner inte fler'),
    ends: plusDays(world.now, dice.one(1, 30, 150, 250, 360, 420), ZONE),
    places: dice.one(['neutral', 'digital'], ['neutral'], ['visit', 'neutral']),
    shadowing: dice.chance(50),
  });

/** What the two would do by themselves next, most of the time. */
const natural = (pair: Pair, world: World, dice: Dice): [PairCommand, MemberId] | null => {
  const { id } = pair;
  const either = dice.one(pair.adept.member, pair.mentor.member);
  if (pair.phase === 'requested') {
    const roll = dice.upTo(10);
    if (roll < 7) return [{ type: 'request.accept', id }, pair.mentor.member];
    if (roll < 9) return [{ type: 'request.turnDown', id, offList: dice.chance(30) }, pair.mentor.member];
    return [{ type: 'request.takeBack', id }, pair.adept.member];
  }
  if (!isLiving(pair)) return null;
  const planned = pair.meetings.find(isPlanned);
  if (planned && dice.chance(60)) {
    const talk = planned.id;
    if (planned.at <= world.now) return [{ type: dice.one('talk.held', 'talk.held', 'talk.missed'), id, talk }, either];
    if (dice.chance(20)) return [{ type: 'talk.cancel', id, talk }, either];
    // Often a week on or back, so that a talk also comes back to a time that it was moved from.
    const at = dice.one(some(world, dice, 30), plusDays(planned.at, 7, ZONE), plusDays(planned.at, -7, ZONE));
    return [{ type: 'talk.move', id, talk, at, place: dice.chance(80) ? planned.place : aPlace(dice) }, either];
  }
  switch (pair.phase) {
    case 'introduced': {
      const already = dice.chance(30);
      const at = already ? new Date(world.now.getTime() - HOUR) : some(world, dice, 20);
      return [{ type: 'talk.plan', id, at, place: 'neutral' }, either];
    }
    case 'deciding': {
      const choice = dice.one<Choice>('on', 'on', 'on', 'on', 'on', 'on', 'more', 'no');
      return [{ type: 'decision.answer', id, choice }, either];
    }
    case 'agreeing':
    case 'active': {
      const { proposal } = pair;
      if (proposal && dice.chance(70)) {
        // Now and then with a card that is out of date, or by who proposed.
        const revision = dice.chance(85) ? proposal.revision : proposal.revision - 1;
        const other = proposal.by === 'adept' ? pair.mentor.member : pair.adept.member;
        return [{ type: 'agreement.confirm', id, revision }, dice.chance(75) ? other : either];
      }
      if (pair.phase === 'agreeing' || dice.chance(10))
        return [{ type: 'agreement.propose', id, terms: terms(world, dice) }, either];
      const at = dice.chance(60) ? new Date(world.now.getTime() - HOUR) : some(world, dice, 40);
      return [{ type: 'talk.plan', id, at, place: dice.of(pair.agreement.terms.places) ?? 'neutral' }, either];
    }
  }
};

/** Anything, by anybody, out of place and out of date. */
const wild = (pair: Pair, world: World, dice: Dice): PairCommand => {
  const { id } = pair;
  const talk = dice.upTo(5);
  const at = some(world, dice, 400);
  return dice.one<PairCommand>(
    { type: 'request.accept', id },
    { type: 'request.turnDown', id, offList: dice.chance(50) },
    { type: 'request.takeBack', id },
    { type: 'contact.made', id },
    { type: 'talk.plan', id, at, place: aPlace(dice) },
    { type: 'talk.plan', id, at: plusDays(world.now, -dice.upTo(40), ZONE), place: aPlace(dice) },
    { type: 'talk.move', id, talk, at, place: aPlace(dice) },
    { type: 'talk.cancel', id, talk },
    { type: 'talk.held', id, talk },
    { type: 'talk.missed', id, talk },
    { type: 'decision.answer', id, choice: dice.one('on', 'more', 'no') },
    { type: 'rules.confirm', id },
    { type: 'agreement.propose', id, terms: terms(world, dice) },
    { type: 'agreement.confirm', id, revision: dice.upTo(4) },
    { type: 'pair.pause', id, until: some(world, dice, 250) },
    { type: 'pair.resume', id },
    { type: 'pair.end', id },
    { type: 'pair.due', id },
    { type: 'place.taken', id, mentor: mentorOf(dice.one(...MENTORS)) },
    { type: 'adept.left', id },
  );
};

/** What brings a registration on. */
const onward = (registration: Registration, world: World, dice: Dice): void => {
  const { id, member, programme, role } = registration;
  const board = dice.of(world.programme.board) ?? null;
  switch (registration.status) {
    case 'withdrawn':
      world.handle({ type: 'registration.start', id, programme, role, member }, member);
      return;
    case 'declined':
      world.handle({ type: 'registration.withdraw', id }, member);
      return;
    case 'draft': {
      const contact = { name: member, mail: 'x@example.se', phone: '+46701234567' };
      const mentor = { municipalities: ['0114'], standing: 'left', places: 1 + dice.upTo(2), about: 'Hej' } as const;
      const answers: Answers =
        role === 'mentor' ? { ...contact, ...mentor } : { ...contact, municipality: '0180', wish: 'Allt' };
      world.handle({ ...answering(role, answers), id }, member);
      world.handle({ type: 'registration.submit', id, consent: dice.chance(90) ? 'v1' : null }, member);
      return;
    }
    case 'asked':
      world.handle({ type: 'registration.reply', id, reply: 'Så' }, member);
      return;
    case 'submitted': {
      const { revision } = registration;
      const roll = dice.upTo(10);
      if (roll < 6) world.handle({ type: 'board.approve', id, revision }, board);
      else if (roll < 7) world.handle({ type: 'board.decline', id, revision, reason: '', message: '' }, board);
      else if (roll < 8) world.handle({ type: 'board.ask', id, revision, question: '?' }, board);
      else if (roll < 9) world.handle({ type: 'board.recuse', id }, board);
      else world.handle({ ...answering(role, { name: 'Nytt' }), id }, member);
      return;
    }
    case 'approved':
      if (registration.role === 'adept') {
        const [first, ...rest] = [...MENTORS].map(mentorOf).toSorted(() => dice.upTo(3) - 1);
        if (!first) return;
        // The list that the adept read may be older than what is so.
        const read = dice.chance(25) ? new Set([first, ...rest]) : world.freeMentors();
        const wished = [first, ...rest].filter((mentor) => read.has(mentor)).slice(0, 1 + dice.upTo(3));
        world.handle({ type: 'mentor.ask', id, mentors: wished }, member, read);
      } else if (dice.chance(70)) world.handle({ type: 'mentor.listing', id, listed: true }, member);
      else if (dice.chance(80)) world.handle({ ...answering(role, { places: 1 + dice.upTo(3) }), id }, member);
      else world.handle({ type: 'mentor.listing', id, listed: false }, member);
  }
};

export const MOVES = {
  /** A pair goes its way. */
  natural: (world: World, dice: Dice) => {
    const pair = dice.of(world.pairs.filter(({ phase }) => phase !== 'ended' && phase !== 'closed'));
    const next = pair && natural(pair, world, dice);
    if (next) world.handle(...next);
  },
  wild: (world: World, dice: Dice) => {
    const pair = dice.of(world.pairs);
    if (!pair) return;
    const command = wild(pair, world, dice);
    world.handle(command, dice.chance(50) ? dice.one(pair.adept.member, pair.mentor.member) : anybody(dice));
  },
  onward: (world: World, dice: Dice) => {
    const registration = dice.of(world.registrations);
    if (registration) onward(registration, world, dice);
  },
  leave: (world: World, dice: Dice) => {
    const id = dice.chance(70) ? adeptOf(dice.one(...ADEPTS)) : mentorOf(dice.one(...MENTORS));
    world.handle(
      { type: 'registration.withdraw', id },
      dice.chance(80) ? world.registration(id).member : anybody(dice),
    );
  },
  deliver: (world: World, dice: Dice) => world.deliver(dice.upTo(Math.max(1, world.steps.length))),
  repeat: (world: World, dice: Dice) => world.repeat(dice.upTo(Math.max(1, world.delivered.length))),
  /** Time passes, and the timers ring. */
  days: (world: World, dice: Dice) => {
    world.now = new Date(plusDays(world.now, dice.upTo(12), ZONE).getTime() + dice.upTo(24) * HOUR);
    world.ring();
  },
  /** Time passes exactly until something is due. */
  next: (world: World) => {
    const next = world.next();
    if (next && next > world.now) world.now = next;
    world.ring();
  },
  /** Time passes while nothing runs. */
  asleep: (world: World, dice: Dice) => {
    world.now = some(world, dice, 40);
  },
} satisfies Record<string, (world: World, dice: Dice) => void>;

export type Move = keyof typeof MOVES;
