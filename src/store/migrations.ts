import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Collection, Db } from 'mongodb';
import type { Log } from '../app/ports.ts';
import { upserted } from './again.ts';
import { DatabaseProblem } from './server.ts';

/**
 * One step from the version before. It may be run again after a kill in its middle, by another process: it has to leave alone
 * what it has done already. One-document writes only; what it reads is never more than what is in the way of the new code.
 */
export interface Migration {
  readonly version: number;
  readonly name: string;
  up(db: Db): Promise<void>;
}

/** Numbered from 1 without gaps. A step that was released is never changed; a new one is added. */
export const MIGRATIONS: readonly Migration[] = [{ version: 1, name: 'start', up: async () => undefined }];

interface Schema {
  readonly _id: 'schema';
  readonly version: number;
  /** Who is at the next step, and until when others believe it. */
  readonly holder: string | null;
  readonly until: Date;
  readonly done: readonly { readonly version: number; readonly name: string; readonly at: Date }[];
}

/**
 * Brings the database to the version of the code. Several processes may do it at the same time: each step is taken by one, and
 * the others wait. One that dies in a step is waited for at most `leaseMs`, then the step is taken over.
 * @param more.leaseMs milliseconds that a holder is believed without having said anything
 * @throws DatabaseProblem when the database is of a newer version than the code; what a step throws
 */
export const migrate = async (
  db: Db,
  log: Log,
  { steps = MIGRATIONS, leaseMs = 10_000 }: { steps?: readonly Migration[]; leaseMs?: number } = {},
): Promise<void> => {
  const meta = db.collection<Schema>('meta');
  const me = randomUUID();
  await begin(meta);
  for (;;) {
    const version = (await meta.findOne({ _id: 'schema' }))?.version ?? 0;
    if (version > steps.length) {
      throw new DatabaseProblem(
        `the database is of version ${version}, this program knows ${steps.length}: start a newer one`,
      );
    }
    const step = steps[version];
    if (!step) return;
    const taken = await meta.updateOne(
      { _id: 'schema', version, until: { $lte: new Date() } },
      { $set: { holder: me, until: new Date(Date.now() + leaseMs) } },
    );
    if (taken.matchedCount === 1) await run(meta, me, leaseMs, step, db, log);
    else await wait(Math.min(200, leaseMs));
  }
};

const begin = async (meta: Collection<Schema>): Promise<void> => {
  const first = { version: 0, holder: null, until: new Date(0), done: [] };
  await upserted(() => meta.updateOne({ _id: 'schema' }, { $setOnInsert: first }, { upsert: true }));
};

const run = async (
  meta: Collection<Schema>,
  me: string,
  leaseMs: number,
  step: Migration,
  db: Db,
  log: Log,
): Promise<void> => {
  const mine = { _id: 'schema', version: step.version - 1, holder: me } as const;
  const alive = setInterval(() => {
    // one that cannot be said is made good by the next, or the step is taken over and run again
    meta.updateOne(mine, { $set: { until: new Date(Date.now() + leaseMs) } }).catch(() => undefined);
  }, leaseMs / 3);
  try {
    await step.up(db);
  } catch (error) {
    await meta.updateOne(mine, { $set: { holder: null, until: new Date(0) } }).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(alive);
  }
  const at = new Date();
  const written = await meta.updateOne(mine, {
    $set: { version: step.version, holder: null, until: new Date(0) },
    $push: { done: { version: step.version, name: step.name, at } },
  });
  if (written.matchedCount === 1) log.info('database.migrated', { version: step.version, name: step.name });
};
