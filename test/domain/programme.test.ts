import { describe, expect, test } from 'vitest';
import { programmeMachine } from '../../src/domain/programme/machine.ts';
import { mayJoin } from '../../src/domain/programme/people.ts';
import { numbersOf, standardRules } from '../../src/domain/programme/rules.ts';
import { inLang } from '../../src/domain/words.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import { registrationMachine } from '../../src/domain/registration/machine.ts';
import { aMentor, anAdept, aPair, aProgramme, at, memberOf, mentorOf } from '../build.ts';
import { given, nothing } from './given.ts';

const ADA = memberOf('ada');
const BO = memberOf('bo');
const ALVA = memberOf('alva');

const stored = (wishes: Parameters<typeof aProgramme>[0] = {}) => ({
  machine: programmeMachine,
  programme: aProgramme(),
  state: aProgramme(wishes),
  now: at('2026-03-02 09:00'),
});

describe('a new programme', () => {
  const made = (course: 'open' | 'cohort') =>
    given(nothing(programmeMachine)).when({ type: 'programme.make', course }, { id: 'programme:new', by: ALVA });

  test('is a draft from the template, with nobody in it', () => {
    made('open').thenEvents({ type: 'ProgrammeMade' });
    made('open').thenState({ status: 'draft', revision: 1, board: [], room: null, dates: null, matching: 'adept' });
  });

  test('a cohort has dates ahead, joint meetings, and leads who match', () => {
    made('cohort').thenState({ type: 'cohort', jointMeetings: 7, matching: 'lead' });
    expect(made('cohort').state.dates).toEqual({ starts: '2026-07-02', ends: '2027-09-02' });
  });

  test('made twice it is made once', () => {
    given(stored()).when({ type: 'programme.make', course: 'open' }).thenNothing();
  });
});

describe('a change', () => {
  const change = (changes: Partial<Programme>, wishes: Parameters<typeof aProgramme>[0] = {}) =>
    given(stored(wishes)).when({ type: 'programme.change', changes }, { by: ALVA });

  test('raises the revision; the same again is none', () => {
    change({ name: 'Nytt' })
      .thenEvents({ type: 'ProgrammeChanged', changes: { name: 'Nytt' } })
      .thenState({ revision: 2 });
    change({ name: aProgramme().name, rules: standardRules }).thenNothing();
  });

  test('is refused at the number that does not fit', () => {
    change({ rules: { ...standardRules, quorum: 0 } }).thenRefused('numberUnfit', 'quorum');
    change({ rules: { ...standardRules, handOnAfterDays: 5 } }).thenRefused('numberUnfit', 'handOnAfterDays');
    change({ rules: { ...standardRules, talks: { min: 6, max: 5 } } }).thenRefused('numberUnfit', 'talksMax');
  });

  test('of what is open into what has dates is no change of settings', () => {
    change({ dates: { starts: '2026-04-01', ends: '2026-05-01' } }).thenRefused('notNow');
    const cohort = { type: 'cohort', dates: { starts: '2026-04-01', ends: '2027-04-01' } } as const;
    change({ dates: { starts: '2026-04-01', ends: '2026-03-01' } }, cohort).thenRefused('endsBeforeStart', 'ends');
  });

  test('comes too late when it has ended', () => {
    change({ name: 'Nytt' }, { status: 'ended' }).thenRefused('notNow');
  });
});

describe('its road', () => {
  const to = (status: 'open' | 'closed' | 'ended', wishes: Parameters<typeof aProgramme>[0]) =>
    given(stored(wishes)).when({ type: 'programme.status', status }, { by: ALVA });

  test('it opens once it has a room and somebody who decides', () => {
    to('open', { status: 'draft', room: null }).thenRefused('roomMissing');
    to('open', { status: 'draft', board: [] }).thenRefused('boardMissing');
    to('open', { status: 'draft' }).thenEvents({ type: 'StatusChanged', status: 'open' });
  });

  test('it closes and opens again; an end is an end', () => {
    to('closed', { status: 'open' }).thenState({ status: 'closed' });
    to('open', { status: 'closed' }).thenState({ status: 'open' });
    to('open', { status: 'ended' }).thenRefused('notNow');
  });
});

describe('who sits on the board', () => {
  test('says so in its room, waits, and is confirmed', () => {
    const claimed = given(stored()).when({ type: 'seat.claim', room: 'chat:board' }, { by: ADA });
    claimed.thenState({ claims: [ADA], board: aProgramme().board });
    claimed
      .when({ type: 'seat.confirm', member: ADA }, { by: ALVA })
      .thenState({ claims: [], board: [...aProgramme().board, ADA] });
  });

  test('says so nowhere else, and only who said so is confirmed', () => {
    given(stored()).when({ type: 'seat.claim', room: 'chat:other' }, { by: ADA }).thenRefused('notYours');
    given(stored()).when({ type: 'seat.claim', room: null }, { by: ADA }).thenRefused('notYours');
    given(stored({ room: null }))
      .when({ type: 'seat.claim', room: null }, { by: ADA })
      .thenRefused('notYours');
    given(stored()).when({ type: 'seat.confirm', member: ADA }, { by: ALVA }).thenRefused('notFound');
  });

  test('who is taken off is no lead either, and says so anew if it was a mistake', () => {
    given(stored({ leads: [BO] }))
      .when({ type: 'seat.remove', member: BO }, { by: ALVA })
      .thenState({ board: aProgramme().board.slice(1), leads: [] })
      .when({ type: 'seat.claim', room: 'chat:board' }, { by: BO })
      .thenState({ claims: [BO] });
  });

  test('a lead sits on the board', () => {
    given(stored()).when({ type: 'lead.name', member: ADA, lead: true }, { by: ALVA }).thenRefused('notFound');
    given(stored())
      .when({ type: 'lead.name', member: BO, lead: true }, { by: ALVA })
      .thenState({ leads: [BO] });
  });
});

describe('who may come in', () => {
  const invited = { kind: 'invited', word: 'abcd-efgh', members: [] } as const;

  test('everyone, those from a workplace, or those who wrote the invitation', () => {
    expect(mayJoin(aProgramme(), ADA, [])).toBe(true);
    const homes = aProgramme({ audience: { kind: 'homes', homes: ['slack:T1'] } });
    expect([mayJoin(homes, ADA, ['slack:T1']), mayJoin(homes, ADA, ['slack:T2']), mayJoin(homes, ADA, [])]).toEqual([
      true,
      false,
      false,
    ]);
    expect(mayJoin(aProgramme({ audience: invited }), ADA, ['slack:T1'])).toBe(false);
    for (const status of ['draft', 'closed', 'ended'] as const)
      expect(mayJoin(aProgramme({ status }), ADA, [])).toBe(false);
  });

  test('the invitation’s word lets in; another word says nothing of what there is', () => {
    const programme = stored({ audience: invited });
    given(programme)
      .when({ type: 'programme.enter', word: 'abcd-efgh' }, { by: ADA })
      .thenEvents({ type: 'MemberInvited', member: ADA });
    given(programme).when({ type: 'programme.enter', word: 'abcd-efgi' }, { by: ADA }).thenRefused('notFound');
    given(stored({ audience: invited, status: 'closed' }))
      .when({ type: 'programme.enter', word: 'abcd-efgh' }, { by: ADA })
      .thenRefused('notFound');
  });

  test('an invitation stands until it is taken back; workplaces are added to', () => {
    const choose = { type: 'programme.audience', word: 'new-word' } as const;
    given(stored({ audience: invited }))
      .when({ ...choose, audience: 'invited' }, { by: ALVA })
      .thenNothing();
    given(stored())
      .when({ ...choose, audience: 'homes' }, { by: ALVA })
      .thenRefused('noHome');
  });
});

describe('changed rules hold from then on', () => {
  test('with a lower quorum the same vote again decides', () => {
    const two = aProgramme({ rules: { quorum: 2 } });
    const road = aMentor('maja', { programme: two }).submitted().do({ type: 'board.approve', revision: 1 }, BO);
    given(road).when({ type: 'board.approve', revision: 1 }, { by: BO }).thenNothing();
    given(road)
      .when({ type: 'board.approve', revision: 1 }, { by: BO, programme: aProgramme() })
      .thenEvents({ type: 'RegistrationApproved' });
  });

  test('the vote of somebody who left the board is not counted', () => {
    const two = aProgramme({ rules: { quorum: 2 } });
    const road = aMentor('maja', { programme: two }).submitted().do({ type: 'board.approve', revision: 1 }, BO);
    const without = aProgramme({ rules: { quorum: 2 }, board: [memberOf('berit'), memberOf('birk')] });
    given(road)
      .when({ type: 'board.approve', revision: 1 }, { by: memberOf('berit'), programme: without })
      .thenEvents({ type: 'VoteCast' });
  });

  test('what two people agreed stays agreed', () => {
    const stricter = aProgramme({ rules: { months: 1, talks: { min: 1, max: 2 } } });
    const road = aPair().agreed({ talks: 8 });
    given(road)
      .when({ type: 'talk.plan', at: at('2026-11-02 10:00'), place: 'neutral' }, { by: 'adept', programme: stricter })
      .thenEvents({ type: 'TalkPlanned' });
  });
});

describe('a programme that is not open', () => {
  test('takes no registration in, and one that has ended introduces nobody', () => {
    const draft = anAdept().filledIn();
    given(draft)
      .when({ type: 'registration.submit', consent: 'v1' }, { by: ADA, programme: aProgramme({ status: 'closed' }) })
      .thenRefused('programmeNotOpen');
    given(nothing(registrationMachine))
      .when(
        { type: 'registration.start', programme: 'programme:kommun', role: 'adept', member: ADA },
        { by: ADA, id: draft.id, programme: aProgramme({ status: 'draft' }) },
      )
      .thenRefused('programmeNotOpen');
    given(anAdept().approved())
      .when(
        { type: 'mentor.ask', mentors: [mentorOf('maja')] },
        { by: ADA, free: [mentorOf('maja')], programme: aProgramme({ status: 'ended' }) },
      )
      .thenRefused('programmeOver');
  });

  test('a mentor of another programme is not free in this one', () => {
    const elsewhere = 'registration:other.mentor.maja';
    given(anAdept().approved())
      .when({ type: 'mentor.ask', mentors: [elsewhere] }, { by: ADA, free: [elsewhere] })
      .thenRefused('mentorNotFree');
  });
});

test('what is missing in one language is shown in the other', () => {
  expect(inLang({ sv: 'rektor', en: '' }, 'en')).toBe('rektor');
  expect(inLang({ sv: 'rektor', en: 'head' }, 'en')).toBe('head');
  expect(numbersOf(standardRules)).toMatchObject({ talksMin: 5, talksMax: 8 });
});
