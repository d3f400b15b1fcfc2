import { describe, expect, test } from 'vitest';
import { pairMachine } from '../../src/domain/pair/machine.ts';
import { aPair, at } from '../build.ts';
import { dues, given, nothing } from './given.ts';

const confirmed = () => {
  const road = aPair().introduced();
  for (const by of ['adept', 'mentor'] as const) road.do({ type: 'rules.confirm' }, by);
  return road;
};
const active = () => confirmed().agreed({ talks: 6 });
const due = { type: 'pair.due' } as const;
const pause = (until: string) => ({ type: 'pair.pause', until: at(until) }) as const;

describe('a pause', () => {
  test('keeps everything quiet until its day but what they booked themselves', () => {
    given(confirmed())
      .when(pause('2026-05-04'), { by: 'adept' })
      .thenEvents({ type: 'PairPaused', by: 'adept' })
      .thenDue('pair.resume 2026-05-04 08:00');
    given(active().planned('2026-04-15 10:00'))
      .when(pause('2026-05-04'), { by: 'mentor' })
      .thenDue(
        'talk.remind 2026-04-13 08:00',
        'talk.ask 2026-04-16 08:00',
        'pair.resume 2026-05-04 08:00',
        'year.end 2026-12-21 08:00',
      );
  });

  test('ends by itself on a working morning, and says so once', () => {
    given(confirmed().paused('2026-05-02'))
      .when(due, { at: '2026-05-03 12:00' })
      .thenNothing()
      .when(due, { at: '2026-05-04 08:00' })
      .thenEvents({ type: 'PairResumed' }, { type: 'ContactAsked' })
      .thenState({ pausedUntil: null })
      .thenDue('quiet.remind 2026-06-01 08:00', 'quiet.end 2026-06-29 08:00');
  });

  test('can be ended earlier, by either, once', () => {
    const resumed = given(confirmed().paused('2026-05-04')).when({ type: 'pair.resume' }, { by: 'mentor' });
    resumed.thenEvents({ type: 'PairResumed' }).when({ type: 'pair.resume' }, { by: 'adept' }).thenNothing();
  });

  test('can be made longer or shorter', () => {
    given(confirmed().paused('2026-05-04'))
      .when(pause('2026-06-01'), { by: 'mentor' })
      .thenDue('pair.resume 2026-06-01 08:00');
  });

  test('is no end: at most half a year, and not past the agreed one', () => {
    given(confirmed()).when(pause('2026-09-02'), { by: 'adept' }).thenEvents({ type: 'PairPaused' });
    given(confirmed()).when(pause('2026-09-03'), { by: 'adept' }).thenRefused('pauseTooLong', 'until');
    given(active().on('2026-10-01')).when(pause('2026-12-19'), { by: 'adept' }).thenRefused('pauseTooLong', 'until');
  });

  test('is in the future', () => {
    given(confirmed()).when(pause('2026-03-02'), { by: 'adept' }).thenRefused('pauseInPast', 'until');
  });

  test('lets the waits for a decision and for an agreement begin anew', () => {
    given(aPair().met('2026-03-09 09:00').paused('2026-05-04'))
      .when(due, { at: '2026-05-04 08:00' })
      .thenEvents({ type: 'PairResumed' })
      .thenDue('decision.remind 2026-05-11 08:00', 'decision.lapse 2026-06-01 08:00');
    given(confirmed().goingOn().paused('2026-05-04'))
      .when(due, { at: '2026-05-04 08:00' })
      .thenDue('agreement.remind 2026-05-11 08:00', 'agreement.end 2026-06-29 08:00');
  });

  test('does not hold up the end of the year', () => {
    given(active().on('2026-10-01').paused('2026-12-18'))
      .when(due, { at: '2026-12-21 08:00' })
      .thenEvents({ type: 'PairClosed' });
  });

  test('is of a pair that is together', () => {
    for (const road of [aPair(), aPair().accepting()])
      given(road).when(pause('2026-04-01'), { by: 'adept' }).thenRefused('notNow');
    for (const road of [aPair().ended(), aPair().closed()])
      given(road).when(pause('2026-04-01'), { by: 'adept' }).thenRefused('alreadyDone');
  });
});

describe('the good end', () => {
  test('comes with the last of the agreed talks', () => {
    given(active().held(5))
      .when(
        { type: 'talk.plan', at: at('2026-03-14 08:00'), place: 'neutral' },
        { by: 'adept', at: '2026-03-14 12:00' },
      )
      .thenEvents({ type: 'TalkPlanned' }, { type: 'TalkHeld' }, { type: 'PairClosed' })
      .thenState({ phase: 'closed', held: 6, agreed: 6 })
      .thenDue();
    given(active().held(5).planned('2026-04-15 10:00'))
      .when({ type: 'talk.held', talk: 7 }, { by: 'mentor', at: '2026-04-15 11:00' })
      .thenEvents({ type: 'TalkHeld' }, { type: 'PairClosed' });
  });

  test('comes with the end of the year, on a working morning, however few talks there were', () => {
    given(active().held(3).on('2026-08-01').do(due))
      .when(due, { at: '2026-12-21 07:59' })
      .thenNothing()
      .when(due, { at: '2026-12-21 08:00' })
      .thenEvents({ type: 'PairClosed' })
      .thenState({ phase: 'closed', held: 3, agreed: 6 })
      .thenDue();
  });

  test('of a year that ends in July or at Christmas comes after', () => {
    expect(dues(confirmed().agreed({ ends: at('2026-07-10 23:59') }))).toContain('year.end 2026-08-03 08:00');
    expect(dues(confirmed().agreed({ ends: at('2026-12-23 23:59') }))).toContain('year.end 2026-12-28 08:00');
  });

  test('of a year waits until both were asked about a talk on its last days', () => {
    const road = active().on('2026-12-17 10:00').planned('2026-12-18 10:00');
    expect(dues(road)).toEqual(['talk.ask 2026-12-21 08:00', 'year.end 2026-12-22 08:00']);
    given(road)
      .when(due, { at: '2026-12-21 08:00' })
      .thenEvents({ type: 'TalkAsked' })
      .when({ type: 'talk.held', talk: 2 }, { by: 'adept' })
      .thenEvents({ type: 'TalkHeld' })
      .when(due, { at: '2026-12-22 08:00' })
      .thenEvents({ type: 'PairClosed' })
      .thenState({ held: 1 });
  });

  test('of a year comes before a reminder of what it ends', () => {
    const changing = active().on('2026-12-11 10:00').proposed({ talks: 8 }, 'mentor');
    given(changing).when(due, { at: '2026-12-21 08:00' }).thenEvents({ type: 'PairClosed' });
  });
});

describe('ending', () => {
  const living = () => [aPair().introduced(), aPair().goingOn(), aPair().agreed(), aPair().paused('2026-05-04')];

  test('is for either, without explaining, and does not say who', () => {
    for (const by of ['adept', 'mentor'] as const) {
      for (const road of living()) {
        const ended = given(road).when({ type: 'pair.end' }, { by });
        ended.thenEvents({ type: 'PairEnded', reason: 'stopped' }).thenDue();
        expect(JSON.stringify(ended.events)).not.toMatch(/adept|mentor|member/);
      }
    }
  });

  test('leaves nothing of what they planned or answered', () => {
    const road = aPair().answered('adept', 'no').answered('mentor', 'on').told();
    expect(Object.keys(road.state).toSorted()).toEqual([
      'adept',
      'id',
      'kind',
      'mentor',
      'openedAt',
      'overAt',
      'phase',
      'programme',
      'reason',
    ]);
  });

  test('is for good', () => {
    for (const road of [aPair().ended(), aPair().closed()]) {
      for (const wish of [{ type: 'pair.resume' }, { type: 'contact.made' }, { type: 'rules.confirm' }] as const) {
        given(road).when(wish, { by: 'adept' }).thenRefused('alreadyDone');
      }
      given(road).when(due, { at: '2028-01-10 08:00' }).thenNothing().thenDue();
    }
  });

  test('twice, or by both at once, is once', () => {
    given(aPair().ended()).when({ type: 'pair.end' }, { by: 'mentor' }).thenNothing();
    given(aPair().closed()).when({ type: 'pair.end' }, { by: 'mentor' }).thenRefused('alreadyDone');
  });

  test('is no way out of a request: that is taken back or answered', () => {
    given(aPair()).when({ type: 'pair.end' }, { by: 'adept' }).thenRefused('notNow');
    given(aPair().accepting()).when({ type: 'pair.end' }, { by: 'mentor' }).thenRefused('notNow');
  });

  test('nothing can be said to a pair that never was', () => {
    given(nothing(pairMachine)).when(due).thenRefused('notFound');
  });
});
