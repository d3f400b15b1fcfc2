import type { MemberId, Timer } from '../../src/app/ports.ts';
import { deliveryOf, type Delivery, type Ledger } from '../../src/app/post/ledger.ts';
import type { Urgency } from '../../src/app/say/notice.ts';
import type { TurnableClock } from '../../src/jobs/memory.ts';

let rounds = 0;

/** Puts so many messages for each of these people into the ledger, in turns, and wakes who sends; answers them by person, in order. */
export const enqueue = async (
  { ledger, timer, clock }: { ledger: Ledger; timer: Timer; clock: TurnableClock },
  people: readonly MemberId[],
  each: number,
  urgency: Urgency = 'booked',
): Promise<Map<MemberId, Delivery[]>> => {
  const now = clock.now();
  const round = (rounds += 1);
  const all = Array.from({ length: each }, (_, n) =>
    people.map((to) => {
      // The same card, each with words of its own as far as the ledger can tell.
      const notice = { to, card: 'start', about: to, args: { round, n }, urgency } as const;
      return deliveryOf(`${to}:${round}:${n}`, notice, null, now, now);
    }),
  ).flat();
  await ledger.add(all);
  const lanes = new Set(all.map(({ lane }) => lane));
  await timer.expect([...lanes].map((lane) => ({ id: `lane:${lane}` as const, at: now })));
  await clock.turnTo(now);
  return Map.groupBy(all, ({ to }) => to as MemberId);
};
