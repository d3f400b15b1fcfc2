import { describe, expect, test } from 'vitest';
import { aPair, at } from '../build.ts';
import { dues, given } from './given.ts';

const introduced = () => aPair().introduced();
/** Without a time to meet. */
const QUIET = ['quiet.remind 2026-03-31 08:00', 'quiet.end 2026-04-28 08:00'];

describe('the first contact', () => {
  const ask = { type: 'pair.due' } as const;

  test('is the adept’s to make, and is asked about once, a week on', () => {
    expect(dues(introduced())[0]).toBe('contact.ask 2026-03-10 08:00');
    given(introduced())
      .when(ask, { at: '2026-03-10 08:00' })
      .thenEvents({ type: 'ContactAsked' })
      .when(ask, { at: '2026-03-29 08:00' })
      .thenNothing();
  });

  test('that leads to no meeting ends: both are told the day, and then the place is free', () => {
    const asked = introduced().on('2026-03-10 08:00').do(ask);
    expect(dues(asked)).toEqual(QUIET);
    given(asked)
      .when(ask, { at: '2026-03-31 08:00' })
      .thenEvents({ type: 'QuietReminded' })
      .when(ask, { at: '2026-04-28 08:00' })
      .thenEvents({ type: 'PairEnded', reason: 'lapsed' })
      .thenDue();
  });

  test('that was made is not asked about', () => {
    for (const by of ['adept', 'mentor'] as const) {
      given(introduced())
        .when({ type: 'contact.made' }, { by })
        .thenEvents({ type: 'ContactMade' })
        .thenDue(...QUIET);
    }
  });

  test('is made once', () => {
    const made = given(introduced()).when({ type: 'contact.made' }, { by: 'adept' });
    made.when({ type: 'contact.made' }, { by: 'mentor' }).thenNothing();
  });

  test('is plain from a time that they set, also when it is cancelled', () => {
    const planned = introduced().planned('2026-04-15 10:00');
    expect(dues(planned).filter((due) => due.startsWith('contact'))).toEqual([]);
    given(planned)
      .when({ type: 'talk.cancel', talk: 1 }, { by: 'mentor' })
      .thenDue(...QUIET);
  });
});

describe('strangers', () => {
  test('have no say in a pair, whatever they try', () => {
    for (const wish of [
      { type: 'contact.made' },
      { type: 'talk.plan', at: at('2026-03-10 10:00'), place: 'neutral' },
      { type: 'decision.answer', choice: 'no' },
      { type: 'rules.confirm' },
      { type: 'agreement.confirm', revision: 1 },
      { type: 'pair.pause', until: at('2026-04-10') },
      { type: 'pair.resume' },
      { type: 'pair.end' },
    ] as const) {
      given(introduced()).when(wish, { by: 'member:nosy' }).thenRefused('notYours');
      given(introduced()).when(wish).thenRefused('notYours');
    }
  });

  test('include the mentor whose request went on to another', () => {
    const road = aPair({ reserves: ['mats'] })
      .do({ type: 'request.turnDown', offList: false }, 'mentor')
      .introduced();
    given(road).when({ type: 'pair.end' }, { by: 'member:maja' }).thenRefused('notYours');
    given(road).when({ type: 'pair.end' }, { by: 'member:mats' }).thenEvents({ type: 'PairEnded' });
  });
});

describe('the first meeting', () => {
  const plan = (moment: string) => ({ type: 'talk.plan', at: at(moment), place: 'neutral' }) as const;

  test('is set by either of the two', () => {
    for (const by of ['adept', 'mentor'] as const) {
      given(introduced())
        .when(plan('2026-03-20 10:00'), { by })
        .thenEvents({ type: 'TalkPlanned', by })
        .thenState({ meetings: [{ id: 1, kind: 'first', status: 'planned', at: at('2026-03-20 10:00') }] });
    }
  });

  test('is one at a time', () => {
    given(introduced().planned('2026-03-20 10:00'))
      .when(plan('2026-03-21 10:00'), { by: 'adept' })
      .thenRefused('talkStanding');
  });

  test('can be set anew after it was cancelled or missed', () => {
    const planned = given(introduced()).when(plan('2026-03-20 10:00'), { by: 'adept' });
    planned
      .when({ type: 'talk.cancel', talk: 1 }, { by: 'adept' })
      .when(plan('2026-03-23 10:00'), { by: 'adept' })
      .thenEvents({ type: 'TalkPlanned' })
      .thenState({
        meetings: [
          { id: 1, status: 'cancelled' },
          { id: 2, kind: 'first', status: 'planned' },
        ],
      });
    planned
      .when({ type: 'talk.missed', talk: 1 }, { by: 'mentor', at: '2026-03-20 12:00' })
      .when(plan('2026-04-15 10:00'), { by: 'adept' })
      .thenEvents({ type: 'TalkPlanned' });
  });

  test('is not shadowing: nothing is agreed yet', () => {
    given(introduced())
      .when({ type: 'talk.plan', at: at('2026-03-20 10:00'), place: 'shadowing' }, { by: 'adept' })
      .thenRefused('placeNotAgreed', 'place');
  });

  test('may have been already, but not before they were introduced', () => {
    given(introduced())
      .when(plan('2026-03-04 10:00'), { by: 'adept', at: '2026-03-05 10:00' })
      .thenEvents(
        { type: 'TalkPlanned' },
        { type: 'TalkHeld' },
        { type: 'DecisionAsked', firstMeetingAt: at('2026-03-04 10:00') },
      )
      .thenState({ phase: 'deciding' });
    given(introduced())
      .when(plan('2026-03-02 08:30'), { by: 'adept' })
      .thenEvents({ type: 'TalkPlanned' }, { type: 'TalkHeld' }, { type: 'DecisionAsked' });
    given(introduced()).when(plan('2026-03-01 10:00'), { by: 'adept' }).thenRefused('talkInPast', 'date');
  });

  test('that took place asks both for their decision', () => {
    given(introduced().planned('2026-03-20 10:00'))
      .when({ type: 'talk.held', talk: 1 }, { by: 'mentor', at: '2026-03-20 11:00' })
      .thenEvents({ type: 'TalkHeld', by: 'mentor' }, { type: 'DecisionAsked', firstMeetingAt: at('2026-03-20 10:00') })
      .thenState({ phase: 'deciding', choices: {}, tellAt: null });
  });

  test('is within half a year', () => {
    given(introduced()).when(plan('2026-09-03 10:00'), { by: 'adept' }).thenRefused('talkTooFar', 'date');
    given(introduced().planned('2026-03-20 10:00'))
      .when({ type: 'talk.move', talk: 1, at: at('9999-03-20 10:00'), place: 'neutral' }, { by: 'adept' })
      .thenRefused('talkTooFar', 'date');
  });

  test('that has not been cannot have taken place, nor have been missed', () => {
    const planned = introduced().planned('2026-03-20 10:00');
    given(planned)
      .when({ type: 'talk.held', talk: 1 }, { by: 'adept', at: '2026-03-20 09:59' })
      .thenRefused('talkNotYet');
    given(planned)
      .when({ type: 'talk.missed', talk: 1 }, { by: 'adept', at: '2026-03-20 09:59' })
      .thenRefused('talkNotYet');
  });
});

describe('the ground rules', () => {
  const confirm = { type: 'rules.confirm' } as const;
  const shownWithReminder = () =>
    introduced().planned('2026-03-20 10:00').on('2026-03-18 08:00').do({ type: 'pair.due' });

  test('come to both with the reminder of the first meeting', () => {
    given(introduced().planned('2026-03-20 10:00'))
      .when({ type: 'pair.due' }, { at: '2026-03-18 08:00' })
      .thenEvents({ type: 'TalkReminded', said: true }, { type: 'RulesShown' });
  });

  test('come at once when the meeting is too near for a reminder', () => {
    given(introduced())
      .when({ type: 'talk.plan', at: at('2026-03-03 10:00'), place: 'neutral' }, { by: 'adept' })
      .thenEvents({ type: 'TalkPlanned' }, { type: 'RulesShown' });
  });

  test('come at once when the meeting is moved too near for a reminder', () => {
    given(introduced().planned('2026-03-20 10:00'))
      .when({ type: 'talk.move', talk: 1, at: at('2026-03-03 10:00'), place: 'neutral' }, { by: 'adept' })
      .thenEvents({ type: 'TalkMoved' }, { type: 'RulesShown' });
  });

  test('do not come again because the meeting was moved after they came', () => {
    given(shownWithReminder())
      .when({ type: 'talk.move', talk: 1, at: at('2026-03-19 10:00'), place: 'neutral' }, { by: 'adept' })
      .thenEvents({ type: 'TalkMoved' });
  });

  test('come once more, a week on, while not both have confirmed', () => {
    given(shownWithReminder())
      .when(confirm, { by: 'adept' })
      .thenEvents({ type: 'RulesConfirmed', by: 'adept' })
      .when({ type: 'pair.due' }, { at: '2026-03-25 08:00' })
      .thenEvents({ type: 'TalkAsked' }, { type: 'RulesShown' })
      .thenState({ rules: { shown: 2, confirmed: ['adept'] } })
      .thenDue('talk.leave 2026-04-07 08:00');
  });

  test('do not come again when both have confirmed', () => {
    given(shownWithReminder())
      .when(confirm, { by: 'adept' })
      .when(confirm, { by: 'mentor' })
      .thenDue('talk.ask 2026-03-23 08:00');
  });

  test('come when the two go on, where the meeting was over before anybody said so', () => {
    given(aPair().answered('adept', 'on').answered('mentor', 'on'))
      .when({ type: 'pair.due' }, { at: '2026-03-10 08:00' })
      .thenEvents({ type: 'BothGoOn' }, { type: 'RulesShown' });
  });

  test('are confirmed once by each', () => {
    given(introduced()).when(confirm, { by: 'adept' }).when(confirm, { by: 'adept' }).thenNothing();
  });
});
