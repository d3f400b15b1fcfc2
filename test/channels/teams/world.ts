import { makeCore, type Core } from '../../../src/app/core.ts';
import { phrases } from '../../../src/app/door/phrases.ts';
import { IllFormed, type AccountId, type Doc, type MemberId, type Store } from '../../../src/app/ports.ts';
import type { Inbound } from '../../../src/app/inbound.ts';
import type { Ledger } from '../../../src/app/post/ledger.ts';
import { drawView } from '../../../src/app/say/views/draw.ts';
import { drawCard } from '../../../src/channels/card.ts';
import { slackModule, type SlackModule } from '../../../src/channels/slack/server.ts';
import { teamsModule } from '../../../src/channels/teams/server.ts';
import { ROOMS } from '../../../src/channels/playground/rooms.ts';
import { PLAYGROUND, playgroundChannel } from '../../../src/channels/playground/channel.ts';
import { openChats, type Chats } from '../../../src/channels/playground/chats.ts';
import { addPerson, listPeople, setLanguage } from '../../../src/channels/playground/people.ts';
import { playground } from '../../../src/channels/playground/playground.ts';
import { accountOf as slackAccount } from '../../../src/channels/slack/people.ts';
import type { Rules } from '../../../src/domain/programme/rules.ts';
import type { Programme } from '../../../src/domain/programme/state.ts';
import { startHttp, type Http } from '../../../src/http.ts';
import { MemoryTimer, TurnableClock } from '../../../src/jobs/memory.ts';
import { mongoAccounts } from '../../../src/store/accounts.ts';
import { mongoCodes } from '../../../src/store/codes.ts';
import { mongoLedger } from '../../../src/store/ledger.ts';
import { ownLanes } from '../../../src/store/memory-ledger.ts';
import { mongoStore } from '../../../src/store/mongo.ts';
import type { Database } from '../../../src/store/server.ts';
import { local } from '../../app/world.ts';
import { aProgramme } from '../../build.ts';
import { stored } from '../../programmes.ts';
import { APP, type Authority, PASSWORD, TENANT } from '../../fakes/teams/authority.ts';
import { FakeConnector, type TeamsUser } from '../../fakes/teams/connector.ts';
import { TeamsPerson, type Where } from '../../fakes/teams/person.ts';
import { Desktop, wordsOn } from '../../fakes/slack/desktop.ts';
import { SlackHands } from '../../fakes/slack/hands.ts';
import { SECRET, Sender } from '../../fakes/slack/sender.ts';
import { PEOPLE, type SlackWorld } from '../../fakes/slack/world.ts';
import { TOKEN, Workspace } from '../../fakes/slack/workspace.ts';
import { KeptLog } from '../../fakes/log.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';
import { WebPerson, type Walker } from './walkers.ts';

/** The core on a real server, Teams and the web channel over real HTTP, Microsoft on this machine, and a clock that is turned. */

export const ROOM = '19:board@thread.tacv2';

export interface Wishes {
  readonly now?: string;
  readonly rules?: Partial<Rules>;
  readonly board?: readonly string[];
  readonly boardIn?: 'teams' | 'web';
  /** Slack is there too. */
  readonly slack?: true;
  /** How new people are called; not said: by readable ids, made of their names. */
  readonly newMember?: (account: AccountId) => MemberId;
}

const aad = (name: string): string => {
  const hex = Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12);
  return `aaaaaaaa-0000-4000-8000-${hex}`;
};

export const aUser = (name: string, tenant = TENANT): TeamsUser => ({
  user: `29:1${name}`,
  aad: aad(name),
  tenant,
  name: name[0]!.toUpperCase() + name.slice(1),
  mail: `${name}@kommun.example`,
  conversation: `a:1${name}`,
});

/** The name behind an account, by the way {@link aad} makes one of a name; on the page it is the name. */
const memberBehind = (account: AccountId): MemberId => {
  const hex = /-([0-9a-f]{12})$/.exec(account)?.[1];
  const name = hex === undefined ? account.slice(account.indexOf(':') + 1) : Buffer.from(hex, 'hex').toString();
  return `member:${name.replaceAll('\0', '')}`;
};

export class TeamsWorld {
  readonly clock: TurnableClock;
  readonly timer: MemoryTimer;
  readonly log = new KeptLog();
  readonly authority: Authority;
  readonly connector: FakeConnector;
  readonly database: Database;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly programme: Programme;
  readonly boardIn: 'teams' | 'web';
  readonly chats: Chats;
  readonly invited: string[] = [];
  readonly #newMember: (account: AccountId) => MemberId;
  core!: Core;
  module!: ReturnType<typeof teamsModule>;
  http!: Http;
  slack: Workspace | null = null;
  #slackModule: SlackModule | null = null;
  readonly #where: Where;

  private constructor(authority: Authority, connector: FakeConnector, database: Database, wishes: Wishes) {
    const { now = '2026-09-01T09:00', rules = {}, board = ['eva'], boardIn = 'teams' } = wishes;
    this.authority = authority;
    this.connector = connector;
    this.database = database;
    this.boardIn = boardIn;
    this.clock = new TurnableClock(local(now));
    this.timer = new MemoryTimer(this.clock);
    this.store = mongoStore(database.db);
    this.ledger = mongoLedger(database.db);
    this.chats = openChats(database.db);
    const behind = (account: AccountId): MemberId =>
      account.startsWith('slack:') ? (this.slack?.memberBehind(account) ?? 'member:none') : memberBehind(account);
    this.#newMember = wishes.newMember ?? behind;
    this.programme = aProgramme({
      id: 'programme:open',
      name: 'Mentorprogrammet',
      board: board.map((name) => `member:${name}` as const),
      room: boardIn === 'teams' ? `teams:${ROOM}` : 'playground:board',
      rules,
    });
    this.#where = { url: () => this.url, authority, connector, room: ROOM };
  }

  static async start(authority: Authority, wishes: Wishes = {}): Promise<TeamsWorld> {
    const connector = await new FakeConnector(authority).start();
    const world = new TeamsWorld(authority, connector, await freshDatabase(new KeptLog()), wishes);
    await world.chats.prepare();
    if (wishes.slack) world.slack = await Workspace.start(PEOPLE);
    await world.up();
    return world;
  }

  get url(): string {
    return `http://localhost:${this.http.port}`;
  }

  /** Starts the program, also after {@link down}: another process on the same database. */
  async up(): Promise<void> {
    const { store, ledger, clock, timer, log, programme, chats, database } = this;
    const settings = {
      appId: APP,
      password: PASSWORD,
      tenant: TENANT,
      tenants: [TENANT],
      allowPlayground: true,
    };
    this.module = teamsModule({ settings, db: database.db, zone: programme.zone });
    if (this.slack) {
      const ofSlack = {
        access: { kind: 'token', token: TOKEN },
        by: { kind: 'http', signingSecret: SECRET },
        workspaces: [],
        zone: programme.zone,
      } as const;
      const client = { slackApiUrl: this.slack.url, fetch: this.slack.fetch };
      this.#slackModule = slackModule({ settings: ofSlack, db: database.db, log, client });
    }
    const beside = this.#slackModule ? [this.#slackModule.channel] : [];
    const channels = [this.module.channel, playgroundChannel(chats), ...beside];
    const sources = { store, accounts: mongoAccounts(database.db), codes: mongoCodes(database.db), clock };
    const newMember = this.#newMember;
    const texts = { drawView, drawCard, phrases };
    this.core = makeCore({ ...sources, newMember, ledger, timer, log, channels, lanes: ownLanes(), ...texts });
    const { core } = this;
    await stored(store, programme);
    await core.start(true);
    const inbound: Inbound = {
      bot: core.bot,
      arrive: async (arrival) => {
        await core.arrive(arrival);
      },
      invited: async (where, name) => {
        this.invited.push(`${where} ${name}`);
        await core.invited(where, name);
      },
      boardOf: (room) => core.boardOf(room),
      log,
    };
    const { routers } = await this.module.open(inbound);
    const slackRouters = (await this.#slackModule?.open(inbound))?.routers ?? [];
    const web = playground({
      bot: core.bot,
      chats,
      people: () => listPeople(sources, core.programmes),
      addPerson: (input) => addPerson(core, input),
      setLang: (account, lang) => setLanguage({ core, ...sources }, account, lang),
      clock: { now: () => clock.now(), next: () => timer.next(), advance: async () => undefined },
      zone: programme.zone,
      rooms: ROOMS,
      code: async () => null,
      log,
    });
    this.http = await startHttp({ port: 0, host: '127.0.0.1', routers: [...routers, ...slackRouters, web], log });
  }

  async down(): Promise<void> {
    await this.module.close();
    await this.#slackModule?.close();
    await this.http.close();
    await this.core.stop();
  }

  async close(): Promise<void> {
    await this.down();
    await this.connector.close();
    await this.slack?.close();
    await dropped(this.database);
  }

  /** Somebody who has Teams, and has not opened the bot yet. */
  person(name: string, tenant?: string): TeamsPerson {
    const user = aUser(name, tenant);
    this.connector.users.set(user.user, user);
    return new TeamsPerson(this.#where, user);
  }

  async inTeams(name: string): Promise<TeamsPerson> {
    const person = this.person(name);
    await person.install();
    return person;
  }

  async onWeb(name: string): Promise<WebPerson> {
    const { name: called, mail } = aUser(name);
    const account: AccountId = `${PLAYGROUND}:${name}`;
    const { zone } = this.programme;
    await this.core.arrive({ account, name: called, mail, lang: 'sv', zone, home: '', place: '' });
    return new WebPerson({ url: this.url, chats: this.chats }, account);
  }

  /** Somebody in the Slack workspace beside. */
  inSlack(name: string): Walker {
    const { slack } = this;
    if (!slack) throw new Error('Slack is not there');
    const settled = async (): Promise<void> => {
      await this.#slackModule?.idle();
      await this.rest();
    };
    const sender = new Sender(() => this.url);
    const person = new Desktop(slack, name, sender, settled);
    const side = { person: () => person, board: [], log: this.log, until: (when: string) => this.until(when) };
    const hands = new SlackHands(side as unknown as SlackWorld);
    return {
      account: slackAccount({ team: slack.team, user: slack.id(name) }),
      member: `member:${name}`,
      does: async (verb, inputs = {}, match = {}) => {
        const { more: _, ...typed } = inputs as Record<string, string>;
        const more = verb === 'talk.plan' ? { via: ['talk-plan'], match: { talk: undefined } } : { match };
        await hands.does(name, verb, typed, more);
      },
      say: async (text) => {
        await person.command(text);
        return { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: wordsOn(person.window?.blocks) }] };
      },
    };
  }

  async rest(): Promise<void> {
    await this.core.idle();
  }

  async until(when: string): Promise<void> {
    await this.clock.turnTo(local(when));
    await this.rest();
  }

  async docs(): Promise<Doc[]> {
    const ids: Doc['id'][] = [];
    for (const name of ['members', 'registrations', 'pairs']) {
      const found = await this.database.db
        .collection<{ _id: Doc['id'] }>(name)
        .find({}, { projection: { _id: 1 } })
        .toArray();
      ids.push(...found.map(({ _id }) => _id));
    }
    const docs = await this.store.loadMany(ids);
    return docs.filter((doc): doc is Doc => doc !== null && !(doc instanceof IllFormed));
  }
}
