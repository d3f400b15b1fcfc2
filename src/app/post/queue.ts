import type { Recipient } from '../../domain/ids.ts';
import type { Urgency } from '../say/notice.ts';
import type { Delivery } from './ledger.ts';

/** What a person waits for goes first. */
export const RANK: Readonly<Record<Urgency, number>> = { answer: 0, waits: 1, booked: 2, nudge: 3 };
const URGENT = RANK.waits;

/** What is for one recipient, in its order, and never two at a time. */
interface Line {
  readonly to: Recipient;
  waiting: Delivery[];
  busy: boolean;
  /** In ms of real time: the platform asked to be left in peace for so long. */
  heldUntil: number;
}

const rankOf = ({ waiting }: Line): number => Math.min(...waiting.map(({ urgency }) => RANK[urgency]));

/** What waits for one channel. Recipients are served by what is most urgent of theirs; of one recipient everything keeps its order. */
export class Queue {
  readonly #lines = new Map<Recipient, Line>();
  /** In ms of real time: nothing goes this way until then. */
  blockedUntil = 0;
  /** The platform refused us last time: one is tried before the others. */
  probing = false;

  get size(): number {
    let size = 0;
    for (const { waiting } of this.#lines.values()) size += waiting.length;
    return size;
  }

  /** The same id again takes the place of the earlier. */
  add(delivery: Delivery): void {
    const line = this.#lines.get(delivery.to) ?? { to: delivery.to, waiting: [], busy: false, heldUntil: 0 };
    this.#lines.set(delivery.to, line);
    const others = line.waiting.filter(({ id }) => id !== delivery.id);
    const at = others.findLastIndex(({ order }) => order < delivery.order) + 1;
    line.waiting = others.toSpliced(at, 0, delivery);
  }

  /** The order of what waits under this id, null where nothing does. */
  orderOf({ to, id }: Delivery): string | null {
    return this.#lines.get(to)?.waiting.find((one) => one.id === id)?.order ?? null;
  }

  #ready(now: Date, urgentOnly: boolean): Line[] {
    const real = Date.now();
    if (real < this.blockedUntil) return [];
    const ready: Line[] = [];
    for (const line of this.#lines.values()) {
      const [head] = line.waiting;
      if (!head || line.busy || real < line.heldUntil || head.notBefore > now) continue;
      if (!urgentOnly || rankOf(line) <= URGENT) ready.push(line);
    }
    return ready;
  }

  /** Whether something could be sent now. */
  isReady(now: Date, urgentOnly = false): boolean {
    return this.#ready(now, urgentOnly).length > 0;
  }

  /** Takes out up to `most`; their recipients are busy until {@link Queue.release}. */
  take(most: number, now: Date, urgentOnly: boolean): Delivery[] {
    const ranked = this.#ready(now, urgentOnly).map((line) => ({
      line,
      rank: rankOf(line),
      order: line.waiting[0]?.order ?? '',
    }));
    ranked.sort((a, b) => a.rank - b.rank || (a.order < b.order ? -1 : 1));
    const taken: Delivery[] = [];
    for (const { line } of ranked) {
      const room = (this.probing ? 1 : most) - taken.length;
      if (room <= 0) break;
      const held = line.waiting.findIndex(({ notBefore }) => notBefore > now);
      const some = line.waiting.splice(0, Math.min(room, held < 0 ? line.waiting.length : held));
      line.busy = true;
      taken.push(...some);
    }
    return taken;
  }

  /** Their turn is over; `holdMs`: by recipient, how long nothing goes to them. */
  release(recipients: Iterable<Recipient>, holdMs: ReadonlyMap<Recipient, number>): void {
    for (const to of recipients) {
      const line = this.#lines.get(to);
      if (!line) continue;
      line.busy = false;
      const hold = holdMs.get(to);
      if (hold !== undefined) line.heldUntil = Date.now() + hold;
      else if (line.waiting.length === 0) this.#lines.delete(to);
    }
  }

  /** Forgets what is in these lanes: somebody else sends it. */
  drop(lanes: ReadonlySet<number>): void {
    for (const line of this.#lines.values()) line.waiting = line.waiting.filter(({ lane }) => !lanes.has(lane));
  }
}
