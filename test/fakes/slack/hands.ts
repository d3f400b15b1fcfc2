import type { Opened, Pressed } from '../../../src/channels/slack/actions.ts';
import { metadataOf } from '../../../src/channels/slack/surfaces.ts';
import type { AccountId } from '../../../src/domain/ids.ts';
import { sendings } from '../../cards/walk.ts';
import type { Desktop } from './desktop.ts';
import type { Shown } from './workspace.ts';
import type { SlackWorld } from './world.ts';

type Json = Record<string, unknown>;
export type Inputs = Record<string, string>;

/** Somebody who does what a card offers, wherever it stands: the same road can be walked in Slack and on the web. */
export interface Hands {
  /** Presses what sends this verb; `via`: the cards that lead there, `match`: what tells the button from others of its kind. */
  does(who: string, verb: string, inputs?: Inputs, more?: { via?: readonly string[]; match?: Json }): Promise<void>;
  until(when: string): Promise<void>;
}

const buttons = (blocks: readonly Json[]): Json[] =>
  blocks.filter(({ type }) => type === 'actions').flatMap(({ elements }) => elements as Json[]);

const text = (value: unknown): string => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '');

const kindOf = (button: Json): string => String(button['action_id']).split(':')[0] ?? '';
const valueOf = (button: Json): Partial<Opened & Pressed & { data: Json; with: Json }> & Json =>
  JSON.parse(typeof button['value'] === 'string' ? button['value'] : '{}');
const fits = (data: Readonly<Json>, match: Json): boolean =>
  Object.entries(match).every(([key, value]) => String(data[key]) === String(value));
const titleOf = (button: Json): string => String((button['text'] as Json)['text']).replaceAll('&amp;', '&');

export class SlackHands implements Hands {
  readonly #world: SlackWorld;
  constructor(world: SlackWorld) {
    this.#world = world;
  }

  until(when: string): Promise<void> {
    return this.#world.until(when);
  }

  async does(
    who: string,
    verb: string,
    inputs: Inputs = {},
    { via = [], match = {} }: { via?: readonly string[]; match?: Json } = {},
  ): Promise<void> {
    const person = this.#world.person(who);
    for (const card of via) {
      const shows = (data: Readonly<Json>): boolean => data['card'] === card && fits(data, match);
      await this.#press(person, 'show', (button) => {
        const value = valueOf(button);
        return kindOf(button) === 'form'
          ? shows(value)
          : kindOf(button) === 'press' && value.verb === 'show' && shows(value.data ?? {});
      });
    }
    if (!(await this.#send(person, verb, inputs, match))) {
      await person.command();
      if (!(await this.#send(person, verb, inputs, match)))
        throw new Error(`nothing here sends ${verb}: ${this.#seen(person)}`);
    }
    const error = this.#world.log.errors[0];
    if (error) throw new Error(JSON.stringify(error));
  }

  async #send(person: Desktop, verb: string, inputs: Inputs, match: Json): Promise<boolean> {
    const submits = (): boolean => {
      const window = person.window;
      const metadata = window?.['submit'] ? metadataOf(window.private_metadata) : null;
      return metadata?.verb === verb && fits(metadata.data, match);
    };
    const sends = (button: Json): boolean => {
      const { verb: its, data } = valueOf(button);
      return kindOf(button) === 'press' && its === verb && fits(data ?? {}, match);
    };
    if (!submits() && (await this.#tries(person, sends, inputs))) return true;
    if (!submits()) {
      const opens = (button: Json): boolean =>
        kindOf(button) === 'form' || (kindOf(button) === 'open' && valueOf(button).with?.['id'] !== undefined);
      for (const found of this.#all(person, verb).filter(({ button }) => opens(button))) {
        await this.#click(person, found, {});
        if (submits()) break;
        if (await this.#tries(person, sends, inputs, true)) return true;
      }
    }
    if (!submits()) return false;
    const { body } = await person.submit(inputs);
    if (body?.['response_action'] === 'errors') throw new Error(`${verb}: ${JSON.stringify(body)}`);
    return true;
  }

  #seen(person: Desktop): string {
    return this.#all(person, 'any')
      .map(
        ({ button, on }) =>
          `${titleOf(button)} (${typeof on === 'string' ? on : 'message'}, ${String(button['value'])})`,
      )
      .slice(0, 12)
      .join('\n');
  }

  /** All that this person could press, the nearest first. */
  #all(person: Desktop, verb: string): { button: Json; on: Shown | 'window' | 'home' }[] {
    const room = /^(board|room|seat)\./.test(verb) ? this.#world.board : person.messages;
    return [
      ...buttons(person.window?.blocks ?? []).map((button) => ({ button, on: 'window' as const })),
      ...room.toReversed().flatMap((message) => buttons(message.blocks).map((button) => ({ button, on: message }))),
      ...buttons(person.home?.blocks ?? []).map((button) => ({ button, on: 'home' as const })),
    ];
  }

  async #click(
    person: Desktop,
    { button, on }: { button: Json; on: Shown | 'window' | 'home' },
    inputs: Inputs,
  ): Promise<void> {
    if (on === 'window') await person.inView(person.window!, titleOf(button), inputs);
    else if (on === 'home') await person.inView(person.home!, titleOf(button));
    else await person.click(on, titleOf(button));
  }

  async #tries(person: Desktop, is: (button: Json) => boolean, inputs: Inputs, windowOnly = false): Promise<boolean> {
    const found = this.#everywhere(person).find(({ button, on }) => is(button) && (!windowOnly || on === 'window'));
    if (found) await this.#click(person, found, inputs);
    return found !== undefined;
  }

  #everywhere(person: Desktop) {
    return [...this.#all(person, 'any'), ...this.#all(person, 'board.')];
  }

  async #press(person: Desktop, what: string, is: (button: Json) => boolean): Promise<void> {
    if (await this.#tries(person, is, {})) return;
    await person.command('');
    if (!(await this.#tries(person, is, {}))) throw new Error(`nothing here leads on (${what}): ${this.#seen(person)}`);
  }
}

export interface WebPlace {
  readonly url: string;
  until(when: string): Promise<void>;
}

interface WebMessage {
  readonly id: string;
  readonly room: string;
  readonly from: string;
  readonly card?: Json;
}

/** The same on the web channel, through the playground's HTTP. */
export class WebHands implements Hands {
  readonly #place: WebPlace;
  #n = 0;
  constructor(place: WebPlace) {
    this.#place = place;
  }

  until(when: string): Promise<void> {
    return this.#place.until(when);
  }

  async #post(path: string, body: unknown): Promise<Json> {
    const response = await fetch(this.#place.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Json;
  }

  async #cards(as: string): Promise<WebMessage[]> {
    const { rooms } = (await (await fetch(`${this.#place.url}/api/state?as=${as}`)).json()) as {
      rooms: { messages: WebMessage[] }[];
    };
    return rooms.flatMap(({ messages }) => messages.filter(({ card }) => card).toReversed());
  }

  async does(
    who: string,
    verb: string,
    inputs: Inputs = {},
    { via = [], match = {} }: { via?: readonly string[]; match?: Json } = {},
  ): Promise<void> {
    for (const card of via) await this.#press(who, 'show', {}, { ...match, card });
    await this.#press(who, verb, inputs, match);
  }

  async #press(who: string, verb: string, typed: Inputs, match: Json): Promise<void> {
    const as: AccountId = `playground:${who}`;
    for (const again of [true, false]) {
      for (const { id, room, card } of await this.#cards(as)) {
        const found = sendings(card).find(
          ({ action }) => action['verb'] === verb && fits(action['data'] as Json, match),
        );
        if (!found) continue;
        const values = Object.fromEntries(found.inputs.map((input) => [String(input['id']), text(input['value'])]));
        const data = { ...(found.action['data'] as Json), ...values, ...typed };
        const answer = await this.#post('/api/press', { as, room, message: id, verb, data, key: `web-${++this.#n}` });
        if (answer['outcome'] !== 'done') throw new Error(`${verb}: ${JSON.stringify(answer)}`);
        return;
      }
      if (again) await this.#post('/api/say', { as, room: as, text: 'status' });
    }
    throw new Error(`nothing on the web sends ${verb}`);
  }
}
