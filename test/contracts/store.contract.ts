import { array, assert, asyncProperty, constantFrom, string, tuple } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change, Doc, OutboxItem, Settled, Store } from '../../src/app/ports.ts';
import { SEEN_KEPT } from '../../src/app/ports.ts';
import type { AggregateId, MemberId, PairId, RegistrationId } from '../../src/domain/ids.ts';
import type { ApprovedMentor } from '../../src/domain/registration/state.ts';
import type { Member } from '../../src/domain/member/member.ts';
import type { State } from '../../src/domain/state.ts';

export interface StoreUnderTest {
  readonly store: Store;
  close(): Promise<void>;
}

const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 8, minute));
let made = 0;
const nextId = <K extends 'member' | 'registration' | 'pair'>(kind: K): `${K}:${string}` =>
  `${kind}:open.x.${(made += 1)}`;

const aMember = (id: MemberId, more: Partial<Member> = {}): Member => ({
  kind: 'member',
  id,
  name: 'Åsa Öst',
  mail: '',
  lang: 'sv',
  zone: 'Europe/Stockholm',
  reach: { channel: 'web', address: id },
  since: at(0),
  ...more,
});

const aMentor = (id: RegistrationId, more: Partial<ApprovedMentor> = {}): ApprovedMentor => ({
  kind: 'registration',
  id,
  programme: 'programme:open',
  role: 'mentor',
  member: 'member:m',
  rounds: 0,
  status: 'approved',
  answers: {
    name: 'M',
    mail: 'm@example.se',
    phone: '+46701234567',
    municipalities: ['0180', '0184'],
    standing: 'active',
    places: 1,
    about: '',
  },
  consent: { version: '1', at: at(0) },
  submittedAt: at(0),
  exchanges: [],
  votes: [],
  recused: [],
  decidedAt: at(0),
  pairs: [],
  listed: true,
  ...more,
});

const item = (id: string, until = at(0)): OutboxItem => ({
  id,
  note: { kind: 'card', about: 'x' } as unknown as OutboxItem['note'],
  tries: 0,
  until,
});

const first = (id: AggregateId, more: Partial<Change> = {}): Change => ({
  id,
  from: 0,
  state: aMember(id as MemberId),
  dueAt: null,
  history: [{ type: 'Begun', at: at(0), version: 1 }],
  notes: [],
  key: null,
  ...more,
});

const next = (doc: Doc, more: Partial<Change> = {}): Change => ({
  id: doc.id,
  from: doc.version,
  state: doc.state,
  dueAt: doc.dueAt,
  history: [{ type: 'Went on', at: at(doc.version), version: doc.version + 1 }],
  notes: [],
  key: null,
  ...more,
});

const sorted = (ids: readonly AggregateId[]): AggregateId[] => ids.toSorted((a, b) => (a < b ? -1 : 1));

/** What every store promises. `make` is called once; the tests take ids of their own. */
export const describeStore = (name: string, make: () => Promise<StoreUnderTest>): void => {
  describe(`the store ${name}`, () => {
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

    it('knows nothing that was not saved', async () => {
      const id = nextId('pair');
      expect(await store.load(id)).toBeNull();
      expect(await store.history(id)).toEqual([]);
    });

    it('gives back what was saved, to the millisecond and the last letter', async () => {
      const id = nextId('member');
      const state = {
        ...aMember(id),
        odd: { 'a.b$c': [new Date(123), null, 'å', 1.5, { deep: [] }], $x: true },
      } as State;
      await begun(id, { state, dueAt: at(3), notes: [item('n1', at(1))], key: 'press-1' });
      expect(await store.load(id)).toEqual({
        id,
        version: 1,
        state,
        outbox: [item('n1', at(1))],
        posts: {},
        seen: ['press-1'],
        dueAt: at(3),
      } satisfies Doc);
    });

    it('does not hand out what it holds', async () => {
      const id = nextId('member');
      const change = first(id);
      await store.save(change);
      (change.state as unknown as { name: string }).name = 'changed outside';
      const doc = await loaded(id);
      (doc.state as unknown as { name: string }).name = 'changed outside';
      expect((await loaded(id)).state).toEqual(aMember(id));
    });

    it('loads many in the order that was asked for, null where there is none', async () => {
      const [a, b, c, none] = [nextId('member'), nextId('registration'), nextId('pair'), nextId('pair')] as const;
      for (const id of [a, b, c]) await begun(id);
      expect((await store.loadMany([c, none, a, b, a])).map((doc) => doc?.id ?? null)).toEqual([c, null, a, b, a]);
      expect(await store.loadMany([])).toEqual([]);
    });

    it('saves on the version that was read, and adds to history, outbox and presses', async () => {
      const id = nextId('pair');
      const doc = await begun(id, { notes: [item('n1')], key: 'k1', dueAt: at(5) });
      expect(await store.save(next(doc, { notes: [item('n2')], key: 'k2', dueAt: null }))).toBe(true);
      expect(await store.save(next(doc, { notes: [item('lost')], key: 'lost' }))).toBe(false);
      const after = await loaded(id);
      expect(after).toMatchObject({ version: 2, seen: ['k1', 'k2'], dueAt: null });
      expect(after.outbox.map((each) => each.id)).toEqual(['n1', 'n2']);
      expect((await store.history(id)).map(({ type, version }) => [type, version])).toEqual([
        ['Begun', 1],
        ['Went on', 2],
      ]);
    });

    it('does not save a later version of what is not there', async () => {
      const id = nextId('pair');
      expect(await store.save({ ...first(id), from: 3 })).toBe(false);
      expect(await store.saveMany([{ ...first(id), from: 3 }])).toEqual([id]);
      expect(await store.load(id)).toBeNull();
    });

    it('remembers the latest presses alone', async () => {
      const id = nextId('member');
      let doc = await begun(id, { key: 'k0' });
      for (let n = 1; n <= SEEN_KEPT + 3; n++) {
        await store.save(next(doc, { key: `k${n}` }));
        doc = await loaded(id);
      }
      expect(doc.seen).toEqual(Array.from({ length: SEEN_KEPT }, (_, n) => `k${n + 4}`));
    });

    it('lets exactly one of twenty who begin the same document do so', async () => {
      const id = nextId('registration');
      const results = await Promise.all(Array.from({ length: 20 }, (_, n) => store.save(first(id, { key: `k${n}` }))));
      expect(results.filter(Boolean)).toHaveLength(1);
      expect((await loaded(id)).seen).toEqual([`k${results.indexOf(true)}`]);
    });

    it('lets exactly one of twenty win each version, ten times over', async () => {
      const id = nextId('pair');
      let doc = await begun(id);
      for (let round = 1; round <= 10; round++) {
        const read = doc;
        const saves = Array.from({ length: 20 }, (_, n) =>
          store.save(next(read, { notes: [item(`n${round}-${n}`)], key: `k${round}-${n}` })),
        );
        const results = await Promise.all(saves);
        expect(results.filter(Boolean)).toHaveLength(1);
        doc = await loaded(id);
        expect(doc.version).toBe(round + 1);
        expect(doc.seen.at(-1)).toBe(`k${round}-${results.indexOf(true)}`);
      }
      expect(doc.outbox).toHaveLength(10);
      expect(await store.history(id)).toHaveLength(11);
    });

    it('settles beside saves: nothing is lost, and neither has to try again', async () => {
      const id = nextId('pair');
      const notes = Array.from({ length: 30 }, (_, n) => item(`old${n}`));
      let doc = await begun(id, { notes });
      const settles = notes.map(({ id: noteId }, n) =>
        store.settle([
          {
            id,
            item: noteId,
            outcome: { kind: 'done', post: { key: `member:a|${n}`, ref: { channel: 'web', ref: `${n}` } } },
          },
        ]),
      );
      for (let n = 0; n < 15; n++) {
        expect(await store.save(next(doc, { notes: [item(`new${n}`)] }))).toBe(true);
        doc = await loaded(id);
      }
      await Promise.all(settles);
      const after = await loaded(id);
      expect(after.version).toBe(16);
      expect(after.outbox.map((each) => each.id)).toEqual(Array.from({ length: 15 }, (_, n) => `new${n}`));
      expect(Object.keys(after.posts)).toHaveLength(30);
    });

    it('settles each item by its own outcome, many documents in one call, and twice is once', async () => {
      const [a, b] = [nextId('pair'), nextId('registration')];
      await begun(a, { notes: [item('a1'), item('a2'), item('a3'), item('a4'), item('a5')] });
      await begun(b, { notes: [item('b1')] });
      const settled: Settled[] = [
        { id: a, item: 'a1', outcome: { kind: 'done' } },
        {
          id: a,
          item: 'a2',
          outcome: { kind: 'done', post: { key: 'member:a|slot', ref: { channel: 'web', ref: '1' } } },
        },
        { id: a, item: 'a3', outcome: { kind: 'again', tries: 2, until: at(9) } },
        { id: a, item: 'a4', outcome: { kind: 'failed', reason: 'gone', at: at(1), tell: null } },
        { id: a, item: 'a5', outcome: { kind: 'failed', reason: 'gone', at: at(1), tell: item('a5.f', at(2)) } },
        { id: b, item: 'b1', outcome: { kind: 'done' } },
        { id: nextId('pair'), item: 'nowhere', outcome: { kind: 'done' } },
      ];
      for (let time = 0; time < 2; time++) {
        await store.settle(settled);
        expect((await loaded(a)).outbox).toEqual([{ ...item('a3', at(9)), tries: 2 }, item('a5.f', at(2))]);
        expect((await loaded(a)).posts).toEqual({ 'member:a|slot': { channel: 'web', ref: '1' } });
        expect((await loaded(b)).outbox).toEqual([]);
      }
      await store.settle([]);
    });

    it('keeps a post by any recipient and slot', async () => {
      const id = nextId('pair');
      await begun(id, { notes: [item('n')] });
      const kept: Record<string, { channel: string; ref: string }> = {};
      await assert(
        asyncProperty(string({ unit: 'grapheme', minLength: 1 }), async (raw) => {
          const key = `member:${raw.replaceAll('\0', '').toWellFormed()}|a.b$c%2e`;
          kept[key] = { channel: 'web', ref: key };
          await store.settle([{ id, item: 'n', outcome: { kind: 'done', post: { key, ref: kept[key] } } }]);
        }),
        { numRuns: 50 },
      );
      expect((await loaded(id)).posts).toEqual(kept);
    });

    it('lets one of many claim an item, and only as it was read', async () => {
      const id = nextId('pair');
      await begun(id, { notes: [item('n1', at(1)), item('n2', at(1))] });
      const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => store.claim(id, 'n2', at(1), at(10 + n))));
      expect(claims.filter(Boolean)).toHaveLength(1);
      const doc = await loaded(id);
      expect(doc.outbox).toEqual([item('n1', at(1)), item('n2', at(10 + claims.indexOf(true)))]);
      expect(await store.claim(id, 'n2', at(1), at(50))).toBe(false);
      expect(await store.claim(id, 'none', at(1), at(50))).toBe(false);
      expect(await store.claim(nextId('pair'), 'n1', at(1), at(50))).toBe(false);
    });

    it('says exactly which of many were not saved', async () => {
      await assert(
        asyncProperty(
          array(tuple(constantFrom('member', 'registration', 'pair'), constantFrom('new', 'taken', 'read', 'stale')), {
            maxLength: 12,
          }),
          async (kinds) => {
            const changes: Change[] = [];
            const refused: AggregateId[] = [];
            for (const [kind, how] of kinds) {
              const id = nextId(kind);
              if (how === 'new') changes.push(first(id));
              else {
                const doc = await begun(id);
                if (how === 'stale') await store.save(next(doc));
                if (how === 'taken' || how === 'stale') refused.push(id);
                changes.push(how === 'taken' ? first(id) : next(doc));
              }
            }
            expect(sorted(await store.saveMany(changes))).toEqual(sorted(refused));
            const docs = await store.loadMany(changes.map(({ id }) => id));
            const saved = changes.map(({ id, from }, n) => refused.includes(id) || docs[n]?.version === from + 1);
            expect(saved).not.toContain(false);
          },
        ),
        { numRuns: 40 },
      );
    });

    it('says exactly which of many were not saved, while others save the same', async () => {
      const ids = Array.from({ length: 25 }, () => nextId('pair'));
      const docs = await Promise.all(ids.map((id) => begun(id)));
      for (let round = 1; round <= 5; round++) {
        const read = (await store.loadMany(ids)) as Doc[];
        const answers = await Promise.all(
          Array.from({ length: 6 }, (_, who) =>
            store.saveMany(read.map((doc) => next(doc, { key: `${round}-${who}` }))),
          ),
        );
        const after = (await store.loadMany(ids)) as Doc[];
        for (const doc of after) {
          expect(doc.version).toBe(round + 1);
          const winners = answers.flatMap((refused, who) => (refused.includes(doc.id) ? [] : [`${round}-${who}`]));
          expect(winners).toEqual([doc.seen.at(-1)]);
        }
      }
      expect(docs).toHaveLength(25);
      expect(await store.saveMany([])).toEqual([]);
    });

    it('takes the same document once in saveMany', async () => {
      const id = nextId('pair');
      await expect(store.saveMany([first(id), first(id)])).rejects.toThrow('twice');
    });

    it('finds the mentors who are free, oldest approval first', async () => {
      const programme = `programme:${nextId('pair')}` as const;
      const mentor = async (decidedAt: Date, more: Partial<ApprovedMentor> = {}): Promise<RegistrationId> => {
        const id = nextId('registration');
        await begun(id, { state: aMentor(id, { programme, decidedAt, ...more }) });
        return id;
      };
      const late = await mentor(at(9));
      const early = await mentor(at(1));
      const { answers } = aMentor(late);
      const north = await mentor(at(5), { answers: { ...answers, municipalities: ['2480'] } });
      await mentor(at(2), { listed: false });
      await mentor(at(3), { pairs: ['pair:p'] });
      await mentor(at(4), { programme: 'programme:other' });
      const found = async (county?: string) =>
        (await store.freeMentors({ programme, ...(county === undefined ? {} : { county }) })).map(({ id }) => id);
      expect(await found()).toEqual([early, north, late]);
      expect(await found('24')).toEqual([north]);
      expect(await found('01')).toEqual([early, late]);
      const taken = await loaded(early);
      await store.save(next(taken, { state: { ...(taken.state as ApprovedMentor), pairs: ['pair:q'] } }));
      expect(await found()).toEqual([north, late]);
    });

    it('tells what is pending: what has something due or unsaid, and nothing else', async () => {
      const [due, unsaid, both, rest, was] = Array.from({ length: 5 }, () => nextId('pair')) as [
        PairId,
        PairId,
        PairId,
        PairId,
        PairId,
      ];
      await begun(due, { dueAt: at(30) });
      await begun(unsaid, { notes: [item('u1', at(7)), item('u2', at(6))] });
      await begun(both, { dueAt: at(31), notes: [item('b', at(8))] });
      await begun(rest);
      const doc = await begun(was, { dueAt: at(32), notes: [item('w', at(9))] });
      await store.save(next(doc, { dueAt: null }));
      await store.settle([{ id: was, item: 'w', outcome: { kind: 'done' } }]);
      const found = new Map<AggregateId, unknown>();
      for await (const { id, dueAt, outboxUntil } of store.pending()) found.set(id, [dueAt, outboxUntil]);
      expect(found.get(due)).toEqual([at(30), null]);
      expect(found.get(unsaid)).toEqual([null, at(6)]);
      expect(found.get(both)).toEqual([at(31), at(8)]);
      expect(found.has(rest)).toBe(false);
      expect(found.has(was)).toBe(false);
    });

    it('lists the members, and members alone', async () => {
      const id = nextId('member');
      await begun(id);
      const members = await store.members();
      expect(members.map((doc) => doc.id)).toContain(id);
      expect(members.every((doc) => doc.id.startsWith('member:'))).toBe(true);
    });
  });
};
