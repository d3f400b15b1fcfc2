import { MongoBulkWriteError, type AnyBulkWriteOperation, type Collection, type Db } from 'mongodb';
import type { Attempt, Delivery, Ledger } from '../app/post/ledger.ts';
import { RANK } from '../app/post/queue.ts';

export const LEDGER = 'ledger';

const DUPLICATE_KEY = 11_000;

/** As it is stored: what is null is left out where a sparse index asks for it, and the urgency as a number that sorts. */
type Row = Omit<Delivery, 'id' | 'settledAt' | 'trouble'> & {
  readonly _id: string;
  readonly rank: number;
  readonly settledAt?: Date;
  readonly trouble?: string;
};

const rowOf = (delivery: Delivery): Row => {
  const { id, settledAt: _, trouble: __, ...rest } = delivery;
  return { _id: id, ...rest, rank: RANK[rest.urgency] };
};

const deliveryOf = (row: Row): Delivery => {
  const { _id, rank: _, settledAt, trouble, ...rest } = row;
  return { id: _id, ...rest, settledAt: settledAt ?? null, trouble: trouble ?? null };
};

const WAITING = ['queued', 'sending'] as const;

/** In a slot: the row is the slot's, and what is said later takes the place of what was said before. */
const slotOperation = (delivery: Delivery): AnyBulkWriteOperation<Row> => {
  const { _id, order, notBefore, notice, urgency, rank, ...first } = rowOf(delivery);
  if (notice.onlyUpdate) {
    const there = { $or: [{ state: { $in: [...WAITING] } }, { ref: { $ne: null } }] };
    return {
      updateOne: {
        filter: { _id, order: { $lt: order }, ...there },
        update: { $set: { state: 'queued', order, notBefore }, $unset: { settledAt: '', trouble: '' } },
      },
    };
  }
  const { state, tries, failingSince, lastError, ...once } = first;
  return {
    updateOne: {
      filter: { _id, order: { $lt: order } },
      update: {
        $set: { order, notBefore, notice, urgency, rank, state, tries, failingSince, lastError },
        $setOnInsert: once,
        $unset: { settledAt: '', trouble: '' },
      },
      upsert: true,
    },
  };
};

/** A slot is used again: what failed before counts no more. */
const ANEW = { tries: 0, failingSince: null } as const;

const outcomeOf = ({ outcome, at }: Attempt) => {
  switch (outcome.state) {
    case 'sent':
      return { $set: { ...ANEW, state: outcome.state, ref: outcome.ref, begunAt: null, settledAt: at } };
    case 'nothing':
    case 'merged':
      return { $set: { ...ANEW, state: outcome.state, settledAt: at } };
    case 'failed':
      return { $set: { ...ANEW, state: outcome.state, lastError: outcome.reason, settledAt: at } };
    case 'aside':
      return { $set: { state: outcome.state, lastError: outcome.reason, trouble: outcome.trouble } };
    case 'queued': {
      const { state, reason, tries, failingSince, notBefore, begunAt } = outcome;
      return { $set: { state, lastError: reason, tries, failingSince, notBefore, begunAt } };
    }
  }
};

/** Writes what can be written, and answers the numbers of those whose id is taken. */
const refusedOf = async (
  rows: Collection<Row>,
  operations: AnyBulkWriteOperation<Row>[],
): Promise<ReadonlySet<number>> => {
  try {
    await rows.bulkWrite(operations, { ordered: false });
    return new Set();
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const errors = [error.writeErrors].flat();
    if (errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    return new Set(errors.map(({ index }) => index));
  }
};

/** The ledger on a MongoDB server, with one-document writes alone. Every method rejects with the driver's error when the server cannot be reached. */
export const mongoLedger = (db: Db): Ledger => {
  const rows = db.collection<Row>(LEDGER, { ignoreUndefined: true });

  return {
    async add(deliveries) {
      if (deliveries.length === 0) return;
      const operations = deliveries.map((delivery): AnyBulkWriteOperation<Row> =>
        delivery.notice.slot === undefined ? { insertOne: { document: rowOf(delivery) } } : slotOperation(delivery),
      );
      // Said already, something later was said in that slot, or somebody made the slot at the same moment: tried again, it is not that.
      const refused = await refusedOf(rows, operations);
      const slots = operations.filter((operation, n) => refused.has(n) && 'updateOne' in operation);
      if (slots.length > 0) await refusedOf(rows, slots);
    },

    async queued(lanes, now, limit) {
      const filter = { state: { $in: [...WAITING] }, lane: { $in: [...lanes] }, notBefore: { $lte: now } };
      const found = await rows.find(filter).sort({ rank: 1, order: 1 }).limit(limit).toArray();
      return found.map(deliveryOf);
    },

    async read(ids) {
      return (await rows.find({ _id: { $in: [...ids] } }).toArray()).map(deliveryOf);
    },

    async begin(ids, at) {
      await rows.updateMany({ _id: { $in: [...ids] }, begunAt: null }, { $set: { state: 'sending', begunAt: at } });
    },

    async settle(attempts) {
      if (attempts.length === 0) return;
      const operations = attempts.map((attempt): AnyBulkWriteOperation<Row> => {
        return { updateOne: { filter: { _id: attempt.id, order: attempt.order }, update: outcomeOf(attempt) } };
      });
      const { matchedCount } = await rows.bulkWrite(operations, { ordered: false });
      if (matchedCount === attempts.length) return;
      // Queued anew while it was sent: it stays queued, and its message stands where it does.
      const moved = attempts.flatMap(({ id, order, outcome }): AnyBulkWriteOperation<Row>[] => {
        if (outcome.state !== 'sent') return [];
        const update = { $set: { ref: outcome.ref, begunAt: null } };
        return [{ updateOne: { filter: { _id: id, order: { $ne: order } }, update } }];
      });
      if (moved.length > 0) await rows.bulkWrite(moved, { ordered: false });
    },

    async release(trouble, now) {
      const found = await rows.find({ trouble, state: 'aside' }, { projection: { lane: 1 } }).toArray();
      const again = { $set: { ...ANEW, state: 'queued' as const, notBefore: now }, $unset: { trouble: '' as const } };
      await rows.updateMany({ trouble, state: 'aside' }, again);
      return [...new Set(found.map(({ lane }) => lane))];
    },

    async waiting() {
      const found = await rows
        .aggregate<{ _id: number; at: Date }>([
          { $match: { state: { $in: [...WAITING] } } },
          { $group: { _id: '$lane', at: { $min: '$notBefore' } } },
        ])
        .toArray();
      return found.map(({ _id, at }) => ({ lane: _id, at }));
    },

    async tidy(before) {
      await rows.deleteMany({ settledAt: { $lt: before }, 'notice.slot': { $exists: false } });
    },
  };
};
