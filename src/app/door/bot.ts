import type { AccountId, Lang, RoomId } from '../../domain/ids.ts';
import type { CardJson, ChatOffer } from '../ports.ts';

/** What a channel hands in when a person pressed a button: the verb, and the card's data merged with its inputs. */
export interface Press {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Names this press: the same key twice is one press (a double click, a retry of the platform's). Null where the channel has none. */
  readonly key: string | null;
  /** The shared room in which the pressed card stands; null in one's own chat. The channel's word, never the card's. */
  readonly room: RoomId | null;
}

/** What stands where the pressed card stood, in the presser's language. */
export interface Answer {
  /** `fault`: something broke here. The pressed card stays as it is, with what was typed; `card` is only for where there was none. */
  readonly outcome: 'done' | 'rejected' | 'invalid' | 'fault';
  readonly card: CardJson;
  /** One line for notifications and screen readers. */
  readonly summary: string;
  /** The language of the card, so that the channel's own words are in the same. */
  readonly lang?: Lang;
  readonly chat?: ChatOffer;
  /** Set where the pressed card stands in a shared room: a sentence for the presser alone, that the card does not carry. */
  readonly notice?: string;
  /** `invalid` only: by input id, why it was refused. The card already shows them at the inputs, with what was typed. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** Where every channel comes in. Both calls answer always: what goes wrong is said on the card, with a reference. */
export interface Bot {
  press(press: Press, account: AccountId): Promise<Answer>;
  say(text: string, account: AccountId): Promise<Answer>;
}
