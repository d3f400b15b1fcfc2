import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change, Doc, Store } from '../../src/app/ports.ts';
import type { AggregateId, PairId, RegistrationId } from '../../src/domain/ids.ts';
import type { State } from '../../src/domain/state.ts';
import { aMentor, at, first, item, next, nextId, nextProgramme } from './documents.ts';
import type { StoreUnderTest } from './store.contract.ts';

/** What every store promises of what is to be done: outboxes, and what is due. */
export const describeDue = (name: string, make: () => Promise<StoreUnderTest>): void => {
  describe(`what is to be done, in the store ${name}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeAll(async () => {
      under = await make();
      store = under.store;
    });
    afterAll(() => under.close());

    const begun = async (id: AggregateId, more: Partial<Change> = {}): Promise<Doc> => {
      expect(await store.save(first(id, more))).toBe(true);
      return loaded(id);
    };
    const loaded = async (id: AggregateId): Promise<Doc> => {
      const doc = await store.load(id);
      if (!doc) throw new Error(`no ${id}`);
      return doc;
    };
    const outboxOf = async (id: AggregateId): Promise<string[]> => (await loaded(id)).outbox.map((each) => each.id);
    /** When somebody takes care of it, null when nobody does; minutes of {@link at}. */
    const relayedAt = async (id: AggregateId): Promise<number | null> => {
      for (let minute = 0; minute < 60; minute++) {
        if ((await store.unrelayed(at(minute), 10_000)).includes(id)) return minute;
      }
      return null;
    };
    const all = { later: [], next: null } as const;

    it('takes off what was relayed, keeps what is to be tried again, and twice is once', async () => {
      const [a, b] = [nextId('pair'), nextId('registration')];
      await begun(a, { outbox: ['a1', 'a2', 'a3'].map((id) => item(id)), relayAt: at(3) });
      await begun(b, { outbox: [item('b1')], relayAt: at(4) });
      expect([await relayedAt(a), await relayedAt(b)]).toEqual([3, 4]);
      for (let time = 0; time < 2; time++) {
        await store.relayed([
          { id: a, done: ['a1', 'a3'], later: [{ id: 'a2', tries: 4 }], next: at(9) },
          { id: b, done: ['b1'], ...all },
          { id: nextId('pair'), done: ['nowhere'], ...all },
        ]);
        expect((await loaded(a)).outbox).toEqual([item('a2', 4)]);
        expect((await loaded(b)).outbox).toEqual([]);
        expect([await relayedAt(a), await relayedAt(b)]).toEqual([9, null]);
      }
      expect(await loaded(a)).toMatchObject({ version: 1 });
      await store.relayed([]);
    });

    it('takes nothing off where nothing could be done', async () => {
      const id = nextId('pair');
      const doc = await begun(id, { outbox: [item('n1')], relayAt: at(3) });
      await store.save(next(doc, { outbox: [item('n2')], relayAt: at(5) }));
      await store.relayed([{ id, done: [], later: [{ id: 'n1', tries: 1 }], next: at(9) }]);
      expect((await loaded(id)).outbox).toEqual([item('n1', 1), item('n2')]);
      expect(await relayedAt(id)).toBe(5);
    });

    it('leaves what was added since to whoever added it', async () => {
      const id = nextId('pair');
      const doc = await begun(id, { outbox: [item('n1')], relayAt: at(3) });
      await store.save(next(doc, { outbox: [item('n2')], relayAt: at(5) }));
      await store.relayed([{ id, done: ['n1'], ...all }]);
      expect(await outboxOf(id)).toEqual(['n2']);
      expect(await relayedAt(id)).toBe(5);
    });

    it('leaves what was there before to somebody else: who died before it was relayed is not forgotten', async () => {
      const id = nextId('pair');
      const doc = await begun(id, { outbox: [item('of the dead')], relayAt: at(3) });
      await store.save(next(doc, { outbox: [item('n2')], relayAt: at(5) }));
      await store.relayed([{ id, done: ['n2'], ...all }]);
      expect(await outboxOf(id)).toEqual(['of the dead']);
      expect(await relayedAt(id)).toBe(5);
    });

    it('does not keep waiting what is empty after a save that added nothing', async () => {
      const id = nextId('pair');
      const doc = await begun(id, { outbox: [item('n1')], relayAt: at(3) });
      await store.save(next(doc, { relayAt: at(50) }));
      expect(await relayedAt(id)).toBe(3);
      await store.relayed([{ id, done: ['n1'], ...all }]);
      // Who looks there then finds it empty, and says so.
      await store.relayed([{ id, done: [], ...all }]);
      expect(await relayedAt(id)).toBeNull();
    });

    it('relays beside saves: nothing is lost, and neither has to try again', async () => {
      const id = nextId('pair');
      let doc = await begun(id, { outbox: Array.from({ length: 30 }, (_, n) => item(`old${n}`)) });
      const relays = Array.from({ length: 30 }, (_, n) =>
        store.relayed([{ id, done: [`old${n}`], later: [], next: at(2) }]),
      );
      for (let n = 0; n < 15; n++) {
        expect(await store.save(next(doc, { outbox: [item(`new${n}`)], relayAt: at(10 + n) }))).toBe(true);
        doc = await loaded(id);
      }
      await Promise.all(relays);
      expect((await loaded(id)).version).toBe(16);
      expect(await outboxOf(id)).toEqual(Array.from({ length: 15 }, (_, n) => `new${n}`));
      expect(await relayedAt(id)).toBe(24);
    });

    it('forgets nobody, whoever saves and relays what at the same time', async () => {
      const ids = Array.from({ length: 40 }, () => nextId('pair'));
      const docs = await Promise.all(ids.map((id) => begun(id, { outbox: [item('n1')], relayAt: at(3) })));
      await Promise.all(
        docs.flatMap((doc) => [
          store.save(next(doc, { outbox: [item('n2')], relayAt: at(5) })),
          store.relayed([{ id: doc.id, done: ['n1'], ...all }]),
        ]),
      );
      expect(await Promise.all(ids.map(outboxOf))).toEqual(ids.map(() => ['n2']));
      const waiting = new Set(await store.unrelayed(at(5), 10_000));
      expect(ids.filter((id) => !waiting.has(id))).toEqual([]);
    });

    it('names what nobody took care of, the longest waiting first, and no more than asked for', async () => {
      const ids = [nextId('pair'), nextId('member'), nextId('registration')] as const;
      const minutes = [-30, -10, -20];
      for (const [n, id] of ids.entries()) await begun(id, { outbox: [item('n')], relayAt: at(minutes[n] ?? 0) });
      await begun(nextId('pair'), { relayAt: at(-25) });
      expect(await store.unrelayed(at(-31), 10)).toEqual([]);
      expect(await store.unrelayed(at(-10), 10)).toEqual([ids[0], ids[2], ids[1]]);
      expect(await store.unrelayed(at(-10), 2)).toEqual([ids[0], ids[2]]);
    });

    it('postpones what cannot be relayed, and nothing else', async () => {
      const [full, empty] = [nextId('pair'), nextId('pair')];
      await begun(full, { outbox: [item('n')], relayAt: at(3) });
      await begun(empty);
      await store.postpone([full, empty, nextId('pair'), 'moment' as AggregateId], at(40));
      expect([await relayedAt(full), await relayedAt(empty)]).toEqual([40, null]);
      await store.postpone([], at(40));
    });

    it('finds what was worked out by older rules, until it is worked out anew', async () => {
      const programme = nextProgramme();
      const ids: RegistrationId[] = [];
      for (const dueRules of [1, 2, 1, 1]) {
        const id = nextId('registration');
        await begun(id, { state: aMentor(id, { programme }), dueAt: at(20), dueRules });
        ids.push(id);
      }
      const [a, b, c, d] = ids as [RegistrationId, RegistrationId, RegistrationId, RegistrationId];
      const elsewhere = nextId('registration');
      await begun(elsewhere, { state: aMentor(elsewhere) });
      expect(new Set(await store.outdated(programme, 2, 10))).toEqual(new Set([a, c, d]));
      expect(await store.outdated(programme, 2, 2)).toHaveLength(2);
      expect(await store.outdated(programme, 1, 10)).toEqual([]);
      await store.redue([
        { id: a, version: 1, dueAt: at(7), dueRules: 2 },
        { id: c, version: 1, dueAt: null, dueRules: 2 },
        { id: d, version: null, dueAt: null, dueRules: 2 },
      ]);
      expect(await store.outdated(programme, 2, 10)).toEqual([]);
      const dues = (await store.loadMany([a, b, c, d])).map((doc) => (doc as Doc).dueAt);
      expect(dues).toEqual([at(7), at(20), null, at(20)]);
      expect((await loaded(a)).version).toBe(1);
    });

    it('leaves a due time alone that somebody has just written', async () => {
      const programme = nextProgramme();
      const id = nextId('registration');
      const doc = await begun(id, { state: aMentor(id, { programme }), dueAt: at(20) });
      await store.save(next(doc, { dueAt: at(30) }));
      await store.redue([{ id, version: 1, dueAt: at(7), dueRules: 2 }]);
      await store.redue([]);
      expect((await loaded(id)).dueAt).toEqual(at(30));
      expect(await store.outdated(programme, 2, 10)).toEqual([id]);
    });

    it('finds the pairs that ask a mentor now', async () => {
      const mentor = nextId('registration');
      const pair = async (phase: string, asked: RegistrationId): Promise<PairId> => {
        const id = nextId('pair');
        const state = { kind: 'pair', id, phase, mentor: { registration: asked, member: 'member:m' } };
        await begun(id, { state: state as unknown as State });
        return id;
      };
      const asking = [await pair('requested', mentor), await pair('accepting', mentor)];
      await pair('underWay', mentor);
      await pair('requested', nextId('registration'));
      expect(new Set(await store.pairsAsking(mentor))).toEqual(new Set(asking));
      const doc = await loaded(asking[0]!);
      await store.save(next(doc, { state: { ...doc.state, phase: 'ended' } as unknown as State }));
      expect(await store.pairsAsking(mentor)).toEqual([asking[1]]);
    });

    it('tells what is due up to and with a time, and when the next is', async () => {
      const [early, late, rest, was] = [nextId('pair'), nextId('member'), nextId('pair'), nextId('pair')];
      // Long before what other tests have due.
      await begun(late, { dueAt: at(-900) });
      await begun(early, { dueAt: at(-1000) });
      await begun(rest);
      await store.save(next(await begun(was, { dueAt: at(-2000) }), { dueAt: null }));
      const due = async (until: Date): Promise<[AggregateId, Date][]> => {
        const found: [AggregateId, Date][] = [];
        for await (const { id, dueAt } of store.pending(until)) found.push([id, dueAt]);
        return found;
      };
      expect(await due(at(-1001))).toEqual([]);
      expect(await due(at(-1000))).toEqual([[early, at(-1000)]]);
      expect(new Map(await due(at(-900)))).toEqual(
        new Map<AggregateId, Date>([
          [early, at(-1000)],
          [late, at(-900)],
        ]),
      );
      expect(await store.nextDue()).toEqual(at(-1000));
    });

    it('names nothing that is none of our documents', async ({ skip }) => {
      const programme = nextProgramme();
      if (!under.stray) return skip('nobody else can get at it');
      await under.stray({ dueAt: at(-3000), relayAt: at(-3000), dueRules: 0, keys: { programme } });
      expect(await store.unrelayed(at(-3000), 10)).toEqual([]);
      expect(await store.outdated(programme, 2, 10)).toEqual([]);
      for await (const found of store.pending(at(-3000))) expect(found).toBeNull();
    });
  });
};
