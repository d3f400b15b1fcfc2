import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/channels/playground/chats.ts';
import { startHttp } from '../../src/http.ts';
import { KeptLog } from '../fakes/log.ts';
import { BOARD_ROOM } from '../../src/channels/playground/rooms.ts';
import { aButton, aCard, anAnswer, NOON, startPlayground, type Playground } from '../fakes/playground.ts';

interface State {
  now: string;
  next: string;
  me: string | null;
  people: { id: string; name: string; lang: string }[];
  rooms: { id: string; kind: string; messages: ChatMessage[] }[];
  cursor: number;
}

let world: Playground;
beforeAll(async () => {
  world = await startPlayground();
});
afterAll(() => world.close());

const get = async (path: string) => {
  const response = await fetch(world.url + path);
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(world.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const state = async (as: string, since = 0) => (await get(`/api/state?as=${as}&since=${since}`)).body as State;
const room = async (as: string, id: string) => (await state(as)).rooms.find((one) => one.id === id)?.messages ?? [];
const code = (body: unknown) => (body as { error?: { code?: string } }).error?.code;

describe('what a person sees', () => {
  test('their own chat; on the board its channel too', async () => {
    expect((await state('playground:sara')).rooms.map(({ id, kind }) => [id, kind])).toEqual([
      ['playground:sara', 'own'],
    ]);
    expect((await state('playground:anna')).rooms.map(({ kind }) => kind)).toEqual(['own', 'board']);
  });

  test('nobody yet: the people and the clock, and no chat', async () => {
    const { body } = await get('/api/state');
    expect(body).toMatchObject({ me: null, rooms: [], now: NOON.toISOString(), zone: 'Europe/Stockholm' });
    expect((body as State).people).toHaveLength(4);
  });

  test('somebody who is not there is refused', async () => {
    expect((await get('/api/state?as=playground:nobody')).status).toBe(404);
    expect((await get('/api/state?as=board:programme:open')).status).toBe(400);
  });

  test('asking again with the cursor brings what was written since', async () => {
    const post200 = Array.from({ length: 3 }, (_, n) => ({ id: `c${n}`, n }));
    await world.chats.post(
      post200.map(({ id }) => ({ id, room: 'playground:karin' as const, card: aCard(id), summary: id, at: NOON })),
    );
    const { cursor } = await state('playground:karin');
    // Beyond the overlap that guards against writes that land out of order.
    expect((await state('playground:karin', cursor + 60_000_000)).rooms[0]?.messages).toEqual([]);
    expect((await state('playground:karin', cursor)).rooms[0]?.messages).toHaveLength(3);
  });

  test('the words of the page come in both languages', async () => {
    const { body } = await get('/api/texts');
    expect(body).toMatchObject({ sv: { chat: { send: 'Skicka' } }, en: { chat: { send: 'Send' } } });
  });
});

describe('a press', () => {
  const press = (as: string, where: string, message: string, verb = 'ok') =>
    post('/api/press', { as, room: where, message, verb, data: { v: 1, note: 'hej' }, key: 'key-1' });

  beforeEach(async () => {
    world.bot.pressed.length = 0;
    world.bot.answer = () => anAnswer('Tack!');
    const card = aCard('Fråga', aButton('Ja', 'ok'));
    await world.chats.post([
      { id: 'own', room: 'playground:sara', card, summary: 'Fråga', at: NOON },
      { id: 'board', room: BOARD_ROOM, card, summary: 'Fråga', at: NOON },
    ]);
    await world.chats.replace([{ id: 'board', room: BOARD_ROOM, card, summary: 'Fråga', at: NOON }]);
  });

  test('reaches the bot as it is, and its answer takes the place of the card', async () => {
    const { status, body } = await press('playground:sara', 'playground:sara', 'own');
    expect([status, body]).toEqual([200, { outcome: 'done', summary: 'Tack!', errors: {}, card: null }]);
    expect(world.bot.pressed).toEqual([
      { verb: 'ok', data: { v: 1, note: 'hej' }, key: 'key-1', room: null, account: 'playground:sara' },
    ]);
    expect((await room('playground:sara', 'playground:sara')).map(({ summary }) => summary)).toEqual(['Tack!']);
  });

  test('in the board’s channel: what was done is there for all', async () => {
    await press('playground:anna', BOARD_ROOM, 'board');
    expect((await room('playground:bo', BOARD_ROOM))[0]?.summary).toBe('Tack!');
  });

  test('in the board’s channel: a refusal is for the one who pressed, and the others keep their card', async () => {
    world.bot.answer = () => anAnswer('Du är jävig', 'rejected');
    const { body } = await press('playground:anna', BOARD_ROOM, 'board');
    expect(body).toMatchObject({ outcome: 'rejected', card: { type: 'AdaptiveCard' } });
    expect((await room('playground:bo', BOARD_ROOM))[0]?.summary).toBe('Fråga');
  });

  test('in the board’s channel: a newer card is not overwritten by an older answer', async () => {
    world.bot.answer = async () => {
      await world.chats.replace([
        { id: 'board', room: BOARD_ROOM, card: aCard('Godkänd'), summary: 'Godkänd', at: NOON },
      ]);
      return anAnswer('Ett ja av två');
    };
    await press('playground:anna', BOARD_ROOM, 'board');
    expect((await room('playground:bo', BOARD_ROOM))[0]?.summary).toBe('Godkänd');
  });

  test('somewhere one does not see, or on what is not there, never reaches the bot', async () => {
    const refused = await Promise.all([
      press('playground:sara', BOARD_ROOM, 'board'),
      press('playground:karin', 'playground:sara', 'own'),
      press('playground:sara', 'playground:sara', 'board'),
      press('playground:sara', 'playground:nobody', 'own'),
      press('playground:nobody', 'playground:sara', 'own'),
    ]);
    expect(refused.map(({ status, body }) => [status, code(body)])).toEqual([
      [403, 'forbidden'],
      [403, 'forbidden'],
      [404, 'message'],
      [404, 'room'],
      [404, 'person'],
    ]);
    expect(world.bot.pressed).toEqual([]);
  });

  test('a fault is logged once, and the person is given its reference in both languages', async () => {
    world.bot.answer = () => {
      throw new Error('planned');
    };
    const { status, body } = await press('playground:sara', 'playground:sara', 'own');
    const { reference, sv, en } = body['error'] as Record<string, string>;
    expect([status, sv, en]).toEqual([500, expect.stringContaining('gick fel'), expect.stringContaining('went wrong')]);
    expect(world.log.errors.filter(({ data }) => data['reference'] === reference)).toHaveLength(1);
  });
});

describe('words', () => {
  const say = (as: string, where: string, text: string) => post('/api/say', { as, room: where, text });

  test('stand in the chat, and the answer after them', async () => {
    expect((await say('playground:bo', 'playground:bo', ' hjälp ')).status).toBe(200);
    const lines = await room('playground:bo', 'playground:bo');
    expect(lines.map(({ from, summary }) => [from, summary])).toEqual([
      ['playground:bo', 'hjälp'],
      ['bot', 'Du skrev hjälp'],
    ]);
  });

  test('are for one’s own chat', async () => {
    expect(code((await say('playground:bo', BOARD_ROOM, 'ja')).body)).toBe('wordsOnlyOwn');
    expect((await say('playground:bo', 'playground:anna', 'ja')).status).toBe(403);
    expect(code((await say('playground:bo', 'playground:bo', '   ')).body)).toBe('text');
    expect(code((await say('playground:bo', 'playground:bo', 'x'.repeat(2_001))).body)).toBe('text');
  });
});

test('people can be added, the language chosen, the clock moved', async () => {
  expect((await post('/api/people', { name: ' Eva Sjö ', lang: 'en' })).body).toEqual({ id: 'playground:new' });
  expect(await state('playground:new')).toMatchObject({
    people: expect.arrayContaining([expect.objectContaining({ name: 'Eva Sjö' })]),
  });
  await post('/api/language', { as: 'playground:new', lang: 'sv' });
  expect((await state('playground:new')).people.find(({ id }) => id === 'playground:new')?.lang).toBe('sv');
  expect((await post('/api/clock', { to: 'next' })).body).toMatchObject({ now: NOON.toISOString() });
  expect(world.moved).toEqual(['next']);
  expect((await post('/api/clock', { to: 'year' })).status).toBe(400);
  expect((await post('/api/people', { name: '', lang: 'sv' })).status).toBe(400);
});

describe('from outside', () => {
  /** By hand: fetch does not let one choose the Host. */
  const status = (path: string, headers: Record<string, string>, method = 'GET') =>
    new Promise<number | undefined>((resolve, reject) => {
      const url = new URL(world.url);
      request({ host: '127.0.0.1', port: url.port, path, method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });

  test('a host that is not this computer is refused, on the page and on the API', async () => {
    for (const path of ['/', '/page/app.js', '/api/state'])
      expect(await status(path, { Host: 'playground.example' })).toBe(403);
    for (const host of ['localhost', '127.0.0.1:4000', '[::1]:4000'])
      expect(await status('/', { Host: host })).toBe(200);
  });

  test('another site cannot send: not by its origin, not as a form', async () => {
    const body = { to: 'day' };
    expect((await post('/api/clock', body, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('/api/clock', body, { Origin: 'null' })).status).toBe(403);
    expect((await post('/api/clock', body, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await post('/api/clock', body, { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await post('/api/clock', body, { Origin: world.url, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  });

  test('what is too large or is not JSON is refused, and is no fault', async () => {
    const before = world.log.errors.length;
    expect((await post('/api/clock', { to: 'x'.repeat(110_000) })).status).toBe(413);
    expect((await post('/api/clock', '{')).status).toBe(400);
    expect(world.log.errors).toHaveLength(before);
  });

  test('the page allows no script but its own, and nothing is kept', async () => {
    for (const path of [
      '/',
      '/page/app.js',
      '/page/library/adaptivecards.js',
      '/page/library/markdown-it.js',
      '/api/state',
    ]) {
      const response = await fetch(world.url + path);
      await response.arrayBuffer();
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('Content-Security-Policy')).toMatch(/default-src 'none'; script-src 'self';/);
      expect(response.headers.get('Content-Security-Policy')).not.toContain('unsafe');
      expect(response.headers.get('Cache-Control')).toBe('no-store');
    }
    for (const path of ['/page/library/package.json', '/page/../playground.ts', '/page/%2e%2e/playground.ts', '/x'])
      expect([path, await status(path, { Host: 'localhost' })]).toEqual([path, 404]);
  });
});

describe('the server', () => {
  test('without the playground there is no page and no API', async () => {
    const bare = await startHttp({ port: 0, host: '127.0.0.1', routers: [], log: new KeptLog() });
    try {
      for (const path of ['/', '/api/state', '/api/texts', '/api/events', '/page/app.js']) {
        const response = await fetch(`http://localhost:${bare.port}${path}`);
        expect([path, response.status, code(await response.json())]).toEqual([path, 404, 'notFound']);
      }
      expect(await (await fetch(`http://localhost:${bare.port}/healthz`)).json()).toEqual({ ok: true });
    } finally {
      await bare.close();
    }
  });

  test('says when something changed, and ends its streams when it closes', async () => {
    const other = await startPlayground();
    const response = await fetch(`${other.url}/api/events`);
    const chunks: string[] = [];
    const ended = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) chunks.push(decoder.decode(chunk as Uint8Array));
    })();
    await other.chats.said({ room: 'playground:sara', from: 'playground:sara', text: 'hej', at: NOON });
    await expect.poll(() => chunks.join('')).toContain('event: changed');
    const before = Date.now();
    await other.close();
    await ended;
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  test('a port that is taken is said, not waited for', async () => {
    const second = startHttp({ port: world.http.port, host: '127.0.0.1', routers: [], log: new KeptLog() });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
