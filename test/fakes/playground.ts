import type { Answer, Bot, Press } from '../../src/app/door/bot.ts';
import type { CardJson, Lang, MemberId, Recipient } from '../../src/app/ports.ts';
import { openChats, type Chats } from '../../src/channels/playground/chats.ts';
import { playground, type Person } from '../../src/channels/playground/playground.ts';
import { startHttp, type Http } from '../../src/http.ts';
import type { Database } from '../../src/store/server.ts';
import { dropped, freshDatabase } from '../setup/database.ts';
import { KeptLog } from './log.ts';

export const BOARD_ROOM: Recipient = 'board:programme:open';
export const NOON = new Date('2026-03-04T11:00:00Z');

export const aCard = (text: string, ...actions: object[]): CardJson => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
  actions,
});

export const aButton = (title: string, verb: string): object => ({
  type: 'Action.Execute',
  title,
  verb,
  data: { v: 1 },
});

export const anAnswer = (text: string, outcome: Answer['outcome'] = 'done'): Answer => ({
  outcome,
  card: aCard(text),
  summary: text,
});

/** A bot that answers what it was told to, and remembers what it was handed. */
export class ScriptedDesk implements Bot {
  readonly pressed: (Press & { actor: MemberId })[] = [];
  readonly said: { text: string; actor: MemberId }[] = [];
  answer: (press: Press) => Answer | Promise<Answer> = () => anAnswer('Tack!');
  async press(press: Press, actor: MemberId): Promise<Answer> {
    this.pressed.push({ ...press, actor });
    return this.answer(press);
  }
  async say(text: string, actor: MemberId): Promise<Answer> {
    this.said.push({ text, actor });
    return anAnswer(`Du skrev ${text}`);
  }
}

export interface Playground {
  readonly url: string;
  readonly chats: Chats;
  readonly bot: ScriptedDesk;
  readonly log: KeptLog;
  readonly people: Person[];
  readonly moved: string[];
  readonly http: Http;
  close(): Promise<void>;
}

/** The playground over real HTTP and a real database, with made-up people and a bot that the test scripts. */
export const startPlayground = async (): Promise<Playground> => {
  const log = new KeptLog();
  const database: Database = await freshDatabase(log);
  const chats = openChats(database.db);
  await chats.prepare();
  const bot = new ScriptedDesk();
  const moved: string[] = [];
  const person = (id: string, name: string, group: Person['group']): Person => ({
    id: `member:${id}`,
    name,
    group,
    lang: 'sv',
    status: { sv: 'inget på gång', en: 'nothing going on' },
  });
  const people = [
    person('anna', 'Anna Berg', 'board'),
    person('bo', 'Bo Ek', 'board'),
    person('karin', 'Karin Lindqvist', 'mentor'),
    person('sara', 'Sara Öhman', 'adept'),
  ];
  const router = playground({
    bot,
    chats,
    people: async () => people,
    addPerson: async ({ name, lang }) => {
      people.push({ ...person('new', name, 'other'), lang });
      return 'member:new';
    },
    setLang: async (member: MemberId, lang: Lang) => {
      const index = people.findIndex(({ id }) => id === member);
      const found = people[index];
      if (found) people[index] = { ...found, lang };
    },
    clock: {
      now: () => NOON,
      next: async () => new Date('2026-03-06T08:00:00Z'),
      advance: async (to) => {
        moved.push(to);
      },
    },
    zone: 'Europe/Stockholm',
    boardRoom: BOARD_ROOM,
    log,
  });
  const http = await startHttp({ port: 0, host: '127.0.0.1', routers: [router], log });
  return {
    url: `http://localhost:${http.port}`,
    chats,
    bot,
    log,
    people,
    moved,
    http,
    async close() {
      await http.close();
      await dropped(database);
    },
  };
};
