import { describe, expect, test } from 'vitest';
import type { Place } from '../../src/domain/pair/agreement.ts';
import { aPair, at } from '../build.ts';
import { dues, given } from './given.ts';

/** Six talks agreed on, at the latest on the 18th of December; the clock stands in March. */
const pair = () => {
  const road = aPair().introduced();
  for (const by of ['adept', 'mentor'] as const) road.do({ type: 'rules.confirm' }, by);
  return road.agreed({ talks: 6 });
};
const plan = (moment: string, place: Place = 'neutral') => ({ type: 'talk.plan', at: at(moment), place }) as const;
const move = (moment: string, place: Place = 'neutral') =>
  ({ type: 'talk.move', talk: 2, at: at(moment), place }) as const;
/** A talk (the second meeting, after the first one) on a Wednesday. */
const planned = () => pair().planned('2026-04-15 10:00');
const talkDues = (road: ReturnType<typeof pair>) => dues(road).filter((due) => due.startsWith('talk'));

describe('planning a talk', () => {
  test.each(['adept', 'mentor'] as const)('is for the %s to do', (by) => {
    given(pair())
      .when(plan('2026-04-15 10:00'), { by })
      .thenEvents({ type: 'TalkPlanned', by })
      .thenState({
        meetings: [{ kind: 'first' }, { id: 2, kind: 'talk', status: 'planned', at: at('2026-04-15 10:00') }],
      });
  });

  test('goes up to the agreed number, those already held included', () => {
    const road = pair().held(4).planned('2026-04-15 10:00').planned('2026-05-15 10:00');
    given(road).when(plan('2026-06-15 10:00'), { by: 'adept' }).thenRefused('allTalksPlanned');
  });

  test('counts neither the missed nor the cancelled', () => {
    const road = pair().held(5).planned('2026-04-15 10:00');
    given(road)
      .when({ type: 'talk.cancel', talk: 7 }, { by: 'adept' })
      .when(plan('2026-05-15 10:00'), { by: 'adept' })
      .thenEvents({ type: 'TalkPlanned' });
    given(road)
      .when({ type: 'talk.missed', talk: 7 }, { by: 'adept', at: '2026-04-15 12:00' })
      .when(plan('2026-05-15 10:00'), { by: 'adept' })
      .thenEvents({ type: 'TalkPlanned' });
  });

  test('stays within the agreed year', () => {
    given(pair()).when(plan('2026-12-18 23:00'), { by: 'adept' }).thenEvents({ type: 'TalkPlanned' });
    given(pair()).when(plan('2026-12-19 10:00'), { by: 'adept' }).thenRefused('talkAfterEnd', 'date');
  });

  test('stays with the agreed kinds of place', () => {
    given(pair()).when(plan('2026-04-15 10:00', 'visit'), { by: 'adept' }).thenRefused('placeNotAgreed', 'place');
    given(pair()).when(plan('2026-04-15 10:00', 'shadowing'), { by: 'adept' }).thenRefused('placeNotAgreed', 'place');
    const shadowing = pair().agreed({ places: ['visit'], shadowing: true }, 'mentor');
    given(shadowing).when(plan('2026-04-15 10:00', 'shadowing'), { by: 'adept' }).thenEvents({ type: 'TalkPlanned' });
    given(shadowing).when(plan('2026-04-15 10:00', 'neutral'), { by: 'adept' }).thenRefused('placeNotAgreed', 'place');
  });

  test('with a time that has been says: we met', () => {
    given(pair())
      .when(plan('2026-03-10 10:00'), { by: 'mentor', at: '2026-03-11 10:00' })
      .thenEvents({ type: 'TalkPlanned' }, { type: 'TalkHeld', by: 'mentor' });
  });

  test('has no time from before they knew each other', () => {
    given(pair()).when(plan('2026-02-27 10:00'), { by: 'adept' }).thenRefused('talkInPast', 'date');
  });

  test('is over when the pair is', () => {
    for (const road of [aPair(), aPair().ended(), aPair().closed()]) {
      given(road).when(plan('2026-06-15 10:00'), { by: 'adept' }).thenRefused('notNow');
    }
  });
});

describe('moving a talk', () => {
  test('is for either, in time and in kind of place', () => {
    given(planned())
      .when(move('2026-04-20 14:00', 'digital'), { by: 'mentor' })
      .thenEvents({ type: 'TalkMoved', by: 'mentor' })
      .thenState({ meetings: [{ kind: 'first' }, { id: 2, at: at('2026-04-20 14:00'), place: 'digital' }] });
  });

  test('to where it is: it is said that it is so already', () => {
    given(planned()).when(move('2026-04-15 10:00'), { by: 'adept' }).thenRefused('sameTime', 'date');
  });

  test('keeps to the agreement, and to the future', () => {
    given(planned()).when(move('2026-12-19 10:00'), { by: 'adept' }).thenRefused('talkAfterEnd', 'date');
    given(planned()).when(move('2026-04-16 10:00', 'visit'), { by: 'adept' }).thenRefused('placeNotAgreed', 'place');
    given(planned()).when(move('2026-03-05 10:00'), { by: 'adept' }).thenRefused('talkInPast', 'date');
  });

  test('is possible after its time, when it did not come to be', () => {
    given(planned().on('2026-04-16 08:00').do({ type: 'pair.due' }))
      .when(move('2026-04-22 10:00'), { by: 'adept' })
      .thenEvents({ type: 'TalkMoved' })
      .thenState({ meetings: [{}, { reminded: false, asked: false }] });
  });

  test('that is none of theirs, or over, is refused', () => {
    given(planned())
      .when({ ...move('2026-04-20 10:00'), talk: 9 }, { by: 'adept' })
      .thenRefused('noSuchTalk');
    given(planned())
      .when({ ...move('2026-04-20 10:00'), talk: 1 }, { by: 'adept' })
      .thenRefused('alreadyDone');
  });
});

describe('cancelling, held, missed', () => {
  const after = { by: 'adept', at: '2026-04-15 11:00' } as const;

  test('each is said once, by either', () => {
    for (const type of ['talk.cancel', 'talk.held', 'talk.missed'] as const) {
      const said = given(planned()).when({ type, talk: 2 }, after);
      expect(said.events).toHaveLength(1);
      for (const next of ['talk.cancel', 'talk.held', 'talk.missed'] as const) {
        said.when({ type: next, talk: 2 }, { by: 'mentor' }).thenRefused('alreadyDone');
      }
    }
  });

  test('leave no reminder and no question behind', () => {
    for (const type of ['talk.cancel', 'talk.held', 'talk.missed'] as const) {
      given(planned())
        .when({ type, talk: 2 }, after)
        .thenDue('quiet.remind 2026-08-03 08:00', 'year.end 2026-12-21 08:00');
    }
  });

  test('a talk may be cancelled before, but not held or missed', () => {
    given(planned())
      .when({ type: 'talk.cancel', talk: 2 }, { by: 'mentor' })
      .thenEvents({ type: 'TalkCancelled', by: 'mentor' });
    given(planned()).when({ type: 'talk.held', talk: 2 }, { by: 'mentor' }).thenRefused('talkNotYet');
    given(planned()).when({ type: 'talk.missed', talk: 2 }, { by: 'mentor' }).thenRefused('talkNotYet');
  });

  test('only what was held counts', () => {
    const road = pair()
      .held(2)
      .planned('2026-04-15 10:00')
      .on('2026-04-15 12:00')
      .do({ type: 'talk.missed', talk: 4 }, 'adept');
    given(road.on('2026-12-21 08:00')).when({ type: 'pair.due' }).thenState({ phase: 'closed', held: 2, agreed: 6 });
  });
});

describe('the reminder', () => {
  test('comes to both two days before, in the morning', () => {
    expect(talkDues(planned())).toEqual(['talk.remind 2026-04-13 08:00', 'talk.ask 2026-04-16 08:00']);
    given(planned())
      .when({ type: 'pair.due' }, { at: '2026-04-13 08:00' })
      .thenEvents({ type: 'TalkReminded', talk: 2, said: true });
  });

  test('comes earlier rather than on a weekend or a holiday', () => {
    expect(talkDues(pair().planned('2026-04-20 10:00'))[0]).toBe('talk.remind 2026-04-17 08:00');
    expect(talkDues(pair().planned('2026-04-08 10:00'))[0]).toBe('talk.remind 2026-04-02 08:00');
    expect(talkDues(pair().planned('2026-06-22 10:00'))[0]).toBe('talk.remind 2026-06-18 08:00');
  });

  test('comes in July too, for a talk that they put there', () => {
    expect(talkDues(pair().planned('2026-07-15 10:00'))).toEqual([
      'talk.remind 2026-07-13 08:00',
      'talk.ask 2026-07-16 08:00',
    ]);
  });

  test('comes at eight by the clock on the wall when the clocks are changed in between', () => {
    const moments = pair().planned('2026-10-26 10:00');
    expect(talkDues(moments)[0]).toBe('talk.remind 2026-10-23 08:00');
    expect(talkDues(pair().planned('2026-03-30 10:00'))[0]).toBe('talk.remind 2026-03-27 08:00');
  });

  test('is said once', () => {
    given(planned())
      .when({ type: 'pair.due' }, { at: '2026-04-13 08:00' })
      .when({ type: 'pair.due' }, { at: '2026-04-14 08:00' })
      .thenNothing();
  });

  test('moves with the talk', () => {
    given(planned())
      .when(move('2026-05-06 10:00'), { by: 'adept' })
      .thenDue('talk.remind 2026-05-04 08:00', 'talk.ask 2026-05-07 08:00', 'year.end 2026-12-21 08:00');
  });

  test('is said anew for the new time when it was said for the old', () => {
    given(planned().on('2026-04-13 08:00').do({ type: 'pair.due' }))
      .when(move('2026-05-06 10:00'), { by: 'adept' })
      .when({ type: 'pair.due' }, { at: '2026-05-04 08:00' })
      .thenEvents({ type: 'TalkReminded', said: true });
  });

  test('is not said again for a time that was left and come back to', () => {
    given(planned().on('2026-04-13 08:00').do({ type: 'pair.due' }))
      .when(move('2026-05-06 10:00'), { by: 'adept' })
      .when(move('2026-04-15 10:00'), { by: 'mentor' })
      .thenDue('talk.ask 2026-04-16 08:00', 'year.end 2026-12-21 08:00');
  });

  test('is left out for a talk that is planned or moved within its time', () => {
    const soon = { by: 'adept', at: '2026-04-14 10:00' } as const;
    given(pair())
      .when(plan('2026-04-15 10:00'), soon)
      .thenDue('talk.ask 2026-04-16 08:00', 'year.end 2026-12-21 08:00');
    given(pair().planned('2026-05-15 10:00'))
      .when(move('2026-04-15 10:00'), soon)
      .thenDue('talk.ask 2026-04-16 08:00', 'year.end 2026-12-21 08:00');
  });

  test('that comes late is said while it is of use, and not after the talk began', () => {
    given(planned())
      .when({ type: 'pair.due' }, { at: '2026-04-15 09:00' })
      .thenEvents({ type: 'TalkReminded', said: true });
    given(planned())
      .when({ type: 'pair.due' }, { at: '2026-04-15 10:00' })
      .thenEvents({ type: 'TalkReminded', said: false });
    given(planned())
      .when({ type: 'pair.due' }, { at: '2026-04-20 08:00' })
      .thenEvents({ type: 'TalkReminded', said: false }, { type: 'TalkAsked' });
  });
});

describe('the question after', () => {
  test('comes the next working morning, once', () => {
    expect(talkDues(pair().planned('2026-04-17 15:00'))[1]).toBe('talk.ask 2026-04-20 08:00');
    given(planned().on('2026-04-13 08:00').do({ type: 'pair.due' }))
      .when({ type: 'pair.due' }, { at: '2026-04-16 08:00' })
      .thenEvents({ type: 'TalkAsked', talk: 2 })
      .when({ type: 'pair.due' }, { at: '2026-04-29 08:00' })
      .thenNothing();
  });

  test('that nobody answers is asked no more after two weeks, and nothing is claimed', () => {
    given(planned().on('2026-04-16 08:00').do({ type: 'pair.due' }))
      .when({ type: 'pair.due' }, { at: '2026-04-30 08:00' })
      .thenEvents({ type: 'TalkLeft', talk: 2 })
      .thenState({ meetings: [{}, { status: 'unknown' }] });
  });

  test('can be answered long after', () => {
    given(planned())
      .when({ type: 'talk.held', talk: 2 }, { by: 'mentor', at: '2026-06-15 10:00' })
      .thenEvents({ type: 'TalkHeld' });
  });
});
