import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { javaFolder, kill, lockOf, pairsOf, start, startOwner } from './folders.ts';

describe('one data folder', () => {
  it('is shared by a second start, whose stop does not end the database', async () => {
    const dataDir = await javaFolder();
    const first = await start(dataDir);
    const { bot, uri, kind } = await startOwner(dataDir);
    expect({ uri, kind }).toEqual({ uri: first.uri, kind: 'java' });
    const second = await start(dataDir);
    expect(second.uri).toBe(first.uri);
    expect(second.description).toContain(String(process.pid));
    await second.stop();
    await kill(bot);
    await (await pairsOf(first.uri)).insertOne({ _id: 'a', version: 1, text: '' });
    await first.stop();
    await first.stop();
    expect(await readdir(dataDir)).not.toContain('database.lock');
  });

  it('gets one database when several start at the same moment', async () => {
    const dataDir = await javaFolder();
    const started = await Promise.all([startOwner(dataDir), startOwner(dataDir), startOwner(dataDir), start(dataDir)]);
    expect(new Set(started.map(({ uri }) => uri)).size).toBe(1);
  });

  it('is taken over by exactly one of several when its owner was killed', async () => {
    const dataDir = await javaFolder();
    const { bot } = await startOwner(dataDir);
    await kill(bot);
    const started = await Promise.all([startOwner(dataDir), startOwner(dataDir), startOwner(dataDir)]);
    expect(new Set(started.map(({ uri }) => uri)).size).toBe(1);
  });

  it('is taken over from a process whose id a later one has', async () => {
    const dataDir = await javaFolder();
    await writeFile(join(dataDir, 'database.lock'), JSON.stringify({ id: 'x', owner: process.pid, born: 'earlier' }));
    expect((await start(dataDir)).kind).toBe('java');
  });

  it('is taken over when the lock was cut short', async () => {
    const dataDir = await javaFolder();
    await writeFile(join(dataDir, 'database.lock'), '{"id":"x","own');
    expect((await start(dataDir)).kind).toBe('java');
  });

  it('names the process that holds it when that one has no database that answers', async () => {
    const dataDir = await javaFolder();
    const { bot } = await startOwner(dataDir);
    const { database } = await lockOf(dataDir);
    bot.kill('SIGSTOP'); // else it would start it again
    process.kill(database.pid, 'SIGKILL');
    const error = await start(dataDir).catch((reason: Error) => reason);
    expect(error).toMatchObject({ name: 'NoDatabase', message: expect.stringContaining(`process ${bot.pid}`) });
    expect((error as Error).message).not.toContain('\n');
  });
});
