import { describe, expect, test } from 'vitest';
import type { Choice } from '../../src/domain/pair/state.ts';
import { aPair, at } from '../build.ts';
import { dues, given } from './given.ts';

/** They met on Monday the 9th of March at nine, and said so at ten. */
const met = () => aPair().met('2026-03-09 09:00');
const answer = (choice: Choice) => ({ type: 'decision.answer', choice }) as const;
const decided = (adept: Choice, mentor: Choice, order: 'adept first' | 'mentor first' = 'adept first') =>
  order === 'adept first'
    ? given(met().answered('adept', adept)).when(answer(mentor), { by: 'mentor' })
    : given(met().answered('mentor', mentor)).when(answer(adept), { by: 'adept' });

const orders = ['adept first', 'mentor first'] as const;
const choices: Choice[] = ['on', 'more', 'no'];
const all = choices.flatMap((adept) => choices.map((mentor) => [adept, mentor] as const));
const withNo = all.filter((pair) => pair.includes('no'));
const withMore = all.filter((pair) => pair.includes('more') && !pair.includes('no'));

const told = (adept: Choice, mentor: Choice, order: 'adept first' | 'mentor first') =>
  decided(adept, mentor, order).when({ type: 'pair.due' }, { at: '2026-03-10 08:00' });

describe.each(orders)('the decision, %s', (order) => {
  test.each(all)(
    '%s and %s: told to both at the same later moment, and nothing comes of it before',
    (adept, mentor) => {
      decided(adept, mentor, order)
        .thenEvents({ type: 'DecisionAnswered', tellAt: at('2026-03-10 08:00') })
        .thenState({ phase: 'deciding' })
        .thenDue('decision.tell 2026-03-10 08:00');
    },
  );

  test('two yeses go on to the agreement', () => {
    told('on', 'on', order)
      .thenEvents({ type: 'BothGoOn' }, { type: 'RulesShown' })
      .thenState({ phase: 'agreeing', firstMeetingAt: at('2026-03-09 09:00'), proposal: null });
  });

  test.each(withMore)('%s and %s: one more talk, and then the question comes again', (adept, mentor) => {
    told(adept, mentor, order)
      .thenEvents({ type: 'OneMoreTalk' })
      .thenState({ phase: 'introduced', contact: 'made' })
      .thenDue('quiet.remind 2026-04-07 08:00', 'quiet.end 2026-05-05 08:00');
  });

  test.each(withNo)('%s and %s: the pair ends', (adept, mentor) => {
    told(adept, mentor, order)
      .thenEvents({ type: 'PairEnded', reason: 'notMutual' })
      .thenState({ phase: 'ended', reason: 'notMutual' })
      .thenDue();
  });

  test.each(all)('%s and %s: once it is told, whose answer was which is kept nowhere', (adept, mentor) => {
    const outcome = told(adept, mentor, order);
    expect(outcome.state).toEqual(told(mentor, adept, order).state);
    expect(JSON.stringify(outcome.events)).not.toMatch(/choice|adept|mentor/);
  });
});

describe('answering', () => {
  test('is private: one answer alone makes nothing happen', () => {
    for (const choice of choices) {
      given(met())
        .when(answer(choice), { by: 'adept' })
        .thenEvents({ type: 'DecisionAnswered', tellAt: null })
        .thenState({ phase: 'deciding' });
    }
  });

  test('can be changed until it is told, a no into a yes too, and does not put that off', () => {
    decided('no', 'on')
      .when(answer('on'), { by: 'adept', at: '2026-03-10 07:59' })
      .thenEvents({ type: 'DecisionAnswered', by: 'adept', choice: 'on', tellAt: at('2026-03-10 08:00') })
      .when({ type: 'pair.due' }, { at: '2026-03-10 08:00' })
      .thenState({ phase: 'agreeing' });
    decided('on', 'on')
      .when(answer('no'), { by: 'mentor' })
      .when({ type: 'pair.due' }, { at: '2026-03-10 08:00' })
      .thenState({ phase: 'ended', reason: 'notMutual' });
  });

  test('the same again is nothing', () => {
    given(met().answered('adept', 'no')).when(answer('no'), { by: 'adept' }).thenNothing();
  });

  test('to end is to say no, told when both have answered, and can be changed as a no can', () => {
    for (const by of ['adept', 'mentor'] as const) {
      const ending = given(met()).when({ type: 'pair.end' }, { by });
      ending.thenEvents({ type: 'DecisionAnswered', by, choice: 'no', tellAt: null }).thenState({ phase: 'deciding' });
      const other = by === 'adept' ? 'mentor' : 'adept';
      const both = ending.when(answer('on'), { by: other }).thenDue('decision.tell 2026-03-10 08:00');
      both.when({ type: 'pair.due' }, { at: '2026-03-10 08:00' }).thenState({ phase: 'ended', reason: 'notMutual' });
      both
        .when(answer('on'), { by })
        .when({ type: 'pair.due' }, { at: '2026-03-10 08:00' })
        .thenState({ phase: 'agreeing' });
    }
  });

  test('is for after the first meeting, and before anything is agreed', () => {
    for (const road of [aPair(), aPair().introduced(), aPair().goingOn(), aPair().agreed(), aPair().ended()]) {
      given(road).when(answer('no'), { by: 'mentor' }).thenRefused('notNow');
    }
  });
});

describe('the outcome is told the next working morning', () => {
  test.each([
    ['the small hours', '2026-03-10 05:00', '2026-03-11 08:00'],
    ['the afternoon', '2026-03-10 15:00', '2026-03-11 08:00'],
    ['late at night', '2026-03-10 23:59', '2026-03-11 08:00'],
    ['a Friday', '2026-03-13 10:00', '2026-03-16 08:00'],
    ['the day before Good Friday', '2026-04-02 10:00', '2026-04-07 08:00'],
  ])('after an answer in %s', (_, answeredAt, morning) => {
    given(met().answered('adept', 'no'))
      .when(answer('on'), { by: 'mentor', at: answeredAt })
      .thenDue(`decision.tell ${morning}`);
  });

  test('and not before', () => {
    decided('on', 'no').when({ type: 'pair.due' }, { at: '2026-03-10 07:59' }).thenNothing();
  });

  test('also when the pair pauses', () => {
    given(met().answered('adept', 'no').paused('2026-05-04'))
      .when(answer('on'), { by: 'mentor' })
      .when({ type: 'pair.due' }, { at: '2026-03-10 08:00' })
      .thenEvents({ type: 'PairEnded', reason: 'notMutual' });
  });
});

describe('no answer', () => {
  test('is reminded of once after five days and lapses after twenty-eight', () => {
    expect(dues(met())).toEqual(['decision.remind 2026-03-16 08:00', 'decision.lapse 2026-04-07 08:00']);
    given(met())
      .when({ type: 'pair.due' }, { at: '2026-03-16 08:00' })
      .thenEvents({ type: 'DecisionReminded' })
      .thenDue('decision.lapse 2026-04-07 08:00');
  });

  test.each([undefined, ...choices])(
    'where the other said %s: ends like a no, and nobody sees which it was',
    (choice) => {
      const road = choice ? met().answered('adept', choice) : met();
      const lapsed = given(road).when({ type: 'pair.due' }, { at: '2026-04-07 08:00' });
      lapsed.thenEvents({ type: 'PairEnded', reason: 'notMutual' }).thenDue();
      expect(lapsed.state).toEqual(decided('on', 'no').when({ type: 'pair.due' }, { at: '2026-04-07 08:00' }).state);
    },
  );

  test('over July is reminded of in August before it lapses', () => {
    const summer = aPair({ asked: '2026-06-15 09:00' }).met('2026-07-01 10:00');
    expect(dues(summer)).toEqual(['decision.remind 2026-08-03 08:00', 'decision.lapse 2026-08-26 08:00']);
  });
});

describe('one more talk', () => {
  const again = () => met().answered('adept', 'more').answered('mentor', 'on').told().on('2026-04-20 10:00');
  const plan = { type: 'talk.plan', at: at('2026-04-20 09:00'), place: 'digital' } as const;

  test('asks both anew after it, with nothing left of the first answers', () => {
    given(again())
      .when(plan, { by: 'mentor' })
      .thenEvents({ type: 'TalkPlanned' }, { type: 'TalkHeld' }, { type: 'DecisionAsked' })
      .thenState({ phase: 'deciding', choices: {}, meetings: [{ kind: 'first' }, { kind: 'first' }] });
  });

  test('does not move the year: it counts from the very first meeting', () => {
    given(again())
      .when(plan, { by: 'mentor' })
      .thenState({ firstMeetingAt: at('2026-03-09 09:00') });
  });

  test('does not count as one of the agreed talks', () => {
    const road = again().met('2026-04-20 09:00').goingOn().agreed({ talks: 5 });
    given(road.held(4))
      .when({ type: 'talk.plan', at: road.now, place: 'neutral' }, { by: 'adept' })
      .thenEvents({ type: 'TalkPlanned' }, { type: 'TalkHeld' }, { type: 'PairClosed' });
  });
});
