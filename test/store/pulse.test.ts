import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { compareClocks } from '../../src/store/clock.ts';
import { pulseOf, type Pulse } from '../../src/store/pulse.ts';
import { KeptLog } from '../fakes/log.ts';
import { MongoGate } from '../fakes/mongo-gate.ts';

describe('the pulse of a database', () => {
  let gate: MongoGate;
  let client: MongoClient;
  let pulse: Pulse;
  beforeEach(async () => {
    gate = await MongoGate.before(inject('mongodbUri'));
    client = new MongoClient(gate.uri, { serverSelectionTimeoutMS: 60_000 });
    pulse = pulseOf(() => client.db('test-none').command({ ping: 1 }), { every: 100, patience: 500, misses: 5 });
  });
  afterEach(async () => {
    pulse.stop();
    await gate.close();
    await client.close();
  });

  it('is there while the server answers, and there again when it answers again', async () => {
    expect(await pulse.beats()).toBe(true);
    gate.silent = true;
    await sleep(1100); // an answer counts for a second
    expect(await pulse.beats()).toBe(false);
    gate.silent = false;
    gate.cut();
    for (let waited = 0; waited < 20_000 && !(await pulse.beats()); waited += 200) await sleep(200);
    expect(await pulse.beats()).toBe(true);
  });

  it('is lost when a server is silent for long, though its connections stand and no question is ever refused', async () => {
    await client.db('test-none').command({ ping: 1 });
    const begun = performance.now();
    gate.silent = true;
    await pulse.lost;
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('asks the server once a second at most, however many ask', async () => {
    await pulse.beats();
    const before = gate.commands.filter((name) => name === 'ping').length;
    await Promise.all(Array.from({ length: 200 }, () => pulse.beats()));
    expect(gate.commands.filter((name) => name === 'ping').length - before).toBeLessThanOrEqual(1);
  });
});

describe('the clock', () => {
  it('is warned of when it is not the clock of the database', async () => {
    const client = new MongoClient(inject('mongodbUri'));
    const warned = async (ahead: number): Promise<unknown[]> => {
      const log = new KeptLog();
      await compareClocks(client.db('test-none'), log, () => Date.now() + ahead);
      return log.lines;
    };
    expect(await warned(5_000)).toEqual([]);
    expect(await warned(20_000)).toEqual([{ level: 'warn', event: 'clock.differs', data: { secondsAhead: 20 } }]);
    expect(await warned(-120_000)).toEqual([{ level: 'warn', event: 'clock.differs', data: { secondsAhead: -120 } }]);
    await client.close();
  });
});
