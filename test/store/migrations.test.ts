import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Migration } from '../../src/store/migrations.ts';
import { MIGRATIONS, migrate } from '../../src/store/migrations.ts';
import type { Database } from '../../src/store/server.ts';
import { DatabaseProblem } from '../../src/store/server.ts';
import { KeptLog } from '../fakes/log.ts';
import { dropped, freshDatabase } from '../setup/database.ts';

describe('the migrations', () => {
  const log = new KeptLog();
  let database: Database;
  beforeEach(async () => {
    database = await freshDatabase(log);
  });
  afterEach(() => dropped(database));

  const version = async (): Promise<unknown> =>
    (await database.db.collection<{ _id: string }>('meta').findOne({ _id: 'schema' }))?.['version' as never];
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const steps = (ups: readonly (() => Promise<void>)[]): Migration[] =>
    ups.map((up, n) => ({ version: n + 1, name: `step ${n + 1}`, up }));

  it('are numbered from 1, without a gap', () => {
    expect(MIGRATIONS.map((step) => step.version)).toEqual(MIGRATIONS.map((_, n) => n + 1));
  });

  it('bring a new database to the version of the code, and do nothing the next time', async () => {
    await migrate(database.db, log);
    expect(await version()).toBe(MIGRATIONS.length);
    await migrate(database.db, log);
    expect(await version()).toBe(MIGRATIONS.length);
  });

  it('are run once each and in order, when many start at the same time', async () => {
    const ran: number[] = [];
    const slow = steps([1, 2, 3].map((n) => () => pause(30).then(() => void ran.push(n))));
    await Promise.all(Array.from({ length: 5 }, () => migrate(database.db, log, { steps: slow })));
    expect(ran).toEqual([1, 2, 3]);
    expect(await version()).toBe(3);
  });

  it('go on from where they were, with the new ones alone', async () => {
    const ran: string[] = [];
    const step = (name: string) => () => Promise.resolve(void ran.push(name));
    await migrate(database.db, log, { steps: steps([step('one')]) });
    await migrate(database.db, log, { steps: steps([step('one again'), step('two')]) });
    expect(ran).toEqual(['one', 'two']);
  });

  it('are taken over from one that died in a step', async () => {
    let runs = 0;
    const dying = steps([() => new Promise<void>(() => (runs += 1))]);
    // it holds the step and says that it is alive, until its connection is cut
    const other = await freshDatabase(log);
    void migrate(other.client.db(database.db.databaseName), log, { steps: dying, leaseMs: 400 }).catch(() => undefined);
    await expect.poll(() => runs).toBe(1);
    const taken = migrate(database.db, log, { steps: steps([() => Promise.resolve(void (runs += 1))]), leaseMs: 400 });
    await pause(900);
    expect(runs).toBe(1);
    await other.client.close(true);
    await taken;
    expect(runs).toBe(2);
    expect(await version()).toBe(1);
  });

  it('can be tried again when one failed', async () => {
    const failing = steps([() => Promise.reject(new Error('broken'))]);
    await expect(migrate(database.db, log, { steps: failing })).rejects.toThrow('broken');
    expect(await version()).toBe(0);
    await migrate(database.db, log);
    expect(await version()).toBe(1);
  });

  it('leave alone a database that is newer than the code', async () => {
    await migrate(database.db, log, { steps: steps([1, 2, 3, 4].map(() => () => Promise.resolve())) });
    await expect(migrate(database.db, log)).rejects.toThrow(DatabaseProblem);
    await expect(migrate(database.db, log)).rejects.toThrow('version 4');
  });
});
