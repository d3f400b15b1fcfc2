import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CardName } from '../../src/app/say/cards.ts';
import type { Asked } from '../../src/app/say/templates.ts';
import { en } from '../../src/text/en.ts';
import { sv } from '../../src/text/sv.ts';
import { ASKED_FILE, askedFile, wordsAsked } from '../../tools/templates.ts';

describe('what the card templates ask for', () => {
  it('stands in src/app/say/templates.ts, so that a view that lacks it does not compile (npm run templates)', async () => {
    expect(await readFile(ASKED_FILE, 'utf8')).toBe(askedFile());
  });

  it('is held to by the compiler', () => {
    const whole: Asked['rules'] = { lead: '', open: true, rules: [{ title: 'Öppenhet', text: '' }], why: '' };
    // @ts-expect-error the template asks for `why`
    const lacking: Asked['rules'] = { lead: '', open: true, rules: [] };
    // @ts-expect-error each rule has a text
    const inside: Asked['rules'] = { ...whole, rules: [{ title: 'Öppenhet' }] };
    expect([lacking, inside]).not.toContain(whole);
  });

  it('is a template for every card, and words that are there in both languages', () => {
    const lacking = [...wordsAsked()].flatMap(([name, words]) =>
      [sv, en].flatMap(({ cards }) =>
        words.filter((path) => {
          const found = path
            .split('.')
            .reduce<unknown>(
              (node, key) => (node as Record<string, unknown> | undefined)?.[key],
              cards[name as CardName],
            );
          return typeof found !== 'string';
        }),
      ),
    );
    expect(lacking).toEqual([]);
    expect([...wordsAsked().keys()].toSorted()).toEqual(Object.keys(sv.cards).toSorted());
  });
});
