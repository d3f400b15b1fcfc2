import type { Agenda, Job } from 'agenda';
import type { Collection, Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { JOBS } from './backend.ts';
import type { Minute } from './moment.ts';
import type { Life } from './moments.ts';

/** The name of the jobs that wake moments. */
export const MOMENT = 'moment';
const DUPLICATE_KEY = 11_000;

/** What an alarm's job carries. */
export interface Alarm extends Life {
  readonly key: string;
}

interface StoredJob {
  readonly name: string;
  readonly data: Alarm;
  readonly nextRunAt: Date | null;
  readonly lockedAt?: Date | null;
}

export const keyOf = ({ minute, life }: Life): string => `${minute} ${life}`;

/** Saves a job that is unique by its key; when another process was first, its job is as good. */
export const saved = async (job: Pick<Job, 'save'>): Promise<void> => {
  try {
    await job.save();
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
  }
};

/** One Agenda job for each life of a moment. */
export class Alarms {
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
    const job = this.#agenda.create<Alarm>(MOMENT, { key, ...life }).unique({ 'data.key': key }, { insertOnly: true });
    await saved(job.schedule(this.#real(life.minute)));
  }

  /** New times, after the clock was moved. A job that runs just now has none and needs none. */
  async move(lives: readonly Life[]): Promise<void> {
    if (lives.length === 0) return;
    const operations = lives.map((life) => ({
      updateOne: {
        filter: { 'data.key': keyOf(life), nextRunAt: { $ne: null } },
        update: { $set: { nextRunAt: this.#real(life.minute) } },
      },
    }));
    await this.#jobs.bulkWrite(operations, { ordered: false });
  }

  /**
   * A job for every moment that has none (a kill between the two writes, a lost collection), and no job that is done with and
   * has no moment. Jobs are read first: a moment is always older than its job, so one that is not there then is gone for good.
   */
  async heal(moments: () => Promise<readonly Life[]>): Promise<void> {
    const jobs = await this.#jobs.find({ name: MOMENT }, { projection: { 'data.key': 1 } }).toArray();
    const lives = await moments();
    const has = new Set(jobs.map(({ data }) => data.key));
    const needed = new Set(lives.map(keyOf));
    for (const life of lives) if (!has.has(keyOf(life))) await this.set(life);
    const left = [...has].filter((key) => !needed.has(key));
    if (left.length > 0) {
      await this.#jobs.deleteMany({ name: MOMENT, 'data.key': { $in: left }, nextRunAt: null, lockedAt: null });
    }
  }
}
