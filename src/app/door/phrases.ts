import type { Lang } from '../../domain/ids.ts';
import { reasonInWords, textsFor } from '../../text/index.ts';
import type { Phrases } from './make-bot.ts';
import type { Intent } from '../verbs/words.ts';

const LANGS: readonly Lang[] = ['sv', 'en'];

/** Both languages' words are known to all: who reads one writes the other, and `status` is the same in both. */
const intents: ReadonlyMap<string, Intent> = new Map(
  LANGS.flatMap((lang) =>
    Object.entries(textsFor(lang).words).flatMap(([name, words]) => {
      const intent = (name === 'start' ? 'help' : name) as Intent;
      return words.map((word): [string, Intent] => [word, intent]);
    }),
  ),
);

/** What a person wrote, as the list has it: without capitals, and without what is put around a word. */
const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^[\s/"'”“(]+|[\s.,!:;"'”“)]+$/g, '')
    .replace(/\s+/g, ' ');

export const phrases: Phrases = {
  field: (lang, code) => textsFor(lang).fields[code],
  reason: (lang, rejection) => reasonInWords(rejection, lang),
  fault: (lang, reference) => textsFor(lang).fault(reference),
  intent: (text) => intents.get(plain(text)) ?? null,
  consent: textsFor('sv').consent.version,
};
