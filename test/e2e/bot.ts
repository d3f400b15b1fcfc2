import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient, type Db } from 'mongodb';
import type { CardJson } from '../../src/app/ports.ts';
import { configSchema } from '../../src/config.ts';
import { startEmbedded } from '../../src/store/embedded/start.ts';
import { textOf } from '../app/cards.ts';

/** The program itself, as `npm start` runs it, in a process of its own that a test may kill. */

const root = join(import.meta.dirname, '..', '..');
/** What the setup of the tests keeps of the embedded database's building, so that each fresh folder need not build it anew. */
const built = join(root, '.cache', 'embedded');

export type Settings = Readonly<Record<string, string>>;

/** The environment without any setting of the bot's: a test says them all. */
const environment = (settings: Settings): NodeJS.ProcessEnv => {
  const keys = new Set<string>(Object.keys(configSchema.shape));
  const rest = Object.entries(process.env).filter(([key]) => !keys.has(key) && !key.startsWith('VITEST'));
  return { ...Object.fromEntries(rest), ...settings };
};

const STOP_MS = 30_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class Run {
  readonly out: string[] = [];
  readonly err: string[] = [];
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #listeners = new Set<() => void>();
  #over = false;

  constructor(settings: Settings) {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    const child = spawn(process.execPath, ['tools/node24.mjs', 'src/main.ts'], {
      cwd: root,
      env: environment(settings),
      stdio,
    });
    this.#child = child;
    const read = (stream: typeof child.stdout, lines: string[]): void => {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        this.#changed();
      });
    };
    read(child.stdout, this.out);
    read(child.stderr, this.err);
    this.ended = once(child, 'close').then(([code, signal]) => {
      this.#over = true;
      this.#changed();
      return { code: code as number | null, signal: signal as NodeJS.Signals | null };
    });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  get said(): string {
    return [...this.out, ...this.err].join('\n');
  }

  /** The first of its lines that fits, now or later. Rejects when it ends without one. */
  async line(fits: (line: string) => boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = [...this.out, ...this.err].find(fits);
        if (found === undefined && !this.#over) return;
        this.#listeners.delete(look);
        if (found === undefined) reject(new Error(`it ended before it said so:\n${this.said}`));
        else resolve(found);
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** Where it listens. */
  async ready(): Promise<URL> {
    const line = await this.line((text) => text.startsWith('Ready: '));
    return new URL(line.slice('Ready: '.length));
  }

  /** Its lines of log left out: what it says to the person who starts it. */
  get toStarter(): string[] {
    return [...this.out, ...this.err].filter((line) => !line.startsWith('{'));
  }

  /** The log's first entry of this event. */
  logged(event: string): Promise<string> {
    return this.line((line) => line.startsWith('{') && line.includes(`"msg":"${event}"`));
  }

  /** `kill -9`: this process and nothing else; what becomes of its database is the bot's own affair. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** As a person or a service manager ends it, who both lose patience some time. */
  async stop(): Promise<Ended> {
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    try {
      return await this.ended;
    } finally {
      clearTimeout(late);
    }
  }
}

/** A place of its own for one bot: its data folder, or a database of its own on the server that MONGODB_URI names. */
export class Home {
  readonly dataDir: string;
  readonly settings: Settings;
  readonly #named: string | null;
  readonly #runs: Run[] = [];
  #port = '0';

  private constructor(dataDir: string) {
    this.dataDir = dataDir;
    const named = process.env['MONGODB_URI'] ?? '';
    this.#named = named === '' ? null : named;
    const database = `road-${randomUUID().slice(0, 8)}`;
    this.settings = {
      DATA_DIR: dataDir,
      ...(this.#named === null ? {} : { MONGODB_URI: this.#named, MONGODB_DATABASE: database }),
    };
  }

  static async make(): Promise<Home> {
    const dataDir = await mkdtemp(join(tmpdir(), 'handslag-e2e-'));
    await cp(built, join(dataDir, '.embedded'), { recursive: true }).catch(() => undefined);
    return new Home(dataDir);
  }

  /** Starts it, and again on the same data and the same port once it was. */
  start(settings: Settings = {}): Run {
    const run = new Run({ LOG_LEVEL: 'info', ...this.settings, PORT: this.#port, ...settings });
    this.#runs.push(run);
    void run.ready().then(
      ({ port }) => (this.#port = port),
      () => undefined,
    );
    return run;
  }

  /** The database itself: the one that runs there, or one that is started for the occasion. */
  async inDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const server = this.#named
      ? { uri: this.#named, stop: async () => undefined }
      : await startEmbedded({ dataDir: this.dataDir, env: environment({}), say: () => undefined });
    const client = new MongoClient(server.uri);
    try {
      return await work(client.db(this.settings['MONGODB_DATABASE'] ?? 'handslag'));
    } finally {
      await client.close();
      await server.stop();
    }
  }

  /** Lets the playground's clock, which is real time and a stored offset, stand at this moment when the bot next starts. */
  async setClock(at: Date): Promise<void> {
    const offset = at.getTime() - Date.now();
    await this.inDatabase(async (db) => {
      await db
        .collection<{ _id: string; offset: number }>('playground')
        .updateOne({ _id: 'clock' }, { $set: { offset } }, { upsert: true });
    });
  }

  async close(): Promise<void> {
    // Most have ended long ago; none may outlive the test.
    for (const run of this.#runs) await run.stop();
    if (this.#named) await this.inDatabase((db) => db.dropDatabase());
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

interface Message {
  readonly id: string;
  readonly text?: string;
  readonly summary: string;
  readonly card?: CardJson;
}

const MOMENT = /[a-zåäö]+dag \d+ [a-z]+( \d{4})? kl\. \d\d\.\d\d/;

/** A message as one would tell of it: what was written after a dash, else the card's heading and the time that it is about. */
const inShort = ({ text, card, summary }: Message): string => {
  if (!card) return `– ${text}`;
  const body = card['body'] as readonly { readonly style?: string; readonly text?: string }[];
  const heading = body.find(({ style }) => style === 'heading')?.text ?? summary;
  const moment = MOMENT.exec(textOf(card))?.[0];
  return moment ? `${heading}, ${moment}` : heading;
};

/** All that stands in a chat, in order, as the program itself hands it out to whoever `as` is. */
export const heard = async (bot: URL, as: string, room = as): Promise<(Message & { readonly short: string })[]> => {
  const answer = await fetch(new URL(`/api/state?as=${encodeURIComponent(as)}`, bot));
  const { rooms } = (await answer.json()) as { rooms: { id: string; messages: Message[] }[] };
  const messages = rooms.find(({ id }) => id === room)?.messages ?? [];
  return messages.map((message) => ({ ...message, short: inShort(message) }));
};
