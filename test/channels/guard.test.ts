import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isHere, loopbackOnly } from '../../src/channels/playground/guard.ts';

let folder: string;
let here: Server;
let elsewhere: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handslag-guard-'));
  const app = express()
    .use(loopbackOnly)
    .get('/', (_req, res) => void res.end());
  here = createServer(app).listen(0, '127.0.0.1');
  // A connection that is not from a loopback address, without one that leaves this machine.
  elsewhere = createServer(app).listen(join(folder, 'socket'));
  await Promise.all([once(here, 'listening'), once(elsewhere, 'listening')]);
});
afterAll(async () => {
  here.close();
  elsewhere.close();
  await rm(folder, { recursive: true, force: true });
});

const status = (server: Server, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const address = server.address() as AddressInfo | string;
    const to = typeof address === 'string' ? { socketPath: address } : { host: '127.0.0.1', port: address.port };
    request({ ...to, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the playground answers this machine alone', () => {
  test.each(['localhost', '127.0.0.1', '127.1', '[::1]'])(
    'whatever the request says of itself: Host %s',
    async (Host) => {
      expect([await status(here, { Host }), await status(elsewhere, { Host })]).toEqual([200, 403]);
    },
  );

  test.each(['Forwarded', 'Via', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-IP'])(
    'and nobody whom a proxy on it stands in for: %s',
    async (name) => {
      expect(await status(here, { Host: 'localhost', [name]: 'for=10.0.0.1' })).toBe(403);
    },
  );

  test.each([
    ['127.0.0.1', true],
    ['127.8.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['fe80::1', false],
    ['127.0.0.1.example', false],
    [undefined, false],
  ])('%s is this machine: %s', (address, is) => {
    expect(isHere(address)).toBe(is);
  });
});
