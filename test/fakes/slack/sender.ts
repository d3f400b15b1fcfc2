import { signatureOf } from '../../../src/channels/slack/signature.ts';
type Json = Record<string, unknown>;

export const SECRET = 'f00dfeedf00dfeedf00dfeedf00dfeed';

const stampNow = (): string => String(Math.floor(Date.now() / 1000));

export interface Reply {
  readonly status: number;
  readonly body: Json | null;
}

/** Sends what Slack would send, signed as Slack signs it. */
export class Sender {
  readonly #url: () => string;
  constructor(url: () => string) {
    this.#url = url;
  }

  async raw(body: string, headers: Record<string, string>): Promise<Reply> {
    const response = await fetch(`${this.#url()}/slack/events`, { method: 'POST', headers, body });
    const text = await response.text();
    let json: Json | null = null;
    try {
      json = JSON.parse(text) as Json;
    } catch {
      json = null;
    }
    return { status: response.status, body: json };
  }

  signed(body: string, type: string, stamp = stampNow(), secret = SECRET): Record<string, string> {
    return {
      'Content-Type': type,
      'X-Slack-Request-Timestamp': stamp,
      'X-Slack-Signature': signatureOf(secret, stamp, body),
    };
  }

  form(fields: Record<string, string>): Promise<Reply> {
    const body = new URLSearchParams(fields).toString();
    return this.raw(body, this.signed(body, 'application/x-www-form-urlencoded'));
  }

  payload(payload: Json): Promise<Reply> {
    return this.form({ payload: JSON.stringify(payload) });
  }

  event(payload: Json, more: Record<string, string> = {}): Promise<Reply> {
    const body = JSON.stringify(payload);
    return this.raw(body, { ...this.signed(body, 'application/json'), ...more });
  }
}
