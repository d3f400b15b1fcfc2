import { createEmulator, type Emulator } from 'emulate';
import { SCOPES } from '../../../src/channels/slack/names.ts';
import type { MemberId } from '../../../src/domain/ids.ts';
import { slackRules, type SlackRules } from './rules.ts';

type Json = Record<string, unknown>;

export interface Call {
  readonly method: string;
  readonly body: Json;
}

/** What a call meets instead of Slack, or after Slack did it. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  | { readonly kind: 'error'; readonly error: string }
  /** Nobody is there. */
  | { readonly kind: 'unreachable' }
  /** Slack did it, and the answer was lost. */
  | { readonly kind: 'lost' };

export interface Shown {
  readonly channel: string;
  readonly ts: string;
  blocks: Json[];
  text: string;
  edited: string | null;
}

export type View = Json & {
  id: string;
  hash: string;
  type: 'modal' | 'home';
  blocks: Json[];
  private_metadata: string;
};

export const TOKEN = 'xoxb-handslag';
/** The same bot with every scope, for the test's own questions. */
const READER = 'xoxb-reader';
const APP = 'A000HANDSLAG';

interface Person {
  readonly name: string;
  readonly real_name: string;
  readonly email: string;
}

/**
 * A Slack workspace: the emulator over real HTTP with exactly the manifest's scopes, and what a person sees of it. Every `blocks` and
 * `view` that goes there passes Slack's rules first.
 */
export class Workspace {
  readonly calls: Call[] = [];
  readonly messages: Shown[] = [];
  /** By id, as they stand. */
  readonly views = new Map<string, View>();
  /** By person. */
  readonly windows = new Map<string, string>();
  readonly homes = new Map<string, View>();
  readonly whispers: { readonly channel: string; readonly user: string; readonly text: string }[] = [];
  /** What was wrong with what was sent; nothing, at the end of every test. */
  readonly wrong: string[] = [];
  /** What Slack says of somebody beside what everybody is: a guest, of another company, no longer here. */
  readonly standing = new Map<string, Json>();
  trouble: (call: Call) => Trouble | null = () => null;
  delay: (call: Call) => number = () => 0;
  readonly team = 'T000000001';
  room = '';
  readonly #ids = new Map<string, string>();
  readonly #dms = new Map<string, string>();
  readonly #triggers = new Map<string, string>();
  readonly #emulator: Emulator;
  readonly #rules: SlackRules;

  private constructor(emulator: Emulator, rules: SlackRules) {
    this.#emulator = emulator;
    this.#rules = rules;
  }

  static async start(
    people: readonly Person[],
    scopes: readonly string[] = SCOPES,
    oauth_apps: object[] = [],
  ): Promise<Workspace> {
    const token = (name: string, granted: readonly string[]) => ({
      token: name,
      type: 'bot' as const,
      user: 'handslag',
      scopes: [...granted],
      app_id: APP,
    });
    const all = [
      'channels:read',
      'groups:read',
      'im:read',
      'mpim:read',
      'im:history',
      'mpim:history',
      'groups:history',
      'channels:history',
      'users:read',
      'users:write',
    ];
    const emulator = await createEmulator({
      service: 'slack',
      port: 0,
      seed: {
        slack: {
          strict_scopes: true,
          team: { name: 'Kommunerna', domain: 'kommunerna' },
          users: [{ name: 'handslag', real_name: 'Handslag' }, ...people],
          channels: [{ name: 'styrelsen', is_private: true }],
          ...(oauth_apps.length > 0 ? { oauth_apps } : {}),
          tokens: [token(TOKEN, scopes), token(READER, all)],
        },
      },
    });
    const workspace = new Workspace(emulator, await slackRules());
    const users = ((await workspace.ask('users.list', { limit: 1000 })) as { members: { id: string; name: string }[] })
      .members;
    for (const { id, name } of users) workspace.#ids.set(name, id);
    const { channels } = (await workspace.ask('conversations.list', { types: 'private_channel' })) as {
      channels: { id: string; name: string }[];
    };
    workspace.room = channels.find(({ name }) => name === 'styrelsen')?.id ?? '';
    return workspace;
  }

  get url(): string {
    return `${this.#emulator.url}/api/`;
  }

  close(): Promise<void> {
    return this.#emulator.close();
  }

  id(name: string): string {
    const id = this.#ids.get(name);
    if (!id) throw new Error(`nobody is called ${name}`);
    return id;
  }

  /** People here are known by readable ids, made of their names. */
  memberBehind(account: string): MemberId {
    const [name] = [...this.#ids].find(([, id]) => account.endsWith(`.${id}`)) ?? [];
    if (name === undefined) throw new Error(`nobody is ${account}`);
    return `member:${name}`;
  }

  /** The test's own question, past everything that is counted. */
  async ask(method: string, body: Json = {}, token = READER): Promise<Json> {
    const response = await fetch(this.url + method, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Json;
  }

  async trigger(user: string): Promise<string> {
    const { trigger_id } = await this.ask('views.generateTriggerId', { user_id: user }, TOKEN);
    this.#triggers.set(String(trigger_id), user);
    return String(trigger_id);
  }

  dm(user: string): string | undefined {
    return this.#dms.get(user);
  }

  in(channel: string | undefined): Shown[] {
    return this.messages.filter((message) => message.channel === channel);
  }

  window(user: string): View | null {
    return this.views.get(this.windows.get(user) ?? '') ?? null;
  }

  /** What stands in a conversation in Slack itself. */
  async history(
    channel: string,
  ): Promise<{ ts: string; text: string; metadata?: { event_payload: { id: string } } }[]> {
    const { messages } = await this.ask('conversations.history', { channel, limit: 1000 });
    return messages as never;
  }

  /** What the app calls Slack with. */
  readonly fetch = async (
    input: string | URL,
    init?: { method?: string; headers?: Record<string, string>; body?: unknown; signal?: AbortSignal },
  ): Promise<Response> => {
    const method = new URL(input).pathname.replace(/^.*\/api\//, '');
    const body = bodyOf(init?.body);
    const call: Call = { method, body };
    this.calls.push(call);
    this.#check(call);
    const trouble = this.trouble(call);
    const wait = this.delay(call);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (trouble?.kind === 'unreachable') throw new TypeError('fetch failed');
    if (trouble?.kind === 'status') {
      const headers: Record<string, string> =
        trouble.retryAfter === undefined ? {} : { 'Retry-After': String(trouble.retryAfter) };
      return new Response('{"ok":false}', { status: trouble.status, headers });
    }
    if (trouble?.kind === 'error') return Response.json({ ok: false, error: trouble.error });
    const response = await fetch(input, init as RequestInit);
    const answer = (await response.clone().json()) as Json;
    if (answer['ok'] === true) this.#see(call, answer);
    else if (answer['error'] === 'missing_scope') this.wrong.push(`${method}: ${JSON.stringify(answer)}`);
    if (trouble?.kind === 'lost') throw new TypeError('terminated');
    const more = method === 'users.info' ? this.standing.get(String(body['user'])) : undefined;
    return more ? Response.json({ ...answer, user: { ...(answer['user'] as Json), ...more } }) : response;
  };

  #check({ method, body }: Call): void {
    const found: string[] = [];
    if (method.startsWith('views.')) found.push(...this.#rules.view(body['view']));
    else if (Array.isArray(body['blocks'])) found.push(...this.#rules.message(body['blocks']));
    if (/[<>]/.test(typeof body['text'] === 'string' ? body['text'] : '')) found.push('unescaped text');
    this.wrong.push(...found.map((what) => `${method}: ${what}`));
  }

  /** A window that the app sent in its answer to a request. */
  put(id: string, view: Json): void {
    this.wrong.push(...this.#rules.view(view).map((what) => `response_action: ${what}`));
    this.views.set(id, { ...view, id, hash: `${Date.now()}.${Math.random()}` } as unknown as View);
  }

  #see({ method, body }: Call, answer: Json): void {
    const view = (body['view'] ?? {}) as Json;
    const given = (answer['view'] ?? {}) as Json;
    const kept = { ...view, id: given['id'], hash: given['hash'] } as unknown as View;
    switch (method) {
      case 'chat.postMessage':
        this.messages.push({
          channel: String(answer['channel']),
          ts: String(answer['ts']),
          blocks: body['blocks'] as Json[],
          text: String(body['text']),
          edited: null,
        });
        return;
      case 'chat.update': {
        const there = this.messages.find(({ channel, ts }) => channel === body['channel'] && ts === body['ts']);
        if (there) Object.assign(there, { blocks: body['blocks'], text: body['text'], edited: `${Date.now()}.1` });
        return;
      }
      case 'chat.postEphemeral':
        this.whispers.push({
          channel: String(body['channel']),
          user: String(body['user']),
          text: String(body['text']),
        });
        return;
      case 'conversations.open': {
        const users = String(body['users']).split(',');
        if (users.length === 1) this.#dms.set(users[0] ?? '', String((answer['channel'] as Json)['id']));
        return;
      }
      case 'views.open':
        this.views.set(kept.id, kept);
        this.windows.set(this.#triggers.get(String(body['trigger_id'])) ?? '', kept.id);
        return;
      case 'views.update':
        this.views.set(kept.id, kept);
        return;
      case 'views.publish':
        this.homes.set(String(body['user_id']), kept);
    }
  }
}

/** Slack's client sends forms with JSON in their fields. */
const bodyOf = (body: unknown): Json => {
  const fields: [string, string][] = typeof body === 'string' ? [...new URLSearchParams(body)] : [];
  return Object.fromEntries(
    fields.map(([key, value]) => [key, /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value]),
  );
};
