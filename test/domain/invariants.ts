import { meant } from '../../src/domain/form/answers.ts';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { latestEnd, type Terms } from '../../src/domain/pair/agreement.ts';
import { otherRole, type PairId, type Role } from '../../src/domain/ids.ts';
import { isLiving, roleIn, type Pair } from '../../src/domain/pair/state.ts';
import type { Change, Event, State, World } from './world.ts';

/** What must hold whatever people and clocks do. A witness remembers what the machines are not asked to. */

interface Remembered {
  /** Who proposed what, by the number that stands on the card. */
  readonly proposals: Map<number, { readonly by: Role; readonly terms: Terms }>;
  /** What one proposed and the other confirmed. */
  agreed: Terms | null;
  firstMeeting: Date | null;
  reminders: Set<string>;
  over: State | null;
}

export const isOver = (pair: Pair): boolean => pair.phase === 'closed' || pair.phase === 'ended';

/** Where nothing more comes by itself: an end, or what somebody wishes for as long as they wish it. */
const isFinal = (state: State): boolean => {
  if (state.kind === 'pair') return isOver(state);
  if (state.status !== 'approved') return state.status === 'withdrawn';
  return state.role === 'mentor' || state.search.status !== 'looking';
};

const OVER_KEYS = ['adept', 'id', 'kind', 'mentor', 'openedAt', 'overAt', 'phase', 'programme'];

const carriesChoice = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => key === 'choice' || key === 'choices' || carriesChoice(inner));

export class Witness {
  readonly happened = new Map<Event['type'], number>();
  #pairs = new Map<PairId, Remembered>();

  /** A new world: what was remembered of the last one is forgotten, what happened is still counted. */
  forget(): void {
    this.#pairs = new Map();
  }

  readonly watch = (change: Change, world: World): void => {
    const { before, after, events } = change;
    // Not expect().toEqual: this is looked at after each of some hundred thousand steps.
    if (!isDeepStrictEqual(structuredClone(after), after)) expect(structuredClone(after)).toStrictEqual(after);
    for (const event of events) {
      this.happened.set(event.type, (this.happened.get(event.type) ?? 0) + 1);
      if (after.kind === 'pair' && event.type !== 'DecisionAnswered' && carriesChoice(event)) {
        expect.fail(`${event.type} carries somebody's choice`);
      }
      if (event.type === 'PlaceTaken' && after.kind === 'registration') this.#withinPlaces(after);
    }
    if (change.command.type === 'pair.due' || change.command.type === 'registration.due') {
      const left = world.due(after).filter(({ at }) => at <= world.now);
      expect(left, 'still due after all that was due is done').toEqual([]);
    }
    if (!isFinal(after) && world.due(after).length === 0) expect.fail(`nothing ends ${JSON.stringify(after)}`);
    if (after.kind === 'pair') this.#pair(change, before as Pair | null, after, world);
    this.#together(world);
  };

  #withinPlaces(after: State): void {
    if (after.kind !== 'registration' || after.status !== 'approved' || after.role !== 'mentor') {
      throw new Error('a place given by who has none');
    }
    expect(after.pairs.length).toBeLessThanOrEqual(meant(after.answers).places);
    expect(new Set(after.pairs).size).toBe(after.pairs.length);
  }

  #pair({ command, actor, events }: Change, before: Pair | null, after: Pair, world: World): void {
    const known = this.#of(after.id);
    if (known.over) expect(after, 'what is over stays as it is').toEqual(known.over);
    for (const event of events) this.#remember(known, event, before ?? after, after, { command, actor });
    if (isOver(after)) {
      known.over = after;
      expect(world.due(after)).toEqual([]);
      const more = after.phase === 'closed' ? ['held', 'agreed'] : ['reason'];
      expect(Object.keys(after).toSorted()).toEqual([...OVER_KEYS, ...more].toSorted());
    }
    if (before?.phase === 'deciding' && before.tellAt && after.phase === 'deciding') {
      expect(after.tellAt, 'a changed answer does not put off the outcome').toEqual(before.tellAt);
    }
    if (after.phase === 'active') this.#agreement(known, after.agreement.terms, world);
  }

  #remember(
    known: Remembered,
    event: Event,
    before: Pair,
    after: Pair,
    { command, actor }: Pick<Change, 'command' | 'actor'>,
  ): void {
    const role = roleIn(before, actor);
    if (event.type === 'AgreementProposed') {
      expect(event.proposal.by).toBe(role);
      expect(known.proposals.has(event.proposal.revision), 'a number is used once').toBe(false);
      known.proposals.set(event.proposal.revision, event.proposal);
    }
    if (event.type === 'AgreementConfirmed' && role && command.type === 'agreement.confirm') {
      const read = known.proposals.get(command.revision);
      expect(read?.by, 'one proposes, the other confirms').toBe(otherRole(role));
      known.agreed = read?.terms ?? null;
    }
    const meetings = isLiving(after) ? after.meetings : isLiving(before) ? before.meetings : [];
    const meeting = 'talk' in event ? meetings.find(({ id }) => id === event.talk) : undefined;
    if (event.type === 'TalkHeld' && meeting?.kind === 'first') {
      known.firstMeeting = known.firstMeeting && known.firstMeeting < meeting.at ? known.firstMeeting : meeting.at;
    }
    if (event.type === 'TalkReminded' && event.said && meeting) {
      const reminder = `${meeting.id} at ${meeting.at.toISOString()}`;
      expect(known.reminders.has(reminder), `reminded twice of ${reminder}`).toBe(false);
      known.reminders.add(reminder);
    }
  }

  #agreement(known: Remembered, terms: Terms, world: World): void {
    expect(terms, 'both agreed to the same terms').toEqual(known.agreed);
    const { min, max } = world.programme.rules.talks;
    expect((terms.talks >= min && terms.talks <= max) || terms.reason.trim() !== '').toBe(true);
    if (!known.firstMeeting) throw new Error('an agreement before a first meeting');
    expect(terms.ends.getTime()).toBeLessThanOrEqual(latestEnd(known.firstMeeting, world).getTime());
  }

  /** What holds between aggregates at every moment, also while steps are on their way. */
  #together(world: World): void {
    const standing = new Set<string>();
    for (const pair of world.pairs) {
      if (isLiving(pair)) {
        const mentor = world.registration(pair.mentor.registration);
        const places = mentor.status === 'approved' && mentor.role === 'mentor' ? mentor.pairs : [];
        if (!places.includes(pair.id)) expect.fail(`${pair.id} is introduced and has no place`);
      }
      // One whose adept left stands only until that is heard of.
      const leaving = world.steps.some(({ type, id }) => type === 'adept.left' && id === pair.id);
      if (isOver(pair) || leaving) continue;
      if (standing.has(pair.adept.registration)) expect.fail(`${pair.adept.registration} has two standing pairs`);
      standing.add(pair.adept.registration);
    }
  }

  #of(id: PairId): Remembered {
    const known = this.#pairs.get(id) ?? {
      proposals: new Map(),
      agreed: null,
      firstMeeting: null,
      reminders: new Set(),
      over: null,
    };
    this.#pairs.set(id, known);
    return known;
  }
}

/** What holds when nothing is on its way any more. */
export const expectSettled = (world: World): void => {
  const pairs = new Map(world.pairs.map((pair) => [pair.id, pair]));
  for (const registration of world.registrations) {
    if (registration.status !== 'approved') continue;
    if (registration.role === 'mentor') {
      for (const id of registration.pairs) {
        const pair = pairs.get(id);
        expect(pair && isLiving(pair) && pair.mentor.registration, 'a place is for a living pair').toBe(
          registration.id,
        );
      }
    } else if (registration.search.status === 'paired') {
      const pair = pairs.get(registration.search.pair);
      expect(pair && !isOver(pair), 'nobody is paired with what is over').toBe(true);
    }
  }
  for (const pair of pairs.values()) {
    expect(pair.phase, 'nobody waits for a place for ever').not.toBe('accepting');
    if (isOver(pair)) continue;
    expect(world.registration(pair.adept.registration), 'who left is in no pair').toMatchObject({
      status: 'approved',
      search: { status: 'paired', pair: pair.id },
    });
  }
};
