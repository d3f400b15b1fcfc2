import { array, assert, asyncProperty, constantFrom, tuple } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IllFormed, TRACELESS, type Change, type Doc, type Store } from '../../src/app/ports.ts';
import type { AggregateId, RegistrationId } from '../../src/domain/ids.ts';
import type { ApprovedMentor } from '../../src/domain/registration/state.ts';
import type { State } from '../../src/domain/state.ts';
import { aMember, aMentor, at, first, item, next, nextId, nextProgramme, press } from './documents.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Makes a document that was saved one that no program of ours would write. Only where others can get at it. */
  spoil?(id: AggregateId, fields: Record<string, unknown>): Promise<void>;
  /** Puts something among the pairs whose id says nothing. */
  stray?(fields: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

const sorted = (ids: readonly AggregateId[]): AggregateId[] => ids.toSorted((a, b) => (a < b ? -1 : 1));

/** How a document may be that nobody can read; undefined: the field is gone. */
const SPOILT: readonly (readonly [string, Record<string, unknown>])[] = [
  ['no state', { state: undefined }],
  ['nothing for a state', { state: null }],
  ['a word for a state', { state: 'approved' }],
  ['the state of something else', { state: { kind: 'member' } }],
  ['no version', { version: undefined }],
  ['a version in letters', { version: '1' }],
  ['no outbox', { outbox: undefined }],
  ['an outbox that is no list', { outbox: {} }],
  ['nothing in the outbox', { outbox: [null] }],
  ['an item without a time', { outbox: [{ id: 'n1', kind: 'notice', tries: 0 }] }],
  ['an item with a time in letters', { outbox: [{ id: 'n1', kind: 'notice', tries: 0, at: '2026-03-02' }] }],
  ['no presses', { seen: undefined }],
  ['due at no time', { dueAt: 'tomorrow' }],
];

/** What every store promises of documents. `make` is called once; the tests take ids of their own. */
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
      const odd = { 'a.b$c': [new Date(123), null, 'å', 1.5, { deep: [] }], $x: true };
      const state = { ...aMember(id), odd } as State;
      await begun(id, { state, dueAt: at(3), outbox: [item('n1')], seen: [press('press-1')] });
      expect(await store.load(id)).toEqual({
        id,
        version: 1,
        state,
        outbox: [item('n1')],
        seen: [press('press-1')],
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
      const asked = [c, none, a, 'moment' as AggregateId, b, a];
      const ids = (await store.loadMany(asked)).map((doc) => doc?.id ?? null);
      expect(ids).toEqual([c, null, a, null, b, a]);
      expect(await store.loadMany([])).toEqual([]);
    });

    it.for(SPOILT)(
      'puts in its place what cannot be read, and others are unharmed: %s',
      async ([, fields], { skip }) => {
        if (!under.spoil) return skip('nobody else can get at it');
        const programme = nextProgramme();
        const ids = [nextId('registration'), nextId('registration'), nextId('registration')] as const;
        for (const id of ids) await begun(id, { state: aMentor(id, { programme }) });
        await under.spoil(ids[1], fields);
        const [a, b, c] = await store.loadMany(ids);
        expect([a?.id, b?.id, c?.id]).toEqual(ids);
        expect(a).not.toBeInstanceOf(IllFormed);
        expect(b).toBeInstanceOf(IllFormed);
        expect(c).not.toBeInstanceOf(IllFormed);
        await expect(store.load(ids[1])).rejects.toThrow(IllFormed);
        expect(sorted((await store.freeMentors({ programme })).map(({ id }) => id))).toEqual(sorted([ids[0], ids[2]]));
      },
    );

    it('saves on the version that was read, and adds to history and outbox', async () => {
      const id = nextId('pair');
      const doc = await begun(id, { outbox: [item('n1')], seen: [press('k1')], dueAt: at(5) });
      const seen = [press('k1'), press('k2')];
      expect(await store.save(next(doc, { outbox: [item('n2')], seen, dueAt: null }))).toBe(true);
      expect(await store.save(next(doc, { outbox: [item('lost')], seen: [press('lost')] }))).toBe(false);
      const after = await loaded(id);
      expect(after).toMatchObject({ version: 2, seen, dueAt: null });
      expect(after.outbox.map((each) => each.id)).toEqual(['n1', 'n2']);
      expect((await store.history(id)).map(({ type, version }) => [type, version])).toEqual([
        ['Begun', 1],
        ['Went on', 2],
      ]);
      expect(await store.save(next(after, { history: [], seen: [] }))).toBe(true);
      expect(await loaded(id)).toMatchObject({ version: 3, seen: [] });
      expect(await store.history(id)).toHaveLength(2);
    });

    it('saves without a trace: who read before is too late, and the next save that is remembered says nothing of it', async () => {
      const id = nextId('pair');
      const doc = await begun(id);
      const traceless = (of: Doc) => next(of, { to: of.version + TRACELESS, history: [] });
      expect(await store.save(traceless(doc))).toBe(true);
      expect(await store.save(traceless(doc))).toBe(false);
      expect(await store.saveMany([next(doc)])).toEqual([id]);
      expect(await store.saveMany([traceless(await loaded(id))])).toEqual([]);
      expect((await loaded(id)).version).toBe(1 + 2 * TRACELESS);
      expect(await store.save(next(await loaded(id), { to: 2 }))).toBe(true);
      expect((await loaded(id)).version).toBe(2);
    });

    it('does not save a later version of what is not there', async () => {
      const id = nextId('pair');
      expect(await store.save({ ...first(id), from: 3 })).toBe(false);
      expect(await store.saveMany([{ ...first(id), from: 3 }])).toEqual([id]);
      expect(await store.load(id)).toBeNull();
    });

    it('lets exactly one of twenty who begin the same document do so', async () => {
      const id = nextId('registration');
      const keys = Array.from({ length: 20 }, (_, n) => press(`k${n}`));
      const results = await Promise.all(keys.map((key) => store.save(first(id, { seen: [key] }))));
      expect(results.filter(Boolean)).toHaveLength(1);
      expect((await loaded(id)).seen).toEqual([keys[results.indexOf(true)]]);
    });

    it('lets exactly one of twenty win each version, ten times over', async () => {
      const id = nextId('pair');
      let doc = await begun(id);
      for (let round = 1; round <= 10; round++) {
        const read = doc;
        const saves = Array.from({ length: 20 }, (_, n) =>
          store.save(next(read, { outbox: [item(`n${round}-${n}`)], seen: [press(`k${round}-${n}`)] })),
        );
        const results = await Promise.all(saves);
        expect(results.filter(Boolean)).toHaveLength(1);
        doc = await loaded(id);
        expect(doc.version).toBe(round + 1);
        expect(doc.seen).toEqual([press(`k${round}-${results.indexOf(true)}`)]);
      }
      expect(doc.outbox).toHaveLength(10);
      expect(await store.history(id)).toHaveLength(11);
    });

    it('says exactly which of many were not saved', async () => {
      const kinds = constantFrom('member', 'registration', 'pair');
      const hows = constantFrom('new', 'taken', 'read', 'stale');
      const several = array(tuple(kinds, hows), { maxLength: 12 });
      const saves = async (some: readonly (readonly ['member' | 'registration' | 'pair', string])[]): Promise<void> => {
        const changes: Change[] = [];
        const refused: AggregateId[] = [];
        for (const [kind, how] of some) {
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
        const versions = docs.map((doc) => (doc as Doc).version);
        const saved = changes.map(({ id, from }, n) => refused.includes(id) || versions[n] === from + 1);
        expect(saved).not.toContain(false);
      };
      await assert(asyncProperty(several, saves), { numRuns: 40 });
    });

    it('says exactly which of many were not saved, while others save the same', async () => {
      const ids = Array.from({ length: 25 }, () => nextId('pair'));
      await Promise.all(ids.map((id) => begun(id)));
      for (let round = 1; round <= 5; round++) {
        const read = (await store.loadMany(ids)) as Doc[];
        const answers = await Promise.all(
          Array.from({ length: 6 }, (_, who) =>
            store.saveMany(read.map((doc) => next(doc, { seen: [press(`${round}-${who}`)] }))),
          ),
        );
        const after = (await store.loadMany(ids)) as Doc[];
        for (const doc of after) {
          expect(doc.version).toBe(round + 1);
          const winners = answers.flatMap((refused, who) => (refused.includes(doc.id) ? [] : [`${round}-${who}`]));
          expect(winners).toEqual(doc.seen.map(({ key }) => key));
        }
      }
      expect(await store.saveMany([])).toEqual([]);
    });

    it('takes the same document once in saveMany', async () => {
      const id = nextId('pair');
      await expect(store.saveMany([first(id), first(id)])).rejects.toThrow('twice');
    });

    it('finds the mentors who are free, oldest approval first', async () => {
      const programme = nextProgramme();
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

    it('lists the members, and members alone', async () => {
      const id = nextId('member');
      await begun(id);
      const broken = nextId('member');
      await begun(broken);
      await under.spoil?.(broken, { state: null });
      const members = await store.members();
      expect(members.map((doc) => doc.id)).toContain(id);
      expect(members.every((doc) => doc.state.kind === 'member')).toBe(true);
    });
  });
};
