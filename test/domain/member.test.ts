import { test } from 'vitest';
import { memberMachine } from '../../src/domain/member/member.ts';
import { aMember } from '../build.ts';
import { given, nothing } from './given.ts';

test('a person who is known already is not made anew', () => {
  const reach = { channel: 'mail', address: 'other' };
  given(aMember('maja'))
    .when({ type: 'member.join', name: 'Other', mail: '', lang: 'en', zone: 'UTC', reach })
    .thenNothing();
});

test('the language can be changed, and the same one again is no change', () => {
  given(aMember('maja'))
    .when({ type: 'member.language', lang: 'en' })
    .thenEvents({ type: 'LanguageChanged', lang: 'en' })
    .thenState({ lang: 'en', name: 'maja' })
    .when({ type: 'member.language', lang: 'en' })
    .thenNothing();
});

test('nobody has a language before they are known', () => {
  given(nothing(memberMachine)).when({ type: 'member.language', lang: 'en' }).thenRefused('notFound');
});

test('nothing is ever due to a member by themselves', () => {
  given(aMember()).when({ type: 'member.language', lang: 'en' }).thenDue();
});
