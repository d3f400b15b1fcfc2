import type { Lang } from './ids.ts';

/** What a programme says in words of its own, in both languages. What is missing in one ('') is shown in the other. */
export type Words = Readonly<Record<Lang, string>>;

/** These words in a language, or what there is of them. */
export const inLang = (words: Words, lang: Lang): string => words[lang] || words[lang === 'sv' ? 'en' : 'sv'];
