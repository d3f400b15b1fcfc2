import type { Router } from 'express';
import { makeCore, type Core } from './app/core.ts';
import type { ChannelModule, Inbound } from './app/inbound.ts';
import { codeForFirst, makeCode } from './app/door/administrators.ts';
import type { Accounts, Codes } from './app/people/accounts.ts';
import { phrases } from './app/door/phrases.ts';
import type { Channel, Clock, Log, Store } from './app/ports.ts';
import { drawView } from './app/say/views/draw.ts';
import { drawCard } from './channels/card.ts';
import { playgroundChannel } from './channels/playground/channel.ts';
import { openChats, type Chats } from './channels/playground/chats.ts';
import { addPerson, listPeople, seedPeople, setLanguage } from './channels/playground/people.ts';
import { ROOMS } from './channels/playground/rooms.ts';
import { playground } from './channels/playground/playground.ts';
import { movableClock, playgroundClock, type MovableClock } from './channels/playground/clock.ts';
import type { Config } from './config.ts';
import type { Opened } from './database.ts';
import { DEFAULT_ZONE } from './domain/programme/templates.ts';
import { startHttp, type Http } from './http.ts';
import { AgendaTimer } from './jobs/agenda.ts';
import { pages } from './pages.ts';
import { mongoAccounts } from './store/accounts.ts';
import { randomMember } from './store/chance.ts';
import { mongoCodes } from './store/codes.ts';
import { mongoLanes } from './store/lanes.ts';
import { mongoLedger } from './store/ledger.ts';
import { mongoStore } from './store/mongo.ts';
import { checkUse, keepUse, type Use } from './store/use.ts';

const realClock: Clock = { now: () => new Date() };

interface World {
  readonly core: Core;
  readonly store: Store;
  readonly accounts: Accounts;
  readonly codes: Codes;
  readonly clock: Clock;
  readonly timer: AgendaTimer;
}

const makeWorld = async (
  { db }: Opened,
  {
    clock,
    offset,
    channels,
    log,
  }: {
    clock: Clock;
    offset: () => number;
    channels: readonly Channel[];
    log: Log;
  },
): Promise<World> => {
  const store = mongoStore(db);
  const accounts = mongoAccounts(db);
  const codes = mongoCodes(db);
  const timer = await AgendaTimer.on({ db, log, clock, offset });
  const core = makeCore({
    store,
    ledger: mongoLedger(db),
    lanes: mongoLanes(db, log),
    accounts,
    codes,
    newMember: randomMember,
    timer,
    clock,
    log,
    channels,
    drawView,
    drawCard,
    phrases,
  });
  return { core, store, accounts, codes, clock, timer };
};

const playgroundRouter = (world: World, chats: Chats, clock: MovableClock, code: string | null, log: Log) => {
  const { core, store, timer } = world;
  return playground({
    bot: core.bot,
    chats,
    people: () => listPeople(world, core.programmes),
    addPerson: (input) => addPerson(core, input),
    setLang: (account, lang) => setLanguage(world, account, lang),
    clock: playgroundClock({ clock, store, timer, idle: () => core.idle(), zone: DEFAULT_ZONE }),
    zone: DEFAULT_ZONE,
    rooms: ROOMS,
    code: async () => ((await core.programmes.installation()).administrators.length === 0 ? code : null),
    log,
  });
};

/** The real channels that the settings turn on. A platform's SDK is large: it is read only where it is used. */
const modulesOf = async (
  { slack, teams }: Config,
  { db }: Opened,
  log: Log,
): Promise<readonly ChannelModule<Router>[]> => {
  const modules: ChannelModule<Router>[] = [];
  if (slack) modules.push((await import('./channels/slack/server.ts')).slackModule({ settings: slack, db, log }));
  if (teams)
    modules.push((await import('./channels/teams/server.ts')).teamsModule({ settings: teams, db, zone: DEFAULT_ZONE }));
  return modules;
};

const inboundOf = ({ core }: World, log: Log): Inbound => ({
  bot: core.bot,
  arrive: async (arrival) => {
    await core.arrive(arrival);
  },
  invited: (room, name) => core.invited(room, name),
  boardOf: (room) => core.boardOf(room),
  log,
});

/** Null: nobody is let in at all. */
const useOf = ({ playground: made, slack, teams }: Config): Use | null => {
  if (made) return 'playground';
  return slack || teams ? 'real' : null;
};

interface Parts {
  readonly chats: Chats | null;
  readonly movable: MovableClock | null;
  readonly modules: readonly ChannelModule<Router>[];
  readonly log: Log;
  readonly say: (line: string) => void;
}

/** Begins to work: what was left is said, timers run, and people are let in. */
const open = async (
  config: Config,
  { alone, beats, db }: Opened,
  world: World,
  { chats, movable, modules, log, say }: Parts,
): Promise<Http> => {
  const { core, timer } = world;
  await core.start(alone);
  await timer.hourly('sweep', () => core.sweep());
  const use = useOf(config);
  // The made-up people are marked before the first of them is there; the real ones once their platform has taken the settings.
  if (use === 'playground') await keepUse(db, use);
  if (chats) {
    await seedPeople({ ...world, consent: phrases.consent });
    for (const { id, name } of ROOMS.slice(1)) await core.invited(id, name.sv);
  }
  const code = await codeForFirst(core);
  const routers = chats && movable ? [playgroundRouter(world, chats, movable, code, log)] : [];
  for (const module of modules) routers.push(...(await module.open(inboundOf(world, log))).routers);
  if (use === 'real') await keepUse(db, use);
  routers.push(pages(chats === null));
  const http = await startHttp({ port: config.port, host: config.host, routers, healthy: beats, log });
  const names = [...modules.map(({ channel }) => channel.name), ...(chats ? ['the playground'] : [])];
  say(`Channels: ${names.join(', ') || 'none'}`);
  if (code !== null) say(`Administrator: nobody yet. Whoever first writes ${code} to the bot is one`);
  say(`Ready: http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${http.port}/`);
  return http;
};

/** A code for a new administrator, on a database that the program itself may be running on. */
export const newCode = async (database: Opened, log: Log): Promise<string> => {
  const { core } = await makeWorld(database, { clock: realClock, offset: () => 0, channels: [], log });
  const code = await makeCode(core);
  await core.stop();
  return code;
};

/** Puts everything together on a database that is there; answers how to stop it all, the database last. */
export const assemble = async (
  config: Config,
  database: Opened,
  log: Log,
  say: (line: string) => void,
): Promise<() => Promise<void>> => {
  const use = useOf(config);
  if (use) await checkUse(database.db, use);
  const chats = config.playground ? openChats(database.db) : null;
  await chats?.prepare();
  const movable = config.playground ? await movableClock(database.db) : null;
  const modules = await modulesOf(config, database, log);
  const world = await makeWorld(database, {
    clock: movable ?? realClock,
    offset: movable ? movable.offset : () => 0,
    channels: [...modules.map(({ channel }) => channel), ...(chats ? [playgroundChannel(chats)] : [])],
    log,
  });
  const { core } = world;
  const stop = async (): Promise<void> => {
    for (const module of modules) await module.close();
    await core.stop();
  };
  try {
    const http = await open(config, database, world, { chats, movable, modules, log, say });
    return async () => {
      await http.close();
      await stop();
      await database.close();
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
