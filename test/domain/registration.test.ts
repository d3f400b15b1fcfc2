import { describe, expect, test } from 'vitest';
import { registrationMachine } from '../../src/domain/registration/machine.ts';
import { registrationId } from '../../src/domain/ids.ts';
import { answering } from './answering.ts';
import { aMentor, anAdept, aProgramme, at, memberOf, mentorOf } from '../build.ts';
import { dues, given, nothing } from './given.ts';

const id = mentorOf('maja');
const start = {
  type: 'registration.start',
  programme: 'programme:kommun',
  role: 'mentor',
  member: memberOf('maja'),
} as const;
const paired = () => anAdept().approved().on('2026-03-10 09:00');

describe('the conversation', () => {
  test('begins with an empty draft', () => {
    given(nothing(registrationMachine))
      .when(start, { id, at: '2026-03-02 09:00' })
      .thenEvents({ type: 'RegistrationStarted' })
      .thenState({ id, status: 'draft', role: 'mentor', answers: {}, since: at('2026-03-02 09:00') });
  });

  test('begun twice is begun once: nothing typed is lost', () => {
    given(aMentor().filledIn()).when(start).thenNothing();
    given(aMentor().approved()).when(start).thenNothing();
  });

  test('saves each step, and a later answer takes the place of the earlier', () => {
    given(anAdept())
      .when(answering('adept', { name: 'Ada', mail: 'a@example.se' }))
      .when(answering('adept', { name: 'Ada A', phone: '+46701234567' }))
      .thenState({ status: 'draft', answers: { name: 'Ada A', mail: 'a@example.se', phone: '+46701234567' } });
  });

  test('cannot be sent in before every step is answered, and keeps what there is', () => {
    given(aMentor()).when({ type: 'registration.submit', consent: 'v1' }).thenRefused('incomplete');
    const full = aMentor().filledIn().in('draft').answers;
    for (const missing of ['name', 'mail', 'phone', 'municipalities', 'standing', 'places', 'about'] as const) {
      const { [missing]: _, ...answers } = full;
      given(aMentor().do(answering('mentor', answers)))
        .when({ type: 'registration.submit', consent: 'v1' })
        .thenRefused('incomplete');
    }
    for (const missing of ['municipality', 'wish'] as const) {
      const { [missing]: _, ...answers } = anAdept().filledIn().in('draft').answers;
      given(anAdept().do(answering('adept', answers)))
        .when({ type: 'registration.submit', consent: 'v1' })
        .thenRefused('incomplete');
    }
  });

  test('a mentor without a municipality, or without a place to give, is not complete', () => {
    given(aMentor('maja', { municipalities: [] }).filledIn())
      .when({ type: 'registration.submit', consent: 'v1' })
      .thenRefused('incomplete');
    given(aMentor('maja', { places: 0 }).filledIn())
      .when({ type: 'registration.submit', consent: 'v1' })
      .thenRefused('incomplete');
  });

  test('cannot be sent in without consent, which is refused at its box', () => {
    given(aMentor().filledIn())
      .when({ type: 'registration.submit', consent: null })
      .thenRefused('needsConsent', 'consent');
  });

  test('keeps the version of the text that was agreed to, and when', () => {
    given(aMentor().filledIn())
      .when({ type: 'registration.submit', consent: 'v3' }, { at: '2026-03-02 11:00' })
      .thenState({
        status: 'submitted',
        consent: { version: 'v3', at: at('2026-03-02 11:00') },
        submittedAt: at('2026-03-02 11:00'),
        revision: 1,
        votes: [],
      });
  });

  test('is sent in once', () => {
    given(aMentor().submitted()).when({ type: 'registration.submit', consent: 'v1' }).thenRefused('alreadyDone');
    given(aMentor().approved()).when({ type: 'registration.submit', consent: 'v1' }).thenRefused('alreadyDone');
  });

  test('nothing is answered, sent in or taken back that was never begun', () => {
    for (const wish of [
      answering('mentor', {}),
      { type: 'registration.submit', consent: 'v1' },
      { type: 'registration.withdraw' },
    ] as const) {
      given(nothing(registrationMachine)).when(wish, { id }).thenRefused('notFound');
    }
  });
});

describe('a later change', () => {
  test('while the board reads, is shown to the board as something new: its votes and its wait begin anew', () => {
    const road = aMentor('maja', { programme: aProgramme({ rules: { quorum: 2 } }) }).submitted();
    road.do({ type: 'board.approve', revision: 1 }, 'member:bo');
    given(road)
      .when(answering('mentor', { about: 'Ny rad' }), { at: '2026-03-05 10:00' })
      .thenState({ status: 'submitted', revision: 2, votes: [], waitingSince: at('2026-03-05 10:00') })
      .thenDue('board.bump 2026-03-13 08:00', 'submitted.rest 2026-05-05 08:00');
  });

  test('while the board waits for an answer, keeps the question', () => {
    given(aMentor().asked())
      .when(answering('mentor', { about: 'Ny rad' }))
      .thenState({ status: 'asked', revision: 2, exchanges: [{ reply: null }], answers: { about: 'Ny rad' } });
  });

  test('after approval, stays approved and keeps the rest', () => {
    given(aMentor().approved())
      .when(answering('mentor', { places: 3 }))
      .thenState({ status: 'approved', answers: { places: 3, name: 'maja' }, listed: true });
  });

  test('is not made to what was declined or withdrawn', () => {
    given(aMentor().declined())
      .when(answering('mentor', { name: 'X' }))
      .thenRefused('notNow');
    given(aMentor().withdrawn())
      .when(answering('mentor', { name: 'X' }))
      .thenRefused('notNow');
  });
});

describe('withdrawing', () => {
  test('is possible at any stage, and takes away what the person wrote', () => {
    for (const road of [
      aMentor(),
      aMentor().submitted(),
      aMentor().asked(),
      aMentor().approved(),
      aMentor().declined(),
    ]) {
      const { state } = given(road).when({ type: 'registration.withdraw' }, { at: '2026-03-09 09:00' });
      expect(Object.keys(state).toSorted()).toEqual(
        ['id', 'kind', 'lapsed', 'member', 'programme', 'role', 'rounds', 'status', 'withdrawnAt'].toSorted(),
      );
    }
  });

  test('twice is once', () => {
    given(aMentor().withdrawn()).when({ type: 'registration.withdraw' }).thenNothing();
  });

  test('leaves nothing due', () => {
    given(aMentor().submitted()).when({ type: 'registration.withdraw' }).thenDue();
  });

  test('can be followed by a new beginning, with an empty draft', () => {
    given(aMentor().withdrawn())
      .when(start)
      .thenEvents({ type: 'RegistrationStarted' })
      .thenState({ status: 'draft', answers: {} });
  });

  test('is refused to a mentor who has an adept: that is ended first', () => {
    const mentor = aMentor().approved().do({ type: 'place.take', pair: 'pair:p' });
    given(mentor).when({ type: 'registration.withdraw' }).thenRefused('hasPair');
    mentor.do({ type: 'place.release', pair: 'pair:p' });
    given(mentor).when({ type: 'registration.withdraw' }).thenEvents({ type: 'RegistrationWithdrawn', pair: null });
  });

  test('takes an adept’s pair along', () => {
    const adept = paired();
    const free = [mentorOf('maja')];
    given(adept)
      .when({ type: 'mentor.ask', mentors: free }, { free })
      .when({ type: 'registration.withdraw' })
      .thenEvents({ type: 'RegistrationWithdrawn', pair: `pair:kommun.adept.ada.1` });
  });

  test('and coming back never gives a new pair the id of an old one', () => {
    const free = [mentorOf('maja')];
    const again = { ...start, role: 'adept', member: memberOf('ada') } as const;
    const back = given(paired())
      .when({ type: 'mentor.ask', mentors: free }, { free })
      .when({ type: 'registration.withdraw' })
      .when(again)
      .thenState({ status: 'draft', rounds: 1 })
      .when(answering('adept', anAdept().filledIn().in('draft').answers))
      .when({ type: 'registration.submit', consent: 'v1' })
      .when({ type: 'board.approve', revision: 1 }, { by: 'member:bo' });
    back
      .when({ type: 'mentor.ask', mentors: free }, { free })
      .thenEvents({ type: 'MentorsChosen', pair: 'pair:kommun.adept.ada.2' });
  });
});

test('a draft is reminded of once, and erased where nobody goes on with it', () => {
  const draft = aMentor().filledIn();
  expect(dues(draft)).toEqual(['draft.remind 2026-03-17 08:00', 'draft.erase 2026-05-04 08:00']);
  const reminded = given(draft).when({ type: 'registration.due' }, { at: '2026-03-17 08:00' });
  reminded
    .thenEvents({ type: 'DraftReminded' })
    .when({ type: 'registration.due' }, { at: '2026-05-04 08:00' })
    .thenEvents({ type: 'RegistrationLapsed' })
    .thenState({ status: 'withdrawn', lapsed: true })
    .thenDue();
  // who goes on with it begins the wait anew
  reminded
    .when(answering('mentor', { name: 'Maja' }), { at: '2026-05-01 10:00' })
    .thenDue('draft.remind 2026-05-18 08:00', 'draft.erase 2026-08-03 08:00');
});

test('an approved adept who asks nobody is reminded once, and after a year the registration ends', () => {
  const adept = anAdept().approved();
  expect(dues(adept)).toEqual(['search.remind 2026-03-24 08:00', 'search.end 2027-03-03 08:00']);
  given(adept)
    .when({ type: 'registration.due' }, { at: '2026-03-24 08:00' })
    .thenEvents({ type: 'SearchReminded' })
    .thenDue('search.end 2027-03-03 08:00')
    .when({ type: 'registration.due' }, { at: '2027-03-03 08:00' })
    .thenEvents({ type: 'RegistrationLapsed' })
    .thenState({ status: 'withdrawn', lapsed: true });
});

test('a mentor on the list waits for as long as they wish: nothing is due', () => {
  expect(dues(aMentor().approved())).toEqual([]);
});

test('somebody may be mentor and adept in one programme: these are two registrations', () => {
  expect(anAdept('maja').id).toBe(registrationId('programme:kommun', 'adept', memberOf('maja')));
  expect(anAdept('maja').id).not.toBe(aMentor('maja').id);
});
