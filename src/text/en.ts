import { accountCards, platforms } from './en/accounts.ts';
import { formCards } from './en/form.ts';
import { general } from './en/general.ts';
import { pairCards } from './en/pair.ts';
import { programmeCards, programmeStatus } from './en/programme.ts';
import { registrationCards, registrationTexts } from './en/registration.ts';
import { talkCards } from './en/talks.ts';
import { trouble } from './en/trouble.ts';
import type { Texts } from './sv.ts';

export const en: Texts = {
  ...general,
  ...registrationTexts,
  platforms,
  programmeStatus,
  cards: {
    ...accountCards,
    ...formCards,
    ...registrationCards,
    ...pairCards,
    ...talkCards,
    ...programmeCards,
    trouble,
  },
};
