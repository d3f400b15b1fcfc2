import type { AnyBulkWriteOperation, Collection, Db, Filter } from 'mongodb';
import { MongoBulkWriteError, MongoServerError } from 'mongodb';
import type { Change, Doc, MentorFilter, Settled, Store } from '../app/ports.ts';
import type { AggregateId, Kind } from '../domain/ids.ts';
import { kindOf } from '../domain/ids.ts';
import { COLLECTIONS, DOC_PROJECTION, firstDocument, laterUpdate, toDoc } from './documents.ts';
import type { Stored } from './documents.ts';
import { settleOperations } from './settle.ts';

const DUPLICATE_KEY = 11_000;
const KINDS = Object.keys(COLLECTIONS) as Kind[];
/** Both are ranges, since those are what a sparse index answers everywhere. */
const EVER = { $gte: new Date(0) };

const byKind = <T>(things: readonly T[], idOf: (thing: T) => AggregateId): Map<Kind, T[]> => {
  const groups = new Map<Kind, T[]>();
  for (const thing of things) {
    const kind = kindOf(idOf(thing));
    groups.set(kind, [...(groups.get(kind) ?? []), thing]);
  }
  return groups;
};

/** What the two queries ask; exported for the test that looks at the server's plan for them. */
export const PENDING: Filter<Stored> = { $or: [{ dueAt: EVER }, { 'outbox.until': EVER }] };
export const FREE_MENTORS: Filter<Stored> = { 'keys.role': 'mentor', 'keys.free': true };

/**
 * The store on a MongoDB server, with one-document writes alone. Every method rejects with the driver's error when the server
 * cannot be reached or refuses; a `save` that rejects may or may not have been made (read to find out).
 */
export const mongoStore = (db: Db): Store => {
  // ignoreUndefined: a property that is undefined is one that is not there, as it is for everybody else
  const collection = (kind: Kind): Collection<Stored> =>
    db.collection<Stored>(COLLECTIONS[kind], { ignoreUndefined: true });
  const of = (id: AggregateId): Collection<Stored> => collection(kindOf(id));

  return {
    async load(id) {
      const stored = await of(id).findOne({ _id: id }, { projection: DOC_PROJECTION });
      return stored && toDoc(stored);
    },

    async loadMany(ids) {
      const found = new Map<AggregateId, Doc>();
      await Promise.all(
        [...byKind(ids, (id) => id)].map(async ([kind, some]) => {
          const cursor = collection(kind).find({ _id: { $in: some } }, { projection: DOC_PROJECTION, batchSize: 1000 });
          for await (const stored of cursor) found.set(stored._id, toDoc(stored));
        }),
      );
      return ids.map((id) => found.get(id) ?? null);
    },

    async save(change) {
      if (change.from > 0) {
        const result = await of(change.id).updateOne({ _id: change.id, version: change.from }, laterUpdate(change));
        return result.matchedCount === 1;
      }
      try {
        await of(change.id).insertOne(firstDocument(change));
        return true;
      } catch (error) {
        if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
        throw error;
      }
    },

    async saveMany(changes) {
      if (new Set(changes.map(({ id }) => id)).size < changes.length) throw new Error('saveMany: an id comes twice');
      const groups = [...byKind(changes, ({ id }) => id)];
      return (await Promise.all(groups.map(([kind, some]) => saveAll(collection(kind), some)))).flat();
    },

    async settle(settled) {
      await Promise.all(
        [...byKind(settled, ({ id }) => id)].map(async ([kind, some]) => {
          const operations = settleOperations(some, await failing(collection(kind), some));
          if (operations.length > 0) await collection(kind).bulkWrite(operations);
        }),
      );
    },

    async claim(id, item, seen, until) {
      const waiting = { _id: id, outbox: { $elemMatch: { id: item, until: seen } } };
      // named by its id, not by `$`: not every server finds with that the element that the filter meant
      const named = { arrayFilters: [{ 'item.id': item }] };
      const result = await of(id).updateOne(waiting, { $set: { 'outbox.$[item].until': until } }, named);
      return result.matchedCount === 1;
    },

    async freeMentors({ programme, county }: MentorFilter) {
      const filter = {
        ...FREE_MENTORS,
        'keys.programme': programme,
        ...(county === undefined ? {} : { 'keys.county': county }),
      };
      const found = collection('registration')
        .find(filter, { projection: DOC_PROJECTION })
        .sort({ 'keys.since': 1, _id: 1 });
      return (await found.toArray()).map(toDoc);
    },

    async *pending() {
      for (const kind of KINDS) {
        const cursor = collection(kind).find(PENDING, {
          projection: { dueAt: 1, 'outbox.until': 1 },
          batchSize: 1000,
        });
        for await (const { _id, dueAt, outbox } of cursor) {
          const untils = (outbox ?? []).map(({ until }) => until.getTime());
          yield {
            id: _id,
            dueAt: dueAt ?? null,
            outboxUntil: untils.length > 0 ? new Date(Math.min(...untils)) : null,
          };
        }
      }
    },

    async history(id) {
      const stored = await of(id).findOne({ _id: id }, { projection: { history: 1 } });
      return [...(stored?.history ?? [])];
    },

    async members() {
      return (await collection('member').find({}, { projection: DOC_PROJECTION }).toArray()).map(toDoc);
    },
  };
};

/**
 * Saves all that can be saved, and answers exactly the ids that were not. Counts do not tell which of many updates matched
 * nothing, so each is an upsert on `{ _id, version }`: where the version is another, the server tries to insert, the _id is
 * taken, and the refusal carries the number of the operation. No reading back, nothing to be wrong about in a race.
 */
const saveAll = async (collection: Collection<Stored>, changes: readonly Change[]): Promise<AggregateId[]> => {
  const operations = changes.map((change): AnyBulkWriteOperation<Stored> =>
    change.from === 0
      ? { insertOne: { document: firstDocument(change) } }
      : { updateOne: { filter: { _id: change.id, version: change.from }, update: laterUpdate(change), upsert: true } },
  );
  const refused = new Set<number>();
  let upserted: Record<number, unknown>;
  try {
    upserted = (await collection.bulkWrite(operations, { ordered: false })).upsertedIds;
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const errors = [error.writeErrors].flat();
    if (errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    for (const { index } of errors) refused.add(index);
    upserted = error.result.upsertedIds;
  }
  // a document that was removed by hand since it was read: an upsert must not bring it back
  const revived = changes.filter((_, index) => index in upserted);
  if (revived.length > 0) {
    await collection.bulkWrite(
      revived.map(({ id, from }) => ({ deleteOne: { filter: { _id: id, version: from + 1 } } })),
    );
  }
  return changes.filter((_, index) => refused.has(index) || index in upserted).map(({ id }) => id);
};

/** The items that failed, whole: what could not be said is kept beside the reason. */
const failing = async (collection: Collection<Stored>, settled: readonly Settled[]) => {
  const failed = settled.filter(({ outcome }) => outcome.kind === 'failed');
  if (failed.length === 0) return [];
  const filter = { _id: { $in: failed.map(({ id }) => id) } };
  const documents = await collection.find(filter, { projection: { outbox: 1 } }).toArray();
  return documents.flatMap(({ outbox }) => outbox);
};
