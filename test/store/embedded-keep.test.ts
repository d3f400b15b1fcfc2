import { appendFile, open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Collection } from 'mongodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openDatabase, type Opened } from '../../src/database.ts';
import { onPath } from '../../src/store/embedded/environment.ts';
import { folderProblem } from '../../src/store/embedded/problem.ts';
import { KeptLog, type Line } from '../fakes/log.ts';
import {
  downloadServer,
  folder,
  javaFolder,
  kill,
  lockOf,
  pairsOf,
  programs,
  socketOf,
  start,
  startOwner,
  type Counted,
} from './folders.ts';

/** How long it takes until a write is taken again, in ms. */
const untilItWrites = async (pairs: Collection<Counted>, _id: string): Promise<number> => {
  const begun = performance.now();
  while (performance.now() - begun < 60_000) {
    const written = await pairs.insertOne({ _id, version: 1, text: '' }).then(
      () => true,
      () => false,
    );
    if (written) return performance.now() - begun;
    await sleep(20);
  }
  throw new Error('nothing was written within a minute');
};

/** An environment whose Java is this script. */
const withJava = async (script: string): Promise<NodeJS.ProcessEnv> => {
  const { JAVA_HOME: _, ...rest } = process.env;
  return { ...rest, PATH: `${await programs({ java: `#!/bin/sh\n${script}\n` })}:${process.env['PATH']}` };
};

const toClose: Opened[] = [];
afterEach(async () => {
  for (const database of toClose.splice(0)) await database.close();
});

/** The database as the program opens it. */
const opened = async (DATA_DIR: string, env: NodeJS.ProcessEnv = process.env): Promise<Opened & { log: KeptLog }> => {
  const log = new KeptLog();
  const { MONGODB_URI: _, ...rest } = env;
  const database = await openDatabase(readConfig({ ...rest, NODE_ENV: 'test', DATA_DIR }), log, () => undefined);
  toClose.push(database);
  return { ...database, log };
};

const endings = ({ lines }: KeptLog): Line[] => lines.filter(({ event }) => event === 'database.ended');

const dataOf = (dataDir: string): string => join(dataDir, 'java', 'data.mv');

describe('a database that ends', () => {
  it('is started again where it was, and a client that was connected goes on', async () => {
    const dataDir = await javaFolder();
    const { log, db } = await opened(dataDir);
    const pairs = db.collection<Counted>('pairs');
    await pairs.insertOne({ _id: 'before', version: 1, text: '' });
    const { database } = await lockOf(dataDir);
    for (const round of ['first', 'second']) {
      const { pid } = (await lockOf(dataDir)).database;
      process.kill(pid, 'SIGKILL');
      expect(await untilItWrites(pairs, round)).toBeLessThan(10_000);
      await vi.waitFor(async () => expect((await lockOf(dataDir)).database.pid).not.toBe(pid), 5000);
    }
    expect(await pairs.distinct('_id')).toEqual(['before', 'first', 'second']);
    expect((await lockOf(dataDir)).database).toMatchObject({ uri: database.uri, kind: 'java' });
    expect(endings(log)).toEqual(
      [1, 2].map(() => ({
        level: 'warn',
        event: 'database.ended',
        data: { reason: 'the Java server ended with SIGKILL' },
      })),
    );
  });

  it('is started again when it ran out of memory, and says that it did', async () => {
    const env = await withJava(`_JAVA_OPTIONS=-Xmx48m exec '${await onPath('java', process.env)}' "$@"`);
    const { log, db } = await opened(await javaFolder(), env);
    // 14 bytes each on the way, and a map each in the server
    const large = { list: Array.from({ length: 1_000_000 }, () => ({})) };
    await expect(db.collection('lists').insertOne(large)).rejects.toThrow('connection');
    expect(await untilItWrites(db.collection<Counted>('pairs'), 'after')).toBeLessThan(10_000);
    expect(endings(log)[0]?.data['reason']).toBe('the Java server ran out of memory');
  });

  it('does not come back where it cannot write, and says so', async () => {
    const env = await withJava(`ulimit -f 4000\nexec '${await onPath('java', process.env)}' "$@"`);
    const dataDir = await javaFolder();
    const embedded = await start(dataDir, env);
    const pairs = await pairsOf(embedded.uri);
    const text = 'x'.repeat(500_000);
    const written = Array.from({ length: 20 }, (_, n) => pairs.insertOne({ _id: `${n}`, version: 1, text }));
    expect((await Promise.allSettled(written)).some(({ status }) => status === 'rejected')).toBe(true);
    expect(await embedded.lost).toBe(`the database cannot write in ${dataDir} (File too large)`);
  });

  it('does not come back when its file is gone, and says so', async () => {
    const dataDir = await javaFolder();
    const embedded = await start(dataDir);
    await rm(dataOf(dataDir));
    process.kill((await lockOf(dataDir)).database.pid, 'SIGKILL');
    expect(await embedded.lost).toContain(`${dataOf(dataDir)} is gone or empty`);
  });

  it('is lost to a second process when the first ends', async () => {
    const dataDir = await javaFolder();
    const { bot } = await startOwner(dataDir);
    const second = await start(dataDir);
    await kill(bot);
    expect(await second.lost).toBe(`process ${bot.pid}, which ran the database in ${dataDir}, has ended; start again`);
  });
});

describe('data that were there', () => {
  const refusal = async (dataDir: string): Promise<string> => {
    const error = await start(dataDir).then(
      () => new Error('it started'),
      (reason: Error) => reason,
    );
    expect(error).toMatchObject({ name: 'NoDatabase' });
    expect(error.message).not.toContain('\n');
    expect(await readdir(dataDir)).not.toContain('database.lock');
    return error.message;
  };

  it.each([
    ['gone', (file: string) => rm(file)],
    ['gone with their folder', (file: string) => rm(dirname(file), { recursive: true })],
    ['empty', (file: string) => truncate(file)],
  ])('are missed when they are %s, and no empty database takes their place', async (_, spoil) => {
    const dataDir = await javaFolder();
    await spoil(dataOf(dataDir));
    expect(await refusal(dataDir)).toBe(
      `the database held data, and ${dataOf(dataDir)} is gone or empty: put it back from a copy, or remove all of ${dataDir} to begin anew`,
    );
  });

  it.each([
    ['overwritten', (file: string) => writeFile(file, 'nothing of ours\n'.repeat(2000))],
    ['cut short', (file: string) => truncate(file, 5000)],
  ])('are named when they are %s', async (_, spoil) => {
    const dataDir = await javaFolder();
    await spoil(dataOf(dataDir));
    expect(await refusal(dataDir)).toContain(`${dataOf(dataDir)} is damaged (`);
  });

  it('are named when a page of theirs cannot be read any more', async () => {
    const dataDir = await javaFolder();
    const embedded = await start(dataDir);
    const some = Array.from({ length: 200 }, (_, n) => ({ _id: `${n}`, version: 1, text: 'x'.repeat(5000) }));
    await (await pairsOf(embedded.uri)).insertMany(some);
    await embedded.stop();
    const file = await open(dataOf(dataDir), 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(Math.floor(size / 2), 7), 0, null, Math.floor(size / 4));
    await file.close();
    const again = await start(dataDir);
    const found = (await pairsOf(again.uri)).find().toArray();
    await found.catch((error: unknown) => error);
    expect(await again.lost).toContain('is damaged');
  });

  it('are read by nobody else on the machine, nor is their server reached', async () => {
    const dataDir = await javaFolder();
    const embedded = await start(dataDir);
    const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
    const modes = ['java', 'java/data.mv', 'database.log', 'database.lock', 'held-by'].map(async (name) => [
      name,
      await modeOf(join(dataDir, name)),
    ]);
    expect(Object.fromEntries(await Promise.all(modes))).toEqual({
      java: '700',
      'java/data.mv': '600',
      'database.log': '600',
      'database.lock': '600',
      'held-by': '600',
    });
    expect(await modeOf(dirname(socketOf(embedded)))).toBe('700');
    const fresh = join(await folder(), 'fresh');
    const { env } = await downloadServer('refuse', await programs({}));
    await expect(start(fresh, env)).rejects.toThrow('there is no database');
    expect(await modeOf(fresh)).toBe('700');
  });

  it('need a folder that can be written, and one line says when it cannot', async () => {
    const file = join(await folder(), 'a-file');
    await appendFile(file, '');
    await expect(start(join(file, 'data'))).rejects.toMatchObject({
      name: 'NoDatabase',
      message: `DATA_DIR: cannot write in ${join(file, 'data')}: it is not a folder`,
    });
    const said = ['ENOSPC', 'EROFS', 'EACCES'].map(
      (code) => folderProblem('/data', Object.assign(new Error(code), { code }))?.message,
    );
    expect(said).toEqual([
      'DATA_DIR: cannot write in /data: there is no space left on its disk',
      'DATA_DIR: cannot write in /data: its disk can only be read',
      'DATA_DIR: cannot write in /data: this user may not write there',
    ]);
  });
});
