import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountId, Post } from '../../src/app/ports.ts';
import { playgroundChannel } from '../../src/channels/playground/channel.ts';
import { openChats, ROOM_KEPT, type BotMessage, type Chats } from '../../src/channels/playground/chats.ts';
import type { Database } from '../../src/store/server.ts';
import { KeptLog } from '../fakes/log.ts';
import { aCard, NOON } from '../fakes/playground.ts';
import { dropped, freshDatabase } from '../setup/database.ts';

let database: Database;
let chats: Chats;
beforeAll(async () => {
  database = await freshDatabase(new KeptLog());
  chats = openChats(database.db);
  await chats.prepare();
});
afterAll(() => dropped(database));

const someone = (): AccountId => `playground:${randomUUID()}`;
const message = (room: AccountId, id: string, text = id): BotMessage => ({
  id,
  room,
  card: aCard(text),
  summary: text,
  at: NOON,
});
const summaries = async (room: AccountId) => (await chats.list(room)).map(({ summary }) => summary);

describe('the chats', () => {
  test('keep the order in which things were posted, though the clock stands still', async () => {
    const room = someone();
    const ids = Array.from({ length: 30 }, (_, n) => `${room}/${n}`);
    await chats.post(ids.slice(0, 20).map((id) => message(room, id)));
    await chats.said({ room, from: room, text: 'hjälp', at: NOON });
    await chats.post(ids.slice(20).map((id) => message(room, id)));
    expect(await summaries(room)).toEqual([...ids.slice(0, 20), 'hjälp', ...ids.slice(20)]);
  });

  test('post the same id once, and the new ones of the same batch all the same', async () => {
    const room = someone();
    await chats.post([message(room, `${room}/1`)]);
    await chats.post([
      message(room, `${room}/1`, 'again'),
      message(room, `${room}/2`),
      message(room, `${room}/2`, 'twice'),
    ]);
    await chats.post([message(room, `${room}/1`, 'once more')]);
    expect(await summaries(room)).toEqual([`${room}/1`, `${room}/2`]);
  });

  test('give a card back as it was, dollar signs, dots and all', async () => {
    const room = someone();
    const card = { ...aCard('x'), 'a.b': { $where: 1 } };
    await chats.post([{ ...message(room, `${room}/1`), card }]);
    expect((await chats.find(room, `${room}/1`))?.card).toEqual(card);
  });

  test('replace a card where it stands, and say which are not there', async () => {
    const room = someone();
    await chats.post([message(room, `${room}/1`), message(room, `${room}/2`)]);
    const gone = await chats.replace([
      message(room, `${room}/1`, 'new'),
      message(room, `${room}/9`),
      message(someone(), `${room}/2`, 'in another room'),
    ]);
    expect(gone).toEqual([`${room}/9`, `${room}/2`]);
    expect(await summaries(room)).toEqual(['new', `${room}/2`]);
  });

  test('do not replace a card that somebody has written since', async () => {
    const room = someone();
    await chats.post([message(room, `${room}/1`)]);
    const read = await chats.find(room, `${room}/1`);
    await chats.replace([message(room, `${room}/1`, 'newer')]);
    expect(await chats.replaceUntouched(message(room, `${room}/1`, 'late'), read?.touched ?? 0)).toBe(false);
    expect(await summaries(room)).toEqual(['newer']);
  });

  test('list the latest of a long room, and the newest message of each', async () => {
    const room = someone();
    await chats.post(Array.from({ length: ROOM_KEPT + 5 }, (_, n) => message(room, `${room}/${n}`)));
    await chats.said({ room, from: room, text: 'status', at: NOON });
    const list = await chats.list(room);
    expect(list).toHaveLength(ROOM_KEPT);
    expect(list.at(-1)?.text).toBe('status');
    expect((await chats.latest()).get(room)).toBe(list.at(-2)?.sort);
  });

  test('tell of every change until one stops listening', async () => {
    const room = someone();
    let told = 0;
    const stop = chats.onChange(() => told++);
    await chats.post([message(room, `${room}/1`)]);
    await chats.replace([message(room, `${room}/1`, 'new')]);
    stop();
    await chats.said({ room, from: room, text: 'hej', at: NOON });
    expect(told).toBe(2);
  });
});

const always = (): boolean => true;

describe('the playground’s channel', () => {
  const post = (to: AccountId, id: string, replaces: Post['replaces'] = null): Post => ({
    id,
    to,
    room: null,
    card: aCard(id),
    summary: id,
    replaces,
    perhapsSince: null,
    at: NOON,
  });

  test('posts once, however often it is sent, and replaces by the reference it gave', async () => {
    const room = someone();
    const channel = playgroundChannel(chats);
    const [first] = await channel.send([post(room, `${room}/1`)], always);
    const ref = first?.ok ? first.ref : null;
    expect(await channel.send([post(room, `${room}/1`)], always)).toEqual([{ ok: true, ref }]);
    const answers = await channel.send([post(room, `${room}/2`, ref), post(room, `${room}/3`)], always);
    expect(answers).toEqual([
      { ok: true, ref },
      { ok: true, ref: { channel: 'playground', ref: `${room}/3` } },
    ]);
    expect(await summaries(room)).toEqual([`${room}/2`, `${room}/3`]);
  });

  test('says a thing anew where the message to replace is gone, or stands in another channel', async () => {
    const room = someone();
    const elsewhere = { channel: 'slack', ref: 'x' };
    const answers = await playgroundChannel(chats).send(
      [post(room, `${room}/1`, { channel: 'playground', ref: 'gone' }), post(room, `${room}/2`, elsewhere)],
      always,
    );
    expect(answers.map((answer) => answer.ok && answer.ref.ref)).toEqual([`${room}/1`, `${room}/2`]);
    expect((await summaries(room)).toSorted()).toEqual([`${room}/1`, `${room}/2`]);
  });

  test('answers each post that it can be tried again when the database does not answer', async () => {
    const broken: Chats = {
      ...chats,
      post: () => Promise.reject(new TypeError('a secret address')),
      replace: async () => [],
    };
    const [answer] = await playgroundChannel(broken).send([post(someone(), 'x')], always);
    expect(answer).toEqual({ ok: false, kind: 'passing', reason: 'TypeError' });
  });
});
