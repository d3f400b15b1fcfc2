import { MUNICIPALITIES } from '../../domain/municipalities.ts';
import type { CardJson } from '../../app/ports.ts';
import { optionsOf, type Option } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { inputsOn, text } from './nodes.ts';
import { bare, plainText } from './text.ts';

/** What is offered while somebody types in a select with more choices than Slack lists. */

const plainLetters = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Those that begin with it first, and before them those with the very letters; å, ä and ö are found without their dots too. */
const matching = <T>(items: readonly T[], titleOf: (item: T) => string, typed: string): T[] => {
  const [exact, plain] = [typed.trim().toLowerCase(), plainLetters(typed.trim())];
  const rank = (item: T): number => {
    const title = titleOf(item);
    if (title.toLowerCase().startsWith(exact)) return 0;
    const at = plainLetters(title).indexOf(plain);
    return at < 0 ? -1 : at === 0 ? 1 : 2;
  };
  const ranks = items.map((item) => ({ item, rank: rank(item) })).filter((one) => one.rank >= 0);
  return ranks
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, LIMITS.options)
    .map(({ item }) => item);
};

/** The fields that the rules know by name; a programme's own are asked of their card. */
const INPUTS: readonly string[] = ['municipality', 'municipalities'];

/** Sweden's municipalities are at hand, whatever the database does. Null where the card itself must be asked. */
export const suggestionsFor = (input: string, typed: string): Option[] | null =>
  INPUTS.includes(input)
    ? matching(MUNICIPALITIES, ({ name }) => name, typed).map(({ name, code }) => ({
        text: plainText(name, LIMITS.option),
        value: code,
      }))
    : null;

export const suggestionsOn = (card: CardJson, input: string, typed: string): Option[] => {
  const found = inputsOn(card).find((node) => text(node, 'id') === input);
  return found ? matching(optionsOf(found), (option) => bare(option.text.text), typed) : [];
};
