import { randomBytes } from 'node:crypto';
import type { Core } from '../../app/core.ts';
import { involvementOf, type Involvement } from '../../app/say/involvement.ts';
import type { Accounts, Arrival } from '../../app/people/accounts.ts';
import { makeReader, type Sources } from '../../app/post/compose.ts';
import type { Programmes } from '../../app/ports.ts';
import {
  platformOf,
  registrationId,
  type AccountId,
  type Lang,
  type MemberId,
  type ProgrammeId,
  type RegistrationId,
} from '../../domain/ids.ts';
import { meant } from '../../domain/form/answers.ts';
import { refOf, type Answers } from '../../domain/form/form.ts';
import { standardForms } from '../../domain/form/standard.ts';
import { heldTalks } from '../../domain/pair/meeting.ts';
import type { Member } from '../../domain/member/member.ts';
import { DEFAULT_ZONE } from '../../domain/programme/templates.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { statusText, type StandingText } from '../../text/status.ts';
import { PLAYGROUND } from './channel.ts';
import { BOARD, BOARD_ROOM, roomsFor } from './rooms.ts';
import type { Person } from './playground.ts';

interface Made {
  readonly id: AccountId;
  readonly name: string;
  readonly role?: 'mentor' | 'adept';
  readonly answers?: Answers;
  /** Left with the board to decide. */
  readonly pending?: true;
}

const mentor = (
  municipalities: readonly string[],
  standing: 'active' | 'left' | 'retired',
  places: number,
  about: string,
): Answers => ({
  municipalities,
  standing,
  places,
  about,
});

const PEOPLE: readonly Made[] = [
  { id: 'playground:b1', name: 'Eva Sandberg' },
  { id: 'playground:b2', name: 'Lars Nyström' },
  { id: 'playground:b3', name: 'Amina Yusuf' },
  {
    id: 'playground:m1',
    name: 'Karin Holm',
    role: 'mentor',
    answers: mentor(
      ['1490', '1491'],
      'active',
      2,
      'Tolv år som kommundirektör. Gärna om samspelet med politiken och att leda genom andra.',
    ),
  },
  {
    id: 'playground:m2',
    name: 'Göran Ek',
    role: 'mentor',
    answers: mentor(
      ['1452', '1465'],
      'retired',
      1,
      'Nyss pensionär efter tre små kommuner. Har tid, lyssnar hellre än jag talar.',
    ),
  },
  {
    id: 'playground:m3',
    name: 'Maria Lindqvist',
    role: 'mentor',
    answers: mentor(
      ['1383', '1380'],
      'left',
      3,
      'Lämnade posten i våras. Förändringsarbete, kommunikation och att hålla över tid.',
    ),
  },
  {
    id: 'playground:m4',
    name: 'Per Åkesson',
    role: 'mentor',
    answers: mentor(['1280'], 'active', 1, 'Ekonom i botten, chef i större och mindre kommuner sedan 2009.'),
    pending: true,
  },
  {
    id: 'playground:a1',
    name: 'Johan Berg',
    role: 'adept',
    answers: {
      municipality: '1442',
      wish: 'Ny i rollen sedan i höst. Vill prata om ledningsgruppen och gränsen mot politiken.',
    },
  },
  { id: 'playground:a2', name: 'Sara Nilsson' },
  { id: 'playground:a3', name: 'Ingrid Wallin' },
];

const mailOf = (name: string): string =>
  `${name.toLowerCase().replace(/[åä]/g, 'a').replace(/ö/g, 'o').replace(/ /g, '.')}@kommun.example`;

const arrival = (account: AccountId, name: string, lang: Lang, zone: string): Arrival => ({
  account,
  name,
  mail: mailOf(name),
  lang,
  zone,
  home: PLAYGROUND,
  place: '',
});

interface Deps extends Sources {
  readonly core: Pick<Core, 'arrive' | 'handle'>;
  readonly consent: string;
}

/** The made-up programme. */
export const SEEDED: ProgrammeId = 'programme:open';

/** The programme that is there from the start, with its room and its board; beside it others can be made. */
const seedProgramme = async (handle: Core['handle'], board: readonly MemberId[]): Promise<void> => {
  const id = SEEDED;
  await handle({ type: 'programme.make', id, course: 'open' }, 'handslag');
  const role = { sv: 'kommunchef', en: 'chief executive' };
  await handle({ type: 'programme.change', id, changes: { role } }, 'handslag');
  await handle({ type: 'room.claim', id, room: BOARD_ROOM }, 'handslag');
  for (const member of board) {
    await handle({ type: 'seat.claim', id, room: BOARD_ROOM }, member);
    await handle({ type: 'seat.confirm', id, member }, 'handslag');
  }
  await handle({ type: 'programme.status', id, status: 'open' }, 'handslag');
};

/** Everyone takes the road that people take: through the one door, step by step. Doing it twice is doing it once. */
export const seedPeople = async ({ core, store, consent }: Deps): Promise<void> => {
  const { handle } = core;
  if (await store.load(SEEDED)) return;
  const people = new Map<AccountId, MemberId>();
  for (const { id, name } of PEOPLE) people.set(id, await core.arrive(arrival(id, name, 'sv', DEFAULT_ZONE)));
  const board = BOARD.flatMap((account) => people.get(account) ?? []);
  await seedProgramme(handle, board);
  for (const [n, { id: account, name, role, answers, pending }] of PEOPLE.entries()) {
    const id = people.get(account);
    if (!id) continue;
    if (!role || !answers) continue;
    const registration: RegistrationId = registrationId(SEEDED, role, id);
    const contact = { name, mail: mailOf(name), phone: `+4670174060${n}` };
    await handle({ type: 'registration.start', id: registration, programme: SEEDED, role, member: id }, id);
    const form = refOf(standardForms[role]);
    await handle({ type: 'registration.answer', id: registration, form, answers: { ...contact, ...answers } }, id);
    await handle({ type: 'registration.submit', id: registration, consent }, id);
    if (pending) continue;
    await handle({ type: 'board.approve', id: registration, revision: 1 }, board[0] ?? id);
  }
};

const fill = (text: string, values: Record<string, number>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

const registrationLine = (registration: Registration, involvement: Involvement, t: StandingText): string => {
  switch (registration.status) {
    case 'draft':
      return t.draft;
    case 'submitted':
      return t.waiting;
    case 'asked':
      return t.asked;
    case 'declined':
      return t.declined;
    case 'withdrawn':
      return t.none;
    case 'approved':
      break;
  }
  if (registration.role === 'mentor') {
    const free = Math.max(0, meant(registration.answers).places - registration.pairs.length);
    if (free === 0) return t.full;
    if (!registration.listed) return t.offList;
    return free === 1 ? t.oneFree : fill(t.manyFree, { free });
  }
  if (registration.search.status !== 'paired')
    return registration.search.status === 'finished' ? t.finished : t.looking;
  const pair = involvement.pairs[0];
  switch (pair?.phase) {
    case 'introduced':
    case 'deciding':
    case 'agreeing':
      return t[pair.phase];
    case 'active':
      return fill(t.active, { held: heldTalks(pair.meetings), talks: pair.agreement.terms.talks });
    default:
      return t.requested;
  }
};

const inBoth = (line: (t: StandingText) => string): Person['status'] => ({
  sv: line(statusText.sv),
  en: line(statusText.en),
});

/** Everybody of the playground, with where they stand; by the accounts that they are played by. */
export const listPeople = async (sources: Sources, known: Programmes): Promise<Person[]> => {
  const [programmes, { administrators }] = await Promise.all([known.all(), known.installation()]);
  const reader = makeReader(sources);
  const members = (await sources.store.members()).map(({ state }) => state as Member);
  const accounts = await sources.accounts.of(members.map(({ id }) => id));
  const standing = async ({ id }: Member): Promise<Pick<Person, 'group' | 'status'>> => {
    if (programmes.some(({ board }) => board.includes(id))) return { group: 'board', status: inBoth((t) => t.board) };
    const involvement = await involvementOf(id, programmes, reader);
    const { registrations } = involvement;
    const registration = registrations.find(({ role }) => role === 'adept') ?? registrations[0];
    const status = inBoth((t) => (registration ? registrationLine(registration, involvement, t) : t.none));
    return { group: registration?.role ?? 'other', status };
  };
  const people = members.map(async (member): Promise<Person[]> => {
    const played = (accounts.get(member.id) ?? []).filter(({ id }) => platformOf(id) === PLAYGROUND);
    if (played.length === 0) return [];
    const stands = await standing(member);
    return played.map(({ id, name }) => {
      const rooms = roomsFor(id, member.id, programmes, administrators);
      return { id, name, lang: member.lang, ...stands, rooms };
    });
  });
  return (await Promise.all(people)).flat().toSorted((a, b) => a.name.localeCompare(b.name, 'sv'));
};

/** Somebody new; answers by which account. */
export const addPerson = async (
  core: Pick<Core, 'arrive'>,
  { name, lang }: { name: string; lang: Lang },
): Promise<AccountId> => {
  const account: AccountId = `${PLAYGROUND}:${randomBytes(6).toString('hex')}`;
  await core.arrive(arrival(account, name, lang, DEFAULT_ZONE));
  return account;
};

/** The language of whoever plays this account. */
export const setLanguage = async (
  { core, accounts }: { core: Pick<Core, 'handle'>; accounts: Accounts },
  account: AccountId,
  lang: Lang,
): Promise<void> => {
  const id = await accounts.memberOf(account);
  if (id) await core.handle({ type: 'member.language', id, lang }, id);
};
