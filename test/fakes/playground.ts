import type { Answer, Bot, Press } from '../../src/app/door/bot.ts';
import type { AccountId, CardJson, Lang, RoomId } from '../../src/app/ports.ts';
import { openChats, type Chats } from '../../src/channels/playground/chats.ts';
import { playground, type Person } from '../../src/channels/playground/playground.ts';
import { startHttp, type Http } from '../../src/http.ts';
import type { Database } from '../../src/store/server.ts';
import { dropped, freshDatabase } from '../setup/database.ts';
import { KeptLog } from './log.ts';

export const BOARD_ROOM: RoomId = 'playground:board';
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

const yesOrNo = [
  { title: 'Ja', value: 'yes' },
  { title: 'Nej', value: 'no' },
];
const places = ['Göteborg', 'Härnösand', 'Malmö', 'Sundsvall', 'Öckerö'].map((title, n) => ({ title, value: `k${n}` }));
const many = Array.from({ length: 30 }, (_, n) => ({ title: `Ort ${n + 1}`, value: `o${n}` }));

/** A card with every kind of input that cards have here, and something to read. */
export const everyInput: CardJson = {
  ...aCard('Överenskommelse', { ...aButton('Skicka', 'propose'), style: 'positive' }, aButton('Hoppa över', 'skip'), {
    type: 'Action.ShowCard',
    title: 'Avslå',
    card: {
      type: 'AdaptiveCard',
      body: [{ type: 'Input.Text', id: 'reply', label: 'Svar', isMultiline: true, maxLength: 500 }],
      actions: [{ ...aButton('Avslå nu', 'decline'), style: 'destructive' }],
    },
  }),
  body: [
    { type: 'TextBlock', text: 'Överenskommelse', style: 'heading', wrap: true },
    { type: 'TextBlock', text: 'Läs [checklistan](https://example.se) **först**.', wrap: true, isSubtle: true },
    { type: 'FactSet', facts: [{ title: 'E-post', value: 'karin.margareta.lindqvist@kommunforbundet.example' }] },
    {
      type: 'Input.Text',
      id: 'name',
      label: 'Namn',
      maxLength: 80,
      isRequired: true,
      errorMessage: 'Skriv ditt namn.',
    },
    { type: 'Input.Text', id: 'mail', label: 'E-post', style: 'Email' },
    { type: 'Input.Text', id: 'about', label: 'Om dig', isMultiline: true, maxLength: 300 },
    { type: 'Input.Number', id: 'talks', label: 'Antal samtal', value: 6 },
    { type: 'Input.Date', id: 'day', label: 'Datum' },
    { type: 'Input.Time', id: 'time', label: 'Klockslag' },
    { type: 'Input.ChoiceSet', id: 'county', label: 'Län', style: 'compact', value: 'k1', choices: places },
    { type: 'Input.ChoiceSet', id: 'home', label: 'Kommun', style: 'filtered', value: 'k1', choices: places },
    { type: 'Input.ChoiceSet', id: 'towns', label: 'Orter', style: 'filtered', isMultiSelect: true, choices: many },
    {
      type: 'Input.ChoiceSet',
      id: 'visit',
      label: 'Vill du ses?',
      style: 'expanded',
      isRequired: true,
      errorMessage: 'Välj ett svar.',
      choices: yesOrNo,
    },
    {
      type: 'Input.ChoiceSet',
      id: 'how',
      label: 'Hur får ni ses?',
      style: 'expanded',
      isMultiSelect: true,
      choices: places.slice(0, 3),
    },
    { type: 'Input.Toggle', id: 'consent', label: 'Samtycke', title: 'Ja, mina uppgifter får sparas', value: 'false' },
  ],
};

/** A bot that answers what it was told to, and remembers what it was handed. */
export class ScriptedDesk implements Bot {
  readonly pressed: (Press & { account: AccountId })[] = [];
  readonly said: { text: string; account: AccountId }[] = [];
  answer: (press: Press) => Answer | Promise<Answer> = () => anAnswer('Tack!');
  async press(press: Press, account: AccountId): Promise<Answer> {
    this.pressed.push({ ...press, account });
    return this.answer(press);
  }
  async say(text: string, account: AccountId): Promise<Answer> {
    this.said.push({ text, account });
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
    id: `playground:${id}`,
    name,
    group,
    lang: 'sv',
    status: { sv: 'inget på gång', en: 'nothing going on' },
    rooms: group === 'board' ? [BOARD_ROOM] : [],
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
      return 'playground:new';
    },
    setLang: async (member: AccountId, lang: Lang) => {
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
    rooms: [{ id: BOARD_ROOM, name: { sv: 'Styrelsens kanal', en: 'The board’s channel' } }],
    code: async () => null,
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
