import type { Db } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCore, type Core } from '../../src/app/core.ts';
import { phrases } from '../../src/app/door/phrases.ts';
import { drawView } from '../../src/app/say/views/draw.ts';
import { drawCard } from '../../src/channels/card.ts';
import { MemoryTimer, TurnableClock } from '../../src/jobs/memory.ts';
import { COLLECTIONS } from '../../src/store/documents.ts';
import { ensureIndexes } from '../../src/store/indexes.ts';
import { mongoLedger } from '../../src/store/ledger.ts';
import { ownLanes } from '../../src/store/memory-ledger.ts';
import { mongoAccounts } from '../../src/store/accounts.ts';
import { mongoCodes } from '../../src/store/codes.ts';
import { mongoStore } from '../../src/store/mongo.ts';
import { memberBehind } from '../app/world.ts';
import { MORNING, storeMorning, stored } from '../app/morning.ts';
import { aMember, aMentor, aProgramme, memberOf } from '../build.ts';
import { accountOf, FakeChat } from '../fakes/chat.ts';
import { KeptLog } from '../fakes/log.ts';
import type { Database } from '../../src/store/server.ts';
import { dropped, freshDatabase } from '../setup/database.ts';
import { noInstallation } from '../../src/domain/installation/machine.ts';
import { stored as put } from '../programmes.ts';

/**
 * Whatever is wrong with one stored document: every other one is read, decided and said. The faults are made from the stored shape, by
 * taking away each field and by putting something else in its place.
 */

const OTHERS = 2;
const ADMIN = memberOf('agnes');

type Path = readonly (string | number)[];

/** Every place in a value that something stands in. */
const placesIn = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null || value instanceof Date) return path.length > 0 ? [path] : [];
  const inner = Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]));
  return path.length > 0 ? [path, ...inner] : inner;
};

let fresh: Database;
let db: Db;
beforeAll(async () => {
  fresh = await freshDatabase(new KeptLog());
  db = fresh.db;
  await ensureIndexes(db);
});
afterAll(() => dropped(fresh));

const programme = aProgramme();

const morning = async (poison: (db: Db) => Promise<void>) => {
  for (const name of [...Object.values(COLLECTIONS), 'ledger']) await db.collection(name).deleteMany({});
  const [store, ledger, chat, log] = [mongoStore(db), mongoLedger(db), new FakeChat(), new KeptLog()];
  const clock = new TurnableClock(new Date(MORNING.getTime() - 3_600_000));
  const timer: MemoryTimer = new MemoryTimer(clock, () => core.idle());
  const texts = { drawView, drawCard, phrases };
  const people = { accounts: mongoAccounts(db), codes: mongoCodes(db), newMember: memberBehind };
  const parts = { store, ledger, lanes: ownLanes(), timer, clock, log, channels: [chat] };
  const core: Core = makeCore({ ...parts, ...people, ...texts });
  await put(store, programme, { ...noInstallation, administrators: [ADMIN] });
  await store.save(stored(aMember('agnes', programme).state, programme));
  await storeMorning(store, programme, OTHERS + 1);
  await store.save(stored(aMentor('mona', { programme }).approved().state, programme));
  await poison(db);
  await core.start(true);
  await clock.turnTo(MORNING);
  await core.idle();
  await core.stop();
  const said = chat.messages.filter(({ room }) => room !== accountOf(ADMIN)).map(({ room }) => room);
  return { said, told: chat.in(ADMIN), store };
};

/** Those of the pairs that nothing is wrong with. */
const expected = Array.from({ length: OTHERS }, (_, n) => [memberOf(`a${n}`), memberOf(`m${n}`)].map(accountOf)).flat();
const bad = OTHERS;

const poisons = async (kind: 'pair' | 'member' | 'registration', id: string) => {
  const example = await db.collection(COLLECTIONS[kind]).findOne({ _id: id as never });
  if (!example) throw new Error(`no ${kind} to spoil`);
  return placesIn(example).filter(([first]) => first !== '_id');
};

const spoil =
  (kind: 'pair' | 'member' | 'registration', id: string, path: Path, value: unknown) =>
  async (there: Db): Promise<void> => {
    const update = value === undefined ? { $unset: { [path.join('.')]: '' } } : { $set: { [path.join('.')]: value } };
    await there.collection(COLLECTIONS[kind]).updateOne({ _id: id as never }, update);
  };

const INSTEAD = [undefined, 'something else', 17] as const;

describe.each([
  ['pair', `pair:kommun.adept.a${bad}.1`],
  ['member', `member:a${bad}`],
  ['registration', 'registration:kommun.mentor.mona'],
] as const)('a %s', (kind, id) => {
  test('with any field missing or of another kind stops nothing else', { timeout: 300_000 }, async () => {
    await morning(async () => undefined);
    const places = await poisons(kind, id);
    expect(places.length).toBeGreaterThan(10);
    for (const path of places) {
      for (const value of INSTEAD) {
        const { said, store } = await morning(spoil(kind, id, path, value));
        const what = `${path.join('.')} = ${String(value)}`;
        const others = said.filter((room) => expected.includes(room as never)).toSorted();
        expect({ what, others }).toEqual({ what, others: expected.toSorted() });
        // A list that reads what is stored leaves it out, or shows it; it never fails.
        expect(Array.isArray(await store.freeMentors({ programme: programme.id }))).toBe(true);
      }
    }
  });
});

test('a document of no kind, and a list of timers that names one, stop nothing', async () => {
  const { said } = await morning(async (there) => {
    await there.collection(COLLECTIONS.pair).insertOne({ _id: 'pair:empty' as never });
    await there.collection(COLLECTIONS.pair).insertOne({ _id: 'nothing' as never, dueAt: MORNING });
  });
  expect(said.filter((room) => expected.includes(room as never)).toSorted()).toEqual(expected.toSorted());
});

test('a pair that cannot be decided is told of, once', async () => {
  const { told } = await morning(spoil('pair', `pair:kommun.adept.a${bad}.1`, ['state', 'meetings'], undefined));
  expect(told).toHaveLength(1);
});
