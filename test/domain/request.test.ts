import { describe, expect, test } from 'vitest';
import { pairMachine } from '../../src/domain/pair/machine.ts';
import { adeptOf, aPair, aParty, at, mentorOf } from '../build.ts';
import { dues, given, nothing } from './given.ts';

/** Asked on a Monday at nine. */
const asked = (...reserves: string[]) => aPair({ reserves });
const maja = aParty(mentorOf('maja'));
const mats = aParty(mentorOf('mats'));
const mona = aParty(mentorOf('mona'));

describe('a request', () => {
  test('is opened once, however often the step is delivered', () => {
    const open = {
      type: 'pair.open',
      programme: 'programme:kommun',
      adept: aParty(adeptOf('ada')),
      mentor: maja,
      reserves: [mats],
    } as const;
    const opened = given(nothing(pairMachine)).when(open, { id: 'pair:p' });
    opened
      .thenEvents({ type: 'MentorRequested' })
      .thenState({ phase: 'requested', mentor: maja, reserves: [mats], reminded: false });
    opened.when(open).thenNothing();
    given(aPair().ended()).when(open).thenNothing();
  });

  test('is reminded of after five days and handed on after ten, on working mornings', () => {
    expect(dues(asked())).toEqual(['request.remind 2026-03-09 08:00', 'request.handOn 2026-03-13 08:00']);
  });

  test('is reminded of once', () => {
    given(asked())
      .when({ type: 'pair.due' }, { at: '2026-03-09 08:00' })
      .thenEvents({ type: 'MentorReminded' })
      .thenDue('request.handOn 2026-03-13 08:00')
      .when({ type: 'pair.due' }, { at: '2026-03-12 08:00' })
      .thenNothing();
  });

  test('is neither reminded of nor handed on early', () => {
    given(asked()).when({ type: 'pair.due' }, { at: '2026-03-09 07:59' }).thenNothing();
  });

  test('that met only silence goes to the next in reserve, who gets the full time', () => {
    given(asked('mats', 'mona'))
      .when({ type: 'pair.due' }, { at: '2026-03-13 08:00' })
      .thenEvents({ type: 'RequestHandedOn', why: 'silent', from: maja, to: mats, reserves: [mona] })
      .thenState({ phase: 'requested', mentor: mats, askedAt: at('2026-03-13 08:00'), reminded: false })
      .thenDue('request.remind 2026-03-18 08:00', 'request.handOn 2026-03-23 08:00');
  });

  test('that nobody is left to ask ends, and the adept chooses anew', () => {
    given(asked())
      .when({ type: 'pair.due' }, { at: '2026-03-13 08:00' })
      .thenEvents(
        { type: 'RequestHandedOn', why: 'silent', from: maja, to: null },
        { type: 'PairEnded', reason: 'noMentor' },
      )
      .thenState({ phase: 'ended', reason: 'noMentor' })
      .thenDue();
  });

  test('found long overdue is handed on without a reminder nobody could answer', () => {
    given(asked('mats'))
      .when({ type: 'pair.due' }, { at: '2026-04-20 09:00' })
      .thenEvents({ type: 'RequestHandedOn', to: mats });
  });

  test('that waits over July is reminded of in August, and handed on only after that', () => {
    expect(dues(aPair({ asked: '2026-06-26 09:00' }))).toEqual([
      'request.remind 2026-08-03 08:00',
      'request.handOn 2026-08-10 08:00',
    ]);
  });
});

describe('the mentor answers', () => {
  test('yes: the place is asked for; where no answer comes, the next in reserve is asked a day later', () => {
    given(asked())
      .when({ type: 'request.accept' }, { by: 'mentor' })
      .thenEvents({ type: 'RequestAccepted' })
      .thenState({ phase: 'accepting' })
      .thenDue('place.lapse 2026-03-04 08:00');
  });

  test('yes, and nobody can say whether there is a place: the next in reserve is asked, or the round is over', () => {
    given(asked('mats').do({ type: 'request.accept' }, maja.member))
      .when({ type: 'pair.due' }, { at: '2026-03-04 08:00' })
      .thenEvents({ type: 'RequestHandedOn', why: 'full', from: maja, to: mats })
      .thenState({ phase: 'requested', mentor: mats });
    given(asked().do({ type: 'request.accept' }, maja.member))
      .when({ type: 'pair.due' }, { at: '2026-03-04 08:00' })
      .thenEvents({ type: 'RequestHandedOn', to: null }, { type: 'PairEnded', reason: 'noMentor' });
  });

  test('by leaving: the next in reserve is asked at once; whoever else leaves changes nothing', () => {
    const left = { type: 'mentor.left', mentor: maja.registration } as const;
    given(asked('mats')).when(left).thenEvents({ type: 'RequestHandedOn', why: 'left', from: maja, to: mats });
    given(asked('mats')).when({ type: 'mentor.left', mentor: mats.registration }).thenNothing();
    given(aPair().introduced()).when(left).thenNothing();
  });

  test('no: the next in reserve is asked', () => {
    given(asked('mats'))
      .when({ type: 'request.turnDown', offList: false }, { by: 'mentor' })
      .thenEvents({ type: 'RequestHandedOn', why: 'no', from: maja, to: mats });
  });

  test('no and off the list: the same, and it is known that the mentor wants to be left in peace', () => {
    given(asked('mats'))
      .when({ type: 'request.turnDown', offList: true }, { by: 'mentor' })
      .thenEvents({ type: 'RequestHandedOn', why: 'offList', from: maja, to: mats });
    given(asked())
      .when({ type: 'request.turnDown', offList: true }, { by: 'mentor' })
      .thenEvents({ type: 'RequestHandedOn', why: 'offList', to: null }, { type: 'PairEnded', reason: 'noMentor' });
  });

  test('once', () => {
    given(asked().accepting()).when({ type: 'request.accept' }, { by: 'mentor' }).thenRefused('alreadyAnswered');
    given(asked().accepting())
      .when({ type: 'request.turnDown', offList: false }, { by: 'mentor' })
      .thenRefused('alreadyAnswered');
    given(asked().introduced())
      .when({ type: 'request.turnDown', offList: false }, { by: 'mentor' })
      .thenRefused('alreadyAnswered');
  });

  test('too late, and is told that the request is gone', () => {
    const gone = given(asked()).when({ type: 'request.takeBack' }, { by: 'adept' });
    gone.when({ type: 'request.accept' }, { by: 'mentor' }).thenRefused('requestGone');
    gone.when({ type: 'request.turnDown', offList: true }, { by: 'mentor' }).thenRefused('requestGone');
  });
});

describe('handing on', () => {
  const no = { type: 'request.turnDown', offList: false } as const;

  test('skips who has no place any more', () => {
    given(asked('mats', 'mona'))
      .when(no, { by: 'mentor', free: [mona.registration] })
      .thenEvents({ type: 'RequestHandedOn', to: mona, reserves: [] });
  });

  test('to nobody free ends the round', () => {
    given(asked('mats', 'mona'))
      .when(no, { by: 'mentor', free: [] })
      .thenEvents({ type: 'RequestHandedOn', to: null }, { type: 'PairEnded' });
  });

  test('goes through all who were named, each once', () => {
    given(asked('mats', 'mona'))
      .when(no, { by: 'mentor' })
      .when(no, { by: 'mentor' })
      .thenEvents({ type: 'RequestHandedOn', from: mats, to: mona })
      .when(no, { by: 'mentor' })
      .thenEvents({ type: 'RequestHandedOn', from: mona, to: null }, { type: 'PairEnded' });
  });
});

describe('capacity, at the moment of acceptance', () => {
  test('a place that is had introduces the two', () => {
    given(asked().accepting())
      .when({ type: 'place.taken', mentor: maja.registration }, { at: '2026-03-03 10:00' })
      .thenEvents({ type: 'PairIntroduced' })
      .thenState({ phase: 'introduced', introducedAt: at('2026-03-03 10:00'), meetings: [], contact: 'unknown' });
  });

  test('a full house goes to the next in reserve', () => {
    given(asked('mats').accepting())
      .when({ type: 'place.refused', mentor: maja.registration })
      .thenEvents({ type: 'RequestHandedOn', why: 'full', from: maja, to: mats })
      .thenState({ phase: 'requested', mentor: mats });
  });

  test('a full house without a reserve lets the adept choose anew', () => {
    given(asked().accepting())
      .when({ type: 'place.refused', mentor: maja.registration })
      .thenEvents({ type: 'RequestHandedOn', why: 'full', to: null }, { type: 'PairEnded', reason: 'noMentor' });
  });

  test('a place said twice introduces once', () => {
    given(asked().introduced()).when({ type: 'place.taken', mentor: maja.registration }).thenNothing();
  });

  test('a place that comes for what is over goes back', () => {
    const taken = { type: 'place.taken', mentor: maja.registration } as const;
    for (const road of [aPair().ended(), aPair().closed()]) {
      given(road)
        .when(taken)
        .thenEvents({ type: 'PlaceUnneeded', mentor: maja.registration })
        .thenState({ phase: road.state.phase });
    }
  });

  test('a late answer of one mentor’s house never counts for the mentor who is asked now', () => {
    const withMats = () => asked('mats', 'mona').accepting().do({ type: 'place.refused', mentor: maja.registration });
    for (const road of [withMats(), withMats().accepting(), withMats().introduced()]) {
      given(road)
        .when({ type: 'place.taken', mentor: maja.registration })
        .thenEvents({ type: 'PlaceUnneeded', mentor: maja.registration });
      given(road).when({ type: 'place.refused', mentor: maja.registration }).thenNothing();
    }
  });

  test('a refusal that comes after the end is nothing', () => {
    given(aPair().ended()).when({ type: 'place.refused', mentor: maja.registration }).thenNothing();
    given(aPair().introduced()).when({ type: 'place.refused', mentor: maja.registration }).thenNothing();
  });
});

describe('the adept takes the request back', () => {
  const back = { type: 'request.takeBack' } as const;

  test('while it stands', () => {
    given(asked('mats')).when(back, { by: 'adept' }).thenEvents({ type: 'PairEnded', reason: 'withdrawn' }).thenDue();
  });

  test('even while the mentor is accepting: the place that comes goes back', () => {
    given(asked().accepting())
      .when(back, { by: 'adept' })
      .thenEvents({ type: 'PairEnded', reason: 'withdrawn' })
      .when({ type: 'place.taken', mentor: maja.registration })
      .thenEvents({ type: 'PlaceUnneeded', mentor: maja.registration });
  });

  test('but not after the introduction: that is ended in another way', () => {
    given(asked().introduced()).when(back, { by: 'adept' }).thenRefused('alreadyAnswered');
    given(asked().introduced().ended()).when(back, { by: 'adept' }).thenRefused('alreadyDone');
  });
});

describe('an adept who leaves the programme', () => {
  const left = { type: 'adept.left' } as const;

  test('takes a standing request back', () => {
    for (const road of [asked('mats'), asked('mats').accepting()])
      given(road).when(left).thenEvents({ type: 'PairEnded', reason: 'withdrawn' });
  });

  test('ends a pair', () => {
    for (const road of [aPair().introduced(), aPair().met(), aPair().goingOn(), aPair().agreed()]) {
      given(road).when(left).thenEvents({ type: 'PairEnded', reason: 'stopped' }).thenDue();
    }
  });

  test('leaves what is over as it is', () => {
    for (const road of [aPair().ended(), aPair().closed()]) given(road).when(left).thenNothing();
  });
});
