import { randomUUID } from 'node:crypto';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Answer, Bot } from '../../app/door/bot.ts';
import type { AccountId, Lang, Log, RoomId } from '../../app/ports.ts';
import { type PlaygroundError, playgroundError, playgroundText } from '../../text/playground.ts';
import { assets } from './assets.ts';
import type { ChatMessage, ChatRoom, Chats } from './chats.ts';
import { events } from './events.ts';
import { jsonOnly, loopbackOnly, pageHeaders } from './guard.ts';

export interface Person {
  readonly id: AccountId;
  readonly name: string;
  readonly lang: Lang;
  readonly group: 'board' | 'mentor' | 'adept' | 'other';
  /** Where they stand, in one short line for whoever reads it. */
  readonly status: Readonly<Record<Lang, string>>;
  /** The shared rooms that they are in. */
  readonly rooms: readonly RoomId[];
}

export interface PlaygroundClock {
  now(): Date;
  /** When something is next due, null when nothing is. */
  next(): Promise<Date | null>;
  /** Answers when what then was due has been said. */
  advance(to: 'next' | 'day' | 'month'): Promise<void>;
}

export interface PlaygroundDeps {
  readonly bot: Bot;
  readonly chats: Chats;
  people(): Promise<Person[]>;
  addPerson(input: { name: string; lang: Lang }): Promise<AccountId>;
  setLang(account: AccountId, lang: Lang): Promise<void>;
  readonly clock: PlaygroundClock;
  readonly zone: string;
  /** The shared rooms, as they are called in the reader's language. */
  readonly rooms: readonly { readonly id: RoomId; readonly name: Readonly<Record<Lang, string>> }[];
  /** The code with which somebody becomes administrator, while there is none; null then. */
  code(): Promise<string | null>;
  readonly log: Log;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: PlaygroundError;
  /** In the person's own language already, where the core said it. */
  readonly said: string | undefined;
  constructor(status: number, code: PlaygroundError, said?: string) {
    super(code);
    this.status = status;
    this.code = code;
    this.said = said;
  }
}

const lang = z.enum(['sv', 'en']);
const as = z.templateLiteral(['playground:', z.string().min(1).max(200)]);
const room = z.string().min(1).max(300);

const bodies = {
  press: z.object({
    as,
    room,
    message: z.string().min(1).max(300),
    verb: z.string().min(1).max(100),
    data: z.record(z.string(), z.unknown()),
    key: z.string().min(1).max(100),
  }),
  say: z.object({ as, room, text: z.string().trim().min(1).max(2_000) }),
  people: z.object({ name: z.string().trim().min(1).max(80), lang }),
  clock: z.object({ to: z.enum(['next', 'day', 'month']) }),
  language: z.object({ as, lang }),
};

const stateQuery = z.object({
  as: as.optional(),
  since: z.coerce.number().nonnegative().optional(),
  /** Of a reader who is nobody yet. */
  lang: lang.optional(),
});

/** What the person can put right has words of its own; the rest is the page's fault and says so. */
const parse = <T>(schema: z.ZodType<T>, input: unknown, fields: Readonly<Record<string, PlaygroundError>> = {}): T => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const field = result.error.issues.map((issue) => fields[String(issue.path[0])]).find((code) => code !== undefined);
  throw new Refusal(400, field ?? 'invalid');
};

export const playground = (deps: PlaygroundDeps): Router => {
  const { chats, clock, bot } = deps;
  const stream = events(chats);

  const personOf = async (account: AccountId): Promise<{ me: Person; people: Person[] }> => {
    const people = await deps.people();
    const me = people.find((person) => person.id === account);
    if (!me) throw new Refusal(404, 'person');
    return { me, people };
  };

  const roomsOf = (me: Person): ChatRoom[] => [me.id, ...me.rooms];
  const shared = (place: string): boolean => deps.rooms.some(({ id }) => id === place);

  /** The room, if it is one and this person sees it. */
  const enter = async (account: AccountId, wanted: string): Promise<ChatRoom> => {
    const { me, people } = await personOf(account);
    const visible = roomsOf(me).find((own) => own === wanted);
    if (visible !== undefined) return visible;
    const exists = shared(wanted) || people.some((person) => person.id === wanted);
    throw exists ? new Refusal(403, 'forbidden') : new Refusal(404, 'room');
  };

  const state = async (req: Request) => {
    const query = parse(stateQuery, req.query);
    const { me, people } =
      query.as === undefined ? { me: null, people: await deps.people() } : await personOf(query.as);
    const rooms = me ? roomsOf(me) : [];
    const reads = me?.lang ?? query.lang ?? 'sv';
    const [next, latest, ...lists] = await Promise.all([
      clock.next(),
      chats.latest(),
      ...rooms.map((own) => chats.list(own, query.since)),
    ]);
    const messages = lists.flat();
    return {
      now: clock.now(),
      next,
      zone: deps.zone,
      me: me?.id ?? null,
      code: await deps.code(),
      shared: deps.rooms.map(({ id }) => ({ id, latest: latest.get(id) ?? 0 })),
      people: people.map((person) => ({ ...person, status: person.status[reads], latest: latest.get(person.id) ?? 0 })),
      rooms: rooms.map((own, index) => ({
        id: own,
        kind: shared(own) ? 'board' : 'own',
        name: deps.rooms.find(({ id }) => id === own)?.name ?? null,
        latest: latest.get(own) ?? 0,
        messages: lists[index] ?? [],
      })),
      // What the page sends back as `since`: it is then told only what was written after this.
      cursor: messages.reduce((most, message) => Math.max(most, message.touched), query.since ?? 0),
    };
  };

  /**
   * In one's own chat the answer takes the card's place. The board's card is everybody's: only what was done shows
   * there, and only if no newer card came meanwhile; a refusal goes to the one who pressed, and the card stays.
   */
  const place = async (pressed: ChatMessage, answer: Answer): Promise<boolean> => {
    const { card, summary, outcome } = answer;
    const message = { id: pressed.id, room: pressed.room, card, summary, at: clock.now() };
    if (!shared(pressed.room)) {
      await chats.replace([message]);
      return true;
    }
    if (outcome !== 'done') return false;
    await chats.replaceUntouched(message, pressed.touched);
    return true;
  };

  const press = async (req: Request) => {
    const body = parse(bodies.press, req.body);
    const actor = body.as;
    const pressed = await chats.find(await enter(actor, body.room), body.message);
    if (!pressed?.card) throw new Refusal(404, 'message');
    const { verb, data, key } = body;
    const inRoom = deps.rooms.find(({ id }) => id === pressed.room)?.id ?? null;
    const answer = await bot.press({ verb, data, key, room: inRoom }, actor);
    // The card stays, with what was typed in it.
    if (answer.outcome === 'fault') throw new Refusal(500, 'fault', answer.summary);
    const placed = await place(pressed, answer);
    stream.changed();
    const { outcome, summary, notice, errors } = answer;
    return { outcome, summary: notice ?? summary, errors: errors ?? {}, card: placed ? null : answer.card };
  };

  const say = async (req: Request) => {
    const body = parse(bodies.say, req.body, { text: 'text' });
    const actor = body.as;
    const own = await enter(actor, body.room);
    if (own !== actor) throw new Refusal(400, 'wordsOnlyOwn');
    await chats.said({ room: own, from: actor, text: body.text, at: clock.now() });
    const { card, summary, outcome } = await bot.say(body.text, actor);
    await chats.post([{ id: `answer:${randomUUID()}`, room: own, card, summary, at: clock.now() }]);
    return { outcome, summary };
  };

  const people = async (req: Request) => {
    const id = await deps.addPerson(parse(bodies.people, req.body));
    stream.changed();
    return { id };
  };

  const moveClock = async (req: Request) => {
    await clock.advance(parse(bodies.clock, req.body).to);
    stream.changed();
    return { now: clock.now(), next: await clock.next() };
  };

  const language = async (req: Request) => {
    const body = parse(bodies.language, req.body);
    const { me } = await personOf(body.as);
    await deps.setLang(me.id, body.lang);
    stream.changed();
    return { lang: body.lang };
  };

  const answered = (work: (req: Request) => Promise<object>) => async (req: Request, res: Response) => {
    try {
      res.json(await work(req));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, status, said } = error;
      res.status(status).json({ error: said === undefined ? playgroundError(code) : { code, sv: said, en: said } });
    }
  };

  const api = Router();
  api.use(jsonOnly, express.json({ limit: '100kb', strict: true }));
  api.get('/texts', (_req, res) => {
    res.json(playgroundText);
  });
  api.get('/state', answered(state));
  api.get('/events', stream.handler);
  api.post('/press', answered(press));
  api.post('/say', answered(say));
  api.post('/people', answered(people));
  api.post('/clock', answered(moveClock));
  api.post('/language', answered(language));

  const router = Router();
  // Only its own paths: another router behind this one has hosts and headers of its own.
  router.use([/^\/$/, '/page', '/api'], pageHeaders, loopbackOnly);
  router.use('/api', api);
  router.use(assets());
  return router;
};
