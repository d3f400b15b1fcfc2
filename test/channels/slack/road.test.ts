import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCore } from '../../../src/app/core.ts';
import { phrases } from '../../../src/app/door/phrases.ts';
import type { Delivery } from '../../../src/app/post/ledger.ts';
import type { Doc, Store } from '../../../src/app/ports.ts';
import { drawView } from '../../../src/app/say/views/draw.ts';
import { drawCard } from '../../../src/channels/card.ts';
import { webChannel } from '../../../src/channels/playground/channel.ts';
import { openChats } from '../../../src/channels/playground/chats.ts';
import { listPeople } from '../../../src/channels/playground/people.ts';
import { playground } from '../../../src/channels/playground/playground.ts';
import type { AggregateId, MemberId } from '../../../src/domain/ids.ts';
import type { Programme } from '../../../src/domain/programme/programme.ts';
import { startHttp } from '../../../src/http.ts';
import { MemoryTimer, TurnableClock } from '../../../src/jobs/memory.ts';
import { memoryLedger, ownLanes } from '../../../src/store/memory-ledger.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import { local } from '../../app/world.ts';
import { KeptLog } from '../../fakes/log.ts';
import { SlackHands, WebHands, type Hands } from '../../fakes/slack/hands.ts';
import { PEOPLE, SlackWorld, ZONE } from '../../fakes/slack/world.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';

/** From two registrations to a closed pair, through whatever hands it is given. */
const road = async (hands: Hands): Promise<void> => {
  const does = hands.does.bind(hands);
  await does('karin', 'registration.start', {}, { match: { role: 'mentor' } });
  await does('karin', 'registration.contact', { name: 'Karin <Holm> & söner', phone: '070-174 06 05' });
  await does('karin', 'registration.municipalities', { municipality: '1490' }, { match: { more: 'true' } });
  await does('karin', 'registration.municipalities', { municipality: '1491' });
  await does('karin', 'registration.mentor', {
    standing: 'retired',
    places: '2',
    about: 'Lyssnar *gärna*.\n<!channel>',
  });
  await does('karin', 'registration.submit', { consent: 'true' });
  await does('eva', 'board.ask', { question: 'Hur länge var du i Borås?' });
  await does('karin', 'registration.reply', { reply: 'Fyra år.' });
  await does('lars', 'board.approve');
  await does('johan', 'registration.start', {}, { match: { role: 'adept' } });
  await does('johan', 'registration.contact', { phone: '070-174 06 06' });
  await does('johan', 'registration.adept', { municipality: '1442', wish: 'Ledningsgruppen.' });
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

type Named = (text: string) => string;

/** All that is stored, with people by their names; what belongs to the channel itself (places, keys, addresses) is left out. */
const stored = async (store: Store, ids: readonly AggregateId[], named: Named) => {
  const docs = (await store.loadMany(ids)) as (Doc | null)[];
  return Promise.all(
    docs.map(async (doc, n) => {
      const state = doc?.state.kind === 'member' ? { ...doc.state, reach: null } : doc?.state;
      const history = await store.history(ids[n]!);
      const { version, dueAt, outbox } = doc ?? {};
      return JSON.parse(named(JSON.stringify({ state, history, version, dueAt, outbox }))) as unknown;
    }),
  );
};

/** All that was said, and what came of it. */
const said = (deliveries: readonly Delivery[], named: Named): string[] =>
  deliveries
    .map(({ id, to, notice: { card, args }, state, tries }) =>
      named(JSON.stringify({ id, to, card, args, state, tries })),
    )
    .toSorted();

const idsFor = (id: (name: string) => string): AggregateId[] => {
  const of = (name: string): string => id(name).slice('member:'.length);
  return [
    ...['eva', 'lars', 'karin', 'johan'].map((name) => id(name) as MemberId),
    `registration:open.mentor.${of('karin')}`,
    `registration:open.adept.${of('johan')}`,
    `pair:open.adept.${of('johan')}.1`,
  ];
};

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
  const core = makeCore({
    store,
    ledger,
    lanes: ownLanes(),
    timer,
    clock,
    log,
    programme,
    channels: [webChannel(chats)],
    boardChannel: 'web',
    administrators: async () => [],
    drawView,
    drawCard,
    phrases,
  });
  await core.start(true);
  for (const { name, real_name, email } of PEOPLE) {
    const id: MemberId = `member:${name}`;
    await core.handle(
      {
        type: 'member.join',
        id,
        name: real_name,
        mail: email,
        lang: 'sv',
        zone: ZONE,
        reach: { channel: 'web', address: id },
      },
      'handslag',
    );
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
    people: () => listPeople(store, programme),
    addPerson: never,
    setLang: never,
    clock: { now: () => clock.now(), next: () => timer.next(), advance: never },
    zone: ZONE,
    boardRoom: `board:${programme.id}`,
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
  const board: MemberId[] = ['member:eva', 'member:lars'];
  web = await webWorld({ ...slack.programme, board }, NOW);
});
afterAll(async () => {
  await slack?.close();
  await web?.close();
});

test('the whole road through Slack’s requests alone leaves what the same road on the web leaves', async () => {
  await road(new SlackHands(slack));
  await road(new WebHands(web));

  const named: Named = (text) =>
    PEOPLE.reduce((all, { name }) => all.replaceAll(slack.member(name).slice('member:'.length), name), text);
  const bySlack = await stored(
    slack.store,
    idsFor((name) => slack.member(name)),
    named,
  );
  const byWeb = await stored(
    web.store,
    idsFor((name) => `member:${name}`),
    (text) => text,
  );
  expect(bySlack.at(-1)).toMatchObject({ state: { phase: 'closed', held: 5 } });
  expect(bySlack).toEqual(byWeb);
  expect(said(slack.ledger.all(), named)).toEqual(said(web.ledger.all(), (text) => text));
  expect(slack.slack.wrong).toEqual([]);
  expect(slack.log.errors).toEqual([]);
});
