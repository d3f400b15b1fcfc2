import type { Lang, Role } from '../domain/ids.ts';

type FirstLine = (other: string, me: string, programme: string) => string;

interface ChatWords {
  readonly title: (other: string) => string;
  /** By who writes it. The adept makes the first contact; a mentor who writes first does no harm. */
  readonly firstLine: Readonly<Record<Role, FirstLine>>;
}

/** On the way from the introduction to a chat of the two, where nobody else reads. */
export const chatWords: Readonly<Record<Lang, ChatWords>> = {
  sv: {
    title: (other) => `Skriv till ${other} direkt`,
    firstLine: {
      adept: (other, me, programme) =>
        `Hej ${other}! Jag heter ${me}, och vi har förts samman i ${programme}. Tack för att du vill vara min mentor. När skulle det passa dig att vi ses en första gång?`,
      mentor: (other, me, programme) =>
        `Hej ${other}! Jag heter ${me} och är din mentor i ${programme}. Roligt att få lära känna dig! När skulle det passa dig att vi ses en första gång?`,
    },
  },
  en: {
    title: (other) => `Write to ${other} directly`,
    firstLine: {
      adept: (other, me, programme) =>
        `Hello ${other}! My name is ${me}, and we have been introduced through ${programme}. Thank you for being my mentor. When would it suit you to meet for the first time?`,
      mentor: (other, me, programme) =>
        `Hello ${other}! My name is ${me}, and I am your mentor in ${programme}. I look forward to getting to know you. When would it suit you to meet for the first time?`,
    },
  },
};
