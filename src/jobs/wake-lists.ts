import { randomUUID } from 'node:crypto';
import type { Collection, Db } from 'mongodb';
import type { WakeId } from '../app/ports.ts';
import { upserted } from '../store/again.ts';
import type { Minute } from './minute.ts';

/** How many are added by one write: no write takes long, however many there are. */
const ADDED = 500;

/** A moment in one of its lives: it may be gone and come back, and is then another. */
export interface Life {
  readonly minute: Minute;
  /** Made anew each time the moment's document is made. */
  readonly life: string;
}

interface Moment {
  readonly _id: Minute;
  readonly life: string;
  /** Who wishes to be woken; missing when nobody does. */
  readonly waiting?: readonly WakeId[];
  /** Taken from `waiting`, and being woken. Who wishes meanwhile waits again, and is woken again. */
  readonly waking?: readonly WakeId[];
  /** How often those who waited were taken; a writer who slept too long finds another number, and changes nothing. */
  readonly round: number;
}

export interface Taken {
  readonly ids: readonly WakeId[];
  readonly round: number;
}

/** The wishes, by moment. Every method is one or two one-document writes, and right whoever else writes at the same time. */
export class WakeLists {
  readonly #wakeLists: Collection<Moment>;

  constructor(db: Db) {
    this.#wakeLists = db.collection<Moment>('moments');
  }

  /** Adds to the moment, made if it is not there; answers the life it is in. */
  async add(minute: Minute, ids: readonly WakeId[]): Promise<Life> {
    const [now, later] = [ids.slice(0, ADDED), ids.slice(ADDED)];
    const moment = { minute, life: await this.#lifeOf(minute, now) };
    return later.length === 0 || (await this.addTo(moment, later)) ? moment : this.add(minute, later);
  }

  /** Adds to a moment in a known life; false when that life is over. */
  async addTo({ minute, life }: Life, ids: readonly WakeId[]): Promise<boolean> {
    for (let at = 0; at < ids.length; at += ADDED) {
      const update = { $addToSet: { waiting: { $each: ids.slice(at, at + ADDED) } } };
      const result = await this.#wakeLists.updateOne({ _id: minute, life }, update);
      if (result.matchedCount === 0) return false;
    }
    return true;
  }

  async #lifeOf(minute: Minute, ids: readonly WakeId[]): Promise<string> {
    const update = { $addToSet: { waiting: { $each: [...ids] } }, $setOnInsert: { life: randomUUID(), round: 0 } };
    const options = { upsert: true, returnDocument: 'after', projection: { life: 1 } } as const;
    const moment = await upserted(() => this.#wakeLists.findOneAndUpdate({ _id: minute }, update, options));
    // an upsert answers what is there afterwards
    return moment?.life ?? this.#lifeOf(minute, ids);
  }

  /**
   * The next to wake: those whom somebody took who did not come back, else those who wait. Null when that life is over, which
   * it is made here when nobody waits.
   * @param done the round that was just woken
   */
  async take({ minute, life }: Life, done: number | null): Promise<Taken | null> {
    const projection = { waking: 1, round: 1 } as const;
    const take = { $rename: { waiting: 'waking' }, $inc: { round: 1 } };
    let round = done ?? 0; // nobody took anything yet in round 0
    for (;;) {
      const here = { _id: minute, life, round };
      if (round > 0) {
        const over = await this.#wakeLists.deleteOne({ ...here, waiting: { $exists: false } });
        if (over.deletedCount === 1) return null;
      }
      const taken = await this.#wakeLists.findOneAndUpdate({ ...here, waiting: { $exists: true } }, take, {
        returnDocument: 'after',
        projection,
      });
      if (taken) return { ids: taken.waking ?? [], round: taken.round };
      const moment = await this.#wakeLists.findOne({ _id: minute, life }, { projection });
      if (!moment) return null;
      if (moment.round > 0 && moment.round !== done) return { ids: moment.waking ?? [], round: moment.round };
      round = moment.round;
    }
  }

  async earliest(): Promise<Minute | null> {
    const moment = await this.#wakeLists
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(1)
      .next();
    return moment?._id ?? null;
  }

  /** In order of time; those up to and with `until` when it is given. */
  async all(until?: Minute): Promise<Life[]> {
    const found = this.#wakeLists.find(until === undefined ? {} : { _id: { $lte: until } }, {
      projection: { life: 1 },
    });
    return (await found.sort({ _id: 1 }).toArray()).map(({ _id, life }) => ({ minute: _id, life }));
  }
}
