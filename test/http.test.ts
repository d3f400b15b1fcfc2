import { request, Agent } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Router } from 'express';
import { describe, expect, it } from 'vitest';
import { startHttp } from '../src/http.ts';
import { KeptLog } from './fakes/log.ts';

const slow = Router().get('/slow', async (_req, res) => {
  await sleep(300);
  res.json({ done: true });
});

const started = (healthy = async (): Promise<boolean> => true) =>
  startHttp({ port: 0, host: '127.0.0.1', routers: [slow], healthy, log: new KeptLog() });

const get = async (port: number, path: string, agent: Agent) => {
  const asked = request({ host: '127.0.0.1', port, path, agent }).end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  await once(answer, 'end');
  return { status: answer.statusCode, connection: answer.headers.connection, reused: asked.reusedSocket };
};

describe('the server', () => {
  it('is healthy while what it needs is there, and says when it is not', async () => {
    let there = true;
    const http = await started(async () => there);
    const agent = new Agent();
    expect((await get(http.port, '/healthz', agent)).status).toBe(200);
    there = false;
    expect((await get(http.port, '/healthz', agent)).status).toBe(503);
    await http.close();
  });

  it('answers what comes on kept connections while it closes, and tells each to come back on another', async () => {
    const http = await started();
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const all = (path: string) => Promise.all(Array.from({ length: 20 }, () => get(http.port, path, agent)));
    expect((await all('/slow')).every(({ connection }) => connection === 'keep-alive')).toBe(true);
    const closed = http.close();
    await sleep(50);
    for (const { status, connection, reused } of await all('/slow'))
      expect({ status, connection, reused }).toEqual({ status: 200, connection: 'close', reused: true });
    await closed;
    await expect(get(http.port, '/slow', agent)).rejects.toThrow('ECONNREFUSED');
  });

  it('tells those who are being answered when it begins to close, and is not healthy from then on', async () => {
    const http = await started();
    const agent = new Agent({ keepAlive: true });
    const underWay = get(http.port, '/slow', agent);
    await sleep(100);
    const closed = http.close();
    expect((await get(http.port, '/healthz', agent)).status).toBe(503);
    expect(await underWay).toMatchObject({ status: 200, connection: 'close' });
    await closed;
  });
});
