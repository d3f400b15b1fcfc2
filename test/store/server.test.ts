import { createServer } from 'node:net';
import { inject } from 'vitest';
import { describe, expect, it } from 'vitest';
import { DatabaseProblem, connect } from '../../src/store/server.ts';
import { KeptLog } from '../fakes/log.ts';

const log = new KeptLog();
const problem = async (uri: string): Promise<DatabaseProblem> => {
  const error: unknown = await connect({ uri, dbName: 'test-none', log }).then(
    (database) => database.close(),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DatabaseProblem)) throw new Error(`no DatabaseProblem but ${String(error)}`);
  return error;
};

const withoutPatience = inject('mongodbUri').replace(/&serverSelectionTimeoutMS=\d+/, '');

describe('connecting', () => {
  it('says which version answered', async () => {
    const database = await connect({ uri: inject('mongodbUri'), dbName: 'test-none', log });
    expect(Number.parseInt(database.version, 10)).toBeGreaterThanOrEqual(6);
    expect(database.db.databaseName).toBe('test-none');
    await database.close();
  });

  it('says in one line that nobody answers, and never the password', async () => {
    const begun = Date.now();
    const { message } = await problem('mongodb://someone:s3cret%40@127.0.0.1:9/?authSource=admin');
    expect(message).toBe('the MongoDB server at 127.0.0.1:9 did not answer within 5 s (ECONNREFUSED)');
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  it('gives up on a server that is silent', async () => {
    const silent = createServer(() => undefined);
    const port = await new Promise<number>((resolve, reject) => {
      silent.listen(0, '127.0.0.1', () => {
        const address = silent.address();
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
    const { message } = await problem(`mongodb://someone:s3cret@127.0.0.1:${port}/`);
    expect(message).toContain(`the MongoDB server at 127.0.0.1:${port} did not answer within 5 s`);
    expect(message).not.toContain('s3cret');
    silent.close();
  });

  it.each([
    'nonsense s3cret',
    'postgres://someone:s3cret@db.example.se/',
    'mongodb://someone:s3cret@',
    'mongodb://someone:s3c/ret@db.example.se/x',
    'mongodb://someone:s3cret@db.example.se/?noSuchOption=s3cret',
  ])('does not repeat a connection string that it does not understand (%#)', async (uri) => {
    const { message } = await problem(uri);
    expect(message).toMatch(/^MONGODB_URI is not a connection string/);
    expect(message).not.toMatch(/s3c|ret@/);
  });

  it.each([
    ['journal=false', 'journal is turned off'],
    ['j=false', 'journal is turned off'],
    ['retryWrites=FALSE', 'retryWrites is turned off'],
    ['w=1', 'w asks for less than a majority'],
    ['W=0', 'w asks for less than a majority'],
  ])('refuses an address that takes back what is promised (%s)', async (option, why) => {
    const { message } = await problem(`mongodb://someone:s3cret@127.0.0.1:9/?appName=x&${option}`);
    expect(message).toContain(`MONGODB_URI: ${why}`);
    expect(message).toContain('leave it out');
    expect(message).not.toMatch(/s3cret|127|\n/);
  });

  it('waits for a majority that keeps what it is given, though not for ever', async () => {
    const database = await connect({ uri: inject('mongodbUri'), dbName: 'test-none', log });
    expect(database.db.writeConcern).toMatchObject({ w: 'majority', wtimeoutMS: 10_000, journal: true });
    await database.close();
  });

  it('looks longer for a server where it is told to', async () => {
    const database = await connect({ uri: withoutPatience, dbName: 'test-none', log, patience: 12_000 });
    expect(database.client.options).toMatchObject({ serverSelectionTimeoutMS: 12_000, waitQueueTimeoutMS: 24_000 });
    await database.close();
  });
});
