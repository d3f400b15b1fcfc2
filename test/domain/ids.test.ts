import { expect, test } from 'vitest';
import { kindOf, otherRole, pairId, partsOf, registrationId } from '../../src/domain/ids.ts';

const ada = registrationId('programme:kommun', 'adept', 'member:ada');

test('one person has one registration of a kind in a programme, whoever asks for its id', () => {
  expect(registrationId('programme:kommun', 'adept', 'member:ada')).toBe(ada);
  expect(registrationId('programme:kommun', 'mentor', 'member:ada')).not.toBe(ada);
});

test('a registration’s id says whose it is, and where', () => {
  expect(partsOf(ada)).toEqual({ programme: 'programme:kommun', role: 'adept', member: 'member:ada' });
});

test('an id that nobody made is not read', () => {
  expect(() => partsOf('registration:kommun.chief.ada')).toThrow(/not a registration/);
  expect(() => partsOf('registration:kommun.adept.ada.more')).toThrow(/not a registration/);
  expect(() => kindOf('nothing' as never)).toThrow(/no kind/);
});

test('each round of an adept names a pair of its own, and the same round the same pair', () => {
  expect(pairId(ada, 1)).toBe(pairId(ada, 1));
  expect(pairId(ada, 2)).not.toBe(pairId(ada, 1));
});

test('an id alone says what it is of', () => {
  expect([kindOf('member:ada'), kindOf(ada), kindOf(pairId(ada, 1))]).toEqual(['member', 'registration', 'pair']);
});

test('the other of two is the other', () => {
  expect([otherRole('mentor'), otherRole('adept')]).toEqual(['adept', 'mentor']);
});
