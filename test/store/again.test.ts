import { MongoClient, type Db } from 'mongodb';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { WakeLists } from '../../src/jobs/wake-lists.ts';
import type { Change, MemberId } from '../../src/app/ports.ts';
import type { Minute } from '../../src/jobs/minute.ts';
import { mongoStore } from '../../src/store/mongo.ts';
import { aMember } from '../build.ts';
import { MongoGate } from '../fakes/mongo-gate.ts';

// How an engine that is not MongoDB's own says that two upserts hindered each other.
const DEADLOCK = { ok: 0, code: 40_001, errmsg: 'deadlock detected' };
const INTERNAL = { ok: 0, code: 1, errmsg: 'internal error' };
const OTHER = { ok: 0, code: 2, errmsg: 'bad value' };

describe('an upsert that lost a race', () => {
  let gate: MongoGate;
  let client: MongoClient;
  let db: Db;
  beforeEach(async () => {
    gate = await MongoGate.before(inject('mongodbUri'));
    client = new MongoClient(gate.uri, { retryWrites: false });
    db = client.db(`test-again-${process.pid}`);
  });
  afterEach(async () => {
    await db.dropDatabase();
    await client.close();
    await gate.close();
  });
  const minute = '2026-01-01T08:00' as Minute;

  it.each([[DEADLOCK], [INTERNAL]])('is made again: %o', async (refusal) => {
    gate.answer('findAndModify', refusal, refusal, refusal);
    const lists = new WakeLists(db);
    expect((await lists.add(minute, ['pair:one'])).minute).toBe(minute);
    expect(await lists.earliest()).toBe(minute);
  });

  it('is not made again when it failed for another reason, nor for ever', async () => {
    const lists = new WakeLists(db);
    gate.answer('findAndModify', OTHER);
    await expect(lists.add(minute, ['pair:one'])).rejects.toMatchObject({ code: 2 });
    gate.answer('findAndModify', ...Array.from({ length: 20 }, () => DEADLOCK));
    await expect(lists.add(minute, ['pair:one'])).rejects.toThrow('deadlock detected');
  });

  it('is made again within a save of many, and the others are not', async () => {
    const store = mongoStore(db);
    const change = (id: MemberId, from: number): Change => ({
      id,
      from,
      to: from + 1,
      state: { ...aMember().state, id },
      dueAt: null,
      history: [],
      dueRules: 1,
      outbox: [],
      relayAt: new Date(0),
      seen: [],
    });
    const ids = ['member:one', 'member:two', 'member:three'] satisfies MemberId[];
    expect(await store.saveMany(ids.map((id) => change(id, 0)))).toEqual([]);
    await store.save(change('member:three', 1));
    const errors = [0, 1, 2].map((index) => ({ index, code: 1, errmsg: 'deadlock detected' }));
    gate.answer('update', { ok: 1, n: 0, nModified: 0, writeErrors: errors });
    expect(await store.saveMany(ids.map((id) => change(id, 1)))).toEqual(['member:three']);
    const versions = await Promise.all(ids.map(async (id) => (await store.load(id))?.version));
    expect(versions).toEqual([2, 2, 2]);
  });
});
