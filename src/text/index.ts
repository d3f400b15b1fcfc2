import type { Lang } from '../domain/ids.ts';
import type { Rejection } from '../domain/machine.ts';
import { en } from './en.ts';
import { sv, type Texts } from './sv.ts';

const all: Record<Lang, Texts> = { sv, en };

export const textsFor = (lang: Lang): Texts => all[lang];

/** Why not, in a sentence. */
export const reasonInWords = ({ reason, data = {} }: Rejection, lang: Lang): string => {
  const words = all[lang].reasons[reason];
  return typeof words === 'string' ? words : words(data);
};
