import { describe, expect, it } from 'vitest';
import { en } from '../../src/text/en.ts';
import { dateInWords, dayInWords, listInWords, momentInWords, type Here } from '../../src/text/format.ts';
import { sv } from '../../src/text/sv.ts';
import { at, ZONE } from '../build.ts';

/** Every text with the path to it; functions are called with something. */
const leaves = (node: unknown, path: readonly string[] = []): [readonly string[], string][] => {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, String(Reflect.apply(node as () => unknown, null, [2, 3, 4]))]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, [...path, key]));
};

describe('the texts', () => {
  it('have the same shape in both languages', () => {
    const shape = (texts: object): string[] =>
      leaves(texts)
        .map(([path]) => path.filter((key) => !/^\d+$/.test(key)).join('.'))
        .toSorted();
    const { words: swedishWords, ...swedish } = sv;
    const { words: englishWords, ...english } = en;
    expect(shape(english)).toEqual(shape(swedish));
    expect(Object.keys(englishWords)).toEqual(Object.keys(swedishWords));
  });

  it('have typographic quotes, dashes and dots', () => {
    const wrong = [...leaves(sv), ...leaves(en)].filter(
      ([path, text]) => path[0] !== 'words' && /["']| - |\.\.\.| {2}/.test(text),
    );
    expect(wrong).toEqual([]);
    expect(leaves(sv).filter(([, text]) => /“|’/.test(text))).toEqual([]);
  });

  it('call the agreed talks samtal', () => {
    expect(leaves(sv.cards).filter(([, text]) => /\bmöte/i.test(text))).toEqual([]);
  });

  it('teach no word twice with two meanings', () => {
    for (const words of [sv.words, en.words]) {
      const all = Object.values(words).flat();
      expect(new Set(all).size).toBe(all.length);
    }
    const both = [sv.words, en.words].flatMap((words) =>
      Object.entries(words).flatMap(([intent, list]) => list.map((word) => [word, intent])),
    );
    const meanings = Map.groupBy(both, ([word]) => word);
    expect([...meanings].filter(([, uses]) => new Set(uses.map(([, intent]) => intent)).size > 1)).toEqual([]);
  });
});

describe('dates and lists', () => {
  const here = (lang: Here['lang']): Here => ({ lang, zone: ZONE, now: at('2026-11-20 09:00') });
  const talk = at('2026-11-24 13:00');

  it('are written as one would in a letter', () => {
    expect(momentInWords(talk, here('sv'))).toBe('tisdag 24 november kl. 13.00');
    expect(momentInWords(talk, here('en'))).toBe('Tuesday 24 November at 13:00');
    expect(dayInWords(talk, here('sv'))).toBe('tisdag 24 november');
    expect(dateInWords(talk, here('sv'))).toBe('24 november 2026');
    expect(dateInWords(talk, here('en'))).toBe('24 November 2026');
  });

  it('say the year where it is another', () => {
    expect(dayInWords(at('2027-01-12'), here('sv'))).toBe('tisdag 12 januari 2027');
    expect(momentInWords(at('2027-01-12 09:05'), here('sv'))).toBe('tisdag 12 januari 2027 kl. 09.05');
    expect(momentInWords(at('2027-01-12 09:05'), here('en'))).toBe('Tuesday 12 January 2027 at 09:05');
  });

  it('are in the zone, also around midnight', () => {
    expect(dayInWords(new Date('2026-11-24T23:30:00Z'), here('sv'))).toBe('onsdag 25 november');
  });

  it('list with and before the last', () => {
    expect(listInWords(['a', 'b', 'c'], 'sv')).toBe('a, b och c');
    expect(listInWords(['a', 'b', 'c'], 'en')).toBe('a, b and c');
    expect(listInWords(['a'], 'sv')).toBe('a');
  });
});
