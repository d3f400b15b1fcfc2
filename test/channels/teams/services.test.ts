import type { Activity } from 'botbuilder';
import { AuthenticationConstants, ClaimsIdentity } from 'botframework-connector';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TeamsAuthentication } from '../../../src/channels/teams/auth.ts';
import { isService } from '../../../src/channels/teams/services.ts';
import { readConfig } from '../../../src/config.ts';
import { APP, Authority, PASSWORD, TENANT } from '../../fakes/teams/authority.ts';

const PUBLIC = 'https://smba.trafficmanager.net/teams/';
const HERE = 'http://127.0.0.1:56150/_connector';

let authority: Authority;
beforeAll(async () => {
  authority = (await new Authority().start()).here();
});
afterAll(() => authority.close());

describe('a service of Teams’ is', () => {
  test.each([
    PUBLIC,
    'https://smba.trafficmanager.net/emea/11111111-2222-4333-8444-555555555555/',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
    'https://smba.infra.gov.teams.microsoft.us/teams',
    'https://smba.infra.dod.teams.microsoft.us/teams',
    'https://frontend.botapi.msg.infra.teams.microsoftonline.cn',
  ])('%s, with the playground allowed or not', (url) => {
    expect([isService(url, false), isService(url, true)]).toEqual([true, true]);
  });

  test.each([
    'http://smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net:8443/teams/',
    'https://smba.trafficmanager.net.example/teams/',
    'https://other.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net@evil.example/teams/',
    'https://somebody@smba.trafficmanager.net/teams/',
    'https://evil.example/smba.trafficmanager.net/',
    'https://10.0.0.1/teams/',
    'smba.trafficmanager.net',
    '',
  ])('never %s', (url) => {
    expect([isService(url, false), isService(url, true)]).toEqual([false, false]);
  });

  test.each([HERE, 'http://localhost:56150/_connector', 'http://[::1]:56150/', 'http://127.1:56150/'])(
    '%s, where the playground is allowed',
    (url) => {
      expect([isService(url, false), isService(url, true)]).toEqual([false, true]);
    },
  );
});

const settings = { appId: APP, password: PASSWORD, tenant: TENANT, tenants: [TENANT] };
const activity = (serviceUrl: string) =>
  ({ type: 'message', channelId: 'msteams', serviceUrl, conversation: { id: 'a', tenantId: TENANT } }) as Activity;

describe('without leave for the playground', () => {
  const authentication = new TeamsAuthentication({ ...settings, allowPlayground: false });
  const asked = (token: string, serviceUrl = PUBLIC) =>
    authentication.authenticateRequest(activity(serviceUrl), `Bearer ${token}`);

  test('Teams’ own request is taken', async () => {
    await expect(asked(authority.token({ serviceurl: PUBLIC }))).resolves.toBeDefined();
  });

  test('a token of the bot’s own tenant is refused, whatever it says', async () => {
    const v2 = { iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, ver: '2.0', azp: APP };
    for (const claims of [{}, v2]) {
      await expect(asked(authority.emulatorToken(claims))).rejects.toMatchObject({ reason: 'issuer' });
    }
  });

  test('a service on this machine is refused, and nothing would be sent to it', async () => {
    await expect(asked(authority.token({ serviceurl: HERE }), HERE)).rejects.toMatchObject({ reason: 'service' });
    const us = new ClaimsIdentity([{ type: AuthenticationConstants.AudienceClaim, value: APP }]);
    const factory = authentication.createConnectorFactory(us);
    await expect(factory.create(HERE)).rejects.toMatchObject({ reason: 'service' });
    await expect(factory.create(PUBLIC)).resolves.toBeDefined();
  });
});

test('the playground is allowed by a setting of its own, and never in production', () => {
  const set = { TEAMS_APP_ID: APP, TEAMS_APP_PASSWORD: PASSWORD, TEAMS_APP_TENANT: TENANT };
  const production = { NODE_ENV: 'production', MONGODB_URI: 'mongodb://localhost' };
  expect(readConfig(set).teams).toMatchObject({ allowPlayground: false });
  expect(readConfig({ ...set, TEAMS_ALLOW_PLAYGROUND: 'true' }).teams).toMatchObject({ allowPlayground: true });
  expect(() => readConfig({ ...set, ...production, TEAMS_ALLOW_PLAYGROUND: 'true' })).toThrow(
    /^TEAMS_ALLOW_PLAYGROUND: not with NODE_ENV=production/,
  );
  expect(() => readConfig({ ...set, TEAMS_ALLOW_PLAYGROUND: 'v3ry-s3cret' })).toThrow(
    /^TEAMS_ALLOW_PLAYGROUND: true or false$/,
  );
});
