import { MongoServerError, type Db } from 'mongodb';
import type { AccountId, Lang } from '../../app/ports.ts';
import type { Person } from './activity.ts';
import { TEAMS } from './settings.ts';

/** Whom and what the bot knows in Teams: plain documents of ours, that outlive the SDK that fills them. */

export interface Known {
  readonly account: AccountId;
  readonly tenant: string;
  readonly aad: string;
  /** What Teams calls them towards this bot. */
  readonly user: string;
  /** The name they sign in by, where Teams told it. */
  readonly principal: string;
  /** What Teams last said of them to the core. */
  readonly name: string;
  readonly mail: string;
  readonly lang: Lang;
  readonly zone: string;
  /** Their chat with the bot; null while they were seen in a room alone. */
  readonly conversation: string | null;
  readonly serviceUrl: string;
  /** Why the last message did not reach them: they have blocked the bot, or removed it. */
  readonly unreachable: { readonly reason: string; readonly at: Date } | null;
}

interface StoredPerson extends Omit<Known, 'account'> {
  _id: AccountId;
  greetedAt: Date | null;
}
interface StoredRoom {
  _id: string;
  serviceUrl: string;
  tenant: string;
}

export interface Directory {
  find(ids: readonly AccountId[]): Promise<Map<AccountId, Known>>;
  save(known: Known): Promise<void>;
  setConversation(account: AccountId, conversation: string): Promise<void>;
  unreachable(account: AccountId, reason: string | null): Promise<void>;
  /** True for one caller, and for nobody again within ten minutes: an installation is told in several ways. */
  mayGreet(account: AccountId): Promise<boolean>;
  room(conversation: string): Promise<{ readonly serviceUrl: string; readonly tenant: string } | null>;
  saveRoom(conversation: string, serviceUrl: string, tenant: string): Promise<void>;
  /** Any service that this tenant was heard from through. */
  serviceOf(tenants: readonly string[]): Promise<string | null>;
  /** True for one caller for each key within a day: the same activity may come twice, also to two processes. */
  first(key: string): Promise<boolean>;
  tidy(): Promise<void>;
}

/** Somebody in a tenant's directory, who is the same whatever device or chat they use. */
export const accountOf = ({ tenant, aad }: Pick<Person, 'tenant' | 'aad'>): AccountId =>
  `${TEAMS}:${tenant.toLowerCase()}.${aad.toLowerCase()}`;

export const langOf = (locale: string): Lang => (/^(sv|nb|nn|no|da)\b/i.test(locale) || locale === '' ? 'sv' : 'en');

export const zoneOf = (zone: string, otherwise: string): string => {
  try {
    return zone === '' ? otherwise : new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return otherwise;
  }
};

const AGAIN_MS = 600_000;
const REMEMBERED_MS = 86_400_000;
const DUPLICATE_KEY = 11_000;

const shown = ({ _id, greetedAt: _greetedAt, ...known }: StoredPerson): Known => ({ account: _id, ...known });

export const openDirectory = (db: Db): Directory => {
  const people = db.collection<StoredPerson>('teamsPeople');
  const rooms = db.collection<StoredRoom>('teamsRooms');
  const seen = db.collection<{ _id: string; at: Date }>('teamsSeen');

  return {
    async find(ids) {
      const found = ids.length === 0 ? [] : await people.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map((stored) => [stored._id, shown(stored)]));
    },

    async save({ account, ...known }) {
      await people.updateOne({ _id: account }, { $set: known, $setOnInsert: { greetedAt: null } }, { upsert: true });
    },

    async setConversation(account, conversation) {
      await people.updateOne({ _id: account }, { $set: { conversation } });
    },

    async unreachable(account, reason) {
      await people.updateOne(
        { _id: account },
        { $set: { unreachable: reason === null ? null : { reason, at: new Date() } } },
      );
    },

    async mayGreet(account) {
      const now = new Date();
      const before = new Date(now.getTime() - AGAIN_MS);
      const { modifiedCount } = await people.updateOne(
        { _id: account, $or: [{ greetedAt: null }, { greetedAt: { $lt: before } }] },
        { $set: { greetedAt: now } },
      );
      return modifiedCount === 1;
    },

    async room(conversation) {
      return rooms.findOne({ _id: conversation });
    },

    async saveRoom(conversation, serviceUrl, tenant) {
      await rooms.updateOne({ _id: conversation }, { $set: { serviceUrl, tenant } }, { upsert: true });
    },

    async serviceOf(tenants) {
      const wanted = { tenant: { $in: [...tenants] } };
      return ((await rooms.findOne(wanted)) ?? (await people.findOne(wanted)))?.serviceUrl ?? null;
    },

    async first(key) {
      try {
        await seen.insertOne({ _id: key, at: new Date() });
        return true;
      } catch (error) {
        if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false;
        throw error;
      }
    },

    async tidy() {
      await seen.createIndexes([{ key: { at: 1 }, name: 'at' }]);
      await seen.deleteMany({ at: { $lt: new Date(Date.now() - REMEMBERED_MS) } });
    },
  };
};
