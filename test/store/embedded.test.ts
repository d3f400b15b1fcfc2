import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Filter } from 'mongodb';
import { describe, expect, it } from 'vitest';
import {
  clientOf,
  disconnect,
  folder,
  gone,
  javaFolder,
  kill,
  lockOf,
  pairsOf,
  programs,
  start,
  startOwner,
  type Counted,
} from './folders.ts';

describe('the Java server', () => {
  it('keeps every acknowledged write when it is killed in the middle of parallel writes', async () => {
    const dataDir = await javaFolder();
    const acknowledged = new Map<string, number>();
    let writes = 0;
    const written = (n: number): boolean => writes >= n;
    for (let round = 0; round < 3; round++) {
      const embedded = await start(dataDir);
      const pairs = await pairsOf(embedded.uri);
      await pairs.createIndex({ text: 1 }, { unique: true }, {});
      for (const [_id, version] of acknowledged) {
        const found = await pairs.findOne({ _id });
        // one more may have been written and not acknowledged
        expect([version, version + 1]).toContain(found?.version);
        expect((await pairs.findOne({ text: found!.text }))?._id).toBe(_id);
        acknowledged.set(_id, found!.version);
      }
      const { database } = await lockOf(dataDir);
      const writer = async (number: number): Promise<void> => {
        for (let n = 0; ; n++) {
          const _id = `${number}-${n % 20}`;
          const version = acknowledged.get(_id);
          const next = { version: (version ?? 0) + 1, text: `${_id} ${(version ?? 0) + 1} ${'x'.repeat(2000)}` };
          if (version === undefined) await pairs.insertOne({ _id, ...next });
          else if ((await pairs.replaceOne({ _id, version }, next)).matchedCount !== 1) throw new Error(`lost ${_id}`);
          acknowledged.set(_id, next.version);
          writes += 1;
        }
      };
      const writers = Array.from({ length: 8 }, (_, number) =>
        writer(round * 8 + number).catch((error: unknown) => error),
      );
      while (!written((round + 1) * 150)) await sleep(5);
      process.kill(database.pid, 'SIGKILL');
      for (const error of await Promise.all(writers))
        // The driver's own, or the socket's as it was.
        expect(`${(error as Error).name} ${(error as NodeJS.ErrnoException).code ?? ''}`).toMatch(
          /^Mongo.*(Network|ServerSelection|PoolCleared)|^Error (EPIPE|ECONNRESET)$/,
        );
      await embedded.stop();
      await disconnect();
    }
    const pairs = await pairsOf((await start(dataDir)).uri);
    for (const [_id, version] of acknowledged)
      expect((await pairs.findOne({ _id }))?.version).toBeGreaterThanOrEqual(version);
    // the documents and their indexes agree: what a scan sees an index finds, and the other way round
    const scanned = await pairs.find({ version: { $gt: 0 } }).toArray();
    expect(await pairs.countDocuments({ _id: { $in: scanned.map(({ _id }) => _id) } })).toBe(scanned.length);
    expect(await pairs.countDocuments({ text: { $in: scanned.map(({ text }) => text) } })).toBe(scanned.length);
  });

  it('ends when the process that started it is killed, and the next start has its data', async () => {
    const dataDir = await javaFolder();
    const { bot, uri, kind } = await startOwner(dataDir);
    expect(kind).toBe('java');
    await (await pairsOf(uri)).insertOne({ _id: 'a', version: 1, text: '' });
    const { owner, database } = await lockOf(dataDir);
    expect(owner).toBe(bot.pid);
    await kill(bot);
    expect(await gone(database.pid)).toBe(true);

    const again = await start(dataDir);
    expect(await (await pairsOf(again.uri)).findOne({ _id: 'a' })).toMatchObject({ version: 1 });
    expect((await lockOf(dataDir)).owner).toBe(process.pid);
  });

  it('is waited for by a start that comes right after the kill', async () => {
    const dataDir = await javaFolder();
    for (let round = 0; round < 3; round++) {
      const { bot, uri } = await startOwner(dataDir);
      await (await pairsOf(uri)).insertOne({ _id: `${round}`, version: 1, text: 'x'.repeat(1_000_000) });
      await kill(bot);
    }
    expect(await (await pairsOf((await start(dataDir)).uri)).countDocuments()).toBe(3);
  });

  it('is waited for even when its owner was killed before it had written it down', async () => {
    const dataDir = await javaFolder();
    const { bot, uri } = await startOwner(dataDir);
    await (await pairsOf(uri)).insertOne({ _id: 'a', version: 1, text: '' });
    const { database: _, ...starting } = await lockOf(dataDir);
    await writeFile(join(dataDir, 'database.lock'), JSON.stringify(starting));
    await kill(bot);
    expect(await (await pairsOf((await start(dataDir)).uri)).countDocuments()).toBe(1);
  });

  it('keeps its file small under many updates', async () => {
    const dataDir = await javaFolder();
    const embedded = await start(dataDir);
    const pairs = await pairsOf(embedded.uri);
    await pairs.insertMany(
      Array.from({ length: 100 }, (_, n) => ({ _id: `${n}`, version: 0, text: 'x'.repeat(5000) })),
    );
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        for (let n = writer; n < 4000; n += 16) await pairs.updateOne({ _id: `${n % 100}` }, { $inc: { version: 1 } });
      }),
    );
    // 4000 updates of 5 KB and the pages above them come to well over 30 MB
    await embedded.stop();
    const files = await readdir(join(dataDir, 'java'), { withFileTypes: true });
    expect(files.map(({ name }) => name)).toEqual(['data.mv']);
    expect((await readFile(join(dataDir, 'java', 'data.mv'))).byteLength).toBeLessThan(16_000_000);
    const reopened = await pairsOf((await start(dataDir)).uri);
    expect((await reopened.find().toArray()).reduce((sum, { version }) => sum + version, 0)).toBe(4000);
  });

  it('never shows a document half changed, nor what is not yet kept', async () => {
    const pairs = (await clientOf((await start(await javaFolder())).uri))
      .db('test')
      .collection<{ _id: number; a: number; list: number[]; z: number }>('torn');
    await pairs.insertOne({ _id: 1, a: 0, list: [0], z: 0 });
    const writing = new AbortController();
    const torn: unknown[] = [];
    const readers = Array.from({ length: 6 }, async () => {
      while (!writing.signal.aborted) {
        const found = await pairs.findOne({ _id: 1 });
        if (found?.a !== found?.z || found?.list.some((n) => n !== found.a)) torn.push(found);
      }
    });
    for (let n = 1; n <= 250; n++)
      await pairs.updateOne({ _id: 1 }, { $set: { a: n, list: Array.from({ length: 300 }, () => n), z: n } });
    writing.abort();
    await Promise.all(readers);
    expect(torn).toEqual([]);
    const after = await Promise.all(
      Array.from({ length: 40 }, () =>
        pairs.findOneAndUpdate({ _id: 1 }, { $inc: { a: 1 } }, { returnDocument: 'after' }),
      ),
    );
    expect(after.map((found) => found?.a).toSorted((a, b) => a! - b!)).toEqual(
      Array.from({ length: 40 }, (_, n) => 251 + n),
    );
  });

  it('lets one of several win who replace the same version', async () => {
    const pairs = await pairsOf((await start(await javaFolder())).uri);
    await pairs.insertMany(Array.from({ length: 300 }, (_, n) => ({ _id: `${n}`, version: 1, text: '' })));
    const results = await Promise.all(
      Array.from({ length: 20 }, () => pairs.replaceOne({ _id: '7', version: 1 }, { version: 2, text: '' })),
    );
    expect(results.filter(({ matchedCount }) => matchedCount === 1)).toHaveLength(1);
    const { matchedCount } = await pairs.bulkWrite(
      ['6', '7', '8', 'none'].map((_id) => ({
        updateOne: { filter: { _id, version: 1 }, update: { $set: { version: 2 } } },
      })),
    );
    expect(matchedCount).toBe(2);
  });

  it('keeps a sparse unique index on a field of an array of documents', async () => {
    const notes = (await clientOf((await start(await javaFolder())).uri))
      .db('test')
      .collection<{ _id: number; outbox?: { id?: string | null }[] }>('notes');
    await notes.createIndex({ 'outbox.id': 1 }, { unique: true, sparse: true }, {});
    await notes.insertMany([
      { _id: 1, outbox: [{ id: 'a' }, { id: 'b' }] },
      { _id: 2, outbox: [] },
      { _id: 3, outbox: [] },
      { _id: 4 },
      { _id: 5, outbox: [{}] },
    ]);
    await expect(notes.insertOne({ _id: 6, outbox: [{ id: 'b' }] })).rejects.toMatchObject({ code: 11000 });
    await expect(notes.updateOne({ _id: 2 }, { $push: { outbox: { id: 'a' } } })).rejects.toMatchObject({
      code: 11000,
    });
    expect((await notes.findOne({ 'outbox.id': 'b' }))?._id).toBe(1);
    await notes.updateOne({ _id: 1 }, { $pull: { outbox: { id: 'b' } } });
    await notes.updateOne({ _id: 3 }, { $push: { outbox: { $each: [{ id: 'b' }, { id: 'c' }] } } });
    expect(await notes.distinct('_id', { 'outbox.id': { $in: ['b', 'c'] } })).toEqual([3]);
    await notes.deleteOne({ _id: 3 });
    await notes.insertOne({ _id: 7, outbox: [{ id: 'c' }] });
  });

  it('counts what was inserted, and finds by _id with any condition', async () => {
    const pairs = await pairsOf((await start(await javaFolder())).uri);
    const some = (...ids: string[]): Counted[] => ids.map((_id) => ({ _id, version: 1, text: '' }));
    await pairs.insertMany(some('b'));
    await expect(pairs.insertMany(some('a', 'b', 'c'), { ordered: false })).rejects.toMatchObject({
      code: 11000,
      insertedCount: 2,
    });
    await expect(pairs.insertMany(some('d', 'a', 'e'))).rejects.toMatchObject({ code: 11000, insertedCount: 1 });
    const count = (filter: Filter<Counted>): Promise<number> => pairs.countDocuments(filter);
    expect(await count({ _id: { $in: ['a', 'c', 'none'] } })).toBe(2);
    expect(await count({ _id: { $in: ['a', 'c'] }, version: 2 })).toBe(0);
    expect(await count({ _id: { $in: [/^[ab]/, 'c'] as never } })).toBe(3);
    expect(await count({ _id: { $in: ['a', 'b'], $ne: 'a' } })).toBe(1);
    expect(await count({ _id: { $gt: 'a' }, version: 1 })).toBe(3);
    expect(await count({ _id: /^[ab]/ })).toBe(2);
  });

  it('says in which file the reason stands when it cannot be built', async () => {
    const dataDir = await folder();
    await mkdir(join(dataDir, '.embedded'));
    await mkdir(join(dataDir, 'java'));
    await writeFile(join(dataDir, 'java', 'data.mv'), 'data');
    const path = `${await programs({ mvn: '#!/bin/sh\necho "no such plugin"\nexit 1\n' })}:${process.env['PATH']}`;
    const error = await start(dataDir, { ...process.env, PATH: path }).catch((reason: Error) => reason);
    expect(error).toMatchObject({ name: 'NoDatabase' });
    const log = /its output is in (\S+?)\)/.exec((error as Error).message)?.[1];
    expect(await readFile(log!, 'utf8')).toContain('no such plugin');
    // nothing half built stays behind, nor the lock
    expect(await readdir(join(dataDir, '.embedded'))).toEqual(['build.log']);
    expect(await readdir(dataDir)).not.toContain('database.lock');
  });
});
