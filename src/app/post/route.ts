import { Unavailable, type Log } from '../ports.ts';
import { makeReader, type Compose, type Sources } from './compose.ts';
import { deliveryOf, type Attempt, type Delivery } from './ledger.ts';
import { reasonOf, type Reports } from './reports.ts';

/** Which way each goes now, and what cannot go any. */

export interface Undeliverable {
  readonly delivery: Delivery;
  readonly reason: string;
}

export interface Routed {
  readonly ways: readonly { readonly channel: string; readonly delivery: Delivery }[];
  /** There is nobody by that id, or no way to them. */
  readonly nobody: readonly Undeliverable[];
  /** Who it is for cannot be read: ours to mend. */
  readonly aside: readonly Attempt[];
}

interface Deps extends Sources {
  readonly compose: Compose;
  readonly reports: Reports;
  readonly log: Log;
}

/** Throws {@link Unavailable} where the database did not answer. */
export const routeAll = async (deliveries: readonly Delivery[], now: Date, deps: Deps): Promise<Routed> => {
  const { compose, reports, log } = deps;
  const reader = makeReader(deps);
  const ways: { channel: string; delivery: Delivery }[] = [];
  const nobody: Undeliverable[] = [];
  const aside: Attempt[] = [];
  const one = async (delivery: Delivery): Promise<void> => {
    const { id, order, to } = delivery;
    try {
      const way = await compose.way(to, reader);
      if (way) ways.push({ channel: way.channel, delivery });
      else nobody.push({ delivery, reason: 'nobody by that id' });
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      log.error('recipient', error, { delivery: id });
      const reason = reasonOf(error);
      const trouble = reports.struck({ what: 'delivery', about: 'recipient', reason, ids: [id] });
      aside.push({ id, order, at: now, outcome: { state: 'aside', reason, trouble } });
    }
  };
  await Promise.all(deliveries.map(one));
  return { ways, nobody, aside };
};

/**
 * Who cannot be reached: the lead is told in kind, never what it was about. The board itself cannot be told that it cannot be
 * reached: that stands in the log and in the ledger.
 */
export const leadNotices = (failed: readonly Undeliverable[], now: Date, log: Log): Delivery[] =>
  failed.flatMap(({ delivery: { id, to, programme, notice }, reason }) => {
    log.error('undelivered', new Error(reason), { delivery: id });
    if (programme === null || !to.startsWith('member:')) return [];
    const args = { to, card: notice.card };
    const board = `board:${programme}` as const;
    const lead = { to: board, card: 'undelivered', about: notice.about, args, urgency: 'answer' } as const;
    return [deliveryOf(`${id}:lead`, lead, programme, now, now)];
  });
