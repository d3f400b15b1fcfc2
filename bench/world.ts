import type { MongoClient } from 'mongodb';
import { makeCore, type Core } from '../src/app/core.ts';
import { randomMember } from '../src/store/chance.ts';
import { phrases } from '../src/app/door/phrases.ts';
import type { Channel, Clock, Store } from '../src/app/ports.ts';
import { drawView } from '../src/app/say/views/draw.ts';
import { drawCard } from '../src/channels/card.ts';
import { playgroundChannel } from '../src/channels/playground/channel.ts';
import { BOARD_ROOM } from '../src/channels/playground/rooms.ts';
import { stored } from '../test/programmes.ts';
import { openChats } from '../src/channels/playground/chats.ts';
import { AgendaTimer } from '../src/jobs/agenda.ts';
import { makeLog } from '../src/log.ts';
import { ensureIndexes } from '../src/store/indexes.ts';
import { mongoAccounts } from '../src/store/accounts.ts';
import { mongoCodes } from '../src/store/codes.ts';
import { mongoLanes } from '../src/store/lanes.ts';
import { mongoLedger } from '../src/store/ledger.ts';
import { mongoStore } from '../src/store/mongo.ts';
import { connect, type Database } from '../src/store/server.ts';
import { programme } from './people.ts';

/** What a start of the bot puts together, on a database of its own and a clock that can be set. */
export interface World {
  readonly database: Database;
  readonly core: Core;
  readonly store: Store;
  readonly timer: AgendaTimer;
  readonly clock: Clock;
  /** It becomes `app` in `ms` of real time from now. Says nothing to the timer: what it is asked from now on is by this clock. */
  readonly willBe: (app: Date, ms: number) => void;
  /** How many messages have been sent. */
  readonly sent: () => number;
  close(): Promise<void>;
}

/** A channel, counting what it is given. */
const counting = (channel: Channel, count: (posts: number) => void): Channel => ({
  ...channel,
  send: async (posts, mayBegin) => {
    const results = await channel.send(posts, mayBegin);
    count(results.filter(({ ok }) => ok).length);
    return results;
  },
});

let databases = 0;
/** Short: some servers limit names. */
const freshName = (): string => `bench-${process.pid}-${Date.now().toString(36)}-${(databases += 1)}`;

/** As in production, where info is logged: made into lines, and not written anywhere. */
const log = makeLog('info', { write: () => undefined });

export const openDatabase = async (uri: string): Promise<Database> => connect({ uri, dbName: freshName(), log });

export const openWorld = async (uri: string, given?: MongoClient): Promise<World> => {
  const database = await openDatabase(uri);
  const db = given ? given.db(database.db.databaseName) : database.db;
  await ensureIndexes(db);
  let offset = 0;
  const clock = { now: () => new Date(Date.now() + offset) };
  const chats = openChats(db);
  await chats.prepare();
  const store = mongoStore(db);
  await stored(store, { ...programme, room: BOARD_ROOM });
  let sent = 0;
  const timer = await AgendaTimer.on({ db, log, clock, offset: () => offset });
  const core = makeCore({
    store,
    accounts: mongoAccounts(db),
    codes: mongoCodes(db),
    newMember: randomMember,
    ledger: mongoLedger(db),
    lanes: mongoLanes(db, log),
    timer,
    clock,
    log,
    channels: [counting(playgroundChannel(chats), (posts) => (sent += posts))],
    drawView,
    drawCard,
    phrases,
  });
  return {
    database,
    core,
    store,
    timer,
    clock,
    willBe: (app, ms) => {
      offset = app.getTime() - Date.now() - ms;
    },
    sent: () => sent,
    close: async () => {
      await core.stop();
      await database.db.dropDatabase();
      await database.close();
    },
  };
};
