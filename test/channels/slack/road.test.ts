import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCore } from '../../../src/app/core.ts';
import { phrases } from '../../../src/app/door/phrases.ts';
import type { Delivery } from '../../../src/app/post/ledger.ts';
import type { Doc, Store } from '../../../src/app/ports.ts';
import { drawView } from '../../../src/app/say/views/draw.ts';
import { drawCard } from '../../../src/channels/card.ts';
import { playgroundChannel } from '../../../src/channels/playground/channel.ts';
import { openChats } from '../../../src/channels/playground/chats.ts';
import { listPeople } from '../../../src/channels/playground/people.ts';
import { BOARD_ROOM, ROOMS } from '../../../src/channels/playground/rooms.ts';
import { stored as put } from '../../programmes.ts';
import { playground } from '../../../src/channels/playground/playground.ts';
import type { AggregateId } from '../../../src/domain/ids.ts';
import type { Programme } from '../../../src/domain/programme/state.ts';
import { startHttp } from '../../../src/http.ts';
import { MemoryTimer, TurnableClock } from '../../../src/jobs/memory.ts';
import { memoryAccounts, memoryCodes } from '../../../src/store/memory-accounts.ts';
import { memoryLedger, ownLanes } from '../../../src/store/memory-ledger.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import { local, memberBehind } from '../../app/world.ts';
import { KeptLog } from '../../fakes/log.ts';
import { SlackHands, WebHands, type Hands } from '../../fakes/slack/hands.ts';
import { PEOPLE, SlackWorld, ZONE } from '../../fakes/slack/world.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';

/** From two registrations to a closed pair, through whatever hands it is given. */
const road = async (hands: Hands): Promise<void> => {
  const does = hands.does.bind(hands);
  await does('karin', 'registration.start', {}, { match: { role: 'mentor' } });
  await does('karin', 'form.answer', { name: 'Karin <Holm> & söner', phone: '070-174 06 05' });
  await does('karin', 'form.answer', { municipalities: '1490,1491' });
  await does('karin', 'form.answer', {
    standing: 'retired',
    places: '2',
    about: 'Lyssnar *gärna*.\n<!channel>',
  });
  await does('karin', 'registration.submit', { consent: 'true' });
  await does('eva', 'board.ask', { question: 'Hur länge var du i Borås?' });
  await does('karin', 'registration.reply', { reply: 'Fyra år.' });
  await does('lars', 'board.approve');
  await does('johan', 'registration.start', {}, { match: { role: 'adept' } });
  await does('johan', 'form.answer', { phone: '070-174 06 06' });
  await does('johan', 'form.answer', { municipality: '1442', wish: 'Ledningsgruppen.' });
  await does('johan', 'registration.submit', { consent: 'true' });
  await does('eva', 'board.approve');
  await does('johan', 'mentor.ask', {}, { via: ['mentors', 'request'] });
  await does('karin', 'request.accept');
  await does(
    'johan',
    'talk.plan',
    { date: '2026-09-10', time: '13:00', place: 'neutral' },
    { via: ['talk-plan'], match: { talk: undefined } },
  );
  await hands.until('2026-09-08T09:00');
  for (const who of ['karin', 'johan']) await does(who, 'rules.confirm');
  await hands.until('2026-09-11T09:00');
  await does('karin', 'talk.held');
  for (const who of ['karin', 'johan']) await does(who, 'decision.answer', {}, { match: { choice: 'on' } });
  await hands.until('2026-09-14T09:00');
  const terms = {
    talks: '5',
    ends: '2027-08-31',
    places: 'neutral,visit',
    shadowing: 'true',
    ownHeadings: 'Hur vi hörs',
  };
  await does('johan', 'agreement.propose', terms, { via: ['agreement-form'] });
  await does('karin', 'agreement.propose', { places: 'neutral,digital', shadowing: '' }, { via: ['agreement-form'] });
  await does('johan', 'agreement.confirm');
  await does(
    'johan',
    'talk.plan',
    { date: '2026-10-14', time: '10:00', place: 'neutral' },
    { via: ['talk-plan'], match: { talk: undefined } },
  );
  await does(
    'karin',
    'talk.move',
    { date: '2026-10-15', time: '10:30', place: 'digital' },
    { via: ['talk-plan'], match: { talk: '2' } },
  );
  await hands.until('2026-10-16T09:00');
  await does('karin', 'talk.held', {}, { match: { talk: '2' } });
  for (let n = 3; n <= 6; n++) {
    const [month, day] = n < 5 ? [`2026-${n + 8}`, 16] : [`2027-0${n - 4}`, 18];
    const date = `${month}-${day}`;
    await does(
      n % 2 ? 'johan' : 'karin',
      'talk.plan',
      { date, time: '10:00', place: 'neutral' },
      { via: ['talk-plan'], match: { talk: undefined } },
    );
    await hands.until(`${month}-${day + 1}T09:00`);
    await does(n % 2 ? 'karin' : 'johan', 'talk.held', {}, { match: { talk: String(n) } });
  }
};

/** All that is stored; where people are written to, which is the channel's own, is left out. */
const stored = async (store: Store) => {
  const docs = (await store.loadMany(IDS)) as (Doc | null)[];
  return Promise.all(
    docs.map(async (doc, n) => {
      const state = doc?.state.kind === 'member' ? { ...doc.state, home: null } : doc?.state;
      const history = await store.history(IDS[n]!);
      return { state, history, version: doc?.version, dueAt: doc?.dueAt, outbox: doc?.outbox };
    }),
  );
};

/** All that was said, and what came of it. */
const heard = (deliveries: readonly Delivery[]): string[] =>
  deliveries
    .map(({ id, to, notice: { card, args }, state, tries }) => JSON.stringify({ id, to, card, args, state, tries }))
    .toSorted();

const IDS: readonly AggregateId[] = [
  ...['eva', 'lars', 'karin', 'johan'].map((name) => `member:${name}` as const),
  'registration:open.mentor.karin',
  'registration:open.adept.johan',
  'pair:open.adept.johan.1',
];

/** The web channel over its own HTTP, with the same people and the same clock. */
const webWorld = async (programme: Programme, now: string) => {
  const log = new KeptLog();
  const database = await freshDatabase(log);
  const chats = openChats(database.db);
  await chats.prepare();
  const clock = new TurnableClock(local(now));
  const timer = new MemoryTimer(clock);
  const store = memoryStore();
  const ledger = memoryLedger();
  const accounts = memoryAccounts();
  const codes = memoryCodes();
  const core = makeCore({
    store,
    accounts,
    codes,
    newMember: memberBehind,
    ledger,
    lanes: ownLanes(),
    timer,
    clock,
    log,
    channels: [playgroundChannel(chats)],
    drawView,
    drawCard,
    phrases,
  });
  await put(store, { ...programme, room: BOARD_ROOM });
  await core.start(true);
  for (const { name, real_name, email } of PEOPLE) {
    const said = { name: real_name, mail: email, lang: 'sv', zone: ZONE } as const;
    await core.arrive({ account: `playground:${name}`, ...said, home: '', place: '' });
  }
  const never = () => Promise.reject(new Error('not in this test'));
  const router = playground({
    bot: {
      press: async (press, actor) => {
        const answer = await core.bot.press(press, actor);
        await core.idle();
        return answer;
      },
      say: (text, actor) => core.bot.say(text, actor),
    },
    chats,
    people: () => listPeople({ store, accounts, codes, clock }, core.programmes),
    addPerson: never,
    setLang: never,
    clock: { now: () => clock.now(), next: () => timer.next(), advance: never },
    zone: ZONE,
    rooms: ROOMS,
    code: async () => null,
    log,
  });
  const http = await startHttp({ port: 0, host: '127.0.0.1', routers: [router], log });
  return {
    store,
    ledger,
    url: `http://localhost:${http.port}`,
    until: async (when: string) => {
      await clock.turnTo(local(when));
      await core.idle();
    },
    close: async () => {
      await http.close();
      await core.stop();
      await dropped(database);
    },
  };
};

const NOW = '2026-09-01T09:00';
let slack: SlackWorld;
let web: Awaited<ReturnType<typeof webWorld>>;
beforeAll(async () => {
  slack = await SlackWorld.start({ now: NOW });
  web = await webWorld(slack.programme, NOW);
});
afterAll(async () => {
  await slack?.close();
  await web?.close();
});

test('the whole road through Slack’s requests alone leaves what the same road on the web leaves', async () => {
  await road(new SlackHands(slack));
  await road(new WebHands(web));

  const [bySlack, byWeb] = [await stored(slack.store), await stored(web.store)];
  expect(bySlack.at(-1)).toMatchObject({ state: { phase: 'closed', held: 5 } });
  expect(bySlack).toEqual(byWeb);
  expect(heard(slack.ledger.all())).toEqual(heard(web.ledger.all()));
  expect(slack.slack.wrong).toEqual([]);
  expect(slack.log.errors).toEqual([]);
});
