import type { Lang } from '../domain/ids.ts';
import type { Texts } from './sv.ts';

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

/** Teams shows ten at most. */
type Command = Exclude<keyof Texts['words'], 'start' | 'link' | 'programmes'>;

interface TeamsListing {
  readonly description: string;
  readonly longDescription: string;
  /** What each word is for, as Teams shows it beside the word where one writes. */
  readonly commands: Readonly<Record<Command, string>>;
}

/** What stands in the app's package: Teams shows it in the reader's language, and Swedish to everybody else. */
export const teamsListing: Readonly<Record<Lang, TeamsListing>> = {
  sv: {
    description: 'Mentorprogram för chefer i kommunerna',
    longDescription:
      'Handslag för samman mentorer och adepter och påminner dem genom ett år av samtal. ' +
      'Anmälan, styrelsens beslut, valet av mentor, överenskommelsen och samtalen sköts här i Teams, med några få knapptryck. ' +
      'Det som sägs i samtalen sparas aldrig.',
    commands: {
      help: 'Vad jag kan hjälpa dig med',
      status: 'Så ligger det till för dig just nu',
      done: 'Svara att något är gjort, till exempel ett samtal',
      move: 'Flytta ett samtal',
      pause: 'Ta paus från samtalen',
      end: 'Avsluta, utan att behöva förklara dig',
      mentor: 'Anmäl dig som mentor',
      adept: 'Anmäl dig som adept',
      mentors: 'Se mentorer med en ledig plats',
      plan: 'Planera nästa samtal',
    },
  },
  en: {
    description: 'Mentor programme for municipal leaders',
    longDescription:
      'Handslag brings mentors and mentees together and reminds them through a year of talks. ' +
      'Registering, the board’s decision, choosing a mentor, the agreement and the talks are all done here in Teams, with a few clicks. ' +
      'What is said in the talks is never stored.',
    commands: {
      help: 'What I can help you with',
      status: 'Where you stand right now',
      done: 'Answer that something is done, a talk for instance',
      move: 'Move a talk',
      pause: 'Take a break from the talks',
      end: 'End it, without having to explain yourself',
      mentor: 'Register as a mentor',
      adept: 'Register as a mentee',
      mentors: 'See mentors with a free place',
      plan: 'Plan the next talk',
    },
  },
};
