import { describe, expect, test } from 'vitest';
import type { RegistrationId } from '../../src/domain/ids.ts';
import { isFree } from '../../src/domain/registration/machine.ts';
import { answering } from './answering.ts';
import { aMentor, anAdept, mentorOf } from '../build.ts';
import { given } from './given.ts';

const maja = mentorOf('maja');
const mats = mentorOf('mats');
const mona = mentorOf('mona');
const mira = mentorOf('mira');
const free = [maja, mats, mona, mira];
const ask = (...mentors: RegistrationId[]) => ({ type: 'mentor.ask', mentors }) as const;
const pair = 'pair:kommun.adept.ada.1';

describe('an adept chooses', () => {
  test('one mentor, and that names the first pair', () => {
    given(anAdept().approved())
      .when(ask(maja), { free })
      .thenEvents({ type: 'MentorsChosen', pair, mentors: [maja] })
      .thenState({ search: { status: 'paired', pair }, rounds: 1 });
  });

  test('with up to two in reserve, in that order', () => {
    given(anAdept().approved())
      .when(ask(maja, mats, mona), { free })
      .thenEvents({ type: 'MentorsChosen', mentors: [maja, mats, mona] });
    given(anAdept().approved())
      .when(ask(maja, mats, mona, mira), { free })
      .thenRefused('tooManyReserves');
  });

  test('somebody: no name is refused at its field', () => {
    given(anAdept().approved()).when(ask(), { free }).thenRefused('incomplete', 'mentor');
  });

  test('each mentor once', () => {
    given(anAdept().approved()).when(ask(maja, maja), { free }).thenRefused('sameMentorTwice');
  });

  test('never oneself', () => {
    const self = mentorOf('ada');
    given(anAdept().approved())
      .when(ask(self), { free: [self] })
      .thenRefused('mentorIsYou');
    given(anAdept().approved())
      .when(ask(maja, self), { free: [maja, self] })
      .thenRefused('mentorIsYou');
  });

  test('only who is free right now, reserves included', () => {
    given(anAdept().approved())
      .when(ask(maja), { free: [mats] })
      .thenRefused('mentorNotFree');
    given(anAdept().approved())
      .when(ask(mats, maja), { free: [mats] })
      .thenRefused('mentorNotFree');
    given(anAdept().approved()).when(ask(maja)).thenRefused('mentorNotFree');
  });

  test('one at a time: while a request or a pair stands there is no other', () => {
    given(anAdept().approved()).when(ask(maja), { free }).when(ask(mats), { free }).thenRefused('requestStanding');
  });

  test('only when approved', () => {
    for (const road of [anAdept(), anAdept().submitted(), anAdept().declined(), anAdept().withdrawn()]) {
      given(road).when(ask(maja), { free }).thenRefused('notNow');
    }
    given(aMentor('mats').approved()).when(ask(maja), { free }).thenRefused('notNow');
  });
});

describe('when the pair is over', () => {
  const asked = () => given(anAdept().approved()).when(ask(maja), { free });

  test('without a good end, the adept is back in the queue and may ask the same mentor again', () => {
    asked()
      .when({ type: 'search.over', pair, finished: false })
      .thenEvents({ type: 'SearchReopened', pair })
      .when(ask(maja), { free })
      .thenEvents({ type: 'MentorsChosen', pair: 'pair:kommun.adept.ada.2' });
  });

  test('with its good end, the search is finished', () => {
    asked()
      .when({ type: 'search.over', pair, finished: true })
      .thenEvents({ type: 'SearchFinished', pair })
      .thenState({ search: { status: 'finished', pair } });
  });

  test('and says so twice, or late, it says it once', () => {
    const again = asked().when({ type: 'search.over', pair, finished: false });
    again.when({ type: 'search.over', pair, finished: false }).thenNothing();
    again
      .when(ask(mats), { free })
      .when({ type: 'search.over', pair, finished: false })
      .thenNothing()
      .thenState({ search: { status: 'paired', pair: 'pair:kommun.adept.ada.2' } });
  });

  test('for an adept who withdrew, nothing is left to reopen', () => {
    asked().when({ type: 'registration.withdraw' }).when({ type: 'search.over', pair, finished: false }).thenNothing();
  });
});

describe('a mentor’s places', () => {
  const taken = (...pairs: `pair:${string}`[]) => {
    const mentor = aMentor('maja', { places: 2 }).approved();
    for (const each of pairs) mentor.do({ type: 'place.take', pair: each });
    return mentor;
  };

  test('are given one by one, and no more than there are', () => {
    given(taken()).when({ type: 'place.take', pair: 'pair:a' }).thenEvents({ type: 'PlaceTaken', pair: 'pair:a' });
    given(taken('pair:a', 'pair:b'))
      .when({ type: 'place.take', pair: 'pair:c' })
      .thenEvents({ type: 'PlaceRefused', pair: 'pair:c' })
      .thenState({ pairs: ['pair:a', 'pair:b'] });
  });

  test('asked for twice are given once', () => {
    given(taken('pair:a', 'pair:b')).when({ type: 'place.take', pair: 'pair:a' }).thenNothing();
  });

  test('given back are free again, and giving back twice is once', () => {
    given(taken('pair:a', 'pair:b'))
      .when({ type: 'place.release', pair: 'pair:a' })
      .thenEvents({ type: 'PlaceReleased' })
      .thenState({ pairs: ['pair:b'] })
      .when({ type: 'place.release', pair: 'pair:a' })
      .thenNothing()
      .when({ type: 'place.take', pair: 'pair:c' })
      .thenEvents({ type: 'PlaceTaken' });
  });

  test('lowered below the adepts one has, keep those and take no new one', () => {
    given(taken('pair:a', 'pair:b'))
      .when(answering('mentor', { places: 1 }))
      .thenState({ pairs: ['pair:a', 'pair:b'] })
      .when({ type: 'place.take', pair: 'pair:c' })
      .thenEvents({ type: 'PlaceRefused' });
  });

  test('are nobody’s to have before approval or after withdrawal', () => {
    for (const road of [
      aMentor(),
      aMentor().submitted(),
      aMentor().declined(),
      aMentor().withdrawn(),
      anAdept().approved(),
    ]) {
      given(road).when({ type: 'place.take', pair: 'pair:a' }).thenEvents({ type: 'PlaceRefused', pair: 'pair:a' });
      given(road).when({ type: 'place.release', pair: 'pair:a' }).thenNothing();
    }
  });

  test('decide with the list who is free', () => {
    expect(isFree(taken().state)).toBe(true);
    expect(isFree(taken('pair:a').state)).toBe(true);
    expect(isFree(taken('pair:a', 'pair:b').state)).toBe(false);
    expect(isFree(taken().do({ type: 'mentor.listing', listed: false }).state)).toBe(false);
    expect(isFree(aMentor().submitted().state)).toBe(false);
    expect(isFree(anAdept().approved().state)).toBe(false);
  });
});

describe('the list', () => {
  test('can be left for now and come back to, each once', () => {
    given(aMentor().approved())
      .when({ type: 'mentor.listing', listed: false })
      .thenEvents({ type: 'ListingChanged', listed: false })
      .when({ type: 'mentor.listing', listed: false })
      .thenNothing()
      .when({ type: 'mentor.listing', listed: true })
      .thenEvents({ type: 'ListingChanged', listed: true });
  });

  test('left, one may still say yes to who asked before', () => {
    given(aMentor().approved().do({ type: 'mentor.listing', listed: false }))
      .when({ type: 'place.take', pair: 'pair:a' })
      .thenEvents({ type: 'PlaceTaken' });
  });

  test('is for approved mentors', () => {
    given(aMentor().submitted()).when({ type: 'mentor.listing', listed: false }).thenRefused('notNow');
    given(anAdept().approved()).when({ type: 'mentor.listing', listed: false }).thenRefused('notNow');
  });
});
