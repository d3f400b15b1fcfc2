import type { Shown, View, Workspace } from './workspace.ts';
import type { Reply, Sender } from './sender.ts';

type Json = Record<string, unknown>;

export const titlesOn = (blocks: readonly Json[]): string[] =>
  blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => (elements as Json[]).map((button) => (button['text'] as Json)['text'] as string));

export const wordsOn = (node: unknown): string => {
  if (Array.isArray(node)) return node.map(wordsOn).join('\n');
  if (typeof node !== 'object' || node === null) return '';
  return Object.entries(node)
    .map(([key, value]) => (key === 'text' && typeof value === 'string' ? value : wordsOn(value)))
    .filter((words) => words.trim() !== '')
    .join('\n');
};

const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A value as Slack sends it, of what somebody typed or chose, else of what the element begins with. */
const valueOf = (element: Json, typed: string | undefined): Json => {
  const type = String(element['type']);
  const options = (element['options'] ?? []) as Json[];
  const option = (value: string): Json => options.find((one) => one['value'] === value) ?? { value };
  switch (type) {
    case 'checkboxes':
    case 'multi_static_select': {
      const chosen =
        typed === undefined
          ? ((element['initial_options'] ?? []) as Json[])
          : typed
              .split(',')
              .filter((one) => one !== '')
              .map(option);
      return { type, selected_options: chosen };
    }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: typed === undefined ? (element['initial_option'] ?? null) : option(typed) };
    case 'datepicker':
      return { type, selected_date: typed ?? element['initial_date'] ?? null };
    case 'timepicker':
      return { type, selected_time: typed ?? element['initial_time'] ?? null };
    default:
      return { type, value: typed ?? element['initial_value'] ?? null };
  }
};

const stateOf = (blocks: readonly Json[], typed: Record<string, string>): Json => {
  const values: Json = {};
  for (const block of blocks) {
    if (block['type'] !== 'input') continue;
    const element = block['element'] as Json;
    const id = String(element['action_id']);
    values[String(block['block_id'])] = { [id]: valueOf(element, typed[id]) };
  }
  return { values };
};

/** One person at their Slack: sees messages, windows and the app's home, and presses what is there. */
export class Desktop {
  readonly user: string;
  readonly #slack: Workspace;
  readonly #send: Sender;
  readonly #settled: () => Promise<void>;

  constructor(slack: Workspace, name: string, send: Sender, settled: () => Promise<void>) {
    this.#slack = slack;
    this.user = slack.id(name);
    this.#send = send;
    this.#settled = settled;
  }

  get window(): View | null {
    return this.#slack.window(this.user);
  }
  get home(): View | null {
    return this.#slack.homes.get(this.user) ?? null;
  }
  get messages(): Shown[] {
    return this.#slack.in(this.#slack.dm(this.user));
  }

  get #who(): Json {
    return {
      user: { id: this.user, team_id: this.#slack.team },
      team: { id: this.#slack.team, domain: 'kommunerna' },
      api_app_id: 'A000HANDSLAG',
    };
  }

  async command(text = '', command = '/mentor'): Promise<void> {
    const trigger_id = await this.#slack.trigger(this.user);
    await this.#send.form({
      command,
      text,
      team_id: this.#slack.team,
      user_id: this.user,
      user_name: 'x',
      channel_id: 'C1',
      trigger_id,
      response_url: 'http://127.0.0.1:9/none',
    });
    await this.#settled();
  }

  async shortcut(callback_id: string): Promise<void> {
    await this.#send.payload({
      type: 'shortcut',
      callback_id,
      trigger_id: await this.#slack.trigger(this.user),
      ...this.#who,
    });
    await this.#settled();
  }

  event(event: Json, id = `Ev${Math.random().toString(36).slice(2, 12)}`): Json {
    return {
      type: 'event_callback',
      team_id: this.#slack.team,
      api_app_id: 'A000HANDSLAG',
      event_id: id,
      event_time: 1,
      event,
    };
  }

  async openHome(): Promise<void> {
    await this.#send.event(this.event({ type: 'app_home_opened', user: this.user, tab: 'home', channel: 'D1' }));
    await this.#settled();
  }

  /** Writes to Handslag. */
  async write(text: string, id?: string, headers?: Record<string, string>): Promise<Reply> {
    const { channel } = (await this.#slack.ask('conversations.open', { users: this.user }, 'xoxb-handslag')) as {
      channel: { id: string };
    };
    const reply = await this.#send.event(
      this.event({ type: 'message', channel_type: 'im', channel: channel.id, user: this.user, text, ts: '1.1' }, id),
      headers,
    );
    await this.#settled();
    return reply;
  }

  /** What a button's press is in Slack, on a message. */
  async pressOn(message: Shown, button: Json, channelName = 'directmessage'): Promise<Json> {
    const { channel, ts, edited } = message;
    return {
      type: 'block_actions',
      ...this.#who,
      trigger_id: await this.#slack.trigger(this.user),
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: {
        id: channel,
        name:
          channel === this.#slack.room ? (channelName === 'directmessage' ? 'privategroup' : channelName) : channelName,
      },
      message: { ts, ...(edited ? { edited: { ts: edited } } : {}) },
      actions: [
        {
          action_id: button['action_id'],
          block_id: 'b',
          value: button['value'],
          type: 'button',
          action_ts: String(Date.now()),
        },
      ],
    };
  }

  async click(message: Shown, title: string): Promise<void> {
    const button = buttonOn(message.blocks, title);
    if (!button) throw new Error(`no ”${title}” among ${titlesOn(message.blocks).join(', ')}`);
    await this.#send.payload(await this.pressOn(message, button));
    await this.#settled();
  }

  async inView(view: View, title: string, typed: Record<string, string> = {}): Promise<void> {
    const button = buttonOn(view.blocks, title);
    if (!button) throw new Error(`no ”${title}” among ${titlesOn(view.blocks).join(', ')}`);
    await this.#send.payload({
      type: 'block_actions',
      ...this.#who,
      trigger_id: await this.#slack.trigger(this.user),
      container: { type: 'view', view_id: view.id },
      view: { ...view, state: stateOf(view.blocks, typed) },
      actions: [
        {
          action_id: button['action_id'],
          block_id: 'b',
          value: button['value'],
          type: 'button',
          action_ts: String(Date.now()),
        },
      ],
    });
    await this.#settled();
  }

  submission(view: View, typed: Record<string, string> = {}): Json {
    return {
      type: 'view_submission',
      ...this.#who,
      trigger_id: 't',
      view: { ...view, state: stateOf(view.blocks, typed) },
    };
  }

  async submit(typed: Record<string, string> = {}): Promise<Reply> {
    const view = this.window;
    if (!view?.['submit']) throw new Error('no window to send');
    const reply = await this.#send.payload(this.submission(view, typed));
    this.took(view.id, reply);
    await this.#settled();
    return reply;
  }

  /** What Slack does with the answer to a window that was sent. */
  took(id: string, { body }: Reply): void {
    if (body?.['response_action'] === 'update') this.#slack.put(id, body['view'] as Json);
    else if (body?.['response_action'] !== 'errors') this.#slack.windows.delete(this.user);
  }

  async closeWindow(typed: Record<string, string> = {}): Promise<void> {
    const view = this.window;
    if (!view) throw new Error('no window to close');
    this.#slack.windows.delete(this.user);
    await this.#send.payload({
      type: 'view_closed',
      ...this.#who,
      is_cleared: false,
      view: { ...view, state: stateOf(view.blocks, typed) },
    });
    await this.#settled();
  }

  /** Types into a select that asks; answers what it is offered. */
  async typed(input: string, value: string): Promise<{ text: string; value: string }[]> {
    const { view, team, user } = { view: this.window, ...this.#who } as Json;
    const { body } = await this.#send.payload({
      type: 'block_suggestion',
      team,
      user,
      action_id: input,
      block_id: 'b',
      value,
      view,
    });
    return ((body?.['options'] ?? []) as Json[]).map((option) => ({
      text: (option['text'] as Json)['text'] as string,
      value: String(option['value']),
    }));
  }
}

export const buttonOn = (blocks: readonly Json[], title: string): Json | undefined =>
  blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => elements as Json[])
    .find((button) => unescape((button['text'] as Json)['text'] as string) === title);
