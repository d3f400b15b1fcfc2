import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { CardJson, MemberId } from '../../../src/app/ports.ts';
import type { Chats } from '../../../src/channels/playground/chats.ts';
import type { Programme } from '../../../src/domain/programme/programme.ts';
import { buttonsOf, inputsOf } from '../../app/cards.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a road is walked by, whatever the channel. */
export interface Walker {
  readonly member: MemberId;
  does(verb: string, inputs?: Json, data?: Json): Promise<void>;
  say(text: string): Promise<CardJson>;
}

/** Where the page of the web channel is, and what stands in its rooms. */
interface Page {
  readonly url: string;
  readonly programme: Programme;
  readonly chats: Chats;
}

/** Somebody at the page of the web channel: what they do goes over HTTP as the page sends it. */
export class WebPerson implements Walker {
  readonly member: MemberId;
  readonly #world: Page;

  constructor(world: Page, member: MemberId) {
    this.#world = world;
    this.member = member;
  }

  async #call(path: string, body: Json): Promise<Json> {
    const response = await fetch(`${this.#world.url}/api/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: this.member, ...body }),
    });
    const answer = (await response.json()) as Json;
    expect({ status: response.status, answer }).toMatchObject({ status: 200 });
    return answer;
  }

  async say(text: string): Promise<CardJson> {
    await this.#call('say', { room: this.member, text });
    return (await this.#world.chats.list(this.member)).at(-1)!.card!;
  }

  async does(verb: string, inputs: Json = {}, data: Json = {}): Promise<void> {
    const { programme, chats } = this.#world;
    const board = programme.board.includes(this.member) ? await chats.list(`board:${programme.id}`) : [];
    const messages = [...(await chats.list(this.member)), ...board].toReversed();
    for (const { id, room, card } of messages) {
      const fits = (one: { verb: string; data: Json }) =>
        one.verb === verb && Object.entries(data).every(([key, value]) => String(one.data[key]) === String(value));
      const button = card && buttonsOf(card).find(fits);
      if (!card || !button) continue;
      const sent = { ...button.data, ...inputsOf(card), ...inputs };
      const answer = await this.#call('press', { room, message: id, verb, data: sent, key: randomUUID() });
      expect(answer, `${this.member} ${verb}`).toMatchObject({ outcome: 'done' });
      return;
    }
    throw new Error(`${this.member} sees no button ${verb} ${JSON.stringify(data)}`);
  }
}
