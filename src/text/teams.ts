import type { Lang } from '../domain/ids.ts';

/** What Handslag says in Teams and nowhere else, and what Teams shows about the app. */
const sv = {
  name: 'Handslag',
  /** To somebody who writes or presses where others read too. */
  onlyPrivately: 'Det tar vi i vår egen chatt, där ingen annan läser. Öppna den och skriv hej.',
  done: 'Klart.',
};

export type TeamsText = { readonly [K in keyof typeof sv]: string };

const en: TeamsText = {
  name: 'Handslag',
  onlyPrivately: 'Let us do that in our own chat, where nobody else reads. Open it and write hello.',
  done: 'Done.',
};

export const teamsText: Readonly<Record<Lang, TeamsText>> = { sv, en };
