import { MUNICIPALITIES } from '../../domain/municipalities.ts';
import type { CardJson } from '../../app/ports.ts';
import { optionsOf, type Option } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { inputsOn, text } from './nodes.ts';
import { bare, plainText } from './text.ts';

/** What is offered while somebody types in a select with more choices than Slack lists. */

const plainLetters = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Those that begin with it first; å, ä and ö are found without their dots too. */
const matching = <T>(items: readonly T[], titleOf: (item: T) => string, typed: string): T[] => {
  const wanted = plainLetters(typed.trim());
  const at = (item: T): number => plainLetters(titleOf(item)).indexOf(wanted);
  const begins = items.filter((item) => at(item) === 0);
  return [...begins, ...items.filter((item) => at(item) > 0)].slice(0, LIMITS.options);
};

const INPUT = 'municipality';

/** Sweden's municipalities are at hand, whatever the database does. Null where the card itself must be asked. */
export const suggestionsFor = (input: string, typed: string): Option[] | null =>
  input === INPUT
    ? matching(MUNICIPALITIES, ({ name }) => name, typed).map(({ name, code }) => ({
        text: plainText(name, LIMITS.option),
        value: code,
      }))
    : null;

export const suggestionsOn = (card: CardJson, input: string, typed: string): Option[] => {
  const found = inputsOn(card).find((node) => text(node, 'id') === input);
  return found ? matching(optionsOf(found), (option) => bare(option.text.text), typed) : [];
};
