import { MongoJobRepository } from '@agendajs/mongo-backend';
import type { AgendaBackend, JobParameters, JobRepositoryOptions } from 'agenda';
import type { Db } from 'mongodb';
import type { Log } from '../app/ports.ts';
import { codeOf } from '../store/server.ts';

/** What is under way, so that one can wait for its end. */
export class UnderWay {
  readonly #all = new Set<Promise<unknown>>();

  track<T>(work: Promise<T>): Promise<T> {
    this.#all.add(work);
    const ended = () => this.#all.delete(work);
    work.then(ended, ended);
    return work;
  }

  /** Resolves when nothing is under way, and nothing came of what ended last. */
  async idle(): Promise<void> {
    do {
      await Promise.allSettled(this.#all);
      await new Promise(setImmediate);
    } while (this.#all.size > 0);
  }
}

/** Agenda's own repository, less what would end the process and plus what lets it stop in order. */
class Repository extends MongoJobRepository {
  readonly #underWay: UnderWay;
  readonly #log: Log;
  /** Told of each job that is locked before its time. */
  readonly #onLocked: (job: JobParameters) => void;

  constructor(db: Db, underWay: UnderWay, log: Log, onLocked: (job: JobParameters) => void) {
    super({ mongo: db, db: { collection: JOBS }, ensureIndex: false });
    this.#underWay = underWay;
    this.#log = log;
    this.#onLocked = onLocked;
  }

  /** Agenda does not wait for this one: a rejection would be nobody's, and Node ends the process for it. The lock expires instead. */
  override async unlockJob(job: JobParameters): Promise<void> {
    await super.unlockJob(job).catch((error: unknown) => this.#log.warn('jobs.unlock', { error: codeOf(error) }));
  }

  override async getNextJobToRun(
    ...args: Parameters<MongoJobRepository['getNextJobToRun']>
  ): Promise<JobParameters | undefined> {
    const job = await this.#underWay.track(super.getNextJobToRun(...args));
    if (job) this.#onLocked(job);
    return job;
  }

  override saveJobState(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<void> {
    return this.#underWay.track(super.saveJobState(job, options));
  }

  override removeJobs(options: Parameters<MongoJobRepository['removeJobs']>[0]): Promise<number> {
    return this.#underWay.track(super.removeJobs(options));
  }
}

export const JOBS = 'jobs';

/**
 * Agenda on a connection that is there already. Not the package's own MongoBackend: that makes three indexes for a log that is
 * not kept, and Agenda does not catch it when they cannot be made.
 */
export const backendOn = async (
  db: Db,
  underWay: UnderWay,
  log: Log,
  onLocked: (job: JobParameters) => void,
): Promise<AgendaBackend> => {
  const repository = new Repository(db, underWay, log, onLocked);
  await repository.connect();
  // the first holds a job's key to once (Agenda's unique() is an upsert, and two processes can both insert), the second
  // answers both halves of the question which job is next: `lockedAt: null, nextRunAt <= x` and `lockedAt <= x`
  await repository.collection.createIndexes([
    { key: { 'data.key': 1 }, name: 'key', unique: true, sparse: true },
    { key: { name: 1, lockedAt: 1, nextRunAt: 1 }, name: 'next' },
  ]);
  return {
    name: 'MongoDB',
    repository,
    ownsConnection: false,
    connect: async () => undefined,
    disconnect: async () => undefined,
  };
};
