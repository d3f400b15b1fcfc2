import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { findDownloaded } from '../../src/store/embedded/download.ts';
import {
  alive,
  downloadServer,
  folder,
  gone,
  javaFolder,
  kill,
  lockOf,
  programs,
  socketOf,
  start,
  startOwner,
} from './folders.ts';

describe('the search', () => {
  // Takes a mongod's arguments and passes all that comes to the Java server beside it, whose socket this is.
  const standIn = (socket: string): string => `#!/usr/bin/env node
    const net = require('node:net');
    const dbpath = process.argv[process.argv.indexOf('--dbpath') + 1];
    require('node:fs').writeFileSync(dbpath + '/WiredTiger', 'data');
    const port = process.argv[process.argv.indexOf('--port') + 1];
    if (process.argv[process.argv.indexOf('--bind_ip') + 1] !== '127.0.0.1') process.exit(2);
    const target = ${JSON.stringify(socket)};
    net.createServer((socket) => {
      const other = net.connect(target);
      socket.pipe(other).pipe(socket);
      socket.on('error', () => {});
      other.on('error', () => {});
    }).listen(port, '127.0.0.1');`;

  it('takes a mongod on the PATH first, and ends it when a later start takes over from a killed one', async () => {
    const behind = await start(await javaFolder());
    const env = {
      PATH: `${await programs({ mongod: standIn(socketOf(behind)) })}:${dirname(process.execPath)}:${process.env['PATH']}`,
    };
    const dataDir = await folder();
    const { bot, kind } = await startOwner(dataDir, env);
    expect(kind).toBe('mongod');
    const { database } = await lockOf(dataDir);
    await kill(bot);
    expect(alive(database.pid)).toBe(true);

    const again = await start(dataDir, env);
    expect(again.kind).toBe('mongod');
    expect(await gone(database.pid)).toBe(true);
    await again.stop();
    expect(await gone((await readdir(dataDir)).includes('database.lock') ? process.pid : database.pid)).toBe(true);

    // what one kind of server has written another cannot read: it is not passed over for an empty one
    const without = { ...(await downloadServer('refuse', await programs({}))).env };
    await expect(start(dataDir, without)).rejects.toMatchObject({
      name: 'NoDatabase',
      message: expect.stringContaining('need a MongoDB server'),
    });
  });

  it('takes the mongod that MONGOMS_SYSTEM_BINARY names', async () => {
    const behind = await start(await javaFolder());
    const named = join(await programs({ 'my-mongod': standIn(socketOf(behind)) }), 'my-mongod');
    const path = await programs({ mongod: '#!/bin/sh\nexit 1\n' });
    const env = { PATH: `${path}:${dirname(process.execPath)}:/usr/bin:/bin`, MONGOMS_SYSTEM_BINARY: named };
    expect((await start(await folder(), env)).kind).toBe('mongod');
  });

  it('goes on from a mongod that does not run, and from a refused download, which it then skips for a day', async () => {
    const path = await programs({ mongod: '#!/bin/sh\necho "Illegal instruction" >&2\nexit 132\n' });
    const { env, seen } = await downloadServer('refuse', path);
    const dataDir = await folder();
    const said: string[] = [];

    const error = await start(dataDir, env, { said }).catch((reason: Error) => reason);
    expect(error).toMatchObject({ name: 'NoDatabase' });
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /mongod: .*Illegal instruction.*; download: .*403.*; Java: there is no Java/,
      ) as string,
    });
    // What was tried in vain is in the one line of the end, and is not said where another way leads on.
    expect(said).toEqual([]);
    expect(seen.requests).toBe(1);

    await expect(start(dataDir, env)).rejects.toThrow('refused within the last day');
    expect(seen.requests).toBe(1);

    const file = join(dataDir, '.embedded', 'download-refused.json');
    const refusal = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(
      file,
      JSON.stringify({ ...refusal, at: new Date(Date.parse(refusal.at) - 24 * 60 * 60_000).toISOString() }),
    );
    await expect(start(dataDir, env)).rejects.toThrow('403');
    expect(seen.requests).toBe(2);
  });

  it('does not take a Java that is too old', async () => {
    const java = '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n';
    const { env } = await downloadServer('refuse', await programs({ java, mvn: '#!/bin/sh\nexit 0\n' }));
    await expect(start(await folder(), env)).rejects.toThrow('the Java found is older than 17');
  });

  it('says in one line what to do when there is no way', async () => {
    const { env } = await downloadServer('refuse', await programs({}));
    const error = (await start(await folder(), env).catch((reason: Error) => reason)) as Error;
    expect(error).toMatchObject({ name: 'NoDatabase' });
    for (const way of ['set MONGODB_URI', 'install MongoDB', 'install a JDK (17 or newer) and Maven'])
      expect(error.message).toContain(way);
    expect(error.message).not.toContain('\n');
  });

  it('gives a download up when nothing comes, and ends it', async () => {
    const { env, seen } = await downloadServer('silence', process.env['PATH']!);
    const began = Date.now();
    await expect(findDownloaded(await folder(), env, () => {}, 5000)).rejects.toThrow('nothing came within 5 s');
    expect(Date.now() - began).toBeLessThan(15_000);
    expect(seen.requests).toBe(1);
    for (let waited = 0; waited < 2000 && seen.closed === 0; waited += 50) await sleep(50);
    expect(seen.closed).toBe(1);
  });

  it('passes no secret of the bot on to the programs that it starts', async () => {
    const seen = join(await folder(), 'seen');
    const path = await programs({ mongod: `#!/bin/sh\nexport -p > '${seen}'\nexit 1\n` });
    const { env } = await downloadServer('refuse', path);
    await start(await folder(), { ...env, SLACK_BOT_TOKEN: 'secret-of-the-bot' }).catch(() => {});
    expect(await readFile(seen, 'utf8')).toContain('HOME=');
    expect(await readFile(seen, 'utf8')).not.toContain('secret-of-the-bot');
  });
});
