import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laneOf, type Attempt, type Delivery, type Ledger } from '../../src/app/post/ledger.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { at, attempt, said, SENT, someone } from './deliveries.ts';
import type { LedgerUnderTest } from './ledger.contract.ts';

const ASIDE = (trouble: string) => ({ state: 'aside', reason: 'TypeError: broken', trouble }) as const;
const FAILING: Attempt['outcome'] = {
  state: 'queued',
  reason: 'away',
  tries: 2,
  failingSince: at(10),
  notBefore: at(40),
  begunAt: at(9),
};

/** What every ledger promises of what became of an attempt. `make` is called once; the tests take people of their own. */
export const describeSettling = (name: string, make: () => Promise<LedgerUnderTest>): void => {
  describe(`what became of it, in the ledger ${name}`, () => {
    let under: LedgerUnderTest;
    let ledger: Ledger;
    beforeAll(async () => {
      under = await make();
      ledger = under.ledger;
    });
    afterAll(() => under.close());

    const rowOf = async (id: string): Promise<Delivery> => {
      const [row] = await ledger.read([id]);
      if (!row) throw new Error(`no ${id}`);
      return row;
    };
    const queuedFor = async (to: MemberId, minute = 59): Promise<Delivery[]> =>
      (await ledger.queued([laneOf(to)], at(minute), 10_000)).filter((row) => row.to === to);
    const begun = async (delivery: Delivery): Promise<Delivery> => {
      await ledger.add([delivery]);
      await ledger.begin([delivery.id], at(9));
      return delivery;
    };

    it.each([
      [SENT, { state: 'sent', ref: SENT.ref, begunAt: null, settledAt: at(30) }],
      [{ state: 'nothing' }, { state: 'nothing', ref: null, settledAt: at(30) }],
      [{ state: 'merged' }, { state: 'merged', ref: null, settledAt: at(30) }],
      [
        { state: 'failed', reason: 'account_inactive' },
        { state: 'failed', lastError: 'account_inactive', settledAt: at(30) },
      ],
      [ASIDE('trouble:t'), { state: 'aside', lastError: 'TypeError: broken', trouble: 'trouble:t', settledAt: null }],
    ] satisfies [Attempt['outcome'], Partial<Delivery>][])(
      'is written down, and no longer waits: %j',
      async (outcome, row) => {
        const to = someone();
        const delivery = await begun(said({ to }));
        for (let time = 0; time < 2; time++) await ledger.settle([attempt(delivery, outcome)]);
        expect(await rowOf(delivery.id)).toMatchObject(row);
        expect(await queuedFor(to)).toEqual([]);
      },
    );

    it('waits again after a failure that may pass, until its time', async () => {
      const to = someone();
      const delivery = await begun(said({ to }));
      await ledger.settle([attempt(delivery, FAILING)]);
      expect(await queuedFor(to, 39)).toEqual([]);
      const { reason: lastError, ...rest } = FAILING;
      expect(await queuedFor(to, 40)).toEqual([{ ...delivery, ...rest, lastError }]);
    });

    it('is of many at once, and of none', async () => {
      const to = someone();
      const some = [said({ to }), said({ to }), said({ to })] as const;
      await ledger.add(some);
      await ledger.settle([
        attempt(some[0], SENT),
        attempt(said({ to }), SENT),
        attempt(some[2], { state: 'failed', reason: 'gone' }),
      ]);
      expect((await ledger.read(some.map(({ id }) => id))).map(({ state }) => state).toSorted()).toEqual([
        'failed',
        'queued',
        'sent',
      ]);
      await ledger.settle([]);
    });

    it.each([
      [SENT],
      [{ state: 'nothing' }],
      [{ state: 'failed', reason: 'gone' }],
      [FAILING],
      [ASIDE('trouble:old')],
    ] satisfies [Attempt['outcome']][])(
      'does not undo what was queued anew in its slot meanwhile: %j',
      async (outcome) => {
        const to = someone();
        const first = await begun(said({ to, slot: 's', minute: 1 }));
        const later = said({ to, slot: 's', minute: 2, about: 'pair:later' });
        await ledger.add([later]);
        await ledger.settle([attempt(first, outcome)]);
        const [row] = await queuedFor(to, 2);
        expect(row).toMatchObject({ state: 'queued', order: later.order, tries: 0, trouble: null });
        expect(row?.notice.about).toBe('pair:later');
        // Where the message stands is remembered all the same: it is changed there.
        expect(row?.ref).toEqual(outcome.state === 'sent' ? SENT.ref : null);
        // Who was about to send the first may have died after it was said.
        expect(row?.begunAt).toEqual(outcome.state === 'sent' ? null : at(9));
      },
    );

    it('begins anew with a message in a slot: earlier failures count no more', async () => {
      const to = someone();
      const first = await begun(said({ to, slot: 's', minute: 1 }));
      await ledger.settle([attempt(first, FAILING)]);
      await ledger.settle([attempt(first, SENT)]);
      await ledger.add([said({ to, slot: 's', minute: 50, onlyUpdate: true })]);
      expect(await queuedFor(to)).toMatchObject([{ tries: 0, failingSince: null, ref: SENT.ref }]);
    });

    it('queues again what a trouble put aside, with all its tries, and names the lanes', async () => {
      const trouble = 'trouble:mended';
      const [a, b, c] = [someone(), someone(), someone()];
      const some = [said({ to: a }), said({ to: b }), said({ to: c })] as const;
      await ledger.add(some);
      await ledger.settle([
        attempt(some[0], ASIDE(trouble)),
        attempt(some[1], FAILING),
        attempt(some[1], ASIDE(trouble)),
        attempt(some[2], ASIDE('trouble:another')),
      ]);
      expect(new Set(await ledger.release(trouble, at(45)))).toEqual(new Set([laneOf(a), laneOf(b)]));
      const fresh = { state: 'queued', notBefore: at(45), tries: 0, failingSince: null, trouble: null };
      expect(await queuedFor(a)).toMatchObject([fresh]);
      expect(await queuedFor(b)).toMatchObject([fresh]);
      expect(await queuedFor(c)).toEqual([]);
      expect(await ledger.release(trouble, at(46))).toEqual([]);
      expect(await queuedFor(a)).toMatchObject([{ notBefore: at(45) }]);
    });

    it('forgets the trouble of a slot in which something else is said', async () => {
      const to = someone();
      const first = await begun(said({ to, slot: 's', minute: 1 }));
      await ledger.settle([attempt(first, ASIDE('trouble:slot'))]);
      const later = said({ to, slot: 's', minute: 2 });
      await ledger.add([later]);
      expect(await queuedFor(to)).toMatchObject([{ trouble: null }]);
      await ledger.settle([attempt(later, SENT)]);
      expect(await ledger.release('trouble:slot', at(40))).toEqual([]);
      expect(await rowOf(later.id)).toMatchObject({ state: 'sent', trouble: null });
    });

    it('says when something in a lane may be said, the earliest of it', async () => {
      const [to, other] = [someone(), someone()];
      const lane = laneOf(to);
      const when = async (of: number): Promise<Date | undefined> =>
        (await ledger.waiting()).find((found) => found.lane === of)?.at;
      for (const waiting of await ledger.queued([lane, laneOf(other)], at(99), 10_000)) {
        await ledger.settle([attempt(waiting, { state: 'nothing' })]);
      }
      expect(await when(lane)).toBeUndefined();
      const [late, early] = [said({ to, minute: 50 }), said({ to, minute: 20 })];
      await ledger.add([late, early]);
      await ledger.begin([early.id], at(21));
      expect(await when(lane)).toEqual(at(20));
      await ledger.settle([attempt(early, SENT)]);
      expect(await when(lane)).toEqual(at(50));
    });

    it('forgets what ended long ago; slots it keeps, and what waits or is put aside', async () => {
      const to = someone();
      const [old, recent, waits, aside] = [said({ to }), said({ to }), said({ to }), said({ to })] as const;
      const slot = said({ to, slot: 's' });
      await ledger.add([old, recent, waits, aside, slot]);
      await ledger.settle([
        attempt(old, SENT, 10),
        attempt(recent, SENT, 20),
        attempt(aside, ASIDE('trouble:x'), 10),
        attempt(slot, SENT, 10),
      ]);
      await ledger.tidy(at(20));
      const kept = [recent, waits, aside, slot].map(({ id }) => id);
      const found = await ledger.read([old, recent, waits, aside, slot].map(({ id }) => id));
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(kept));
    });
  });
};
