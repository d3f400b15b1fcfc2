import { randomUUID } from 'node:crypto';
import type { Collection, Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import type { AggregateId } from '../domain/ids.ts';
import type { Minute } from './moment.ts';

/** How many are woken at a time. */
const CHUNK = 500;
const DUPLICATE_KEY = 11_000;

/** A moment in one of its lives: it may be gone and come back, and is then another. */
export interface Life {
  readonly minute: Minute;
  /** Made anew each time the moment's document is made. */
  readonly life: string;
}

interface Moment {
  readonly _id: Minute;
  readonly life: string;
  readonly ids: readonly AggregateId[];
  /** Taken off `ids` and being woken. Who wishes meanwhile comes into `ids` again, and is woken again. */
  readonly doing: readonly AggregateId[];
  /** How often something was taken; a writer who slept too long finds another number, and changes nothing. */
  readonly round: number;
}

export interface Chunk {
  readonly ids: AggregateId[];
  readonly round: number;
}

/** The wishes, by moment. Every method is one or two one-document writes, and right whoever else writes at the same time. */
export class Moments {
  readonly #moments: Collection<Moment>;

  constructor(db: Db) {
    this.#moments = db.collection<Moment>('moments');
  }

  /** Adds to the moment, made if it is not there; answers the life it is in. */
  async add(minute: Minute, ids: readonly AggregateId[]): Promise<Life> {
    const update = {
      $addToSet: { ids: { $each: [...ids] } },
      $setOnInsert: { life: randomUUID(), doing: [], round: 0 },
    };
    const options = { upsert: true, returnDocument: 'after', projection: { life: 1 } } as const;
    for (let tries = 1; ; tries++) {
      try {
        const moment = await this.#moments.findOneAndUpdate({ _id: minute }, update, options);
        if (moment) return { minute, life: moment.life };
      } catch (error) {
        // two made it at the same time: the other one's is there now
        if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY) || tries === 10) throw error;
      }
    }
  }

  /** Adds to a moment in a known life; false when that life is over. */
  async addTo({ minute, life }: Life, ids: readonly AggregateId[]): Promise<boolean> {
    const result = await this.#moments.updateOne({ _id: minute, life }, { $addToSet: { ids: { $each: [...ids] } } });
    return result.matchedCount === 1;
  }

  /**
   * The next to wake: what somebody was at who did not come back, else what is taken now. Null when that life is over, which
   * it is made here when nothing is left in it.
   * @param after the chunk that was just woken, and is done with by this
   */
  async take({ minute, life }: Life, after: Chunk | null): Promise<Chunk | null> {
    for (;;) {
      const projection = { ids: { $slice: CHUNK }, doing: 1, round: 1 } as const;
      const moment = await this.#moments.findOne({ _id: minute, life }, { projection });
      if (!moment) return null;
      const { round } = moment;
      if (moment.doing.length > 0 && after?.round !== round) return { ids: [...moment.doing], round };
      const ids = [...moment.ids];
      if (ids.length === 0) {
        await this.#moments.deleteOne({ _id: minute, life, round, ids: [] });
        continue; // and look: somebody may just have wished
      }
      const taken = await this.#moments.updateOne(
        { _id: minute, life, round },
        { $pullAll: { ids }, $set: { doing: ids, round: round + 1 } },
      );
      if (taken.matchedCount === 1) return { ids, round: round + 1 };
    }
  }

  async earliest(): Promise<Minute | null> {
    const moment = await this.#moments
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(1)
      .next();
    return moment?._id ?? null;
  }

  /** In order of time; those up to and with `until` when it is given. */
  async all(until?: Minute): Promise<Life[]> {
    const found = this.#moments.find(until === undefined ? {} : { _id: { $lte: until } }, { projection: { life: 1 } });
    return (await found.sort({ _id: 1 }).toArray()).map(({ _id, life }) => ({ minute: _id, life }));
  }
}
