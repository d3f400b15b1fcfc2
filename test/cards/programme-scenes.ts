import type { CardName } from '../../src/app/say/cards.ts';
import { noInstallation } from '../../src/domain/installation/machine.ts';
import type { Installation } from '../../src/domain/installation/state.ts';
import { INSTALLATION } from '../../src/domain/ids.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import { aMember, anAdept, aProgramme, at, memberOf } from '../build.ts';
import { everyKindOptional, worded } from '../forms/examples.ts';
import type { Scene, Written } from './scene.ts';

/** How programmes are set up: what administrators see, what stands in rooms, and the way in where there are several. */

const ADA = memberOf('ada');
const ADMIN = memberOf('alva');

export const administered = (...administrators: Installation['administrators']): Installation => ({
  ...noInstallation,
  administrators: [ADMIN, ...administrators],
});

export const programmeScenes = ({ name, text }: Written): Scene[] => {
  const members = ['ada', 'alva', 'bo', 'berit', 'birk', 'maja'].map((id) => ({
    ...aMember(id).state,
    name: `${name} ${id}`,
  }));
  const own = aProgramme({
    name,
    role: { sv: text.slice(0, 60), en: '' },
    intro: { sv: text, en: '' },
    groundRule: { sv: text, en: '' },
    contact: text.slice(0, 100),
  });
  const each: Programme = { ...own, forms: worded(text) };
  const cohort: Programme = {
    ...own,
    type: 'cohort',
    dates: { starts: '2026-09-01', ends: '2027-10-31' },
    jointMeetings: 7,
    matching: 'lead',
  };
  const draft: Programme = { ...own, status: 'draft', room: null, board: [], contact: '' };
  const invited: Programme = { ...own, audience: { kind: 'invited', word: 'abcd-efgh', members: [ADA] } };
  const another = aProgramme({ id: 'programme:other', name: `${name} 2`, room: 'chat:other' });

  const scene = (title: string, card: CardName, programme: Programme, more: Partial<Scene> = {}): Scene => ({
    name: `${card}: ${title}`,
    card,
    about: programme.id,
    viewer: ADMIN,
    states: members,
    now: at('2026-03-02 09:30'),
    programme,
    installation: administered(),
    ...more,
  });
  const ofAll = (title: string, programmes: readonly Programme[], more: Partial<Scene> = {}): Scene =>
    scene(title, 'programmes', own, { about: ADMIN, programmes, ...more });
  const inRoom = (title: string, programmes: readonly Programme[]): Scene =>
    scene(title, 'room', own, {
      about: INSTALLATION,
      viewer: null,
      programmes,
      args: { room: 'chat:board' },
      installation: noInstallation,
    });
  const seats = (title: string, programme: Programme): Scene =>
    scene(title, 'seats', programme, { viewer: null, installation: noInstallation });
  const asAda = (title: string, card: CardName, programme: Programme, more: Partial<Scene> = {}): Scene =>
    scene(title, card, programme, { viewer: ADA, installation: noInstallation, ...more });

  return [
    ofAll('none', []),
    ofAll('some', [own, another, { ...draft, id: 'programme:third' }]),
    ofAll('new, and not alone', [own], { args: { new: 1 }, installation: administered(ADA) }),
    ...(['draft', 'open', 'closed', 'ended'] as const).map((status) =>
      scene(status, 'programme', { ...own, status, board: status === 'draft' ? [] : own.board }),
    ),
    scene('a cohort', 'programme', cohort),
    scene('nothing set up', 'programme', draft),
    scene('ready to open', 'programme', { ...own, status: 'draft' }),
    scene('one who waits', 'programme', { ...draft, claims: [ADA], room: 'chat:board' }),
    scene('for those invited', 'programme', invited),
    scene('open', 'programme-form', own),
    scene('a cohort', 'programme-form', cohort),
    scene('numbers', 'programme-rules', own),
    scene('words', 'programme-texts', own),
    scene('in Swedish alone', 'programme-texts', { ...own, languages: ['sv'] }),
    scene('as a mentor', 'form-settings', own),
    scene('as an adept, with each kind', 'form-settings', each, { args: { role: 'adept' } }),
    scene(
      'with each kind, optional',
      'form-settings',
      { ...own, forms: everyKindOptional },
      { args: { role: 'adept' } },
    ),
    scene('new', 'form-field', own, { args: { role: 'mentor' } }),
    ...['q8', 'q7', 'q5', 'q10', 'municipality'].map((field) =>
      scene(`to change ${field}`, 'form-field', each, { args: { role: 'adept', field } }),
    ),
    scene('one that is needed', 'form-field', own, { args: { role: 'mentor', field: 'places' } }),
    scene('nobody yet', 'programme-people', draft),
    scene('a board, a lead and one who waits', 'programme-people', {
      ...own,
      claims: [ADA],
      leads: own.board.slice(0, 1),
    }),
    scene('by invitation', 'programme-people', invited),
    scene('from workplaces', 'programme-people', { ...own, audience: { kind: 'homes', homes: ['slack:T1'] } }),
    scene('ended', 'programme-people', { ...own, status: 'ended' }),
    inRoom('no programme', []),
    inRoom('one without a room', [draft]),
    inRoom('claimed', [own]),
    seats('nobody yet', { ...draft, room: 'chat:board' }),
    seats('some, and one who waits', { ...own, claims: [ADA] }),
    seats('ended', { ...own, status: 'ended' }),
    asAda('open to both roles', 'join', own),
    asAda('an adept already', 'join', own, {
      states: [...members, anAdept('ada', { programme: own }).submitted().state],
    }),
    asAda('several to choose from', 'start', own, { about: ADA, programmes: [own, another] }),
    asAda('in one of two', 'start', own, {
      about: ADA,
      programmes: [own, another],
      states: [...members, anAdept('ada', { programme: own }).approved().state],
    }),
    asAda('no programme', 'start', own, { about: ADA, programmes: [] }),
    scene('an administrator', 'start', own, { about: ADMIN }),
  ];
};
