import type { AccountId, RoomId } from '../domain/ids.ts';
import type { Bot } from './door/bot.ts';
import type { Arrival } from './people/accounts.ts';
import type { Channel, Log } from './ports.ts';

/** What a channel may ask of the core. */
export interface Inbound {
  readonly bot: Bot;
  /** Makes somebody known, before their first press or word, and says what the platform says of them now. */
  readonly arrive: (arrival: Arrival) => Promise<void>;
  /** The bot was invited to a shared room; `name` as people there call it, empty where the channel does not know. */
  readonly invited: (room: RoomId, name: string) => Promise<void>;
  /** By their accounts, who sits on the board that has this room; null for any other room. */
  readonly boardOf: (room: RoomId) => Promise<readonly AccountId[] | null>;
  readonly log: Log;
}

/** The platform refuses the settings: the starter's to mend. The message names the setting, never its value. */
export class RefusedSettings extends Error {
  override readonly name = 'RefusedSettings';
}

/**
 * A channel as `main.ts` puts it together: outwards it is there before the core, inwards it opens after it. `R` is what it hangs
 * into the http server.
 */
export interface ChannelModule<R> {
  readonly channel: Channel;
  /**
   * Begins to take what people do.
   * @throws RefusedSettings
   */
  readonly open: (inbound: Inbound) => Promise<{ readonly routers: readonly R[] }>;
  /** Stops taking, and lets what is under way finish; the database is still there. */
  readonly close: () => Promise<void>;
}
