import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { APP, Authority, CHANNEL_ISSUER, OTHER_TENANT, TENANT, type Claims } from '../../fakes/teams/authority.ts';
import type { TeamsPerson } from '../../fakes/teams/person.ts';
import { TeamsWorld } from './world.ts';

let authority: Authority;
let world: TeamsWorld;
let eva: TeamsPerson;

beforeAll(async () => {
  authority = (await new Authority().start()).here();
  world = await TeamsWorld.start(authority);
  eva = world.person('eva');
});
afterAll(async () => {
  await world.close();
  await authority.close();
});
// The SDK says on the console what it thinks of a signature.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

const now = (): number => Math.floor(Date.now() / 1000);
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const everything = async (): Promise<string> => {
  const collections = await world.database.db.collections();
  const byName = collections.toSorted((a, b) => (a.collectionName < b.collectionName ? -1 : 1));
  const found: unknown[] = [];
  for (const one of byName) found.push(one.collectionName, await one.find({}).toArray());
  return JSON.stringify(found);
};

type Forge = () => { readonly token: string | null; readonly activity?: Claims };
const service = (): string => world.connector.serviceUrl;
const channel = (claims: Claims = {}, more: Parameters<Authority['token']>[1] = {}) =>
  authority.token({ serviceurl: service(), ...claims }, more);

const hs256 = (): string => {
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT', kid: 'channel' })}.${base64url({ iss: CHANNEL_ISSUER, aud: APP, exp: now() + 600, serviceurl: service() })}`;
  const pem = authority.channelKey.publicKey.export({ type: 'pkcs1', format: 'pem' });
  return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
};
const none = (): string =>
  `${base64url({ alg: 'none', typ: 'JWT', kid: 'channel' })}.${base64url({ iss: CHANNEL_ISSUER, aud: APP, exp: now() + 600, serviceurl: service() })}.`;

const TABLE: Record<string, Forge> = {
  'no token': () => ({ token: null }),
  'an empty token': () => ({ token: '' }),
  garbage: () => ({ token: 'not.a.token' }),
  'one part': () => ({ token: 'x'.repeat(500) }),
  'a token as long as a book': () => ({ token: `${'x'.repeat(9_000)}.y.z` }),
  'another issuer': () => ({ token: channel({ iss: 'https://evil.example' }) }),
  'an issuer that is not text': () => ({ token: channel({ iss: [CHANNEL_ISSUER] }) }),
  'another audience': () => ({ token: channel({ aud: '6f1c2f9e-0000-4000-8000-00000000ffff' }) }),
  'no audience': () => ({ token: channel({ aud: undefined }) }),
  'an unknown key': () => ({ token: channel({}, { header: { kid: 'nobody' } }) }),
  'a key that is named and not used': () => ({
    token: channel({}, { key: authority.otherKey, header: { kid: 'channel' } }),
  }),
  'a signature cut off': () => ({ token: channel().split('.').slice(0, 2).join('.') + '.' }),
  'a payload changed after signing': () => {
    const [head, , tail] = channel().split('.');
    return {
      token: `${head}.${base64url({ iss: CHANNEL_ISSUER, aud: APP, exp: now() + 600, serviceurl: service(), x: 1 })}.${tail}`,
    };
  },
  expired: () => ({ token: channel({ exp: now() - 3_600 }) }),
  'without an end': () => ({ token: channel({ exp: undefined }) }),
  'not yet valid': () => ({ token: channel({ nbf: now() + 3_600 }) }),
  'alg none': () => ({ token: none() }),
  'HS256 with the public key as its secret': () => ({ token: hs256() }),
  'another serviceUrl than the token’s': () => ({
    token: channel({ serviceurl: 'https://smba.trafficmanager.net/teams/' }),
  }),
  'no serviceUrl in the activity': () => ({ token: channel(), activity: { serviceUrl: undefined } }),
  'an empty serviceUrl': () => ({ token: channel(), activity: { serviceUrl: '' } }),
  'another channel’s key': () => ({ token: channel({}, { key: authority.otherKey }) }),
  'another channel': () => ({ token: channel(), activity: { channelId: 'webchat' } }),
  'a tenant that is not on our list': () => ({
    token: channel(),
    activity: eva.envelope({ conversation: { id: 'a:1', tenantId: OTHER_TENANT } }),
  }),
  'two tenants, one of them ours': () => ({
    token: channel(),
    activity: { channelData: { tenant: { id: OTHER_TENANT } } },
  }),
  'no tenant': () => ({ token: channel(), activity: { conversation: { id: 'a:1' }, channelData: {} } }),
  'an emulator’s token of another app': () => ({ token: authority.emulatorToken({ appid: 'somebody-else' }) }),
  'an emulator’s token for another app': () => ({ token: authority.emulatorToken({ aud: 'somebody-else' }) }),
  'an emulator’s token of another tenant': () => ({
    token: authority.emulatorToken({ iss: `https://sts.windows.net/${OTHER_TENANT}/`, tid: OTHER_TENANT }),
  }),
  'an emulator’s token without a version': () => ({ token: authority.emulatorToken({ ver: undefined }) }),
  'a token that was given on somebody’s behalf': () => ({
    token: authority.emulatorToken({ scp: 'access_as_user', oid: 'a-person' }),
  }),
  'somebody’s own token': () => ({ token: authority.emulatorToken({ oid: 'a-person', sub: 'another-name-of-them' }) }),
  'a channel’s token with a scope': () => ({ token: channel({ scp: 'access_as_user' }) }),
  'a service that is not Microsoft’s': () => ({
    token: channel({ serviceurl: 'https://smba.example/teams/' }),
    activity: { serviceUrl: 'https://smba.example/teams/' },
  }),
  'a channel’s token that names a tenant': () => ({ token: channel({ tid: OTHER_TENANT }) }),
};

const say = (activity: Claims = {}) => ({ ...eva.envelope({ type: 'message', text: 'hej' }), ...activity });

describe('a request with a good token is taken:', () => {
  test('Teams’ own', async () => {
    expect((await eva.post(say())).status).toBe(200);
  });

  test('the one that Microsoft’s playground signs with the bot’s own key', async () => {
    expect((await eva.post(say(), { token: authority.emulatorToken() })).status).toBe(200);
    const v2 = { iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, ver: '2.0', azp: APP };
    expect((await eva.post(say(), { token: authority.emulatorToken(v2) })).status).toBe(200);
    // An app's own token names the app, as its own subject.
    const app = { oid: 'the-app-itself', sub: 'the-app-itself' };
    expect((await eva.post(say(), { token: authority.emulatorToken(app) })).status).toBe(200);
  });
});

describe('refused with 401, and nothing else happens:', () => {
  test.each(Object.entries(TABLE))('%s', async (_, forge) => {
    await vi.waitFor(async () => expect(world.connector.in(eva.user.conversation).length).toBeGreaterThan(3), 10_000);
    const before = await everything();
    const sent = world.connector.answered.length;
    world.log.lines.length = 0;
    const { token, activity } = forge();
    expect(await eva.post(say(activity), { token })).toEqual({ status: 401, body: null });
    const reason = expect.stringMatching(/^[a-zA-Z ]{5,20}$/) as string;
    expect(world.log.lines).toEqual([{ level: 'warn', event: 'teams.refused', data: { reason } }]);
    expect(await everything()).toBe(before);
    expect(world.connector.answered).toHaveLength(sent);
  });
});

test('what is no activity is 400 or 413, and nothing else', async () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${world.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': type, Authorization: `Bearer ${channel()}` },
      body,
    });
  expect((await post('{"type": ')).status).toBe(400);
  expect((await post('[]')).status).toBe(400);
  expect((await post('"x"')).status).toBe(400);
  expect((await post('{}')).status).toBe(400);
  expect((await post('type=message', 'application/x-www-form-urlencoded')).status).toBe(400);
  expect((await post(JSON.stringify(say({ text: 'x'.repeat(300_000) })))).status).toBe(413);
});

test('an activity that nothing can be done with is taken and changes nothing', async () => {
  const before = await everything();
  expect((await eva.post(say({ conversation: { tenantId: TENANT } }))).status).toBe(200);
  expect((await eva.post(say({ from: { id: '29:x' } }))).status).toBe(200);
  expect((await eva.post({ ...eva.envelope(), type: 'messageReaction' })).status).toBe(200);
  expect((await eva.post({ ...eva.envelope(), type: 'invoke', name: 'task/fetch' })).status).toBe(501);
  expect(await everything()).toBe(before);
});

test('ten thousand forged tokens, each of another tenant, are cheap, ask nobody for a key and leave memory flat', async () => {
  const { ToBotFromBotOrEmulatorTokenValidationParameters: sdk } = createRequire(import.meta.url)(
    'botframework-connector/lib/auth/tokenValidationParameters',
  ) as { ToBotFromBotOrEmulatorTokenValidationParameters: { issuer: string[] } };
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => {
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };
  const forged = (n: number): string => {
    const tid = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    const iss = n % 3 ? `https://sts.windows.net/${tid}/` : CHANNEL_ISSUER;
    return `${base64url({ alg: 'RS256', kid: `k${n}` })}.${base64url({ iss, tid, aud: APP, exp: now() + 600 })}.${'A'.repeat(342)}`;
  };
  const body = JSON.stringify(say());
  const flood = async (from: number, count: number): Promise<void> => {
    const lanes = Array.from({ length: 20 }, async (_, lane) => {
      for (let n = from + lane; n < from + count; n += 20) {
        const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${forged(n)}` };
        const { status } = await fetch(`${world.url}/api/messages`, { method: 'POST', headers, body }).then(
          async (response) => {
            await response.arrayBuffer();
            return response;
          },
        );
        if (status !== 401) throw new Error(`${n}: ${status}`);
      }
    });
    await Promise.all(lanes);
  };
  await flood(0, 2_000);
  world.log.lines.length = 0;
  const [issuers, asked, before, begun] = [sdk.issuer.length, authority.asked.length, heap(), performance.now()];
  await flood(2_000, 10_000);
  const ms = (performance.now() - begun) / 10_000;
  world.log.lines.length = 0;
  const grown = heap() - before;
  console.log(
    `forged tokens: ${ms.toFixed(2)} ms each with the client, heap ${(grown / 1024).toFixed(0)} KB more after 10,000`,
  );
  expect(sdk.issuer).toHaveLength(issuers);
  expect(authority.asked).toHaveLength(asked);
  // The SDK as it is keeps four long strings of each of them: about four megabytes.
  expect(grown).toBeLessThan(2_500_000);
});
