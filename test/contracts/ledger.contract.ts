import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laneOf, slotId, type Delivery, type Ledger } from '../../src/app/post/ledger.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { at, attempt, said, SENT, someone } from './deliveries.ts';

export interface LedgerUnderTest {
  readonly ledger: Ledger;
  /** The same ledger, as another process sees it. */
  readonly another?: Ledger;
  close(): Promise<void>;
}

/** What every ledger promises. `make` is called once; the tests take people of their own. */
export const describeLedger = (name: string, make: () => Promise<LedgerUnderTest>): void => {
  describe(`the ledger ${name}`, () => {
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
    const added = async (...some: Delivery[]): Promise<void> => ledger.add(some);
    const sent = async (delivery: Delivery): Promise<void> => ledger.settle([attempt(delivery, SENT)]);

    it('gives back what was added, as it was', async () => {
      const to = someone();
      const delivery = said({ to });
      await added(delivery);
      expect(await queuedFor(to)).toEqual([delivery]);
      expect(await ledger.read([delivery.id, 'none'])).toEqual([delivery]);
      await ledger.add([]);
    });

    it('takes the same twice as once, whatever became of it', async () => {
      const to = someone();
      const [one, two] = [said({ to }), said({ to, minute: 1 })];
      await added(one);
      await added(one, two, one);
      expect((await queuedFor(to)).map(({ id }) => id)).toEqual([one.id, two.id]);
      await sent(one);
      await added(one);
      expect(await queuedFor(to)).toEqual([two]);
      expect(await rowOf(one.id)).toMatchObject({ state: 'sent', ref: SENT.ref });
    });

    it('names what waits in the lanes asked for: what is urgent first, then as it came about', async () => {
      const [a, b] = [someone(), someone()];
      const nudge = said({ to: a, urgency: 'nudge', minute: 1 });
      const late = said({ to: a, urgency: 'waits', minute: 9 });
      const early = said({ to: a, urgency: 'waits', minute: 2 });
      const answer = said({ to: a, urgency: 'answer', minute: 10 });
      const booked = said({ to: a, urgency: 'booked', minute: 0 });
      await added(nudge, late, early, answer, booked, said({ to: b }));
      const mine = new Set([nudge, late, early, answer, booked].map(({ id }) => id));
      const found = (await ledger.queued([laneOf(a)], at(30), 10_000)).filter(({ id }) => mine.has(id));
      expect(found.map(({ id }) => id)).toEqual([answer, early, late, booked, nudge].map(({ id }) => id));
      const lane = await ledger.queued([laneOf(a)], at(30), 10_000);
      expect(lane.every((row) => row.lane === laneOf(a))).toBe(true);
      expect(await ledger.queued([laneOf(a)], at(30), 2)).toEqual(lane.slice(0, 2));
      expect(await ledger.queued([], at(30), 10)).toEqual([]);
    });

    it('keeps back what may not be said yet', async () => {
      const to = someone();
      await added({ ...said({ to }), notBefore: at(20) });
      expect(await queuedFor(to, 19)).toEqual([]);
      expect(await queuedFor(to, 20)).toHaveLength(1);
    });

    it('says in one slot what came last: the later takes the place of the earlier', async () => {
      const to = someone();
      const first = said({ to, slot: 's', minute: 1, about: 'pair:first', urgency: 'nudge' });
      const second = said({ to, slot: 's', minute: 2, about: 'pair:second' });
      await added(first);
      await added(second);
      await added(first);
      const [row, ...more] = await queuedFor(to);
      expect(more).toEqual([]);
      expect(row).toMatchObject({ id: slotId(to, 's'), order: second.order, urgency: 'answer', ref: null });
      expect(row?.notice.about).toBe('pair:second');
      expect(row?.queuedAt).toEqual(at(1));
    });

    it('says in one slot what came last also when it comes in one go, in any order', async () => {
      for (const minutes of [
        [1, 2, 3],
        [3, 2, 1],
        [2, 3, 1],
      ]) {
        const to = someone();
        await added(...minutes.map((minute) => said({ to, slot: 's', minute, about: `pair:${minute}` })));
        expect((await queuedFor(to)).map(({ notice }) => notice.about)).toEqual(['pair:3']);
      }
    });

    it('changes the message that stands in the slot when something later is said there', async () => {
      const to = someone();
      const first = said({ to, slot: 's', minute: 1 });
      await added(first);
      await sent(first);
      await added(said({ to, slot: 's', minute: 0 }));
      expect(await queuedFor(to)).toEqual([]);
      const later = said({ to, slot: 's', minute: 2 });
      await added(later);
      expect(await queuedFor(to)).toMatchObject([{ ref: SENT.ref, order: later.order, settledAt: null }]);
      await added(first);
      expect(await queuedFor(to)).toMatchObject([{ order: later.order }]);
    });

    it('keeps one slot of one person apart from others', async () => {
      const [a, b] = [someone(), someone()];
      await added(said({ to: a, slot: 's' }), said({ to: a, slot: 't' }), said({ to: b, slot: 's' }));
      expect([(await queuedFor(a)).length, (await queuedFor(b)).length]).toEqual([2, 1]);
    });

    it('updates nothing where no message stands', async () => {
      const to = someone();
      const update = said({ to, slot: 's', minute: 2, onlyUpdate: true });
      await added(update);
      expect(await ledger.read([update.id])).toEqual([]);
      const first = said({ to, slot: 's', minute: 1 });
      await added(first);
      await ledger.settle([attempt(first, { state: 'nothing' })]);
      await added(update);
      expect(await queuedFor(to)).toEqual([]);
      expect((await rowOf(first.id)).state).toBe('nothing');
    });

    it('leaves a first message what it is, when an update comes while it waits', async () => {
      const to = someone();
      const first = { ...said({ to, slot: 's', minute: 1, about: 'pair:first' }), notBefore: at(20) };
      await added(first);
      const update = said({ to, slot: 's', minute: 2, about: 'pair:update', onlyUpdate: true });
      await added(update);
      const [row] = await queuedFor(to);
      expect(row).toMatchObject({ order: update.order, ref: null, state: 'queued' });
      expect(row?.notice).toEqual(first.notice);
    });

    it('updates the message that stands there', async () => {
      const to = someone();
      const first = said({ to, slot: 's', minute: 1 });
      await added(first);
      await sent(first);
      await added(said({ to, slot: 's', minute: 2, onlyUpdate: true }));
      expect(await queuedFor(to)).toMatchObject([{ ref: SENT.ref, state: 'queued', settledAt: null }]);
    });

    it('loses nothing of what two processes say in one slot at the same time', async () => {
      const other = under.another ?? ledger;
      for (let round = 0; round < 40; round++) {
        const to = someone();
        const some = [1, 2, 3, 4].map((minute) => said({ to, slot: 's', minute, about: `pair:${minute}` }));
        await Promise.all(some.map((delivery, n) => ((n + round) % 2 === 0 ? ledger : other).add([delivery])));
        expect((await queuedFor(to)).map(({ notice }) => notice.about)).toEqual(['pair:4']);
      }
    });

    it('writes down who is about to be told, from the first time on', async () => {
      const to = someone();
      const [one, two] = [said({ to }), said({ to, minute: 1 })];
      await added(one, two);
      await ledger.begin([one.id], at(10));
      await ledger.begin([one.id, two.id, 'none'], at(11));
      expect([await rowOf(one.id), await rowOf(two.id)]).toMatchObject([
        { state: 'sending', begunAt: at(10) },
        { state: 'sending', begunAt: at(11) },
      ]);
      // Whoever began may have died: it still waits.
      expect((await queuedFor(to)).map(({ id }) => id)).toEqual([one.id, two.id]);
    });
  });
};
