import type { Lang } from '../domain/ids.ts';
import { textsFor } from './index.ts';

/** What stands on the server's own pages, for whoever looks up what this is: Teams asks for the three addresses. */
export const PAGES = ['about', 'privacy', 'terms'] as const;
export type Page = (typeof PAGES)[number];

export interface PageText {
  readonly title: string;
  /** As in a list of the pages. */
  readonly short: string;
  /** Markdown, a paragraph each. */
  readonly paragraphs: readonly string[];
}

const sv: Readonly<Record<Page, PageText>> = {
  about: {
    title: 'Om Handslag',
    short: 'Om Handslag',
    paragraphs: [
      'Handslag sköter mentorprogram för chefer i kommunerna. Det för samman mentorer och adepter och påminner dem genom ett år av samtal, i den chatt som de redan använder.',
      'Du når det i Slack eller Teams, om ditt program finns där: öppna Handslag och skriv *hjälp*.',
      'Det som sägs i samtalen sparas aldrig.',
      'Undrar du något? Vänd dig till den som bjöd in dig till programmet.',
    ],
  },
  privacy: {
    title: textsFor('sv').consent.title,
    short: 'Personuppgifter',
    paragraphs: [
      ...textsFor('sv').consent.paragraphs,
      '**Vad chatten säger om dig.** Skriver du till Handslag sparas ditt namn, din e-postadress, ditt språk och din tidszon som de står i Slack eller Teams, och de följer med när du ändrar dem där. Kopplar du ihop två konton vet Handslag att båda är dina.',
      '**Vem som ansvarar.** Den organisation som håller i programmet. Vänd dig till den som bjöd in dig om du vill se dina uppgifter, rätta dem eller få dem raderade. Är du inte nöjd med svaret kan du klaga hos Integritetsskyddsmyndigheten.',
      '**De här sidorna** använder inga kakor och hämtar inget från någon annan.',
    ],
  },
  terms: {
    title: 'Villkor',
    short: 'Villkor',
    paragraphs: [
      '**För vem.** Handslag är till för dem som ett program bjuder in. Att vara med är frivilligt.',
      '**Vad du skriver.** Skriv om dig själv. Lägg inte in uppgifter om andra, och inget som omfattas av sekretess.',
      '**Samtalen.** Vad ni säger till varandra är er sak. Handslag sparar det inte och svarar inte för det.',
      '**Programvaran** är fri, med licensen EUPL-1.2, och lämnas utan garanti.',
    ],
  },
};

const en: Readonly<Record<Page, PageText>> = {
  about: {
    title: 'About Handslag',
    short: 'About Handslag',
    paragraphs: [
      'Handslag runs mentor programmes for leaders in Swedish municipalities. It brings mentors and mentees together and reminds them through a year of talks, in the chat that they already use.',
      'You reach it in Slack or Teams, if your programme is there: open Handslag and write *help*.',
      'What is said in the talks is never stored.',
      'Anything you wonder about? Ask whoever invited you to the programme.',
    ],
  },
  privacy: {
    title: textsFor('en').consent.title,
    short: 'Personal data',
    paragraphs: [
      ...textsFor('en').consent.paragraphs,
      '**What the chat says of you.** When you write to Handslag, your name, email address, language and time zone are stored as they stand in Slack or Teams, and they follow when you change them there. If you link two accounts, Handslag knows that both are yours.',
      '**Who is responsible.** The organisation that runs the programme. Ask whoever invited you if you want to see your data, have it corrected or have it erased. If you are not satisfied with the answer, you can complain to the Swedish Authority for Privacy Protection (IMY).',
      '**These pages** use no cookies and fetch nothing from anybody else.',
    ],
  },
  terms: {
    title: 'Terms',
    short: 'Terms',
    paragraphs: [
      '**For whom.** Handslag is for those whom a programme invites. Taking part is voluntary.',
      '**What you write.** Write about yourself. Put in nothing about others, and nothing that is confidential by law.',
      '**The talks.** What you say to each other is yours. Handslag does not store it and does not answer for it.',
      '**The software** is free, under the licence EUPL-1.2, and comes without warranty.',
    ],
  },
};

export const pageTexts: Readonly<Record<Lang, Readonly<Record<Page, PageText>>>> = { sv, en };

/** Where a page is, from the server's root. */
export const pathOf = (page: Page): string => `/${page}`;
