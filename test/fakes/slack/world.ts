import type { AccountId, MemberId, RoomId } from '../../../src/domain/ids.ts';
import { makeCore, type Core, type CoreDeps } from '../../../src/app/core.ts';
import type { Bot } from '../../../src/app/door/bot.ts';
import { phrases } from '../../../src/app/door/phrases.ts';
import type { Store } from '../../../src/app/ports.ts';
import type { Lanes } from '../../../src/app/post/lanes.ts';
import type { Urgency } from '../../../src/app/say/notice.ts';
import { drawView } from '../../../src/app/say/views/draw.ts';
import { drawCard } from '../../../src/channels/card.ts';
import { accountOf } from '../../../src/channels/slack/people.ts';
import { slackModule, type SlackModule, type SlackSettings } from '../../../src/channels/slack/server.ts';
import type { Rules } from '../../../src/domain/programme/rules.ts';
import type { Programme } from '../../../src/domain/programme/state.ts';
import { startHttp, type Http } from '../../../src/http.ts';
import { MemoryTimer, TurnableClock } from '../../../src/jobs/memory.ts';
import { memoryAccounts, memoryCodes } from '../../../src/store/memory-accounts.ts';
import { memoryLedger, ownLanes } from '../../../src/store/memory-ledger.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import type { Database } from '../../../src/store/server.ts';
import { aProgramme } from '../../build.ts';
import { stored } from '../../programmes.ts';
import { local } from '../../app/world.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';
import { enqueue } from '../enqueue.ts';
import { KeptLog } from '../log.ts';
import { Desktop } from './desktop.ts';
import { SECRET, Sender } from './sender.ts';
import { TOKEN, Workspace } from './workspace.ts';

export const ZONE = 'Europe/Stockholm';

export const PEOPLE = [
  ['eva', 'Eva Sandberg'],
  ['lars', 'Lars Nyström'],
  ['karin', 'Karin Holm'],
  ['johan', 'Johan Berg'],
].map(([name = '', real_name = '']) => ({ name, real_name, email: `${name}@kommun.example` }));

export interface SlackWorldOptions {
  readonly now?: string;
  readonly rules?: Partial<Rules>;
  readonly by?: SlackSettings['by'];
  /** Where the board of the programme that is there has its room; without it, in Slack's. */
  readonly room?: RoomId;
  readonly people?: typeof PEOPLE;
  /** What this process sends from; all of it, where nothing is said. */
  readonly lanes?: (db: Database['db']) => Lanes;
  /** Between the app and Slack. */
  readonly between?: (to: Workspace['fetch']) => Workspace['fetch'];
  /** Between Slack's requests and the core. */
  readonly bot?: (bot: Bot) => Bot;
}

/** The whole core on a turned clock with Slack as its only channel, reached as Slack reaches it: over HTTP, signed. */
export class SlackWorld {
  readonly clock: TurnableClock;
  readonly timer: MemoryTimer;
  readonly store: Store = memoryStore();
  readonly ledger = memoryLedger();
  readonly accounts = memoryAccounts();
  readonly codes = memoryCodes();
  readonly invited: string[] = [];
  readonly log = new KeptLog();
  readonly slack: Workspace;
  readonly module: SlackModule;
  readonly core: Core;
  readonly programme: Programme;
  readonly send: Sender;
  readonly database: Database;
  readonly #between: (to: Workspace['fetch']) => Workspace['fetch'];
  readonly #by: SlackSettings['by'];
  #http: Http | null = null;

  private constructor(
    slack: Workspace,
    database: Database,
    { now = '2026-09-01T09:00', rules = {}, by, room, between = (to) => to, lanes = ownLanes }: SlackWorldOptions,
  ) {
    this.slack = slack;
    this.database = database;
    this.clock = new TurnableClock(local(now));
    this.timer = new MemoryTimer(this.clock);
    this.programme = aProgramme({
      id: 'programme:open',
      name: 'Mentorprogrammet',
      board: ['member:eva', 'member:lars'],
      room: room ?? `slack:${slack.team}/${slack.room}`,
      rules,
    });
    this.#between = between;
    this.#by = by ?? { kind: 'http', signingSecret: SECRET };
    this.module = this.#makeModule();
    this.core = makeCore(this.#parts(this.module, this.timer, lanes(database.db)));
    this.send = new Sender(() => `http://127.0.0.1:${this.#http?.port ?? 0}`);
  }

  #makeModule(): SlackModule {
    const { slack, database, log } = this;
    const access = { kind: 'token', token: TOKEN } as const;
    const settings = { access, by: this.#by, workspaces: [], zone: ZONE };
    const client = { slackApiUrl: slack.url, fetch: this.#between(slack.fetch) };
    return slackModule({ settings, db: database.db, log, client });
  }

  #parts({ channel }: SlackModule, timer: MemoryTimer, lanes: Lanes): CoreDeps {
    const { store, accounts, codes, ledger, clock, log } = this;
    const newMember = (account: AccountId): MemberId => this.slack.memberBehind(account);
    const texts = { drawView, drawCard, phrases };
    const outside = { lanes, timer, channels: [channel], newMember };
    return { store, accounts, codes, ledger, clock, log, ...outside, ...texts };
  }

  /** Another process on the same data: it sends, and nobody speaks to it. */
  another(lanes: Lanes = ownLanes()): Core {
    return makeCore(this.#parts(this.#makeModule(), new MemoryTimer(this.clock), lanes));
  }

  static async start(options: SlackWorldOptions = {}): Promise<SlackWorld> {
    const log = new KeptLog();
    const [slack, database] = await Promise.all([Workspace.start(options.people ?? PEOPLE), freshDatabase(log)]);
    const world = new SlackWorld(slack, database, options);
    await stored(world.store, world.programme);
    await world.core.start(true);
    const bot = options.bot?.(world.core.bot) ?? world.core.bot;
    const { routers } = await world.module.open({
      bot,
      arrive: async (arrival) => {
        await world.core.arrive(arrival);
      },
      invited: async (room, name) => {
        world.invited.push(`${room} ${name}`);
        await world.core.invited(room, name);
      },
      boardOf: (room) => world.core.boardOf(room),
      log: world.log,
    });
    world.#http = await startHttp({ port: 0, host: '127.0.0.1', routers, log: world.log });
    return world;
  }

  member(name: string): MemberId {
    return `member:${name}`;
  }

  account(name: string): AccountId {
    return accountOf({ team: this.slack.team, user: this.slack.id(name) });
  }

  /** Known to Handslag, without having written to it. */
  async join(...names: string[]): Promise<void> {
    for (const name of names) {
      const about = { name, mail: `${name}@kommun.example`, lang: 'sv', zone: ZONE } as const;
      await this.core.arrive({ account: this.account(name), ...about, home: this.slack.team, place: '' });
    }
  }

  /** As {@link enqueue}, by names; answers the ids. */
  async queue(names: readonly string[], each: number, urgency?: Urgency): Promise<Map<string, string[]>> {
    const members = names.map((name) => this.member(name));
    const queued = await enqueue(this, members, each, urgency);
    return new Map(names.map((name) => [name, (queued.get(this.member(name)) ?? []).map(({ id }) => id)]));
  }

  /** The ids of what stands in somebody's chat with Handslag in Slack itself, oldest first. */
  async standing(name: string): Promise<string[]> {
    const room = this.slack.dm(this.slack.id(name));
    const history = room === undefined ? [] : await this.slack.history(room);
    return history.toReversed().flatMap(({ metadata }) => metadata?.event_payload.id ?? []);
  }

  person(name: string): Desktop {
    return new Desktop(this.slack, name, this.send, () => this.settled());
  }

  get port(): number {
    return this.#http?.port ?? 0;
  }

  async settled(): Promise<void> {
    await this.module.idle();
    await this.core.idle();
  }

  async until(when: string): Promise<void> {
    await this.clock.turnTo(local(when));
    await this.settled();
  }

  get board() {
    return this.slack.in(this.slack.room);
  }

  async close(): Promise<void> {
    await this.module.close();
    await this.#http?.close();
    await this.core.stop();
    await this.slack.close();
    await dropped(this.database);
  }
}
