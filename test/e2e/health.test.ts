import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Home } from './bot.ts';

// The program and its database: one that ends is started again, one that is gone ends the program, and it says how it is.

const isEmbedded = (process.env['MONGODB_URI'] ?? '') === '';

describe.runIf(isEmbedded)('with a database of its own', () => {
  let home: Home;
  beforeEach(async () => {
    home = await Home.make();
  });
  afterEach(() => home.close());

  const databaseProcess = async (): Promise<number> =>
    (JSON.parse(await readFile(join(home.dataDir, 'database.lock'), 'utf8')) as { database: { pid: number } }).database
      .pid;
  const health = async (url: URL): Promise<number> => (await fetch(new URL('/healthz', url))).status;
  const say = async (url: URL): Promise<number> => {
    const { status } = await fetch(new URL('/api/say', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: 'playground:a2', room: 'playground:a2', text: 'adept' }),
    });
    return status;
  };

  test('a database that is killed is back within seconds, and so are health and presses', async () => {
    const bot = home.start();
    const url = await bot.ready();
    expect(await say(url)).toBe(200);
    expect(await health(url)).toBe(200);
    process.kill(await databaseProcess(), 'SIGKILL');
    await bot.logged('database.ended');
    const begun = performance.now();
    while ((await say(url)) !== 200 && performance.now() - begun < 20_000) await sleep(50);
    expect(performance.now() - begun).toBeLessThan(10_000);
    await sleep(1000);
    expect(await health(url)).toBe(200);
    expect(bot.toStarter.at(-1)).toBe(
      'the database has ended, and is started again: the Java server ended with SIGKILL',
    );
    expect((await bot.stop()).code).toBe(0);
  });

  test('health says so when the database hangs, and stopping then takes ten seconds and no more', async () => {
    const bot = home.start();
    const url = await bot.ready();
    const database = await databaseProcess();
    process.kill(database, 'SIGSTOP');
    try {
      await sleep(1100);
      expect(await health(url)).toBe(503);
      void say(url).catch(() => undefined);
      const begun = performance.now();
      await bot.stop();
      expect(performance.now() - begun).toBeLessThan(12_000);
    } finally {
      try {
        process.kill(database, 'SIGKILL');
      } catch {
        // the bot took it with it
      }
    }
  });

  test('a database that cannot come back ends the program, with one line that says why, also in the log', async () => {
    const bot = home.start();
    await bot.ready();
    const file = join(home.dataDir, 'java', 'data.mv');
    await rm(file);
    process.kill(await databaseProcess(), 'SIGKILL');
    expect(await bot.ended).toEqual({ code: 1, signal: null });
    const why = `the database held data, and ${file} is gone or empty: put it back from a copy, or remove all of ${home.dataDir} to begin anew`;
    expect(bot.err.filter((line) => !line.startsWith('{'))).toEqual([why]);
    expect(JSON.parse(await bot.logged('database.lost'))).toMatchObject({ reason: why });
    // and the next start does not begin with an empty one
    const again = home.start();
    expect(await again.ended).toEqual({ code: 2, signal: null });
    expect(again.err).toEqual([why]);
  });

  test('the program on the folder of another ends when that one does', async () => {
    const first = home.start();
    await first.ready();
    const second = home.start({ PORT: '0' });
    await second.ready();
    await first.kill();
    expect((await second.ended).code).toBe(1);
    expect(second.err.find((line) => !line.startsWith('{'))).toMatch(
      /^process \d+, which ran the database in .*, has ended; start again$/,
    );
  });

  test('a signal is heard before it is ready, and the next start is none the worse', async () => {
    const bot = home.start();
    await sleep(400);
    const begun = performance.now();
    expect(await bot.stop()).not.toMatchObject({ signal: 'SIGKILL' });
    expect(performance.now() - begun).toBeLessThan(5_000);
    // and nothing of it is in the way of the next
    await home.start().ready();
  });
});
