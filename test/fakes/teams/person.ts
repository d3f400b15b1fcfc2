import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { AccountId, CardJson, MemberId } from '../../../src/app/ports.ts';
import { accountOf } from '../../../src/channels/teams/directory.ts';
import { buttonsOf, inputsOf } from '../../app/cards.ts';
import type { Authority, Claims } from './authority.ts';
import { APP } from './authority.ts';
import type { FakeConnector, TeamsMessage, TeamsUser } from './connector.ts';

/** Somebody in Teams: sees what a client shows them, and presses what they see. */

export interface Answered {
  readonly status: number;
  readonly body: { readonly statusCode?: number; readonly type?: string; readonly value?: unknown } | null;
}

export interface Where {
  readonly url: () => string;
  readonly authority: Authority;
  readonly connector: FakeConnector;
  /** The board's conversation. */
  readonly room: string;
}

type Json = Readonly<Record<string, unknown>>;

const CARD = 'application/vnd.microsoft.card.adaptive';

/** By the verb and some of its data; the newest card that has it. */
export interface Wanted {
  readonly verb: string;
  readonly data?: Json;
}

const has = (data: Json, wanted: Json): boolean =>
  Object.entries(wanted).every(([key, value]) => String(data[key]) === String(value));

export class TeamsPerson {
  readonly user: TeamsUser;
  readonly account: AccountId;
  /** Where people are known by readable ids. */
  readonly member: MemberId;
  readonly #where: Where;
  /** What stands in this person's client where it is not what stands there for all. */
  readonly #views = new Map<string, { card: CardJson; edits: number }>();
  locale = 'sv-SE';
  zone = 'Europe/Stockholm';

  constructor(where: Where, user: TeamsUser) {
    this.#where = where;
    this.user = user;
    this.account = accountOf(user);
    this.member = `member:${user.name.toLowerCase()}`;
  }

  envelope(more: Json = {}): Json {
    const { user, name, aad, tenant, conversation } = this.user;
    return {
      id: `f:${randomUUID()}`,
      timestamp: new Date().toISOString(),
      localTimezone: this.zone,
      locale: this.locale,
      channelId: 'msteams',
      serviceUrl: this.#where.connector.serviceUrl,
      from: { id: user, name, aadObjectId: aad },
      recipient: { id: `28:${APP}`, name: 'Handslag' },
      conversation: { id: conversation, conversationType: 'personal', tenantId: tenant },
      channelData: { tenant: { id: tenant } },
      entities: [{ type: 'clientInfo', locale: this.locale, country: 'SE', platform: 'Web', timezone: this.zone }],
      ...more,
    };
  }

  inRoom(more: Json = {}): Json {
    const { tenant } = this.user;
    return this.envelope({
      conversation: { id: this.#where.room, conversationType: 'channel', tenantId: tenant, isGroup: true },
      ...more,
    });
  }

  async post(activity: Json, { token, claims }: { token?: string | null; claims?: Claims } = {}): Promise<Answered> {
    const { authority, connector, url } = this.#where;
    const bearer = token === undefined ? authority.token({ serviceurl: connector.serviceUrl, ...claims }) : token;
    const response = await fetch(`${url()}/api/messages`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as Answered['body']) };
  }

  /** As a client does it: what is told twice on installing is told twice. */
  async install(): Promise<void> {
    const joined = [{ id: `28:${APP}` }, { id: this.user.user, aadObjectId: this.user.aad }];
    const told = await this.#hears(async () => {
      expect(await this.post(this.envelope({ type: 'installationUpdate', action: 'add' }))).toMatchObject({
        status: 200,
      });
      expect(await this.post(this.envelope({ type: 'conversationUpdate', membersAdded: joined }))).toMatchObject({
        status: 200,
      });
    });
    expect(told).toHaveLength(1);
  }

  /** The bot's new messages in this person's chat, once there is one. */
  async #hears(work: () => Promise<void>): Promise<TeamsMessage[]> {
    const { connector } = this.#where;
    const before = connector.in(this.user.conversation).length;
    await work();
    await vi.waitFor(() => expect(connector.in(this.user.conversation).length).toBeGreaterThan(before), {
      timeout: 30_000,
      interval: 10,
    });
    return connector.in(this.user.conversation).slice(before);
  }

  /** A word, and the card it brings. */
  async say(text: string): Promise<CardJson> {
    const [message] = await this.#hears(async () => {
      expect(await this.post(this.envelope({ type: 'message', text }))).toMatchObject({ status: 200 });
    });
    if (!message?.card) throw new Error(`${text} brought no card`);
    return message.card;
  }

  messages(): TeamsMessage[] {
    return this.#where.connector.in(this.user.conversation);
  }

  /** What this person's client shows of a message: what an answer left there, or what Teams asks for by itself. */
  async shown(message: TeamsMessage): Promise<CardJson | null> {
    const view = this.#views.get(message.id);
    if (view?.edits === message.edits) return view.card;
    const refresh = message.card?.['refresh'] as { action: Json; userIds: readonly string[] } | undefined;
    if (!refresh?.userIds.includes(this.user.user)) return message.card;
    const answered = await this.execute(message, { ...refresh.action, trigger: 'automatic' });
    return answered.body?.type === CARD ? (answered.body.value as CardJson) : message.card;
  }

  /** What a click sends, and what it does to what this person sees. */
  async execute(message: TeamsMessage, action: Json): Promise<Answered> {
    const value = { action, trigger: action['trigger'] ?? 'manual' };
    const more = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: message.id };
    const { edits } = message;
    const inRoom = message.conversation === this.#where.room;
    const answered = await this.post(inRoom ? this.inRoom(more) : this.envelope(more));
    expect(answered.status).toBe(200);
    if (answered.body?.type === CARD) this.#views.set(message.id, { card: answered.body.value as CardJson, edits });
    return answered;
  }

  async find({ verb, data = {} }: Wanted): Promise<{ message: TeamsMessage; card: CardJson; data: Json }> {
    const { connector, room } = this.#where;
    const visible = connector.messages.filter(({ conversation }) =>
      [room, this.user.conversation].includes(conversation),
    );
    for (const message of visible.toReversed()) {
      const card = await this.shown(message);
      const button = card && buttonsOf(card).find((one) => one.verb === verb && has(one.data, data));
      if (card && button) return { message, card, data: button.data };
    }
    throw new Error(`${this.user.name} sees no button ${verb} ${JSON.stringify(data)}`);
  }

  /** Presses what they see, with what stands in the card's inputs unless they changed it. */
  async press(wanted: Wanted, inputs: Json = {}): Promise<Answered> {
    const { message, card, data } = await this.find(wanted);
    return this.execute(message, {
      type: 'Action.Execute',
      verb: wanted.verb,
      data: { ...data, ...inputsOf(card), ...inputs },
    });
  }

  async does(verb: string, inputs: Json = {}, data: Json = {}): Promise<void> {
    const { body } = await this.press({ verb, data }, inputs);
    expect(body, `${this.user.name} ${verb}`).toMatchObject({ type: CARD });
  }
}
