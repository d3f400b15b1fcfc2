import type { Attempt, Delivery, Ledger } from '../app/post/ledger.ts';
import type { Lanes } from '../app/post/lanes.ts';
import { LANES } from '../app/post/ledger.ts';
import { RANK } from '../app/post/queue.ts';

const copy = structuredClone;

const isWaiting = ({ state }: Delivery): boolean => state === 'queued' || state === 'sending';

/** A slot is used again: what failed before counts no more. */
const ANEW = { tries: 0, failingSince: null } as const;

const settled = (delivery: Delivery, { outcome, at }: Attempt): Delivery => {
  switch (outcome.state) {
    case 'sent':
      return { ...delivery, ...ANEW, state: 'sent', ref: outcome.ref, begunAt: null, settledAt: at };
    case 'nothing':
    case 'merged':
      return { ...delivery, ...ANEW, state: outcome.state, settledAt: at };
    case 'failed':
      return { ...delivery, ...ANEW, state: 'failed', lastError: outcome.reason, settledAt: at };
    case 'aside':
      return { ...delivery, state: 'aside', lastError: outcome.reason, trouble: outcome.trouble };
    case 'queued': {
      const { state, reason, tries, failingSince, notBefore, begunAt } = outcome;
      return { ...delivery, state, lastError: reason, tries, failingSince, notBefore, begunAt };
    }
  }
};

/** The ledger without a server; `all` is there to be looked at. */
export const memoryLedger = (): Ledger & { all(): Delivery[] } => {
  const rows = new Map<string, Delivery>();

  const inSlot = (delivery: Delivery): void => {
    const { id, order, notBefore, notice, urgency } = delivery;
    const row = rows.get(id);
    if (row && row.order >= order) return;
    if (notice.onlyUpdate) {
      if (!row || (!isWaiting(row) && row.ref === null)) return;
      rows.set(id, { ...row, state: 'queued', order, notBefore, settledAt: null, trouble: null });
      return;
    }
    const { tries, failingSince, lastError, state } = delivery;
    const again = {
      order,
      notBefore,
      notice,
      urgency,
      state,
      tries,
      failingSince,
      lastError,
      settledAt: null,
      trouble: null,
    };
    rows.set(id, row ? { ...row, ...again } : delivery);
  };

  return {
    all: () => copy([...rows.values()]),
    async add(deliveries) {
      for (const delivery of copy([...deliveries])) {
        if (delivery.notice.slot !== undefined) inSlot(delivery);
        else if (!rows.has(delivery.id)) rows.set(delivery.id, delivery);
      }
    },
    async queued(lanes, now, limit) {
      return copy(
        [...rows.values()]
          .filter((row) => isWaiting(row) && lanes.includes(row.lane) && row.notBefore <= now)
          .toSorted((a, b) => RANK[a.urgency] - RANK[b.urgency] || (a.order < b.order ? -1 : 1))
          .slice(0, limit),
      );
    },
    read: async (ids) => copy(ids.flatMap((id) => rows.get(id) ?? [])),
    async begin(ids, at) {
      for (const id of ids) {
        const row = rows.get(id);
        if (row?.begunAt === null) rows.set(id, { ...row, state: 'sending', begunAt: at });
      }
    },
    async settle(attempts) {
      for (const attempt of copy([...attempts])) {
        const row = rows.get(attempt.id);
        if (row?.order === attempt.order) rows.set(row.id, settled(row, attempt));
        else if (row && attempt.outcome.state === 'sent')
          rows.set(row.id, { ...row, ref: attempt.outcome.ref, begunAt: null });
      }
    },
    async release(trouble, now) {
      const found = [...rows.values()].filter((row) => row.trouble === trouble && row.state === 'aside');
      for (const row of found) rows.set(row.id, { ...row, ...ANEW, state: 'queued', notBefore: now, trouble: null });
      return [...new Set(found.map(({ lane }) => lane))];
    },
    async waiting() {
      const at = new Map<number, Date>();
      for (const { lane, notBefore } of [...rows.values()].filter(isWaiting)) {
        const known = at.get(lane);
        if (!known || notBefore < known) at.set(lane, notBefore);
      }
      return [...at].map(([lane, time]) => ({ lane, at: time }));
    },
    async tidy(before) {
      for (const { id, settledAt, notice } of rows.values()) {
        if (settledAt && settledAt < before && notice.slot === undefined) rows.delete(id);
      }
    },
  };
};

/** All lanes, for one process that shares them with nobody. */
export const ownLanes = (): Lanes => {
  const all = new Set(Array.from({ length: LANES }, (_, lane) => lane));
  return {
    mine: () => all,
    sureFor: () => true,
    shared: () => false,
    start: async (_, hooks) => hooks.taken([...all]),
    stop: async () => undefined,
  };
};
