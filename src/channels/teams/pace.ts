/**
 * How fast Teams lets itself be written to: by conversation, and by app. What is let through keeps a little below both, for what
 * leaves here evenly arrives there less so.
 */

export interface Ticks {
  /** Milliseconds from any beginning; never goes back. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const realTicks: Ticks = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** So many in so many milliseconds, into one conversation: Microsoft's table. */
export const PER_CONVERSATION: readonly (readonly [count: number, ms: number])[] = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
];
/** By app and tenant, in a second. */
export const PER_APP = 50;

/** What is saved up plus what comes in stays below {@link PER_APP} in every second, also where some come closer together on the way. */
const SAVED_UP = 3;
const RATE = (PER_APP - 6) / 1_000;
const LONGEST_WINDOW = 3_600_000;

/** When the next may go into a conversation that was last written to at these times, oldest first. */
const nextAt = (sent: readonly number[]): number =>
  Math.max(
    0,
    ...PER_CONVERSATION.map(([count, ms]) => {
      const before = sent[sent.length - count];
      return before === undefined ? 0 : before + ms;
    }),
  );

export class Pace {
  readonly #ticks: Ticks;
  readonly #sent = new Map<string, number[]>();
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #held = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #pumping = false;
  #tokens = SAVED_UP;
  #filledAt: number;

  constructor(ticks: Ticks = realTicks) {
    this.#ticks = ticks;
    this.#filledAt = ticks.now();
  }

  /** One after the other within a conversation, in the order they came. */
  inOrder<T>(conversation: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(conversation) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(conversation, mine);
    const forget = (): void => {
      if (this.#last.get(conversation) === mine) this.#last.delete(conversation);
    };
    mine.then(forget, forget);
    return mine;
  }

  /**
   * Waits until something may go into this conversation; 0 then. Where that would take longer than `patience` it waits for
   * nothing and says how long it would take, in ms. Within {@link inOrder}, and with {@link sent} once Teams has answered.
   */
  async turn(conversation: string, patience: number): Promise<number> {
    const wait = this.#waitFor(conversation);
    if (wait > patience) return wait;
    if (wait > 0) await this.#ticks.sleep(wait);
    return 0;
  }

  /** Something went into this conversation, just now at the latest: so the windows are never counted too early. */
  sent(conversation: string): void {
    const now = this.#ticks.now();
    const kept = (this.#sent.get(conversation) ?? []).filter((at) => at > now - LONGEST_WINDOW);
    // To the end of the map: whoever was silent longest stands first, and is forgotten first.
    this.#sent.delete(conversation);
    this.#sent.set(conversation, [...kept, now]);
    for (const [silent, times] of this.#sent) {
      if ((times.at(-1) ?? 0) > now - LONGEST_WINDOW) break;
      this.#sent.delete(silent);
    }
  }

  /** Waits for the app's turn: the last thing before a request leaves, so that nothing on the way bunches them again. */
  appsTurn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#pumping) void this.#pump();
    });
  }

  /** Teams said that this conversation has had enough for so long. */
  hold(conversation: string, ms: number): void {
    this.#held.set(conversation, this.#ticks.now() + ms);
  }

  #waitFor(conversation: string): number {
    const now = this.#ticks.now();
    const at = Math.max(nextAt(this.#sent.get(conversation) ?? []), this.#held.get(conversation) ?? 0);
    if (at <= now) this.#held.delete(conversation);
    return Math.max(0, at - now);
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const now = this.#ticks.now();
      this.#tokens = Math.min(SAVED_UP, this.#tokens + (now - this.#filledAt) * RATE);
      this.#filledAt = now;
      if (this.#tokens >= 1) {
        this.#tokens -= 1;
        this.#waiting.shift();
        next();
      } else await this.#ticks.sleep(Math.ceil((1 - this.#tokens) / RATE));
    }
    this.#pumping = false;
  }
}
