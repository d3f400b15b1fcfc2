import { expect, test } from 'vitest';
import { makeCore, type Core, type CoreDeps } from '../../src/app/core.ts';
import { phrases } from '../../src/app/door/phrases.ts';
import type { DrawAny } from '../../src/app/say/view.ts';
import { drawView } from '../../src/app/say/views/draw.ts';
import { drawCard } from '../../src/channels/card.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { noInstallation } from '../../src/domain/installation/machine.ts';
import { standardRules } from '../../src/domain/programme/rules.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import { MemoryTimer, TurnableClock } from '../../src/jobs/memory.ts';
import { memoryLedger, ownLanes } from '../../src/store/memory-ledger.ts';
import { memoryCodes } from '../../src/store/memory-accounts.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { aMember, aMentor, anAdept, aPair, aProgramme, at, memberOf } from '../build.ts';
import { accountOf, FakeChat } from '../fakes/chat.ts';
import { KeptLog } from '../fakes/log.ts';
import { buttonsOf, textOf } from './cards.ts';
import { memberBehind, readable } from './world.ts';
import { stored as put } from '../programmes.ts';
import { MORNING, storeMorning, stored } from './morning.ts';

/** One bad thing, on a morning with much to say: it alone is put aside. */

const ADMIN = memberOf('agnes');

const make = async ({
  programme = aProgramme({ board: [] }),
  ...wishes
}: Partial<CoreDeps> & { programme?: Programme } = {}) => {
  const [store, ledger, chat, log] = [memoryStore(), memoryLedger(), new FakeChat(), new KeptLog()];
  const clock = new TurnableClock(at('2026-03-10 07:00'));
  const timer: MemoryTimer = new MemoryTimer(clock, () => core.idle());
  const deps: CoreDeps = {
    store,
    accounts: readable(),
    codes: memoryCodes(),
    newMember: memberBehind,
    ledger,
    lanes: ownLanes(),
    timer,
    clock,
    log,
    channels: [chat],
    drawView,
    drawCard,
    phrases,
    ...wishes,
  };
  const core: Core = makeCore(deps);
  await put(store, programme, { ...noInstallation, administrators: [ADMIN] });
  await store.save(stored(aMember('agnes').state, programme));
  return { ...deps, store, ledger, chat, log, clock, timer, core, programme };
};

const press = async (core: Core, actor: MemberId, verb: string, data: Record<string, unknown>) => {
  const answer = await core.bot.press({ verb, data, key: null, room: null }, accountOf(actor));
  await core.idle();
  return answer;
};

test('a morning of a thousand with one card that cannot be drawn: the others are said, the administrator is told once, and it is sent after the mend', async () => {
  let broken = true;
  const drawing: DrawAny = async (context) => {
    if (broken && context.ref.card === 'reminder' && context.viewer.member === memberOf('a7')) {
      throw new RangeError('no such municipality');
    }
    return drawView(context);
  };
  const world = await make({ drawView: drawing });
  await storeMorning(world.store, world.programme, 500);
  await world.core.start(true);
  await world.clock.turnTo(MORNING);
  await world.core.idle();
  const said = () => world.chat.messages.filter(({ room }) => room !== accountOf(ADMIN));
  expect(said()).toHaveLength(999);
  expect(world.ledger.all().filter(({ state }) => state === 'aside')).toMatchObject([{ to: memberOf('a7') }]);

  const [told, ...more] = world.chat.in(ADMIN);
  expect(more).toEqual([]);
  expect(textOf(told?.card as never)).toContain('no such municipality');
  const [button] = buttonsOf(told?.card as never);
  const stranger = await press(world.core, memberOf('a7'), 'trouble.retry', { id: button?.data['id'] });
  expect(stranger.outcome).toBe('rejected');
  expect(textOf(stranger.card)).not.toContain('no such municipality');

  // Sent round again before the mend: put aside again, and the administrator hears that it still fails.
  await press(world.core, ADMIN, 'trouble.retry', { id: button?.data['id'] });
  await world.clock.turnTo(new Date(MORNING.getTime() + 120_000));
  await world.core.idle();
  expect(said()).toHaveLength(999);
  broken = false;
  await press(world.core, ADMIN, 'trouble.retry', { id: button?.data['id'] });
  await world.clock.turnTo(new Date(MORNING.getTime() + 240_000));
  await world.core.idle();
  expect(said()).toHaveLength(1_000);
  expect(new Set(said().map(({ id }) => id)).size).toBe(1_000);
});

test('one document that cannot be decided when it is due stops no other, whichever it is', async () => {
  for (const bad of [0, 150, 299]) {
    const world = await make();
    const made = await storeMorning(world.store, world.programme, 300);
    const id = made[bad]?.pair as `pair:${string}`;
    const doc = await world.store.load(id);
    const { meetings: _, ...state } = (doc?.state ?? {}) as Record<string, unknown>;
    const change = { ...stored(doc?.state as never, world.programme), from: 1, to: 2, state: state as never };
    await world.store.save(change);
    await world.core.start(true);
    await world.clock.turnTo(MORNING);
    await world.core.idle();
    expect(world.chat.messages.filter(({ room }) => room !== accountOf(ADMIN))).toHaveLength(598);
    expect(textOf(world.chat.in(ADMIN)[0]?.card as never)).toContain('TypeError');
    // Mended by hand, and sent round again by pressing.
    await world.store.save({ ...change, from: 2, to: 3, state: doc?.state as never });
    const [button] = buttonsOf(world.chat.in(ADMIN)[0]?.card as never);
    await press(world.core, ADMIN, 'trouble.retry', { id: button?.data['id'] });
    await world.clock.turnTo(new Date(MORNING.getTime() + 120_000));
    await world.core.idle();
    expect(world.chat.messages.filter(({ room }) => room !== accountOf(ADMIN))).toHaveLength(600);
  }
});

test('what was saved and not sent is sent within a minute, also when nothing else is due', async () => {
  const world = await make();
  const [made] = await storeMorning(world.store, world.programme, 1);
  await world.core.start(true);
  // As a process leaves it that dies just after its save.
  const doc = await world.store.load(made?.pair as never);
  const notice = { to: made?.adept as MemberId, card: 'pair', about: made?.pair as never, urgency: 'answer' } as const;
  const now = world.clock.now();
  const item = { id: `${made?.pair}:2:0`, kind: 'notice', notice, at: now, tries: 0 } as const;
  const relayAt = new Date(now.getTime() + 20_000);
  await world.store.save({ ...stored(doc?.state as never, world.programme), from: 1, to: 2, outbox: [item], relayAt });
  await world.clock.turnTo(new Date(now.getTime() + 21_000));
  expect(world.chat.messages).toEqual([]);
  const other = makeCore({ ...world, lanes: ownLanes() });
  await other.start(false);
  await other.idle();
  expect(world.chat.in(made?.adept as MemberId)).toHaveLength(1);
  expect((await world.store.load(made?.pair as never))?.outbox).toEqual([]);
  await other.stop();
  await world.core.stop();
});

test('where the answer of a save was lost and the press is tried again, what it led to is said', async () => {
  const world = await make({ programme: aProgramme() });
  await world.core.start(true);
  for (const name of ['ada', 'maja']) await world.store.save(stored(aMember(name).state, world.programme));
  await world.store.save(stored(aMentor('maja').approved().state, world.programme));
  await world.store.save(stored(anAdept('ada').approved().state, world.programme));
  const { state } = aPair().introduced();
  await world.store.save(stored(state, world.programme));
  let lose = true;
  const losing = {
    ...world.store,
    save: async (change: Parameters<typeof world.store.save>[0]) => {
      const saved = await world.store.save(change);
      if (lose && change.id === state.id) {
        lose = false;
        throw new Error('the connection was lost');
      }
      return saved;
    },
  };
  const core = makeCore({ ...world, store: losing });
  const data = { id: state.id, date: '2026-03-12', time: '13:00', place: 'neutral' };
  const plan = { verb: 'talk.plan', data, key: 'one', room: null };
  expect((await core.bot.press(plan, accountOf(memberOf('ada')))).outcome).toBe('fault');
  expect((await core.bot.press(plan, accountOf(memberOf('ada')))).outcome).toBe('done');
  await core.idle();
  expect(world.chat.in(memberOf('maja')).map(({ summary }) => summary)).toHaveLength(1);
});

test('when a programme’s rules change, what is stored is due by the new ones, sooner or later', async () => {
  for (const [days, due] of [
    [3, '2026-03-06 08:00'],
    [14, '2026-03-17 08:00'],
  ] as const) {
    const before = aProgramme();
    const world = await make({
      programme: aProgramme({ revision: 2, rules: { ...standardRules, bumpBoardAfterDays: days } }),
    });
    const { state } = aMentor('maja', { programme: before }).submitted();
    await world.store.save(stored(state, before));
    expect((await world.store.load(state.id))?.dueAt).toEqual(at('2026-03-10 08:00'));
    await world.core.sweep();
    expect((await world.store.load(state.id))?.dueAt).toEqual(at(due));
    expect(await world.store.outdated(before.id, 2_000, 10)).toEqual([]);
  }
});

test('the same key again counts once, however many other presses came between', async () => {
  const world = await make({ programme: aProgramme() });
  await world.store.save(stored(aMember('ada').state, world.programme));
  for (let n = 0; n < 40; n++) {
    const lang = n % 2 === 0 ? 'en' : 'sv';
    await world.core.bot.press(
      { verb: 'member.language', data: { lang }, key: `key ${n}`, room: null },
      accountOf(memberOf('ada')),
    );
  }
  await world.core.bot.press(
    { verb: 'member.language', data: { lang: 'en' }, key: 'key 0', room: null },
    accountOf(memberOf('ada')),
  );
  expect((await world.store.load(memberOf('ada')))?.state).toMatchObject({ lang: 'sv' });
  await world.clock.turnTo(new Date(world.clock.now().getTime() + 86_400_000));
  await world.core.bot.press(
    { verb: 'member.language', data: { lang: 'en' }, key: 'next day', room: null },
    accountOf(memberOf('ada')),
  );
  expect((await world.store.load(memberOf('ada')))?.seen.map(({ key }) => key)).toEqual(['next day']);
});

test('twenty-four at once on one document: each has its turn, and none is a fault', async () => {
  const board = Array.from({ length: 24 }, (_, n) => memberOf(`b${n}`));
  const world = await make({ programme: aProgramme({ board, rules: { ...standardRules, quorum: 24 } }) });
  for (const [n] of board.entries()) await world.store.save(stored(aMember(`b${n}`).state, world.programme));
  const { state } = aMentor('maja', { programme: world.programme }).submitted();
  await world.store.save(stored(state, world.programme));
  const data = { id: state.id, revision: '1' };
  const answers = await Promise.all(
    board.map((member, n) =>
      world.core.bot.press({ verb: 'board.approve', data, key: `k${n}`, room: null }, accountOf(member)),
    ),
  );
  expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['done']));
  expect((await world.store.load(state.id))?.state).toMatchObject({ status: 'approved' });
});
