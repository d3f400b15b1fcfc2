import type { Agenda, Job } from 'agenda';
import type { AnyBulkWriteOperation, Collection, Db } from 'mongodb';
import { upserted } from '../store/again.ts';
import { JOBS } from './backend.ts';
import type { Minute } from './minute.ts';
import type { Life } from './wake-lists.ts';

/** The name of the jobs that wake moments. */
export const MOMENT = 'moment';

/** What an alarm's job carries. */
export interface WakeJob extends Life {
  readonly key: string;
}

interface StoredJob {
  readonly name: string;
  readonly data: WakeJob;
  readonly nextRunAt: Date | null;
  readonly lockedAt?: Date | null;
}

export const keyOf = ({ minute, life }: Life): string => `${minute} ${life}`;

/** Saves a job that is unique by its key; when another process was first, its job is as good. */
export const saved = async (job: Pick<Job, 'save'>): Promise<void> => {
  await upserted(() => job.save());
};

/** One Agenda job for each life of a moment. */
export class WakeJobs {
  readonly #agenda: Agenda;
  readonly #jobs: Collection<StoredJob>;
  readonly #real: (minute: Minute) => Date;

  /** @param real when a minute of the app's time is in real time */
  constructor(agenda: Agenda, db: Db, real: (minute: Minute) => Date) {
    this.#agenda = agenda;
    this.#jobs = db.collection<StoredJob>(JOBS);
    this.#real = real;
  }

  async set(life: Life): Promise<void> {
    const key = keyOf(life);
    const job = this.#agenda
      .create<WakeJob>(MOMENT, { key, ...life })
      .unique({ 'data.key': key }, { insertOnly: true });
    await saved(job.schedule(this.#real(life.minute)));
  }

  /**
   * Makes the jobs agree with the moments: one for each (a kill between the two writes, a lost collection), at its time (the clock
   * was moved), and none besides. A moment is always older than its job, and jobs are read first: a job whose moment is not
   * there then has lost it for good. A job that runs just now has no time, and needs none.
   */
  async agree(moments: () => Promise<readonly Life[]>): Promise<void> {
    const jobs = await this.#jobs.find({ name: MOMENT }, { projection: { 'data.key': 1, nextRunAt: 1 } }).toArray();
    const lives = new Map((await moments()).map((life) => [keyOf(life), life]));
    const has = new Set(jobs.map(({ data }) => data.key));
    for (const [key, life] of lives) if (!has.has(key)) await this.set(life);
    const operations = jobs.flatMap(({ data: { key }, nextRunAt }): AnyBulkWriteOperation<StoredJob>[] => {
      const life = lives.get(key);
      if (!life) return [{ deleteOne: { filter: { 'data.key': key, lockedAt: null } } }];
      const at = this.#real(life.minute);
      if (nextRunAt === null || nextRunAt.getTime() === at.getTime()) return [];
      return [
        { updateOne: { filter: { 'data.key': key, nextRunAt: { $ne: null } }, update: { $set: { nextRunAt: at } } } },
      ];
    });
    if (operations.length > 0) await this.#jobs.bulkWrite(operations, { ordered: false });
  }

  /** Takes away the jobs of lives that are over; one that Agenda has taken runs in vain and goes by itself. */
  async drop(lives: readonly Life[]): Promise<void> {
    if (lives.length === 0) return;
    await this.#jobs.deleteMany({ 'data.key': { $in: lives.map(keyOf) }, lockedAt: null });
  }
}
