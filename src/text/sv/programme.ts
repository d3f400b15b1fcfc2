import type { RuleName } from '../../domain/programme/rules.ts';
import type { Audience, Matching, ProgrammeStatus, ProgrammeType } from '../../domain/programme/state.ts';

/** What the cards say with which programmes are set up, by chat, and the board's room gets its board. */

export const programmeStatus: Record<ProgrammeStatus, string> = {
  draft: 'Under uppbyggnad, syns bara för dig',
  open: 'Öppet för anmälan',
  closed: 'Stängt för nya',
  ended: 'Avslutat',
};

const types: Record<ProgrammeType, string> = { open: 'Löpande, utan slutdatum', cohort: 'Omgång med start och slut' };
const matchings: Record<Matching, string> = { adept: 'Adepten väljer mentor', lead: 'Programledaren föreslår par' };
const audiences: Record<Audience['kind'], string> = {
  everyone: 'Alla som når mig',
  homes: 'De som skriver från utvalda arbetsplatser',
  invited: 'De som har fått inbjudan',
};

export const programmes = {
  title: 'Programmen',
  lead: 'Här sköter du programmen. Välj ett, eller börja på ett nytt.',
  none: 'Det finns inget program än. Börja på ett.',
  which: 'Program',
  choose: 'Visa',
  open: 'Nytt löpande program',
  cohort: 'Ny omgång',
  row: (name: string, status: string) => `${name} (${status})`,
  leave: 'Sluta sköta programmen',
  welcome: 'Nu är du den som sköter programmen. Skriv program när du vill hit igen.',
};

export const programme = {
  forms: 'Frågorna i anmälan',
  types,
  matchings,
  audiences,
  type: 'Slag',
  dates: 'Tid',
  from: (starts: string, ends: string) => `${starts} till ${ends}`,
  joint: 'Gemensamma träffar',
  matching: 'Vem för samman',
  zone: 'Tidszon',
  languages: 'Språk',
  boardLang: 'Styrelsens språk',
  role: 'Rollen',
  audience: 'För vem',
  quorum: 'Lika röster som avgör',
  talks: 'Lagom antal samtal',
  contact: 'Personuppgifter',
  board: 'Styrelsen',
  room: 'Styrelsens kanal',
  roomKnown: 'Finns',
  missing: 'Saknas',
  waiting: (names: string) => `${names} väntar på att du bekräftar dem i styrelsen.`,
  noRoom: 'Bjud in mig till styrelsens kanal och svara där på vilket program den hör till.',
  noBoard: 'De som sitter i styrelsen säger det i styrelsens kanal, och du bekräftar dem här.',
  change: 'Ändra',
  numbers: 'Ändra siffrorna',
  texts: 'Ändra orden',
  people: 'Styrelse och deltagare',
  open: 'Öppna',
  close: 'Stäng för nya',
  reopen: 'Öppna igen',
  end: 'Avsluta programmet',
  back: 'Alla program',
};

export const programmeForm = {
  title: 'Ändra programmet',
  name: 'Namn',
  starts: 'Första dagen',
  ends: 'Sista dagen',
  jointMeetings: 'Antal gemensamma träffar',
  matching: 'Vem för samman',
  zone: 'Tidszon',
  languages: 'Språk i programmets egna ord',
  boardLang: 'Språk i styrelsens kanal',
  save: 'Spara',
  back: 'Tillbaka',
};

const rules: Record<RuleName, string> = {
  quorum: 'Lika röster som avgör en anmälan',
  remindDraftAfterDays: 'Dagar innan en påbörjad anmälan påminns om',
  eraseDraftAfterDays: 'Dagar innan en påbörjad anmälan raderas',
  bumpBoardAfterDays: 'Dagar innan styrelsen påminns',
  restSubmittedAfterDays: 'Dagar innan en anmälan som ingen avgör går tillbaka',
  remindAskedAfterDays: 'Dagar innan styrelsens fråga påminns om',
  restAskedAfterDays: 'Dagar innan en anmälan med en obesvarad fråga vilar',
  eraseDeclinedAfterDays: 'Dagar innan det en nekad skrev raderas',
  remindSearchAfterDays: 'Dagar innan adepten påminns om att välja mentor',
  endSearchAfterDays: 'Dagar innan en anmälan utan val av mentor upphör',
  remindMentorAfterDays: 'Dagar innan en tillfrågad mentor påminns',
  handOnAfterDays: 'Dagar innan en förfrågan går vidare',
  reserves: 'Mentorer i reserv',
  askContactAfterDays: 'Dagar innan adepten tillfrågas om första kontakten',
  remindMeetingAfterDays: 'Dagar innan ett par utan bokad träff påminns',
  endMeetingAfterDays: 'Dagar innan ett par utan bokad träff upphör',
  meetWithinMonths: 'Månader fram som första träffen högst bokas',
  leaveTalkAfterDays: 'Dagar innan ett samtal inte längre frågas om',
  remindDecisionAfterDays: 'Dagar innan vägvalet påminns om',
  lapseDecisionAfterDays: 'Dagar innan ett obesvarat vägval avslutar',
  remindAgreementAfterDays: 'Dagar innan överenskommelsen påminns om',
  endAgreementAfterDays: 'Dagar innan ett par utan överenskommelse upphör',
  checkInAfterDays: 'Dagar utan samtal innan paret tillfrågas',
  showRulesAgainAfterDays: 'Dagar innan spelreglerna visas igen',
  talksMin: 'Lagom antal samtal, minst',
  talksMax: 'Lagom antal samtal, högst',
  months: 'Månader som en överenskommelse högst gäller',
  remindTalkBeforeDays: 'Dagar före ett samtal som det påminns om',
};

export const programmeRules = {
  title: 'Siffrorna i programmet',
  lead: 'Ändringar gäller från nu. Det två redan har kommit överens om står fast.',
  between: (label: string, least: number, most: number) => `${label} (${least}–${most})`,
  rules,
  save: 'Spara',
  back: 'Tillbaka',
};

export const programmeTexts = {
  title: 'Programmets ord',
  lead: 'Det som saknas på ett språk visas på det andra.',
  roleSv: 'Vad en deltagare är, på svenska',
  roleEn: 'Vad en deltagare är, på engelska',
  roleHint: 'Till exempel rektor',
  introSv: 'Om programmet, på svenska',
  introEn: 'Om programmet, på engelska',
  groundRuleSv: 'Egen rad i spelreglerna, på svenska',
  groundRuleEn: 'Egen rad i spelreglerna, på engelska',
  contact: 'Vem svarar på frågor om personuppgifter?',
  contactHint: 'Till exempel ett namn och en e-postadress',
  save: 'Spara',
  back: 'Tillbaka',
};

export const programmePeople = {
  title: 'Styrelse och deltagare',
  sits: 'Sitter i styrelsen',
  leads: 'Sitter i styrelsen och leder programmet',
  waits: 'Säger sig sitta i styrelsen',
  nobody: 'Ingen har sagt sig sitta i styrelsen än. Det gör man i styrelsens kanal.',
  confirm: 'Bekräfta',
  remove: 'Ta bort',
  makeLead: 'Gör till programledare',
  unmakeLead: 'Inte längre programledare',
  audienceTitle: 'Vem får vara med?',
  word: (word: string) => `Inbjudan är ${word}. Den som skriver det till mig kommer in.`,
  everyone: 'Alla',
  homes: 'Min arbetsplats',
  invited: 'Med inbjudan',
  back: 'Tillbaka',
};

export const room = {
  title: 'Är det här styrelsens kanal?',
  lead: 'Jag är Handslag och sköter det praktiska i mentorprogram. Den som sköter programmen kan säga vilket program kanalen hör till.',
  nothing: 'Just nu finns inget program som saknar en kanal för styrelsen.',
  yes: (name: string) => `Ja, för ${name}`,
  claimed: (name: string) => `Det här är styrelsens kanal för ${name}.`,
};

export const seats = {
  title: (name: string) => `Styrelsen för ${name}`,
  lead: 'Sitter du i styrelsen? Säg det här, så bekräftas du av den som sköter programmet. Sedan kan du ta ställning till anmälningar.',
  claim: 'Jag sitter i styrelsen',
  board: 'I styrelsen',
  claims: 'Väntar på bekräftelse',
  nobody: 'Ingen än',
};

export const join = {
  mentor: 'Anmäl mig som mentor',
  adept: 'Anmäl mig som adept',
  lead: (role: string) =>
    `Programmet är för dig som är eller har varit ${role}. Anmäl intresse som mentor, om du vill dela med dig av din erfarenhet, eller som adept, om du vill ha någon att samtala med.`,
  contact: (who: string) => `Frågor om personuppgifter: ${who}`,
  back: 'Tillbaka',
};
