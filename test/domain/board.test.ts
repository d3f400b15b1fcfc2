import { describe, expect, test } from 'vitest';
import { outcomeOf, voters, votesNeeded } from '../../src/domain/registration/votes.ts';
import { answering } from './answering.ts';
import { aMentor, anAdept, aProgramme, at, memberOf } from '../build.ts';
import { dues, given } from './given.ts';

const bo = memberOf('bo');
const berit = memberOf('berit');
const birk = memberOf('birk');
const two = aProgramme({ rules: { quorum: 2 } });
const approve = { type: 'board.approve', revision: 1 } as const;
const decline = { type: 'board.decline', revision: 1, reason: 'till styrelsen', message: 'till dig' } as const;
const recuse = { type: 'board.recuse' } as const;
const twoVotes = () => aMentor('maja', { programme: two }).submitted();

describe('a decision of the board', () => {
  test('with a quorum of one, the first yes approves', () => {
    given(aMentor().submitted())
      .when(approve, { by: bo, at: '2026-03-02 10:00' })
      .thenEvents({ type: 'VoteCast' }, { type: 'RegistrationApproved', at: at('2026-03-02 10:00') })
      .thenState({ status: 'approved', listed: true, pairs: [], votes: [{ by: bo, choice: 'approve' }] });
  });

  test('an approved adept begins to look for a mentor', () => {
    given(anAdept().submitted())
      .when(approve, { by: bo })
      .thenState({ status: 'approved', search: { status: 'looking' } });
  });

  test('with a quorum of one, the first no declines, and keeps the reason apart from the message', () => {
    given(aMentor().submitted())
      .when(decline, { by: bo })
      .thenEvents({ type: 'VoteCast' }, { type: 'RegistrationDeclined' })
      .thenState({ status: 'declined', votes: [{ by: bo, reason: 'till styrelsen', message: 'till dig' }] });
  });

  test('with a quorum of two, one yes waits for another', () => {
    given(twoVotes())
      .when(approve, { by: bo })
      .thenEvents({ type: 'VoteCast' })
      .thenState({ status: 'submitted' })
      .when(approve, { by: berit })
      .thenEvents({ type: 'VoteCast' }, { type: 'RegistrationApproved' });
  });

  test('the same member twice is one vote', () => {
    given(twoVotes()).when(approve, { by: bo }).when(approve, { by: bo }).thenNothing();
  });

  test('a yes and a no wait for the third', () => {
    given(twoVotes())
      .when(approve, { by: bo })
      .when(decline, { by: berit })
      .thenState({ status: 'submitted' })
      .when(decline, { by: birk })
      .thenEvents({ type: 'VoteCast' }, { type: 'RegistrationDeclined' });
  });

  test('a changed vote takes the place of the earlier, and may decide', () => {
    given(twoVotes())
      .when(approve, { by: bo })
      .when(decline, { by: berit })
      .when(decline, { by: bo })
      .thenEvents({ type: 'VoteCast' }, { type: 'RegistrationDeclined' })
      .thenState({ votes: [{ by: berit }, { by: bo, choice: 'decline' }] });
  });

  test('two at once: one outcome, and the other is told', () => {
    const approved = given(aMentor().submitted()).when(approve, { by: bo });
    approved.when(decline, { by: berit }).thenRefused('alreadyDecided');
    approved.when(approve, { by: berit }).thenRefused('alreadyDecided');
    approved.when({ type: 'board.ask', revision: 1, question: '?' }, { by: berit }).thenRefused('alreadyDecided');
    approved.when(recuse, { by: berit }).thenRefused('alreadyDecided');
  });

  test('nobody decides on something else than they read', () => {
    given(twoVotes())
      .when(approve, { by: bo })
      .when(answering('mentor', { about: 'Annat' }))
      .thenState({ votes: [], revision: 2 })
      .when(approve, { by: berit })
      .thenRefused('changedMeanwhile');
    given(twoVotes())
      .when(answering('mentor', { about: 'Annat' }))
      .when({ ...decline, revision: 1 }, { by: berit })
      .thenRefused('changedMeanwhile');
  });

  test('is not made on a draft, nor on what was withdrawn', () => {
    given(aMentor()).when(approve, { by: bo }).thenRefused('notNow');
    given(aMentor().submitted().withdrawn()).when(approve, { by: bo }).thenRefused('notNow');
  });

  test('is a person’s: Handslag never votes', () => {
    given(aMentor().submitted()).when(approve).thenRefused('notOnBoard');
  });
});

describe('recusing oneself', () => {
  test('takes one’s vote away, and one’s right to vote', () => {
    given(twoVotes())
      .when(approve, { by: bo })
      .when(recuse, { by: bo })
      .thenEvents({ type: 'MemberRecused', by: bo })
      .thenState({ votes: [], recused: [bo] })
      .when(approve, { by: bo })
      .thenRefused('recused');
  });

  test('lowers the quorum only to those who are left', () => {
    given(twoVotes())
      .when(recuse, { by: bo })
      .when(approve, { by: berit })
      .thenEvents({ type: 'VoteCast' })
      .when(recuse, { by: birk })
      .thenEvents({ type: 'MemberRecused' }, { type: 'RegistrationApproved' });
  });

  test('of all leaves the registration open: nobody decides', () => {
    const all = given(aMentor().submitted())
      .when(recuse, { by: bo })
      .when(recuse, { by: berit })
      .when(recuse, { by: birk });
    all.thenEvents({ type: 'MemberRecused' }).thenState({ status: 'submitted', recused: [bo, berit, birk] });
  });

  test('lasts when the applicant answers or changes something', () => {
    given(twoVotes())
      .when(recuse, { by: bo })
      .when({ type: 'board.ask', revision: 1, question: '?' }, { by: berit })
      .when({ type: 'registration.reply', reply: 'Så' })
      .thenState({ recused: [bo], revision: 2 })
      .when({ ...approve, revision: 2 }, { by: bo })
      .thenRefused('recused');
  });
});

describe('a member of the board who applies', () => {
  const own = () => aMentor('bo', { programme: two }).submitted();

  test('has no say in it', () => {
    for (const wish of [approve, decline, recuse, { type: 'board.ask', revision: 1, question: '?' } as const]) {
      given(own()).when(wish, { by: bo }).thenRefused('ownRegistration');
    }
  });

  test('does not count among those who can vote', () => {
    expect(voters(two, [], bo)).toEqual([berit, birk]);
    const all = aProgramme({ rules: { quorum: 3 } });
    expect(votesNeeded(all, { recused: [], member: bo })).toBe(2);
    expect(votesNeeded(all, { recused: [], member: memberOf('maja') })).toBe(3);
    expect(votesNeeded(all, { recused: [berit, birk], member: bo })).toBe(1);
  });
});

test('an empty board decides nothing', () => {
  const nobody = aProgramme({ board: [] });
  expect(outcomeOf(nobody, { recused: [], member: memberOf('maja') }, [])).toBeNull();
});

describe('asking for more', () => {
  test('hands the ball to the applicant, and the board may still decide without an answer', () => {
    given(twoVotes())
      .when(approve, { by: bo })
      .when({ type: 'board.ask', revision: 1, question: 'Var?' }, { by: berit })
      .thenEvents({ type: 'MoreAsked', by: berit, question: 'Var?' })
      .thenState({ status: 'asked', exchanges: [{ question: 'Var?', reply: null }], votes: [] })
      .thenDue('asked.remind 2026-03-10 08:00', 'asked.rest 2026-04-02 08:00')
      .when(approve, { by: birk })
      .thenEvents({ type: 'VoteCast' })
      .when(approve, { by: berit })
      .thenEvents({ type: 'VoteCast' }, { type: 'RegistrationApproved' })
      .thenState({ status: 'approved' });
  });

  test('is asked once at a time', () => {
    given(aMentor().asked())
      .when({ type: 'board.ask', revision: 1, question: 'Och?' }, { by: berit })
      .thenRefused('notNow');
  });

  test('that is not answered is reminded of once, and then the registration rests: what was written is a draft again', () => {
    const recused = twoVotes().do({ type: 'board.recuse' }, birk).asked();
    given(recused)
      .when({ type: 'registration.due' }, { at: '2026-03-10 08:00' })
      .thenEvents({ type: 'ReplyReminded' })
      .thenDue('asked.rest 2026-04-02 08:00')
      .when({ type: 'registration.due' }, { at: '2026-04-02 08:00' })
      .thenEvents({ type: 'RegistrationRested' })
      .thenState({ status: 'draft', rested: true, answers: { name: 'maja' } })
      .when({ type: 'registration.submit', consent: 'v1' })
      // who stepped aside stays there
      .thenState({ status: 'submitted', recused: [birk] });
  });

  test('and the answer brings a card to decide on anew, with question and answer', () => {
    given(aMentor().asked('Var?'))
      .when({ type: 'registration.reply', reply: 'I Arboga' }, { at: '2026-03-04 10:00' })
      .thenEvents({ type: 'MoreAnswered', reply: 'I Arboga' })
      .thenState({ status: 'submitted', exchanges: [{ question: 'Var?', reply: 'I Arboga' }], votes: [], revision: 2 })
      .thenDue('board.bump 2026-03-12 08:00', 'submitted.rest 2026-05-04 08:00')
      .when(approve, { by: bo })
      .thenRefused('changedMeanwhile');
  });

  test('may be repeated, and each question keeps its answer', () => {
    given(aMentor().asked('Var?'))
      .when({ type: 'registration.reply', reply: 'I Arboga' })
      .when({ type: 'board.ask', revision: 2, question: 'När?' }, { by: bo })
      .when({ type: 'registration.reply', reply: '1999' })
      .thenState({ exchanges: [{ reply: 'I Arboga' }, { question: 'När?', reply: '1999' }] });
  });

  test('is answered once', () => {
    given(aMentor().asked())
      .when({ type: 'registration.reply', reply: 'Så' })
      .when({ type: 'registration.reply', reply: 'Nej, så' })
      .thenRefused('alreadyDone');
  });
});

describe('an unanswered registration', () => {
  const waiting = () => aMentor().on('2026-03-03 10:00').submitted();

  test('is bumped once, seven days on, on a working morning', () => {
    expect(dues(waiting())[0]).toBe('board.bump 2026-03-11 08:00');
    given(waiting())
      .when({ type: 'registration.due' }, { at: '2026-03-11 08:00' })
      .thenEvents({ type: 'BoardBumped' })
      .thenDue('submitted.rest 2026-05-04 08:00')
      .when({ type: 'registration.due' }, { at: '2026-04-11 08:00' })
      .thenNothing();
  });

  test('is not bumped early', () => {
    given(waiting()).when({ type: 'registration.due' }, { at: '2026-03-11 07:59' }).thenNothing();
  });

  test('is bumped late rather than never', () => {
    given(waiting()).when({ type: 'registration.due' }, { at: '2026-04-30 13:00' }).thenEvents({ type: 'BoardBumped' });
  });

  test('is not bumped at Easter, at Christmas or in July', () => {
    expect(dues(aMentor().on('2026-03-27 07:00').submitted())[0]).toBe('board.bump 2026-04-07 08:00');
    expect(dues(aMentor().on('2026-12-17 07:00').submitted())[0]).toBe('board.bump 2026-12-28 08:00');
    expect(dues(aMentor().on('2026-06-25 07:00').submitted())[0]).toBe('board.bump 2026-08-03 08:00');
  });

  test('is bumped also when somebody voted and the rest did not', () => {
    given(twoVotes())
      .when(approve, { by: bo })
      .thenDue('board.bump 2026-03-10 08:00', 'submitted.rest 2026-05-04 08:00');
  });

  test('that was decided, or is with the applicant, is not bumped', () => {
    for (const road of [
      aMentor().approved(),
      aMentor().declined(),
      aMentor().asked(),
      aMentor().submitted().withdrawn(),
    ]) {
      expect(dues(road).filter((due) => due.startsWith('board'))).toEqual([]);
    }
  });

  test('goes back to the applicant after two months, with all that was written', () => {
    given(waiting().on('2026-03-11 08:00').do({ type: 'registration.due' }))
      .when({ type: 'registration.due' }, { at: '2026-05-04 08:00' })
      .thenEvents({ type: 'RegistrationRested' })
      .thenState({ status: 'draft', rested: true, answers: { name: 'maja' } })
      .thenDue('draft.remind 2026-05-18 08:00', 'draft.erase 2026-08-03 08:00');
  });

  test('that was declined is erased after a year, without a word', () => {
    given(aMentor().declined())
      .when({ type: 'registration.due' }, { at: '2027-03-03 08:00' })
      .thenEvents({ type: 'RegistrationLapsed' })
      .thenState({ status: 'withdrawn', lapsed: true })
      .thenDue();
  });
});
