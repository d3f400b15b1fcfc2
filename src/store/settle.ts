import type { AnyBulkWriteOperation } from 'mongodb';
import type { OutboxItem, Settled } from '../app/ports.ts';
import type { AggregateId } from '../domain/ids.ts';
import { encodeKey } from './documents.ts';
import type { Stored } from './documents.ts';

type Outcome<K extends Settled['outcome']['kind']> = Extract<Settled['outcome'], { kind: K }>;

const outcomes = <K extends Settled['outcome']['kind']>(settled: readonly Settled[], kind: K) =>
  settled.flatMap(({ id, item, outcome }) =>
    outcome.kind === kind ? [{ id, item, outcome: outcome as Outcome<K> }] : [],
  );

/**
 * The updates that write down how attempts ended: one a document for all that was said, one an item for the rare rest (an
 * update cannot both take items out of an array and change others in it). None touches the version, and each may be made twice.
 * @param outbox the failed items as they were read
 */
export const settleOperations = (
  settled: readonly Settled[],
  outbox: readonly OutboxItem[],
): AnyBulkWriteOperation<Stored>[] => {
  const done = Map.groupBy(outcomes(settled, 'done'), ({ id }) => id);
  const waiting = new Map(outbox.map((item) => [item.id, item]));
  return [
    ...[...done].map(([id, some]) => saidUpdate(id, some)),
    ...outcomes(settled, 'again').map(({ id, item, outcome: { tries, until } }) => ({
      updateOne: {
        filter: { _id: id, 'outbox.id': item },
        update: { $set: { 'outbox.$[item].tries': tries, 'outbox.$[item].until': until } },
        arrayFilters: [{ 'item.id': item }],
      },
    })),
    ...outcomes(settled, 'failed').flatMap(({ id, item, outcome: { reason, at, tell } }) => {
      const whole = waiting.get(item);
      if (whole === undefined) return []; // somebody else settled it
      const aside = { $push: { failed: { item: whole, reason, at } } };
      const filter = { _id: id, 'outbox.id': item };
      const operation: AnyBulkWriteOperation<Stored> = tell
        ? {
            updateOne: {
              filter,
              update: { ...aside, $set: { 'outbox.$[item]': tell } },
              arrayFilters: [{ 'item.id': item }],
            },
          }
        : { updateOne: { filter, update: { ...aside, $pull: { outbox: { id: item } } } } };
      return [operation];
    }),
  ];
};

const saidUpdate = (
  id: AggregateId,
  said: readonly { readonly item: string; readonly outcome: Outcome<'done'> }[],
): AnyBulkWriteOperation<Stored> => {
  const posts = said.flatMap(({ outcome: { post } }) =>
    post ? [[`posts.${encodeKey(post.key)}`, post.ref] as const] : [],
  );
  return {
    updateOne: {
      filter: { _id: id },
      update: {
        $pull: { outbox: { id: { $in: said.map(({ item }) => item) } } },
        ...(posts.length > 0 ? { $set: Object.fromEntries(posts) } : {}),
      },
    },
  };
};
