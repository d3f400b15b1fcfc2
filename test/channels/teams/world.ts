import { makeCore, type Core } from '../../../src/app/core.ts';
import { phrases } from '../../../src/app/door/phrases.ts';
import { IllFormed, type Doc, type MemberId, type Store } from '../../../src/app/ports.ts';
import type { Ledger } from '../../../src/app/post/ledger.ts';
import { drawView } from '../../../src/app/say/views/draw.ts';
import { drawCard } from '../../../src/channels/card.ts';
import { slackModule, type SlackModule } from '../../../src/channels/slack/server.ts';
import { teamsModule } from '../../../src/channels/teams/server.ts';
import { WEB, webChannel } from '../../../src/channels/playground/channel.ts';
import { openChats, type Chats } from '../../../src/channels/playground/chats.ts';
import { addPerson, listPeople } from '../../../src/channels/playground/people.ts';
import { playground } from '../../../src/channels/playground/playground.ts';
import { memberOf } from '../../../src/channels/slack/people.ts';
import { memberIdOf } from '../../../src/channels/teams/directory.ts';
import { standardRules, type Programme, type Rules } from '../../../src/domain/programme/programme.ts';
import { startHttp, type Http } from '../../../src/http.ts';
import { MemoryTimer, TurnableClock } from '../../../src/jobs/memory.ts';
import { mongoLedger } from '../../../src/store/ledger.ts';
import { ownLanes } from '../../../src/store/memory-ledger.ts';
import { mongoStore } from '../../../src/store/mongo.ts';
import type { Database } from '../../../src/store/server.ts';
import { local } from '../../app/world.ts';
import { APP, type Authority, PASSWORD, TENANT } from '../../fakes/teams/authority.ts';
import { FakeConnector, type TeamsUser } from '../../fakes/teams/connector.ts';
import { TeamsPerson, type Where } from '../../fakes/teams/person.ts';
import { Desktop } from '../../fakes/slack/desktop.ts';
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

export class TeamsWorld {
  readonly clock: TurnableClock;
  readonly timer: MemoryTimer;
  readonly log = new KeptLog();
  readonly authority: Authority;
  readonly connector: FakeConnector;
  readonly database: Database;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly administrators: MemberId[] = [];
  readonly programme: Programme;
  readonly boardIn: 'teams' | 'web';
  readonly chats: Chats;
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
    const idOf = (name: string): MemberId => (boardIn === 'teams' ? memberIdOf(aUser(name)) : `member:web-${name}`);
    this.programme = {
      id: 'programme:open',
      name: 'Mentorprogrammet',
      kind: 'open',
      matching: 'adept',
      zone: 'Europe/Stockholm',
      boardLang: 'sv',
      board: board.map(idOf),
      revision: 1,
      rules: { ...standardRules, ...rules },
    };
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
    const { store, ledger, clock, timer, log, programme, chats, database, boardIn } = this;
    const room = boardIn === 'teams' ? ROOM : null;
    const settings = { appId: APP, password: PASSWORD, tenant: TENANT, tenants: [TENANT], boardRoom: room };
    this.module = teamsModule({ settings, db: database.db, board: programme.board, zone: programme.zone });
    if (this.slack) {
      const ofSlack = {
        access: { kind: 'token', token: TOKEN },
        by: { kind: 'http', signingSecret: SECRET },
        board: null,
        zone: programme.zone,
      } as const;
      const client = { slackApiUrl: this.slack.url, fetch: this.slack.fetch };
      this.#slackModule = slackModule({ settings: ofSlack, db: database.db, log, client });
    }
    const beside = this.#slackModule ? [this.#slackModule.channel] : [];
    const channels = [this.module.channel, webChannel(chats), ...beside];
    const boardChannel = boardIn === 'teams' ? 'teams' : WEB;
    const outside = { channels, boardChannel, lanes: ownLanes(), administrators: async () => this.administrators };
    const texts = { drawView, drawCard, phrases };
    this.core = makeCore({ store, ledger, timer, clock, log, programme, ...outside, ...texts });
    const { core } = this;
    await core.start(true);
    const inbound = {
      bot: core.bot,
      arrive: async (arrival: Parameters<Parameters<typeof this.module.open>[0]['arrive']>[0]) => {
        await core.handle({ type: 'member.join', ...arrival }, 'handslag');
      },
      log,
    };
    const { routers } = await this.module.open(inbound);
    const slackRouters = (await this.#slackModule?.open(inbound))?.routers ?? [];
    const web = playground({
      bot: core.bot,
      chats,
      people: () => listPeople(store, programme),
      addPerson: (input) => addPerson({ handle: core.handle, programme }, input),
      setLang: async (id, lang) => {
        await core.handle({ type: 'member.language', id, lang }, id);
      },
      clock: { now: () => clock.now(), next: () => timer.next(), advance: async () => undefined },
      zone: programme.zone,
      boardRoom: `board:${programme.id}`,
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
    const user = aUser(name);
    const member: MemberId = `member:web-${name}`;
    const reach = { channel: WEB, address: member };
    const { zone } = this.programme;
    await this.core.handle(
      { type: 'member.join', id: member, name: user.name, mail: user.mail, lang: 'sv', zone, reach },
      'handslag',
    );
    return new WebPerson(this, member);
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
      member: memberOf({ team: slack.team, user: slack.id(name) }),
      does: async (verb, inputs = {}, match = {}) => {
        const { more: _, ...typed } = inputs as Record<string, string>;
        const more = verb === 'talk.plan' ? { via: ['talk-plan'], match: { talk: undefined } } : { match };
        await hands.does(name, verb, typed, more);
      },
      say: async (text) => {
        await person.command(text);
        return { type: 'AdaptiveCard' };
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
