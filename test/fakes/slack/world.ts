import type { MemberId } from '../../../src/domain/ids.ts';
import { makeCore, type Core } from '../../../src/app/core.ts';
import type { Bot } from '../../../src/app/door/bot.ts';
import { phrases } from '../../../src/app/door/phrases.ts';
import type { Store } from '../../../src/app/ports.ts';
import { drawView } from '../../../src/app/say/views/draw.ts';
import { drawCard } from '../../../src/channels/card.ts';
import { memberOf } from '../../../src/channels/slack/people.ts';
import { slackModule, type SlackModule, type SlackSettings } from '../../../src/channels/slack/server.ts';
import { standardRules, type Programme, type Rules } from '../../../src/domain/programme/programme.ts';
import { startHttp, type Http } from '../../../src/http.ts';
import { MemoryTimer, TurnableClock } from '../../../src/jobs/memory.ts';
import { memoryLedger, ownLanes } from '../../../src/store/memory-ledger.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import type { Database } from '../../../src/store/server.ts';
import { local } from '../../app/world.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';
import { KeptLog } from '../log.ts';
import { Desktop, SECRET, Sender } from './desktop.ts';
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
  readonly people?: typeof PEOPLE;
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
  readonly administrators: MemberId[] = [];
  readonly log = new KeptLog();
  readonly slack: Workspace;
  readonly module: SlackModule;
  readonly core: Core;
  readonly programme: Programme;
  readonly send: Sender;
  readonly database: Database;
  #http: Http | null = null;

  private constructor(
    slack: Workspace,
    database: Database,
    { now = '2026-09-01T09:00', rules = {}, by, between = (to) => to }: SlackWorldOptions,
  ) {
    this.slack = slack;
    this.database = database;
    this.clock = new TurnableClock(local(now));
    this.timer = new MemoryTimer(this.clock);
    this.programme = {
      id: 'programme:open',
      name: 'Mentorprogrammet',
      kind: 'open',
      matching: 'adept',
      zone: ZONE,
      boardLang: 'sv',
      board: [this.member('eva'), this.member('lars')],
      revision: 1,
      rules: { ...standardRules, ...rules },
    };
    const { log, store, ledger, timer, clock, programme } = this;
    this.module = slackModule({
      settings: {
        access: { kind: 'token', token: TOKEN },
        by: by ?? { kind: 'http', signingSecret: SECRET },
        board: { team: '', channel: slack.room },
        zone: ZONE,
      },
      db: database.db,
      log,
      client: { slackApiUrl: slack.url, fetch: between(slack.fetch) },
    });
    const texts = { drawView, drawCard, phrases };
    this.core = makeCore({
      store,
      ledger,
      lanes: ownLanes(),
      timer,
      clock,
      log,
      programme,
      channels: [this.module.channel],
      boardChannel: 'slack',
      administrators: async () => this.administrators,
      ...texts,
    });
    this.send = new Sender(() => `http://127.0.0.1:${this.#http?.port ?? 0}`);
  }

  static async start(options: SlackWorldOptions = {}): Promise<SlackWorld> {
    const log = new KeptLog();
    const [slack, database] = await Promise.all([Workspace.start(options.people ?? PEOPLE), freshDatabase(log)]);
    const world = new SlackWorld(slack, database, options);
    await world.core.start(true);
    const bot = options.bot?.(world.core.bot) ?? world.core.bot;
    const { routers } = await world.module.open({
      bot,
      arrive: async (arrival) => {
        await world.core.handle({ type: 'member.join', ...arrival }, 'handslag');
      },
      log: world.log,
    });
    world.#http = await startHttp({ port: 0, host: '127.0.0.1', routers, log: world.log });
    return world;
  }

  member(name: string): MemberId {
    return memberOf({ team: this.slack.team, user: this.slack.id(name) });
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
