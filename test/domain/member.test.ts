import { test } from 'vitest';
import { memberMachine, type Said } from '../../src/domain/member/member.ts';
import { aMember } from '../build.ts';
import { given, nothing } from './given.ts';

const HOME = 'chat:maja';
const ELSEWHERE = 'mail:maja';
const said = (more: Partial<Said> = {}): Said => ({
  name: 'maja',
  mail: 'maja@example.se',
  lang: 'sv',
  zone: 'Europe/Stockholm',
  ...more,
});

test('a person who is known already is not made anew', () => {
  given(aMember('maja')).when({ type: 'member.arrive', account: HOME, said: said() }).thenNothing();
});

test('name, mail, language and zone follow what the platform says where they are written to', () => {
  const news = said({ name: 'Maja Ny', mail: 'ny@example.se', lang: 'en', zone: 'Europe/London' });
  given(aMember('maja'))
    .when({ type: 'member.arrive', account: HOME, said: news })
    .thenEvents({ type: 'MemberSaid' })
    .thenState(news);
});

test('what another account of theirs says changes nothing, until they are written to there', () => {
  const news = said({ name: 'Maja Ny', lang: 'en' });
  given(aMember('maja'))
    .when({ type: 'member.arrive', account: ELSEWHERE, said: news })
    .thenNothing()
    .when({ type: 'member.home', account: ELSEWHERE, said: news })
    .thenEvents({ type: 'HomeChanged', home: ELSEWHERE }, { type: 'MemberSaid' })
    .thenState({ ...news, home: ELSEWHERE });
});

test('a language that they chose themselves stays, whatever the platform says', () => {
  given(aMember('maja'))
    .when({ type: 'member.language', lang: 'en' })
    .thenEvents({ type: 'LanguageChanged', lang: 'en' })
    .thenState({ lang: 'en', name: 'maja' })
    .when({ type: 'member.language', lang: 'en' })
    .thenNothing()
    .when({ type: 'member.arrive', account: HOME, said: said({ name: 'Maja Ny' }) })
    .thenState({ lang: 'en', name: 'Maja Ny', own: { lang: 'en' } });
});

test('to choose the language that is spoken already is a choice too', () => {
  given(aMember('maja'))
    .when({ type: 'member.language', lang: 'sv' })
    .when({ type: 'member.arrive', account: HOME, said: said({ lang: 'en' }) })
    .thenState({ lang: 'sv', said: said({ lang: 'en' }) });
});

test('who has left is written to nowhere, and where they come back', () => {
  given(aMember('maja'))
    .when({ type: 'member.leave' })
    .thenState({ home: null })
    .when({ type: 'member.leave' })
    .thenNothing()
    .when({ type: 'member.arrive', account: ELSEWHERE, said: said() })
    .thenState({ home: ELSEWHERE });
});

test.each([
  ['Anna\u202Egnerts\u200B Ek', 'Annagnerts Ek'],
  ['  Bo\n\tEk ', 'Bo Ek'],
  ['\u3164\u200D', '–'],
  ['', '–'],
  ['Åsa', 'Åsa'],
  ['x'.repeat(500), 'x'.repeat(120)],
])('a name has nothing in it that is not seen, or that turns what follows: %j', (name, seen) => {
  given(aMember('maja'))
    .when({ type: 'member.arrive', account: HOME, said: said({ name }) })
    .thenState({ name: seen });
});

test('nobody has a language, a home or a way out before they came', () => {
  for (const wish of [
    { type: 'member.language', lang: 'en' },
    { type: 'member.home', account: HOME, said: said() },
    { type: 'member.leave' },
  ] as const) {
    given(nothing(memberMachine)).when(wish, { id: 'member:nils' }).thenRefused('notFound');
  }
});
