import { expect, test } from 'vitest';
import { CARDS } from '../../src/app/say/cards.ts';
import { schemaOf, VERB_NAMES } from '../../src/app/verbs/table.ts';
import { INSTALLATION, type AggregateId, type MemberId, type ProgrammeId, type RoomId } from '../../src/domain/ids.ts';
import { numbersOf, standardRules } from '../../src/domain/programme/rules.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import { DEFAULT_ZONE } from '../../src/domain/programme/templates.ts';
import { noInstallation } from '../../src/domain/installation/machine.ts';
import { textsFor } from '../../src/text/index.ts';
import { aProgramme } from '../build.ts';
import { World } from './world.ts';

/**
 * Everyone x every verb and every card x two programmes. It is made from the table of verbs and the list of cards, so that what
 * comes later is in it from its first day.
 */

const ADMINISTRATOR: MemberId = 'member:alva';

interface Side {
  readonly programme: ProgrammeId;
  readonly room: RoomId;
  /** In every name and text of this side, and in none of the other's. */
  readonly mark: string;
  readonly people: readonly MemberId[];
  /** All that there is in it. */
  readonly ids: readonly AggregateId[];
}

const ROLES = ['board', 'second', 'mentor', 'other', 'adept', 'looking', 'applicant', 'guest'] as const;

const memberOf = (mark: string, role: (typeof ROLES)[number]): MemberId => `member:${mark}-${role}`;

/** For those alone whom it is for. */
const programmeOf = (mark: string): Programme =>
  aProgramme({
    id: `programme:${mark}`,
    name: mark,
    board: [memberOf(mark, 'board'), memberOf(mark, 'second')],
    leads: [memberOf(mark, 'second')],
    audience: { kind: 'invited', word: `aaaa-${mark}`, members: ROLES.map((role) => memberOf(mark, role)) },
    room: `chat:${mark}`,
    contact: mark,
  });

/** A registration in each state, a pair that talks and a request that waits. */
const side = async (world: World, { id, name: mark }: Programme): Promise<Side> => {
  const of = (role: (typeof ROLES)[number]): MemberId => memberOf(mark, role);
  const people = ROLES.map(of);
  for (const member of people) await world.join(member, member.slice('member:'.length));
  const pair = await world.introduced(of('adept'), of('mentor'), id);
  const asked = await world.approved(await world.registerMentor(of('other'), { programme: id }));
  const looking = await world.approved(await world.registerAdept(of('looking'), id));
  await world.does(of('looking'), 'mentor.ask', { id: looking, mentor: asked });
  const request = await world.pairOf(of('looking'), id);
  const applicant = await world.registerMentor(of('applicant'), { programme: id });
  const registrations = [
    world.registration(of('mentor'), 'mentor', id),
    world.registration(of('adept'), 'adept', id),
    asked,
    looking,
    applicant,
  ];
  return { programme: id, room: `chat:${mark}`, mark, people, ids: [id, pair, request, ...registrations] };
};

const started = async (): Promise<{ world: World; sides: readonly [Side, Side] }> => {
  const [one, other] = [programmeOf('xqaa'), programmeOf('xqbb')];
  const more = [one, other, { ...noInstallation, administrators: [ADMINISTRATOR] }];
  const world = await new World({ more }).start([ADMINISTRATOR, 'Alva']);
  return { world, sides: [await side(world, one), await side(world, other)] };
};

const NUMBERS = Object.fromEntries(
  Object.entries(numbersOf(standardRules)).map(([name, number]) => [name, String(number)]),
);

/** Something that every verb takes, with the ids of the other side wherever an id may stand. */
const dataFor = (about: AggregateId, { programme, people, ids }: Side, verb = ''): Record<string, unknown> => ({
  id: about,
  programme,
  about: verb === '' ? about : 'Ett ord',
  member: people[0],
  mentor: ids.find((id) => id.includes('.mentor.')),
  role: 'adept',
  lang: 'sv',
  revision: '1',
  talk: '1',
  date: '2026-12-01',
  time: '13:00',
  place: 'digital',
  choice: 'on',
  talks: '6',
  ends: '2027-03-01',
  starts: '2026-12-01',
  until: '2026-12-01',
  places: 'digital',
  form: about.includes('.mentor.') ? 'mentor@1' : 'adept@1',
  step: 'contact',
  kind: 'line',
  field: 'about',
  by: 'up',
  seenBy: 'board',
  labelSv: 'En fråga',
  headings: 'openness',
  question: 'Ett ord',
  message: 'Ett ord',
  reply: 'Ett ord',
  consent: 'true',
  listed: 'false',
  name: 'Ett namn',
  mail: 'ett@kommun.example',
  phone: '070-174 06 05',
  municipality: '1490',
  standing: 'active',
  wish: 'Ett ord',
  course: 'open',
  matching: 'adept',
  zone: DEFAULT_ZONE,
  languages: 'sv',
  boardLang: 'sv',
  status: 'ended',
  audience: 'everyone',
  lead: 'true',
  roleSv: 'chef',
  ...NUMBERS,
});

/** What a verb's id is an id of. A trouble is nobody's programme's. */
const kindsTaken = (verb: string): RegExp => {
  if (/^(programme|room|seat|lead|administrator|form\.field)\./.test(verb)) return /^programme:/;
  if (/^(registration|form|board|mentor)\./.test(verb)) return /^registration:/;
  return verb.startsWith('trouble.') ? /^trouble:/ : /^pair:/;
};

const versions = async (world: World, { ids }: Side): Promise<unknown[]> =>
  Promise.all(ids.map(async (id) => (await world.store.load(id))?.version));

const showsNothing = (shown: unknown, { mark, ids }: Side, what: object): void => {
  // The ids that were sent may come back; nothing of what they stand for may.
  const text = ids.reduce((said, id) => said.replaceAll(id, ''), JSON.stringify(shown));
  expect({ ...what, shown: text.includes(mark) }).toEqual({ ...what, shown: false });
};

const bothWays = ([one, other]: readonly [Side, Side]): readonly (readonly [Side, Side])[] => [
  [one, other],
  [other, one],
];

test('nobody does or sees anything in another programme by a changed id, whatever they press and wherever', async () => {
  const { world, sides } = await started();
  for (const [here, there] of bothWays(sides)) {
    const before = await versions(world, there);
    for (const actor of here.people) {
      for (const verb of VERB_NAMES) {
        for (const id of there.ids.filter((one) => kindsTaken(verb).test(one))) {
          const data = dataFor(id, there, verb);
          expect({
            verb,
            taken: schemaOf(verb, DEFAULT_ZONE)?.safeParse(data).success,
          }).toEqual({ verb, taken: true });
          for (const room of [null, here.room]) {
            const answer = await world.press(actor, verb, data, { room });
            showsNothing(answer, there, { actor, verb, id, room });
          }
        }
      }
    }
    expect(await versions(world, there)).toEqual(before);
  }
});

test('nobody sees a card of another programme, nor does the room of its board', async () => {
  const { world, sides } = await started();
  for (const [here, there] of bothWays(sides)) {
    for (const actor of here.people) {
      for (const card of CARDS) {
        for (const about of [...there.ids, ...there.people.slice(0, 2), INSTALLATION]) {
          for (const room of actor === here.people[0] ? [null, here.room] : [null]) {
            const { mentor, talk } = dataFor(about, there);
            const answer = await world.press(actor, 'show', { card, about, mentor, talk }, { room });
            showsNothing(answer, there, { actor, card, about, room });
          }
        }
      }
    }
  }
});

test('no word brings anything of another programme', async () => {
  const { world, sides } = await started();
  for (const [here, there] of bothWays(sides)) {
    for (const actor of here.people) {
      for (const words of Object.values(textsFor('sv').words)) {
        showsNothing(await world.say(actor, words[0] ?? ''), there, { actor, word: words[0] });
      }
    }
  }
});

test('what is said to somebody is about the programmes they are in, and to a room about its own', async () => {
  const { world, sides } = await started();
  for (const [here, there] of bothWays(sides)) {
    for (const room of [...here.people, here.room]) {
      showsNothing(world.chat.in(room), there, { room });
    }
  }
});

test('who administrates sees of registrations and pairs nothing, in any programme', async () => {
  const { world, sides } = await started();
  for (const side_ of sides) {
    for (const card of CARDS) {
      for (const about of side_.ids.filter((id) => !id.startsWith('programme:'))) {
        const answer = await world.press(ADMINISTRATOR, 'show', { card, about });
        showsNothing(answer, side_, { card, about });
      }
    }
  }
});
