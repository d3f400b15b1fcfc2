import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CardJson, Channel, Post, PostRef, Recipient, SendResult } from '../../src/app/ports.ts';

/** What somebody sees in a room, oldest first: what was written on each message. */
export interface ChannelUnderTest {
  readonly channel: Channel;
  /** Two people and the board's room. */
  readonly rooms: readonly [Recipient, Recipient, Recipient];
  seen(room: Recipient): Promise<string[]>;
  /** The next message to this room meets this, once. None where there is nothing between the channel and the room. */
  fails?(room: Recipient, how: 'for now' | 'for good'): void;
  close(): Promise<void>;
}

let made = 0;
const card = (text: string): CardJson => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
});
const aPost = (to: Recipient, text: string, more: Partial<Post> = {}): Post => ({
  id: `pair:contract:${++made}:0`,
  to,
  card: card(text),
  summary: text,
  lang: 'sv',
  replaces: null,
  at: new Date('2026-03-04T11:00:00Z'),
  ...more,
});

const refOf = (result: SendResult | undefined): PostRef => {
  if (!result?.ok) throw new Error(`not sent: ${JSON.stringify(result)}`);
  return result.ref;
};

/** What the relay asks of every channel. */
export const channelContract = (name: string, start: () => Promise<ChannelUnderTest>): void => {
  describe(`${name} as a channel`, () => {
    let under: ChannelUnderTest;
    const [ada, maja, board] = [() => under.rooms[0], () => under.rooms[1], () => under.rooms[2]];
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under.close());

    it('says what it is given to whom it is for, and where it stands', async () => {
      const results = await under.channel.send([
        aPost(ada(), 'till Ada'),
        aPost(maja(), 'till Maja'),
        aPost(board(), 'till styrelsen'),
      ]);
      expect(results.map(({ ok }) => ok)).toEqual([true, true, true]);
      for (const result of results) expect(refOf(result).channel).toBe(under.channel.name);
      expect(new Set(results.map((result) => refOf(result).ref)).size).toBe(3);
      expect(await under.seen(ada())).toContain('till Ada');
      expect(await under.seen(maja())).toContain('till Maja');
      expect(await under.seen(board())).toContain('till styrelsen');
      expect(await under.seen(maja())).not.toContain('till Ada');
    });

    it('says the same id once, however often it is sent, and answers with the same place', async () => {
      const post = aPost(ada(), 'en gång');
      const [first] = await under.channel.send([post]);
      const [second] = await under.channel.send([post]);
      expect(refOf(second)).toEqual(refOf(first));
      expect((await under.seen(ada())).filter((text) => text === 'en gång')).toHaveLength(1);
    });

    it('keeps the order within a room', async () => {
      const texts = Array.from({ length: 7 }, (_, n) => `nummer ${n}`);
      await under.channel.send(texts.flatMap((text) => [aPost(ada(), text), aPost(board(), text)]));
      for (const room of [ada(), board()]) expect((await under.seen(room)).slice(-7)).toEqual(texts);
    });

    it('replaces a message where it stands, as often as asked', async () => {
      const [first] = await under.channel.send([aPost(board(), 'väntar')]);
      const replaces = refOf(first);
      const before = (await under.seen(board())).length;
      const [second] = await under.channel.send([aPost(board(), 'godkänd', { replaces })]);
      expect(refOf(second)).toEqual(replaces);
      await under.channel.send([aPost(board(), 'ändrad', { replaces })]);
      const seen = await under.seen(board());
      expect(seen).toHaveLength(before);
      expect(seen).toContain('ändrad');
      expect(seen).not.toContain('väntar');
    });

    it('says anew what was to replace a message that is gone, or stands in another channel', async () => {
      const elsewhere: PostRef = { channel: 'another', ref: 'x' };
      const gone: PostRef = { channel: under.channel.name, ref: 'T0/D0/1.1' };
      const results = await under.channel.send([
        aPost(ada(), 'från annat håll', { replaces: elsewhere }),
        aPost(maja(), 'utan förlaga', { replaces: gone }),
      ]);
      expect(results.map(({ ok }) => ok)).toEqual([true, true]);
      expect(await under.seen(ada())).toContain('från annat håll');
      expect(await under.seen(maja())).toContain('utan förlaga');
    });

    it('answers in the order of what it was given, and sends nothing when there is nothing', async () => {
      expect(await under.channel.send([])).toEqual([]);
      const posts = [aPost(board(), 'ett'), aPost(ada(), 'två'), aPost(board(), 'tre')];
      const refs = (await under.channel.send(posts)).map((result) => refOf(result).ref);
      const again = (await under.channel.send(posts)).map((result) => refOf(result).ref);
      expect(again).toEqual(refs);
    });

    it.each(['for now', 'for good'] as const)('one that fails %s says so, and stops no other', async (how) => {
      if (!under.fails) return;
      under.fails(ada(), how);
      const failing = aPost(ada(), `misslyckas ${how}`);
      const [bad, good] = await under.channel.send([failing, aPost(maja(), `går fram ${how}`)]);
      expect(bad).toMatchObject({ ok: false, permanent: how === 'for good' });
      expect(good).toMatchObject({ ok: true });
      expect(await under.seen(ada())).not.toContain(`misslyckas ${how}`);
      if (how === 'for good') return;
      const [again] = await under.channel.send([failing]);
      expect(again).toMatchObject({ ok: true });
      expect((await under.seen(ada())).filter((text) => text === `misslyckas ${how}`)).toHaveLength(1);
    });
  });
};
