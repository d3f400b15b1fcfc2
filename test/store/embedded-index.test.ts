import { readFile } from 'node:fs/promises';
import type { Collection, Document, Filter } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { clientOf, javaFolder, lockOf, start } from './folders.ts';

interface Thing extends Document {
  _id: number;
}

/** The same numbers each time, from 0 up to `below`. */
const numbers = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
};

const INDEXES = [
  { key: { dueAt: 1 }, name: 'due', sparse: true },
  { key: { 'outbox.until': 1 }, name: 'unsaid', sparse: true },
  { key: { lane: 1, state: 1, at: 1 }, name: 'lane' },
  { key: { programme: 1, rev: 1 }, name: 'rev' },
] as const;

const at = (n: number): Date => new Date(n * 1000);

const queries: readonly Filter<Thing>[] = [
  { dueAt: { $lte: at(5) } },
  { dueAt: { $gt: at(5) } },
  { dueAt: { $gte: at(2), $lt: at(4) } },
  { dueAt: at(3) },
  { dueAt: null },
  { dueAt: { $exists: false } },
  { $or: [{ dueAt: { $gte: at(8) } }, { 'outbox.until': { $gte: at(8) } }] },
  { 'outbox.until': { $gte: at(8), $lte: at(2) } },
  { 'outbox.until': at(4), lane: 1 },
  { lane: { $in: [1, 2, 'two', 7] }, state: 'queued' },
  { lane: { $in: [] } },
  { lane: { $ne: 1 }, state: 'queued' },
  { lane: 1, state: null },
  { lane: 1.5 },
  { lane: { $gte: -2, $lt: 2 } },
  { lane: { $lt: 'two' } },
  { lane: true },
  { lane: -0, state: { $in: ['queued', 'sent'] }, at: { $lt: at(5) } },
  { programme: 'a', rev: { $lt: 4 } },
  { programme: 'a\0', rev: { $gt: 1 } },
  { programme: { $regex: '^a' } },
  { programme: { $gt: 'a' } },
  { $and: [{ programme: 'b' }, { lane: 2 }] },
];

describe('an index that is not unique', () => {
  it('finds what a look at all documents finds, whatever was written, changed and removed', async () => {
    const client = await clientOf((await start(await javaFolder())).uri);
    const indexed = client.db('test').collection<Thing>('indexed');
    const plain = client.db('test').collection<Thing>('plain');
    const random = numbers(7);
    const one = <T>(...choices: T[]): T => choices[random(choices.length)] as T;
    const thing = (): Document => ({
      ...one({}, { dueAt: at(random(10)) }, { dueAt: null }),
      outbox: Array.from({ length: random(3) }, () => one({ until: at(random(10)) }, {})),
      lane: one<unknown>(-3, -0, 1, 1.5, 2, 'two', true, null, [1, 7], 2 ** 53),
      ...one({}, { state: 'queued' }, { state: 'sent' }, { state: null }),
      at: at(random(10)),
      programme: one('', 'a', 'a\0', 'ab', 'b'),
      rev: random(6),
    });
    const both = async (write: (things: Collection<Thing>) => Promise<unknown>): Promise<void> => {
      await write(indexed);
      await write(plain);
    };
    const agree = async (): Promise<void> => {
      for (const query of queries)
        for (const sort of [{ _id: 1 }, { at: -1, _id: 1 }] as const) {
          const find = (things: Collection<Thing>): Promise<Thing[]> =>
            things.find(query, { sort, skip: 1, limit: 150 }).toArray();
          expect({ query, found: await find(indexed) }).toEqual({ query, found: await find(plain) });
        }
    };
    const first = Array.from({ length: 150 }, (_, _id) => ({ _id, ...thing() }));
    await both((things) => things.insertMany(first));
    // on what is there already
    await indexed.createIndexes([...INDEXES]);
    await agree();
    const second = Array.from({ length: 150 }, (_, n) => ({ ...thing(), _id: n + 1000 }));
    await both((things) => things.insertMany(second));
    for (let n = 0; n < 150; n++) {
      const [_id, change] = [one(0, 1000) + random(150), thing()];
      const update = one<Document>(
        { $set: change },
        { $unset: { dueAt: '', lane: '' } },
        { $push: { outbox: { until: at(n % 10) } } },
      );
      await both((things) => (n % 5 === 0 ? things.deleteOne({ _id }) : things.updateOne({ _id }, update)));
    }
    await agree();
    await both((things) => things.updateMany({ programme: 'a', rev: { $lt: 4 } }, { $set: { rev: 5, lane: 1 } }));
    await both((things) => things.deleteMany({ lane: 2 }));
    await agree();
    // and after it was all thrown away, nothing of it is left
    await client.db('test').dropDatabase();
    await indexed.createIndexes([...INDEXES]);
    await both((things) => things.insertMany(first));
    await agree();
  });

  it('hands out thousands to many at once without keeping them all in its memory', async () => {
    const dataDir = await javaFolder();
    const client = await clientOf((await start(dataDir)).uri);
    const people = client.db('test').collection<Thing>('people');
    const person = (_id: number): Thing => ({
      _id,
      version: 0,
      history: Array.from({ length: 20 }, (_, n) => ({ n, type: 'Happened', at: at(n) })),
    });
    await people.insertMany(Array.from({ length: 5000 }, (_, n) => person(n)));
    const { pid } = (await lockOf(dataDir)).database;
    const press = async (_id: number): Promise<number> => {
      const all = await people.find().toArray();
      await people.updateOne({ _id }, { $inc: { version: 1 } });
      return all.length;
    };
    expect(await Promise.all(Array.from({ length: 20 }, (_, n) => press(n)))).toEqual(
      Array.from({ length: 20 }, () => 5000),
    );
    expect((await lockOf(dataDir)).database.pid).toBe(pid);
    if (process.platform !== 'linux') return;
    const resident = Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
    expect(resident).toBeLessThan(220);
  });
});
