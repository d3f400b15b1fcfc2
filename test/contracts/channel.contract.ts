import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Address, CardJson, Channel, Post, PostRef, SendResult } from '../../src/app/ports.ts';

/** What somebody sees in a room, oldest first: what was written on each message. */
export interface ChannelUnderTest {
  readonly channel: Channel;
  /** Two people and the board's room. */
  readonly rooms: readonly [Address, Address, Address];
  /** Whether the platform lets us find out that something was said. */
  readonly remembers: boolean;
  seen(room: Address): Promise<string[]>;
  /** The next message to this room meets a failure of this kind, once. None where there is nothing between the channel and the room. */
  fails?(room: Address, how: 'passing' | 'theirs'): void;
  close(): Promise<void>;
}

let made = 0;
const card = (text: string): CardJson => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
});
let boardRoom: Address;
const aPost = (to: Address, text: string, more: Partial<Post> = {}): Post => ({
  id: `pair:contract:${++made}:0`,
  to,
  room: to === boardRoom ? to : null,
  card: card(text),
  summary: text,
  lang: 'sv',
  replaces: null,
  perhapsSince: null,
  at: new Date('2026-03-04T11:00:00Z'),
  ...more,
});

const refOf = (result: SendResult | undefined): PostRef => {
  if (!result?.ok) throw new Error(`not sent: ${JSON.stringify(result)}`);
  return result.ref;
};

/** What the sender asks of every channel. */
export const channelContract = (name: string, start: () => Promise<ChannelUnderTest>): void => {
  describe(`${name} as a channel`, () => {
    let under: ChannelUnderTest;
    const [ada, maja, board] = [() => under.rooms[0], () => under.rooms[1], () => under.rooms[2]];
    beforeAll(async () => {
      under = await start();
      boardRoom = under.rooms[2];
    });
    afterAll(() => under.close());
    const send = (posts: readonly Post[]): Promise<SendResult[]> => under.channel.send(posts, () => true);

    it('says what it is given to whom it is for, and where it stands', async () => {
      const results = await send([
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

    it('says once what may have been said, and answers with the same place', async ({ skip }) => {
      if (!under.remembers) return skip('this platform does not say what it was told');
      const post = aPost(ada(), 'en gång');
      const [first] = await send([post]);
      const [second] = await send([{ ...post, perhapsSince: post.at }]);
      expect(refOf(second)).toEqual(refOf(first));
      expect((await under.seen(ada())).filter((text) => text === 'en gång')).toHaveLength(1);
    });

    it('keeps the order within a room', async () => {
      const texts = Array.from({ length: 7 }, (_, n) => `nummer ${n}`);
      await send(texts.flatMap((text) => [aPost(ada(), text), aPost(board(), text)]));
      for (const room of [ada(), board()]) expect((await under.seen(room)).slice(-7)).toEqual(texts);
    });

    it('replaces a message where it stands, as often as asked', async () => {
      const [first] = await send([aPost(board(), 'väntar')]);
      const replaces = refOf(first);
      const before = (await under.seen(board())).length;
      const [second] = await send([aPost(board(), 'godkänd', { replaces })]);
      expect(refOf(second)).toEqual(replaces);
      await send([aPost(board(), 'ändrad', { replaces })]);
      const seen = await under.seen(board());
      expect(seen).toHaveLength(before);
      expect(seen).toContain('ändrad');
      expect(seen).not.toContain('väntar');
    });

    it('says anew what was to replace a message that is gone, or stands in another channel', async () => {
      const elsewhere: PostRef = { channel: 'another', ref: 'x' };
      const gone: PostRef = { channel: under.channel.name, ref: 'T0/D0/1.1' };
      const results = await send([
        aPost(ada(), 'från annat håll', { replaces: elsewhere }),
        aPost(maja(), 'utan förlaga', { replaces: gone }),
      ]);
      expect(results.map(({ ok }) => ok)).toEqual([true, true]);
      expect(await under.seen(ada())).toContain('från annat håll');
      expect(await under.seen(maja())).toContain('utan förlaga');
    });

    it('answers in the order of what it was given, and sends nothing when there is nothing', async () => {
      expect(await send([])).toEqual([]);
      const posts = [aPost(board(), 'ett'), aPost(ada(), 'två'), aPost(board(), 'tre')];
      const refs = (await send(posts)).map(refOf);
      const changed = posts.map((post, n) => ({
        ...post,
        ...aPost(post.to, `${post.summary} ändrad`),
        replaces: refs[n] ?? null,
      }));
      expect((await send(changed.toReversed())).map(refOf)).toEqual(refs.toReversed());
    });

    it('hands back what it may not begin: its turn has not come, and nothing has failed', async () => {
      const posts = [aPost(ada(), 'får inte än'), aPost(board(), 'får inte heller'), aPost(ada(), 'inte den här')];
      const refused = await under.channel.send(posts, () => false);
      expect(refused).toMatchObject(posts.map(() => ({ ok: false, kind: 'waiting' })));
      expect(await under.seen(ada())).not.toContain('får inte än');
      expect(await under.seen(board())).not.toContain('får inte heller');
      expect(await send(posts)).toMatchObject(posts.map(() => ({ ok: true })));
      expect((await under.seen(ada())).slice(-2)).toEqual(['får inte än', 'inte den här']);
    });

    it('begins nothing more when it may no longer: what was said was said, and the rest waits', async () => {
      const posts = Array.from({ length: 6 }, (_, n) => aPost(n % 2 === 0 ? ada() : maja(), `till halva nummer ${n}`));
      let asked = 0;
      const results = await under.channel.send(posts, () => (asked += 1) <= 2);
      const seen = [...(await under.seen(ada())), ...(await under.seen(maja()))];
      const outcomes = results.map((result) => result.ok || result.kind);
      expect(outcomes).toEqual(posts.map(({ summary }) => seen.includes(summary) || 'waiting'));
    });

    it.for(['passing', 'theirs'] as const)('one that fails (%s) says so, and stops no other', async (how, { skip }) => {
      if (!under.fails) return skip('nothing is in between');
      under.fails(ada(), how);
      const failing = aPost(ada(), `misslyckas ${how}`);
      const after = aPost(ada(), `den därpå ${how}`);
      const [bad, good, same] = await send([failing, aPost(maja(), `går fram ${how}`), after]);
      expect(bad).toMatchObject({ ok: false, kind: how });
      expect(good).toMatchObject({ ok: true });
      expect(await under.seen(ada())).not.toContain(`misslyckas ${how}`);
      if (how === 'theirs') return;
      // What is for one person keeps its order: the next is not said before it, or is handed back with it.
      expect(same).toMatchObject({ ok: (await under.seen(ada())).includes(`den därpå ${how}`) });
      const [again] = await send([{ ...failing, perhapsSince: failing.at }]);
      expect(again).toMatchObject({ ok: true });
      expect((await under.seen(ada())).filter((text) => text === `misslyckas ${how}`)).toHaveLength(1);
    });
  });
};
