import type { Lang, MemberId } from '../domain/ids.ts';
import type { Member } from '../domain/member/member.ts';
import type { Bot } from './door/bot.ts';
import type { Channel, Log } from './ports.ts';

/** Somebody a channel knows; the mail is empty where it does not know it. */
export interface Arrival {
  readonly id: MemberId;
  readonly name: string;
  readonly mail: string;
  readonly lang: Lang;
  /** IANA name. */
  readonly zone: string;
  readonly reach: Member['reach'];
}

/** What a channel may ask of the core. */
export interface Inbound {
  readonly bot: Bot;
  /** Makes somebody known, before their first press or word; once for each, however often it is called. */
  readonly arrive: (arrival: Arrival) => Promise<void>;
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
