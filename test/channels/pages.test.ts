import { afterAll, beforeAll, expect, test } from 'vitest';
import { teamsManifest } from '../../src/channels/teams/manifest.ts';
import { startHttp, type Http } from '../../src/http.ts';
import { pages } from '../../src/pages.ts';
import { KeptLog } from '../fakes/log.ts';

let http: Http;
beforeAll(async () => {
  http = await startHttp({ port: 0, host: '127.0.0.1', routers: [pages(true)], log: new KeptLog() });
});
afterAll(() => http.close());

const get = async (path: string, at = http) => {
  const response = await fetch(`http://127.0.0.1:${at.port}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const { developer } = teamsManifest({ appId: 'x', url: 'https://handslag.example.se/', version: '1.0.0' });

test.each([developer.websiteUrl, developer.privacyUrl, developer.termsOfUseUrl])(
  'the address that Teams is told answers, in Swedish with English below, and fetches nothing: %s',
  async (address) => {
    const { status, headers, text } = await get(new URL(address).pathname);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('set-cookie')).toBeNull();
    expect(text.indexOf('<section lang="sv">')).toBeGreaterThan(0);
    expect(text.indexOf('<section lang="en">')).toBeGreaterThan(text.indexOf('<section lang="sv">'));
    expect(text).not.toMatch(/<script|\bsrc=|https?:|<link|\*\*/);
    for (const [, link] of text.matchAll(/href="([^"]+)"/g)) expect((await get(`/${link}`)).status).toBe(200);
  },
);

test('the first page says what this is, where there is no playground', async () => {
  expect((await get('/')).text).toBe((await get('/about')).text);
  const beside = await startHttp({ port: 0, host: '127.0.0.1', routers: [pages(false)], log: new KeptLog() });
  expect((await get('/', beside)).status).toBe(404);
  expect((await get('/about', beside)).status).toBe(200);
  await beside.close();
});
