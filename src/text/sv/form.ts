import type { FieldKind } from '../../domain/form/form.ts';

/** What the cards say with which an administrator changes a form. */

const kinds: Record<FieldKind, string> = {
  line: 'En rad',
  text: 'Flera rader',
  mail: 'E-postadress',
  phone: 'Telefonnummer',
  number: 'Heltal',
  date: 'Datum',
  choice: 'Ett av flera alternativ',
  several: 'Flera alternativ',
  municipality: 'En kommun',
  municipalities: 'Flera kommuner',
  yesno: 'Ja eller nej',
  statement: 'Något att intyga',
};

export const formSettings = {
  title: { mentor: 'Det vi frågar den som vill bli mentor', adept: 'Det vi frågar den som vill ha en mentor' },
  other: { mentor: 'Till adeptens frågor', adept: 'Till mentorns frågor' },
  lead: 'En ändring gäller dem som anmäler sig härefter, och påbörjade anmälningar. Det som redan är inskickat står kvar som det var.',
  version: (version: number) => `Version ${version} av formuläret.`,
  kinds,
  optional: 'får lämnas tomt',
  untranslated: 'saknas på svenska',
  change: 'Ändra',
  up: 'Flytta upp',
  add: 'Lägg till en fråga',
  back: 'Till programmet',
};

export const formField = {
  add: 'Ny fråga',
  change: 'Ändra frågan',
  kind: 'Slags svar',
  step: 'I steget',
  labelSv: 'Frågan på svenska',
  labelEn: 'Frågan på engelska',
  hintSv: 'Hjälptext på svenska',
  hintEn: 'Hjälptext på engelska',
  choicesSv: 'Alternativ på svenska',
  choicesEn: 'Alternativ på engelska, i samma ordning',
  choicesHint: 'Ett på varje rad',
  min: 'Minst (heltal)',
  max: 'Högst (tecken, antal eller heltal)',
  required: 'Måste besvaras',
  requiredYes: 'Ja, den som anmäler sig måste svara',
  seenBy: 'Vem ser svaret?',
  save: 'Spara frågan',
  back: 'Tillbaka',
  remove: 'Ta bort frågan',
  removeSure: 'Frågan ställs inte längre. Det som redan är besvarat och inskickat finns kvar.',
  removeYes: 'Ja, ta bort',
};
