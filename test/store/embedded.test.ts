import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, type Filter } from 'mongodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findDownloaded } from '../../src/store/embedded/download.ts';
import { startEmbedded, type Embedded } from '../../src/store/embedded/start.ts';

// The Java server is built once here and copied, so that each test has a data folder of its own.
let built: string;
const folders: string[] = [];
const toStop: Embedded[] = [];
const toKill: ChildProcess[] = [];
const toClose: Server[] = [];
const clients: MongoClient[] = [];

const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'handslag-embedded-'));
  folders.push(path);
  return path;
};

/** A data folder that the Java server has been used on: the search then looks no further. */
const javaFolder = async (): Promise<string> => {
  const path = await folder();
  if (built) await cp(join(built, '.embedded'), join(path, '.embedded'), { recursive: true });
  await mkdir(join(path, '.embedded'), { recursive: true });
  await mkdir(join(path, 'java'));
  await writeFile(join(path, '.embedded', 'format'), 'java\n');
  return path;
};

const start = async (dataDir: string, env: NodeJS.ProcessEnv = process.env, said: string[] = []): Promise<Embedded> => {
  const embedded = await startEmbedded({ dataDir, env, say: (line) => said.push(line) });
  toStop.push(embedded);
  return embedded;
};

/** The bot, as a process of its own: starts the database and then waits to be killed. */
const startOwner = async (
  dataDir: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ bot: ChildProcess; uri: string; kind: string }> => {
  const code = `import { startEmbedded } from ${JSON.stringify(new URL('../../src/store/embedded/start.ts', import.meta.url).href)};
    const { uri, kind } = await startEmbedded({ dataDir: process.argv[1], env: process.env, say: () => {} });
    console.log(JSON.stringify({ uri, kind }));
    setInterval(() => {}, 1000);`;
  const bot = spawn(process.execPath, ['--input-type=module', '-e', code, dataDir], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  toKill.push(bot);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: bot.stdout }).once('line', resolve);
    bot.once('exit', (status) => reject(new Error(`the bot ended with ${status}`)));
  });
  return { bot, ...(JSON.parse(line) as { uri: string; kind: string }) };
};

const clientOf = async (uri: string): Promise<MongoClient> => {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3000 });
  clients.push(client);
  return client.connect();
};

interface Counted {
  _id: string;
  version: number;
  text: string;
}
const pairsOf = async (uri: string) => (await clientOf(uri)).db('test').collection<Counted>('pairs');

const lockOf = async (
  dataDir: string,
): Promise<{ owner: number; database: { pid: number; port: number; kind: string } }> =>
  JSON.parse(await readFile(join(dataDir, 'database.lock'), 'utf8'));

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const gone = async (pid: number): Promise<boolean> => {
  for (let waited = 0; waited < 10_000 && alive(pid); waited += 50) await sleep(50);
  return !alive(pid);
};
const kill = async (child: ChildProcess): Promise<void> => {
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await over;
};

/** A folder with programs of ours, to stand first, or alone, on the PATH. */
const programs = async (scripts: Record<string, string>): Promise<string> => {
  const path = await folder();
  for (const [name, text] of Object.entries(scripts)) {
    await writeFile(join(path, name), text);
    await chmod(join(path, name), 0o755);
  }
  return path;
};

/** A download server of ours, and the settings that send the package there and nowhere else. */
const downloadServer = async (answer: 'refuse' | 'silence', path: string) => {
  const seen = { requests: 0, closed: 0 };
  const server = createServer((request, response) => {
    seen.requests += 1;
    request.socket.once('close', () => (seen.closed += 1));
    if (answer === 'refuse') response.writeHead(403).end();
  });
  toClose.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = {
    PATH: path,
    HOME: await folder(),
    MONGOMS_DOWNLOAD_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mongodb-linux-x86_64-debian12-8.0.4.tgz`,
    MONGOMS_USE_HTTP: 'true',
  };
  return { env, seen };
};

beforeAll(async () => {
  const path = await javaFolder();
  await (await startEmbedded({ dataDir: path, env: process.env, say: () => {} })).stop();
  built = path;
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  for (const bot of toKill.splice(0)) bot.kill('SIGKILL');
  await Promise.all(toStop.splice(0).map((embedded) => embedded.stop()));
  for (const server of toClose.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
});

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
        expect(error).toHaveProperty('name', expect.stringMatching(/^Mongo.*(Network|ServerSelection|PoolCleared)/));
      await embedded.stop();
      await Promise.all(clients.splice(0).map((client) => client.close()));
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

  it('listens on the loopback only', async () => {
    const { uri } = await start(await javaFolder());
    const port = Number(new URL(uri).port);
    const reaches = (host: string): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = connect({ host, port, timeout: 2000 });
        const end = (reached: boolean) => () => {
          socket.destroy();
          resolve(reached);
        };
        socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
      });
    expect(await reaches('127.0.0.1')).toBe(true);
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal }) => !internal);
    expect(await Promise.all(outside.map(({ address }) => reaches(address)))).toEqual(outside.map(() => false));
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
    await writeFile(join(dataDir, '.embedded', 'format'), 'java\n');
    const path = `${await programs({ mvn: '#!/bin/sh\necho "no such plugin"\nexit 1\n' })}:${process.env['PATH']}`;
    const error = await start(dataDir, { ...process.env, PATH: path }).catch((reason: Error) => reason);
    expect(error).toMatchObject({ name: 'NoDatabase' });
    const log = /its output is in (\S+?)\)/.exec((error as Error).message)?.[1];
    expect(await readFile(log!, 'utf8')).toContain('no such plugin');
    // nothing half built stays behind, nor the lock
    expect(await readdir(join(dataDir, '.embedded'))).toEqual(['build.log', 'format']);
    expect(await readdir(dataDir)).not.toContain('database.lock');
  });
});

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
    process.kill(database.pid, 'SIGKILL');
    expect(await gone(database.pid)).toBe(true);
    const error = await start(dataDir).catch((reason: Error) => reason);
    expect(error).toMatchObject({ name: 'NoDatabase', message: expect.stringContaining(`process ${bot.pid}`) });
    expect((error as Error).message).not.toContain('\n');
  });
});

describe('the search', () => {
  // Takes a mongod's arguments and passes all that comes to the Java server beside it, whose port stands in a file.
  const standIn = (portFile: string): string => `#!/usr/bin/env node
    const net = require('node:net');
    const port = process.argv[process.argv.indexOf('--port') + 1];
    if (process.argv[process.argv.indexOf('--bind_ip') + 1] !== '127.0.0.1') process.exit(2);
    const target = Number(require('node:fs').readFileSync(${JSON.stringify(portFile)}, 'utf8'));
    net.createServer((socket) => {
      const other = net.connect(target, '127.0.0.1');
      socket.pipe(other).pipe(socket);
      socket.on('error', () => {});
      other.on('error', () => {});
    }).listen(port, '127.0.0.1');`;

  it('takes a mongod on the PATH first, and ends it when a later start takes over from a killed one', async () => {
    const behind = await start(await javaFolder());
    const portFile = join(await folder(), 'port');
    await writeFile(portFile, new URL(behind.uri).port);
    const env = {
      PATH: `${await programs({ mongod: standIn(portFile) })}:${dirname(process.execPath)}:${process.env['PATH']}`,
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
    const portFile = join(await folder(), 'port');
    await writeFile(portFile, new URL(behind.uri).port);
    const named = join(await programs({ 'my-mongod': standIn(portFile) }), 'my-mongod');
    const path = await programs({ mongod: '#!/bin/sh\nexit 1\n' });
    const env = { PATH: `${path}:${dirname(process.execPath)}:/usr/bin:/bin`, MONGOMS_SYSTEM_BINARY: named };
    expect((await start(await folder(), env)).kind).toBe('mongod');
  });

  it('goes on from a mongod that does not run, and from a refused download, which it then skips for a day', async () => {
    const path = await programs({ mongod: '#!/bin/sh\necho "Illegal instruction" >&2\nexit 132\n' });
    const { env, seen } = await downloadServer('refuse', path);
    const dataDir = await folder();
    const said: string[] = [];

    const error = await start(dataDir, env, said).catch((reason: Error) => reason);
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
