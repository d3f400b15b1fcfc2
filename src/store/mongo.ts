import type { AnyBulkWriteOperation, Collection, Db, Filter } from 'mongodb';
import { MongoBulkWriteError, MongoServerError } from 'mongodb';
import { IllFormed, type Change, type Doc, type MentorFilter, type Relayed, type Store } from '../app/ports.ts';
import { isId, kindOf, type AggregateId, type Kind, type PairId } from '../domain/ids.ts';
import { DUPLICATE_KEY, isDeadlock, pause, TRIES } from './again.ts';
import { COLLECTIONS, DOC_PROJECTION, firstDocument, laterUpdate, toDoc } from './documents.ts';
import type { Stored } from './documents.ts';

const KINDS = Object.keys(COLLECTIONS) as Kind[];

const byKind = <T>(things: readonly T[], idOf: (thing: T) => AggregateId): Map<Kind, T[]> => {
  const groups = new Map<Kind, T[]>();
  for (const thing of things) {
    const kind = kindOf(idOf(thing));
    groups.set(kind, [...(groups.get(kind) ?? []), thing]);
  }
  return groups;
};

/** What the queries ask, as ranges, since those are what a sparse index answers everywhere; exported for the test that looks at the server's plan for them. */
export const dueUntil = (until: Date): Filter<Stored> => ({ dueAt: { $lte: until } });
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
      const doc = stored && toDoc(stored);
      if (doc instanceof IllFormed) throw doc;
      return doc;
    },

    async loadMany(ids) {
      const found = new Map<AggregateId, Doc | IllFormed>();
      await Promise.all(
        // A list of timers may name anything.
        [...byKind(ids.filter(isId), (id) => id)].map(async ([kind, some]) => {
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

    async relayed(done) {
      await Promise.all([...byKind(done, ({ id }) => id)].map(([kind, some]) => relayedAll(collection(kind), some)));
    },

    async unrelayed(now, limit) {
      const found = await Promise.all(
        KINDS.map((kind) =>
          collection(kind)
            .find({ relayAt: { $lte: now } }, { projection: { relayAt: 1 } })
            .sort({ relayAt: 1 })
            .limit(limit)
            .toArray(),
        ),
      );
      const sorted = found.flat().toSorted((a, b) => Number(a.relayAt) - Number(b.relayAt));
      return idsOf(sorted).slice(0, limit);
    },

    async postpone(ids, until) {
      await Promise.all(
        [...byKind(ids.filter(isId), (id) => id)].map(([kind, some]) =>
          collection(kind).updateMany({ _id: { $in: some }, relayAt: { $exists: true } }, { $set: { relayAt: until } }),
        ),
      );
    },

    async outdated(programme, dueRules, limit) {
      const older = { 'keys.programme': programme, dueRules: { $lt: dueRules } };
      const found = await Promise.all(
        KINDS.map((kind) =>
          collection(kind)
            .find(older, { projection: { _id: 1 } })
            .limit(limit)
            .toArray(),
        ),
      );
      return idsOf(found.flat()).slice(0, limit);
    },

    async redue(dues) {
      await Promise.all(
        [...byKind(dues, ({ id }) => id)].map(([kind, some]) =>
          collection(kind).bulkWrite(
            some.map(({ id, version, dueAt, dueRules }) => ({
              updateOne: {
                filter: version === null ? { _id: id } : { _id: id, version },
                update:
                  version === null
                    ? { $set: { dueRules } }
                    : dueAt === null
                      ? { $set: { dueRules }, $unset: { dueAt: '' } }
                      : { $set: { dueRules, dueAt } },
              },
            })),
            { ordered: false },
          ),
        ),
      );
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
      return readable(await found.toArray());
    },

    async pairsAsking(mentor) {
      const found = await collection('pair')
        .find({ 'keys.asks': mentor }, { projection: { _id: 1 } })
        .toArray();
      return found.map(({ _id }) => _id as PairId);
    },

    async *pending(until) {
      for (const kind of KINDS) {
        const cursor = collection(kind).find(dueUntil(until), { projection: { dueAt: 1 }, batchSize: 1000 });
        for await (const { _id, dueAt } of cursor) if (dueAt && isId(_id)) yield { id: _id, dueAt };
      }
    },

    async nextDue() {
      const first = await Promise.all(
        KINDS.map((kind) =>
          collection(kind)
            .find({ dueAt: { $gte: new Date(0) } }, { projection: { dueAt: 1 } })
            .sort({ dueAt: 1 })
            .limit(1)
            .next(),
        ),
      );
      const times = first.flatMap((found) => (found?.dueAt ? [found.dueAt.getTime()] : []));
      return times.length === 0 ? null : new Date(Math.min(...times));
    },

    async history(id) {
      const stored = await of(id).findOne({ _id: id }, { projection: { history: 1 } });
      return [...(stored?.history ?? [])];
    },

    async members() {
      return readable(await collection('member').find({}, { projection: DOC_PROJECTION }).toArray());
    },

    async programmes() {
      return readable(await collection('programme').find({}, { projection: DOC_PROJECTION }).toArray());
    },
  };
};

/**
 * Saves all that can be saved, and answers exactly the ids that were not. Counts do not tell which of many updates matched
 * nothing, so each is an upsert on `{ _id, version }`: where the version is another, the server tries to insert, the _id is
 * taken, and the refusal carries the number of the operation. No reading back, nothing to be wrong about in a race.
 */
const saveAll = async (
  collection: Collection<Stored>,
  changes: readonly Change[],
  tries = 1,
): Promise<AggregateId[]> => {
  const operations = changes.map((change): AnyBulkWriteOperation<Stored> =>
    change.from === 0
      ? { insertOne: { document: firstDocument(change) } }
      : { updateOne: { filter: { _id: change.id, version: change.from }, update: laterUpdate(change), upsert: true } },
  );
  const refused = new Set<number>();
  const deadlocked = new Set<number>();
  let upserted: Record<number, unknown>;
  try {
    upserted = (await collection.bulkWrite(operations, { ordered: false })).upsertedIds;
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const errors = [error.writeErrors].flat();
    // One that cannot be written, whyever, is not saved and harms no other: who saves it alone is told why.
    if (errors.length === 0) throw error;
    for (const { index, code, errmsg } of errors) {
      if (isDeadlock({ code, errmsg }) && tries < TRIES) deadlocked.add(index);
      else refused.add(index);
    }
    upserted = error.result.upsertedIds;
  }
  // a document that was removed by hand since it was read: an upsert must not bring it back
  const revived = changes.filter((_, index) => index in upserted);
  if (revived.length > 0) {
    await collection.bulkWrite(revived.map(({ id, to }) => ({ deleteOne: { filter: { _id: id, version: to } } })));
  }
  const unsaved = changes.filter((_, index) => refused.has(index) || index in upserted).map(({ id }) => id);
  if (deadlocked.size === 0) return unsaved;
  await pause(tries);
  const rest = changes.filter((_, index) => deadlocked.has(index));
  return [...unsaved, ...(await saveAll(collection, rest, tries + 1))];
};

const readable = (found: readonly Stored[]): Doc[] =>
  found.map(toDoc).filter((doc): doc is Doc => !(doc instanceof IllFormed));

/** Somebody may have put into our collections what is none of our documents. */
const idsOf = (found: readonly Pick<Stored, '_id'>[]): AggregateId[] => found.map(({ _id }) => _id).filter(isId);

/**
 * Takes off what is done, and says when the rest is tried again. Where there is more than the relay knew of, somebody added it
 * meanwhile, or died before it was relayed: the time that stands there is for that, and only what is done is taken off.
 */
const relayedAll = async (collection: Collection<Stored>, some: readonly Relayed[]): Promise<void> => {
  const off = ({ done }: Relayed) => (done.length === 0 ? {} : { $pull: { outbox: { id: { $in: [...done] } } } });
  const operations = some.map((one): AnyBulkWriteOperation<Stored> => {
    const { id, done, later, next } = one;
    const more = { $elemMatch: { id: { $nin: [...done, ...later.map((item) => item.id)] } } };
    const time = next === null ? { $unset: { relayAt: '' as const } } : { $set: { relayAt: next } };
    return { updateOne: { filter: { _id: id, outbox: { $not: more } }, update: { ...off(one), ...time } } };
  });
  const { matchedCount } = await collection.bulkWrite(operations, { ordered: false });
  if (matchedCount < some.length) {
    const rest = some.filter(({ done }) => done.length > 0);
    if (rest.length > 0) {
      await collection.bulkWrite(
        rest.map((one) => ({ updateOne: { filter: { _id: one.id }, update: off(one) } })),
        { ordered: false },
      );
    }
  }
  // An update cannot both take items out of an array and change others in it; these are few.
  if (some.every(({ later }) => later.length === 0)) return;
  await collection.bulkWrite(
    some.flatMap(({ id, later }) =>
      later.map((item) => ({
        updateOne: {
          filter: { _id: id, 'outbox.id': item.id },
          update: { $set: { 'outbox.$[item].tries': item.tries } },
          arrayFilters: [{ 'item.id': item.id }],
        },
      })),
    ),
  );
};
