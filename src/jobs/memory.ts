import type { Clock, Timer, WakeId } from '../app/ports.ts';

import { byMoment, timeOf } from './minute.ts';
import type { Minute, Wish } from './minute.ts';

/** A clock that stands still until it is turned, and lets what became due happen on the way, in order. */
export class TurnableClock implements Clock {
  #now: number;
  readonly #timers = new Set<MemoryTimer>();

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /**
   * Stops at each moment on the way and waits for what is woken there; turning to the time that is wakes what was due already.
   * Rejects with what a woken one throws, the clock then stands at that moment; it may be turned again.
   */
  async turnTo(to: Date): Promise<void> {
    for (;;) {
      const due = [...this.#timers]
        .flatMap((timer) => timer.earliest()?.getTime() ?? [])
        .filter((at) => at <= to.getTime());
      if (due.length === 0) break;
      this.#now = Math.max(this.#now, Math.min(...due));
      for (const timer of this.#timers) await timer.wake();
    }
    this.#now = to.getTime();
  }

  attach(timer: MemoryTimer): void {
    this.#timers.add(timer);
  }

  detach(timer: MemoryTimer): void {
    this.#timers.delete(timer);
  }
}

/** The timer without a database, on a clock that is turned; it wakes by the same whole minutes as the other. */
export class MemoryTimer implements Timer {
  readonly #clock: TurnableClock;
  readonly #rest: () => Promise<void>;
  readonly #wakeLists = new Map<Minute, Set<WakeId>>();
  #onDue: ((ids: WakeId[]) => Promise<void>) | null = null;
  #waking: Promise<void> = Promise.resolve();

  /** @param rest what follows from a wake, and is waited for before the clock goes on */
  constructor(clock: TurnableClock, rest: () => Promise<void> = async () => undefined) {
    this.#clock = clock;
    this.#rest = rest;
  }

  async expect(wishes: readonly Wish[]): Promise<void> {
    for (const [minute, ids] of byMoment(wishes, this.#clock.now())) {
      this.#wakeLists.set(minute, new Set([...(this.#wakeLists.get(minute) ?? []), ...ids]));
    }
  }

  async start(onDue: (ids: WakeId[]) => Promise<void>): Promise<void> {
    this.#onDue = onDue;
    this.#clock.attach(this);
  }

  async stop(): Promise<void> {
    this.#clock.detach(this);
    await this.#waking.catch(() => undefined);
    this.#onDue = null;
  }

  async next(): Promise<Date | null> {
    return this.earliest();
  }

  async clockMoved(): Promise<void> {
    await this.#clock.turnTo(this.#clock.now());
  }

  earliest(): Date | null {
    const minutes = [...this.#wakeLists.keys()].toSorted();
    return minutes[0] === undefined ? null : new Date(timeOf(minutes[0]));
  }

  /** Wakes all of one moment, if it is time. When that fails they are woken again a minute later. */
  wake(): Promise<void> {
    this.#waking = this.#wakeFirst();
    return this.#waking;
  }

  async #wakeFirst(): Promise<void> {
    const now = this.#clock.now();
    const at = this.earliest();
    if (!this.#onDue || !at || at > now) return;
    const minute = at.toISOString();
    const ids = [...(this.#wakeLists.get(minute) ?? [])];
    this.#wakeLists.delete(minute);
    try {
      await this.#onDue(ids);
      await this.#rest();
    } catch (error) {
      const later = new Date(now.getTime() + 60_000);
      await this.expect(ids.map((id) => ({ id, at: later })));
      throw error;
    }
  }
}
