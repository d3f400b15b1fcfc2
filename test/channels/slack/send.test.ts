import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CardJson, Post, SendResult } from '../../../src/app/ports.ts';
import { openOnce } from '../../../src/channels/slack/once.ts';
import { accountOf } from '../../../src/channels/slack/people.ts';
import { slackChannel } from '../../../src/channels/slack/send.ts';
import { oneWorkspace } from '../../../src/channels/slack/workspaces.ts';
import { slackText } from '../../../src/text/slack.ts';
import { KeptLog } from '../../fakes/log.ts';
import { TOKEN, Workspace } from '../../fakes/slack/workspace.ts';
import { dropped, freshDatabase } from '../../setup/database.ts';

/** What the channel itself makes of Slack's troubles; the ledger's part is in delivery.test.ts. */

const card = (text: string): CardJson => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
});

const people = Array.from({ length: 200 }, (_, n) => ({
  name: `p${n}`,
  real_name: `Person ${n}`,
  email: `p${n}@kommun.example`,
}));
let slack: Workspace;
let database: Awaited<ReturnType<typeof freshDatabase>>;
const log = new KeptLog();
const always = (): boolean => true;
/** Another process each time: it knows nothing but the database. */
const channel = () =>
  slackChannel({
    workspaces: oneWorkspace(TOKEN, { slackApiUrl: slack.url, fetch: slack.fetch }),
    once: openOnce(database.db),
    log,
  });
const send = (posts: readonly Post[]): Promise<SendResult[]> => channel().send(posts, always);
const to = (n: number) => accountOf({ team: slack.team, user: slack.id(`p${n}`) });
let made = 0;
const aPost = (n: number, text: string, more: Partial<Post> = {}): Post => ({
  id: `pair:x:${++made}:0`,
  to: to(n),
  room: null,
  card: card(text),
  summary: text,
  replaces: null,
  perhapsSince: null,
  at: new Date(),
  ...more,
});
/** As the ledger hands it in again, when the first may have come through. */
const again = (post: Post, since = new Date()): Post => ({ ...post, perhapsSince: since });
const textsTo = async (n: number): Promise<string[]> => {
  const history = await slack.history(slack.dm(slack.id(`p${n}`)) ?? '');
  return history.map(({ text }) => text);
};

beforeAll(async () => {
  [slack, database] = await Promise.all([Workspace.start(people), freshDatabase(log)]);
});
beforeEach(() => {
  slack.trouble = () => null;
  slack.delay = () => 0;
});
afterAll(async () => {
  expect(slack.wrong).toEqual([]);
  await slack.close();
  await dropped(database);
});

test('429: the wait that Slack asks for is handed on, nobody else is held up, and the order in that room stays', async () => {
  const dm = (await slack.ask('conversations.open', { users: slack.id('p0') }, TOKEN))['channel'] as { id: string };
  slack.trouble = ({ method, body }) =>
    method === 'chat.postMessage' && body['channel'] === dm.id ? { kind: 'status', status: 429, retryAfter: 30 } : null;
  const began = Date.now();
  const posts = [aPost(0, 'ett'), aPost(1, 'två'), aPost(0, 'tre')];
  const results = await send(posts);
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(results).toEqual([
    { ok: false, kind: 'passing', reason: 'ratelimited', retryAfter: 30 },
    expect.objectContaining({ ok: true }),
    { ok: false, kind: 'waiting', reason: 'after one that waits', retryAfter: 30 },
  ]);
  slack.trouble = () => null;
  await send([posts[0]!, posts[2]!]);
  expect(slack.in(dm.id).map(({ text }) => text)).toEqual(['ett', 'tre']);
});

test.each([
  [{ kind: 'status', status: 503 }, true],
  [{ kind: 'unreachable' }, true],
  [{ kind: 'lost' }, true],
  [{ kind: 'error', error: 'internal_error' }, false],
] as const)('%j may pass; when it has, the message stands there once', async (trouble, perhaps) => {
  const post = aPost(2, `en gång, ${JSON.stringify(trouble)}`);
  slack.trouble = ({ method }) => (method === 'chat.postMessage' ? trouble : null);
  const before = new Date();
  expect(await send([post])).toMatchObject([{ ok: false, kind: 'passing', perhaps }]);
  slack.trouble = () => null;
  expect(await send([perhaps ? again(post, before) : post])).toMatchObject([{ ok: true }]);
  expect((await textsTo(2)).filter((text) => text === post.summary)).toHaveLength(1);
});

test.each([
  ['channel_not_found', 'theirs'],
  ['user_not_found', 'theirs'],
  ['is_archived', 'theirs'],
  ['not_in_channel', 'theirs'],
  ['cannot_dm_bot', 'theirs'],
  ['account_inactive', 'ours'],
  ['token_revoked', 'ours'],
  ['token_expired', 'ours'],
  ['invalid_auth', 'ours'],
  ['missing_scope', 'ours'],
  ['invalid_blocks', 'broken'],
  ['msg_too_long', 'broken'],
])('%s: what is to blame for it is %s', async (error, kind) => {
  slack.trouble = ({ method }) => (method === 'chat.postMessage' ? { kind: 'error', error } : null);
  expect(await send([aPost(3, 'x')])).toEqual([{ ok: false, kind, reason: error }]);
});

test.each(['invalid_blocks', 'user_not_found'])(
  'what comes after one that nothing comes of (%s) does not wait for it',
  async (error) => {
    let calls = 0;
    slack.trouble = ({ method }) => (method === 'chat.postMessage' && ++calls === 1 ? { kind: 'error', error } : null);
    const results = await send([aPost(5, 'den första'), aPost(5, 'den andra')]);
    expect(results).toMatchObject([{ ok: false, reason: error }, { ok: true }]);
  },
);

test('without the time for an answer nothing is begun, also in the middle of one message', async () => {
  const before = slack.calls.length;
  const posts = [aPost(6, 'aldrig'), aPost(7, 'inte heller')];
  const waiting = { ok: false, kind: 'waiting', reason: 'no time left' };
  expect(await channel().send(posts, () => false)).toEqual([waiting, waiting]);
  expect(slack.calls).toHaveLength(before);
  // The chat is opened, and then the time is up.
  let asked = 0;
  expect(await channel().send([posts[0]!], () => ++asked === 1)).toEqual([waiting]);
  expect(slack.calls.slice(before).map(({ method }) => method)).toEqual(['conversations.open']);
});

const introduced = (a: number, b: number): Post[] =>
  [a, b].map((n) => {
    const other = to(n === a ? b : a);
    return aPost(n, `hej ${n}`, { chat: { with: [other], title: 'Öppna en chatt', firstLine: 'Hej!' } });
  });
const rooms = () => slack.calls.filter(({ body }) => String(body['users']).includes(','));
const firstLines = () => slack.messages.filter(({ text }) => text === slackText.sv.together);

test.each([
  ['conversations.open', { kind: 'status', status: 429, retryAfter: 1 }],
  ['chat.postMessage', { kind: 'status', status: 429, retryAfter: 1 }],
  ['conversations.open', { kind: 'error', error: 'invalid_auth' }],
  ['conversations.open', { kind: 'error', error: 'internal_error' }],
] as const)('the room for two is opened once, also when the first %s met %j', async (method, trouble) => {
  const before = slack.messages.length;
  const [a, b] = introduced(20 + 2 * rooms().length, 21 + 2 * rooms().length) as [Post, Post];
  slack.trouble = (call) => (call.method === method ? trouble : null);
  expect((await send([a, b])).every(({ ok }) => !ok)).toBe(true);
  expect(slack.messages).toHaveLength(before);
  slack.trouble = () => null;
  const lines = firstLines().length;
  for (let n = 0; n < 2; n++) await send([a, b]);
  expect(firstLines()).toHaveLength(lines + 1);
});

test('1,000 messages to 200 people with 10 % of the calls failing: every message once, in each room in order', async () => {
  let seed = 7;
  const lot = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const kinds = [
    { kind: 'status', status: 500 },
    { kind: 'unreachable' },
    { kind: 'lost' },
    { kind: 'status', status: 429, retryAfter: 1 },
    { kind: 'error', error: 'internal_error' },
  ] as const;
  slack.trouble = () => (lot() < 0.1 ? kinds[Math.floor(lot() * kinds.length)]! : null);
  const all = Array.from({ length: 1000 }, (_, n) => aPost(n % 200, `nr ${n}`));
  const began = new Date();
  let waiting = all;
  const refs = new Map<string, string>();
  for (let round = 0; waiting.length > 0 && round < 30; round++) {
    const results = await send(waiting);
    waiting = waiting.flatMap((post, n) => {
      const result = results[n]!;
      if (result.ok) refs.set(post.id, result.ref.ref);
      else if (result.kind === 'passing') return [result.perhaps ? again(post, began) : post];
      else if (result.kind === 'waiting') return [post];
      else throw new Error(JSON.stringify(result));
      return [];
    });
  }
  expect(waiting).toEqual([]);
  expect(new Set(refs.values()).size).toBe(1000);
  slack.trouble = () => null;
  for (let n = 0; n < 200; n++) {
    const seen = (await textsTo(n)).filter((text) => /^nr \d+$/.test(text));
    expect(seen.toReversed()).toEqual(all.flatMap(({ summary }, m) => (m % 200 === n ? [summary] : [])));
  }
});
