import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { CardJson } from '../../../src/app/ports.ts';
import type { Authority } from './authority.ts';

/** Teams' side of the Bot Connector: conversations with messages that can be replaced, people, and Microsoft's table of rates. */

export interface TeamsMessage {
  readonly id: string;
  readonly conversation: string;
  card: CardJson | null;
  text: string;
  summary: string;
  edits: number;
  readonly alert: boolean;
}

export interface TeamsUser {
  /** What Teams calls them. */
  readonly user: string;
  readonly aad: string;
  readonly tenant: string;
  readonly name: string;
  readonly mail: string;
  readonly conversation: string;
}

export interface Trouble {
  readonly conversation?: string;
  readonly method?: string;
  readonly status: number;
  readonly code?: string;
  /** In seconds. */
  readonly retryAfter?: number;
}

const TABLE: readonly (readonly [number, number])[] = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
];
const PER_APP = 50;

type Json = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export class FakeConnector {
  readonly messages: TeamsMessage[] = [];
  readonly users = new Map<string, TeamsUser>();
  /** By conversation: who is in it. */
  /** What the next requests meet, in order of those that fit. */
  readonly trouble: Trouble[] = [];
  /** Every request that was answered: its status and what it was about. */
  readonly answered: {
    readonly status: number;
    readonly method: string;
    readonly conversation: string;
    readonly at: number;
  }[] = [];
  /** Whatever token the bot has, it is not good enough. */
  refusing = false;
  readonly #byConversation = new Map<string, number[]>();
  #byApp: number[] = [];
  readonly #authority: Authority;
  #close: () => Promise<void> = async () => undefined;
  serviceUrl = '';
  #ids = 1_700_000_000_000;

  constructor(authority: Authority) {
    this.#authority = authority;
  }

  async start(): Promise<this> {
    const server = createServer((req, res) => void this.#answer(req, res));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    this.serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/teams/`;
    this.#close = () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    return this;
  }

  close(): Promise<void> {
    return this.#close();
  }

  in(conversation: string): TeamsMessage[] {
    return this.messages.filter((message) => message.conversation === conversation);
  }

  statuses(): Record<number, number> {
    const counts: Record<number, number> = {};
    for (const { status } of this.answered) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  /** Microsoft's table: more than so many in so many milliseconds is too many. */
  #tooMany(conversation: string): boolean {
    const now = performance.now();
    this.#byApp = this.#byApp.filter((at) => at > now - 1_000);
    const mine = (this.#byConversation.get(conversation) ?? []).filter((at) => at > now - 3_600_000);
    const over = TABLE.some(([count, ms]) => mine.filter((at) => at > now - ms).length >= count);
    if (over || this.#byApp.length >= PER_APP) return true;
    this.#byApp.push(now);
    this.#byConversation.set(conversation, [...mine, now]);
    return false;
  }

  #troubleFor(method: string, conversation: string): Trouble | undefined {
    const found = this.trouble.findIndex(
      (one) => (one.conversation ?? conversation) === conversation && (one.method ?? method) === method,
    );
    return found < 0 ? undefined : this.trouble.splice(found, 1)[0];
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of req) text += String(chunk);
    const body = (text === '' ? {} : JSON.parse(text)) as Json;
    const { pathname } = new URL(req.url ?? '', 'http://x');
    const path = decodeURIComponent(pathname).replace(/^\/teams\/+v3\/conversations\/?/, '');
    const method = req.method ?? '';
    const conversation = path.split('/')[0] ?? '';
    const send = (status: number, answer: unknown = {}, headers: Record<string, string> = {}): void => {
      this.answered.push({ status, method, conversation, at: performance.now() });
      res.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(answer));
    };
    const fail = (status: number, code: string, retryAfter?: number): void =>
      send(
        status,
        { error: { code, message: code } },
        retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
      );

    const token = (req.headers.authorization ?? '').replace('Bearer ', '');
    if (this.refusing || !this.#authority.issued.has(token)) return fail(401, 'Unauthorized');
    // As far as the real one is.
    await delay(20);
    const trouble = this.#troubleFor(method, conversation);
    if (trouble) return fail(trouble.status, trouble.code ?? 'Trouble', trouble.retryAfter);
    if (method === 'GET') return this.#people(path, send, fail);
    if (method === 'POST' && path === '') return this.#open(body, send, fail);
    if (this.#tooMany(conversation)) return fail(429, 'TooManyRequests', 1);
    if (method === 'POST') return send(201, { id: this.#add(conversation, body) });
    const message = this.messages.find(({ id }) => id === path.split('/')[2]);
    if (method !== 'PUT' || !message) return fail(404, 'ActivityNotFoundInConversation');
    Object.assign(message, this.#content(body), { edits: message.edits + 1 });
    return send(200, { id: message.id });
  }

  #content(activity: Json): Pick<TeamsMessage, 'card' | 'text' | 'summary'> {
    const [attachment] = (activity['attachments'] ?? []) as { content: CardJson }[];
    return {
      card: attachment?.content ?? null,
      text: textOf(activity['text']),
      summary: textOf(activity['summary']),
    };
  }

  #add(conversation: string, activity: Json): string {
    const id = String(this.#ids++);
    const data = activity['channelData'] as { notification?: { alert?: boolean } } | undefined;
    const alert = data?.notification?.alert === true;
    this.messages.push({ id, conversation, ...this.#content(activity), edits: 0, alert });
    return id;
  }

  #account = ({ user, aad, tenant, name, mail }: TeamsUser) => ({
    id: user,
    name,
    aadObjectId: aad,
    tenantId: tenant,
    email: mail,
    userPrincipalName: mail,
  });

  #people(
    path: string,
    send: (status: number, body?: unknown) => void,
    fail: (status: number, code: string) => void,
  ): void {
    const [, what, user = ''] = path.split('/');
    const known = what === 'members' ? this.users.get(user) : undefined;
    return known ? send(200, this.#account(known)) : fail(404, 'MemberNotFoundInConversation');
  }

  #open(
    body: Json,
    send: (status: number, body?: unknown) => void,
    fail: (status: number, code: string) => void,
  ): void {
    const [member] = (body['members'] ?? []) as { id: string }[];
    const known = this.users.get(member?.id ?? '');
    if (known) send(201, { id: known.conversation, activityId: randomUUID(), serviceUrl: this.serviceUrl });
    else fail(403, 'BotNotInConversationRoster');
  }
}
