import { BadConfig, environment, readConfig, type Config } from './config.ts';
import { openDatabase, type Opened } from './database.ts';
import { startHttp } from './http.ts';
import { makeLog } from './log.ts';
import type { Router } from 'express';
import { makeCore, type Core } from './app/core.ts';
import { RefusedSettings, type ChannelModule, type Inward } from './app/inward.ts';
import { phrases } from './app/phrases.ts';
import type { Channel, Clock, Log, Store } from './app/ports.ts';
import { drawView } from './app/views/draw.ts';
import { drawCard } from './channels/card.ts';
import { slackModule } from './channels/slack/server.ts';
import { WEB, webChannel } from './channels/web/channel.ts';
import { openChats, type Chats } from './channels/web/chats.ts';
import { BOARD, addPerson, listPeople, seedPeople } from './channels/web/people.ts';
import { playground } from './channels/web/playground.ts';
import { movableClock, playgroundClock, type MovableClock } from './channels/web/clock.ts';
import type { Programme } from './domain/programme.ts';
import { AgendaTimer } from './jobs/agenda.ts';
import { NoDatabase } from './store/embedded/start.ts';
import { mongoStore } from './store/mongo.ts';
import { DatabaseProblem } from './store/server.ts';

/** Errors that are the starter's to mend: one line each, and no stack. */
const isForStarter = (error: unknown): error is Error =>
  error instanceof BadConfig ||
  error instanceof RefusedSettings ||
  error instanceof DatabaseProblem ||
  error instanceof NoDatabase;

const realClock: Clock = { now: () => new Date() };

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

interface World {
  readonly core: Core;
  readonly store: Store;
  readonly programme: Programme;
  readonly timer: AgendaTimer;
}

const makeWorld = async (
  { db }: Opened,
  {
    programme,
    clock,
    offset,
    channels,
    boardChannel,
    log,
  }: {
    programme: Programme;
    clock: Clock;
    offset: () => number;
    channels: readonly Channel[];
    boardChannel: string;
    log: Log;
  },
): Promise<World> => {
  const store = mongoStore(db);
  const timer = await AgendaTimer.on({ db, log, clock, offset });
  const core = makeCore({
    store,
    timer,
    clock,
    log,
    programme,
    channels,
    boardChannel,
    drawView,
    drawCard,
    phrases,
  });
  return { core, store, programme, timer };
};

const playgroundRouter = ({ core, store, programme, timer }: World, chats: Chats, clock: MovableClock, log: Log) =>
  playground({
    desk: core.desk,
    chats,
    people: () => listPeople(store, programme),
    addPerson: (input) => addPerson({ handle: core.handle, programme }, input),
    setLang: async (member, lang) => {
      await core.handle({ type: 'member.language', id: member, lang }, member);
    },
    clock: playgroundClock({ clock, store, timer, relay: core.relay, zone: programme.zone }),
    zone: programme.zone,
    boardRoom: `board:${programme.id}`,
    log,
  });

/** The real channels that the settings turn on. */
const modulesOf = ({ slack }: Config, { db }: Opened, log: Log): readonly ChannelModule<Router>[] =>
  [slack && slackModule({ settings: slack, db, log })].filter((module) => module !== null);

const inwardOf = ({ core }: World, log: Log): Inward => ({
  desk: core.desk,
  arrive: async (arrival) => {
    await core.handle({ type: 'member.join', ...arrival }, 'handslag');
  },
  log,
});

const boardOf = ({ programme }: Config, made: boolean): Programme =>
  made && programme.board.length === 0 ? { ...programme, board: BOARD } : programme;

const start = async (config: Config): Promise<() => Promise<void>> => {
  const log = makeLog(config.logLevel);
  const database = await openDatabase(config, log, say);
  say(`Database: ${database.description}`);
  const chats = config.playground ? openChats(database.db) : null;
  await chats?.prepare();
  const movable = config.playground ? await movableClock(database.db) : null;
  const modules = modulesOf(config, database, log);
  const world = await makeWorld(database, {
    programme: boardOf(config, chats !== null),
    clock: movable ?? realClock,
    offset: movable ? movable.offset : () => 0,
    channels: [...modules.map(({ channel }) => channel), ...(chats ? [webChannel(chats)] : [])],
    boardChannel: config.boardRoom?.channel ?? (chats ? WEB : 'none'),
    log,
  });
  const { core, timer } = world;
  await core.start(database.alone);
  await timer.hourly('sweep', () => core.sweep());
  if (chats)
    await seedPeople({ store: world.store, handle: core.handle, programme: world.programme, consent: phrases.consent });
  const routers = chats && movable ? [playgroundRouter(world, chats, movable, log)] : [];
  for (const module of modules) routers.push(...(await module.open(inwardOf(world, log))).routers);
  const http = await startHttp({ port: config.port, host: config.host, routers, log });
  const names = [...modules.map(({ channel }) => channel.name), ...(chats ? ['the playground'] : [])];
  say(`Channels: ${names.join(', ') || 'none'}`);
  if (world.programme.board.length === 0) say('Board: empty (BOARD_MEMBERS), so nobody can decide on registrations');
  say(`Ready: http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${http.port}/`);
  return async () => {
    for (const module of modules) await module.close();
    await http.close();
    await core.stop();
    await database.close();
  };
};

/** Ends once, whichever signal comes first and however often. */
const stopOn = (signals: readonly NodeJS.Signals[], stop: () => Promise<void>): void => {
  let stopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`stopping failed: ${String(error instanceof Error ? error.name : error)}\n`);
          process.exit(1);
        },
      );
    });
  }
};

try {
  stopOn(['SIGTERM', 'SIGINT'], await start(readConfig(environment())));
} catch (error) {
  if (!isForStarter(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
