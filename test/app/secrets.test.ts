import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { expect, test } from 'vitest';
import type { MemberId, PairId } from '../../src/domain/ids.ts';
import type { Choice } from '../../src/domain/pair/state.ts';
import { HARD, SEED } from '../hard.ts';
import { local, World } from './world.ts';

/**
 * What each answered after the first meeting is nobody's knowledge: once the outcome is told, everything that is stored, was said and
 * was logged is the same, byte for byte, whatever led to it.
 */

const karin = 'member:karin';
const johan = 'member:johan';
const both = [karin, johan] as const;
type One = (typeof both)[number];

/** `end`: ends the pair; `rules`: something else, that is no secret. */
type What = Choice | 'end' | 'rules';
interface Act {
  readonly by: One;
  readonly what: What;
  /** Swedish time. */
  readonly at: string;
}
const act = (by: One, what: What, at: string): Act => ({ by, what, at });

/** They met on Tuesday the 1st at 08:30. */
const met = async (): Promise<{ world: World; pair: PairId }> => {
  const world = await new World().start([karin, 'Karin'], [johan, 'Johan']);
  const pair = await world.introduced(johan, karin);
  await world.does(johan, 'talk.plan', { id: pair, date: '2026-09-01', time: '08:30', place: 'neutral' });
  return { world, pair };
};

/** As Slack names a press: with who, on what, and the value of the button. */
const press = async (world: World, pair: PairId, { by, what, at }: Act): Promise<void> => {
  const verb = what === 'end' ? 'pair.end' : what === 'rules' ? 'rules.confirm' : 'decision.answer';
  const data = verb === 'decision.answer' ? { id: pair, choice: what } : { id: pair };
  await world.press(by, verb, data, { key: `slack:T1:${by}:D1:${at}:do:${verb}:${JSON.stringify(data)}` });
};

/** Everything there is, as whoever runs the database and reads all chats and the log sees it. */
const all = async (world: World, pair: PairId): Promise<string> => {
  const ids = [
    pair,
    ...both,
    world.registration(johan, 'adept'),
    world.registration(karin, 'mentor'),
    ...world.programme.board,
  ];
  const documents = await Promise.all(
    ids.map(async (id) => [await world.store.load(id), await world.store.history(id)]),
  );
  const waits = [await world.timer.next(), await world.store.nextDue()];
  return JSON.stringify(
    { documents, waits, ledger: world.ledger.all(), chat: world.chat, log: world.log.lines },
    null,
    1,
  );
};

/** Long after every outcome that is looked at here, and before what comes next after any of them. */
const AFTER = '2026-09-30T12:00';

const played = async (acts: readonly Act[], after = AFTER): Promise<string> => {
  const { world, pair } = await met();
  for (const one of acts) {
    await world.until(one.at);
    await press(world, pair, one);
  }
  await world.until(after);
  expect(world.log.errors).toEqual([]);
  return all(world, pair);
};

const CHOICES: readonly Choice[] = ['on', 'more', 'no'];
const outcomeOf = (one: Choice, other: Choice): Choice =>
  [one, other].includes('no') ? 'no' : [one, other].includes('more') ? 'more' : 'on';
const other = (by: One): One => (by === karin ? johan : karin);

/** Every way to answer that comes to this, with the last first answer on the day given. */
const waysTo = (outcome: Choice, day: string): Act[][] =>
  CHOICES.flatMap((first) =>
    CHOICES.flatMap((second) =>
      both.flatMap((by): Act[][] => {
        if (outcomeOf(first, second) !== outcome) return [];
        const one = (what: What, at: string) => act(by, what, at);
        const two = (what: What, at: string) => act(other(by), what, at);
        const ways = [
          // at once, and days apart
          [one(first, `${day}T10:00`), two(second, `${day}T10:00`)],
          [one(first, '2026-09-01T09:30'), two(second, `${day}T23:10`)],
          // something else first, also when both have answered, and at the last moment
          [
            one('more', '2026-09-01T10:00'),
            one('no', '2026-09-01T10:01'),
            one(first, '2026-09-01T11:00'),
            two(second, `${day}T12:00`),
          ],
          [
            one('no', '2026-09-01T10:00'),
            two('on', `${day}T12:00`),
            one(first, `${day}T13:00`),
            two(second, `${day}T14:00`),
          ],
          [
            one('no', '2026-09-01T10:00'),
            two('no', `${day}T12:00`),
            two(second, `${day}T12:30`),
            one(first, `${day}T23:59`),
          ],
          // the same again
          [
            one(first, '2026-09-01T10:00'),
            one(first, '2026-09-01T10:05'),
            two(second, `${day}T12:00`),
            one(first, `${day}T13:00`),
          ],
        ];
        if (second !== 'no') return ways;
        // to end it is to say no
        return [
          ...ways,
          [one(first, '2026-09-01T10:00'), two('end', `${day}T12:00`)],
          [two('end', '2026-09-01T10:00'), one(first, `${day}T12:00`)],
          [one(first, '2026-09-01T10:00'), two('on', `${day}T12:00`), two('end', `${day}T20:00`)],
        ];
      }),
    ),
  );

const expectAlike = async (ways: readonly (readonly Act[])[]): Promise<void> => {
  const [first = [], ...rest] = ways;
  const known = await played(first);
  // The way stands beside what came of it, so that a difference names the one that left a trace.
  for (const way of rest) expect({ way, left: await played(way) }).toEqual({ way, left: known });
};

test.each(CHOICES)(
  'nothing tells which answers came to “%s”, in which order, when, or how often they were changed',
  async (outcome) => {
    for (const day of ['2026-09-02', '2026-09-08']) await expectAlike(waysTo(outcome, day));
  },
);

test('nothing tells who was silent, or what was said against the silence', async () => {
  const answers = (['on', 'more', 'no', 'end'] as const).flatMap((what) =>
    both.flatMap((by) => [
      [act(by, what, '2026-09-01T10:00')],
      [act(by, 'on', '2026-09-01T10:00'), act(by, what, '2026-09-20T10:00')],
    ]),
  );
  // a no on the last day before is told the same morning
  const last = both.map((by) => [act(by, 'no', '2026-09-02T10:00'), act(other(by), 'on', '2026-09-29T10:00')]);
  await expectAlike([[], ...answers, ...last]);
});

test.each([
  ['before the first meeting', false],
  ['when both go on', true],
] as const)('nothing tells who ended it, %s', async (_, goingOn) => {
  const ended = async (by: MemberId): Promise<string> => {
    const world = await new World().start([karin, 'Karin'], [johan, 'Johan']);
    const pair = goingOn ? await world.agreed(johan, karin) : await world.introduced(johan, karin);
    await world.until('2026-09-03T10:00');
    await world.press(by, 'pair.end', { id: pair }, { key: `slack:T1:${by}:D1:1:do:pair.end` });
    await world.press(by, 'pair.end', { id: pair }, { key: `slack:T1:${by}:D1:1:do:pair.end` });
    await world.until('2026-09-10T10:00');
    return all(world, pair);
  };
  expect(await ended(karin)).toBe(await ended(johan));
});

const hour = (n: number): string =>
  `2026-09-0${1 + Math.floor(n / 24)}T${String(n % 24).padStart(2, '0')}:${n % 2 ? '30' : '15'}`;
const HOURS = { min: 10, max: 71 };
const aWay = array(
  record({
    by: constantFrom(...both),
    what: constantFrom<What>('on', 'on', 'more', 'no', 'end'),
    n: integer(HOURS),
  }),
  { minLength: 1, maxLength: 8 },
);
const loud = record({ by: constantFrom(...both), n: integer(HOURS) });

/** What these answers come to, and the day on which both had answered; null where they never had. */
const told = (acts: readonly Act[]): { readonly outcome: Choice; readonly day: string } | null => {
  const stands = new Map<One, Choice>();
  let day: string | null = null;
  for (const { by, what, at } of acts) {
    if (what === 'rules' || (day !== null && at >= `${nextDay(day)}T08:00`)) continue;
    stands.set(by, what === 'end' ? 'no' : what);
    if (stands.size === 2) day ??= at.slice(0, 10);
  }
  const [one, two] = both.map((by) => stands.get(by));
  return day && one && two ? { outcome: outcomeOf(one, two), day } : null;
};
const nextDay = (day: string): string =>
  new Date(new Date(`${day}T12:00:00Z`).getTime() + 86_400_000).toISOString().slice(0, 10);

test(
  `${25 * HARD} random ways, with other things between, are each like the plainest that comes to the same`,
  { timeout: 60_000 * HARD },
  async () => {
    const byTime = (acts: readonly Act[]): Act[] =>
      acts.toSorted((a, b) => local(a.at).getTime() - local(b.at).getTime());
    await assert(
      asyncProperty(aWay, loud, async (way, between) => {
        const rules = act(between.by, 'rules', hour(between.n));
        const acts = byTime([...way.map(({ by, what, n }) => act(by, what, hour(n))), rules]);
        // Once it is told, only an end is taken; that one is no secret of the decision.
        const outcome = told(acts);
        const within = outcome
          ? acts.filter(({ at, what }) => what === 'rules' || at < `${nextDay(outcome.day)}T08:00`)
          : acts;
        const plain = outcome ? both.map((by) => act(by, outcome.outcome, `${outcome.day}T23:58`)) : [];
        expect(await played(within)).toBe(await played(byTime([...plain, rules])));
      }),
      { numRuns: 25 * HARD, ...SEED },
    );
  },
);
