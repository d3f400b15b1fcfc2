import type { Heading, Place } from '../../domain/pair/agreement.ts';
import type { Lang } from '../../domain/ids.ts';
import type { ReasonCode } from '../../domain/reasons.ts';

export type ReasonData = Readonly<Record<string, string | number>>;
export type Reasons = Readonly<Record<ReasonCode, string | ((data: ReasonData) => string)>>;

/** What a card says at a field that was not accepted. */
export const fields = {
  required: 'Fyll i det här fältet.',
  tooLong: 'Texten är för lång. Korta den lite.',
  badMail: 'Det ser inte ut som en e-postadress. Skriv till exempel namn@kommun.se.',
  badPhone: 'Det ser inte ut som ett telefonnummer. Skriv till exempel 070-123 45 67.',
  badMunicipality: 'Den kommunen hittar jag inte. Välj en i listan.',
  badNumber: 'Skriv ett heltal som passar här.',
  badDate: 'Välj ett datum.',
  badTime: 'Skriv ett klockslag, till exempel 13:00.',
  choose: 'Välj ett av alternativen.',
  chooseOne: 'Välj minst ett alternativ.',
  tooMany: 'Det blev för många. Ta bort någon.',
  mustTick: 'Kryssa i rutan för att gå vidare.',
};

export const reasons: Reasons = {
  notFound: 'Det här finns inte längre.',
  notYours: 'Det här kan bara den som det gäller göra.',
  notNow: 'Det går inte just nu. Kortet visar hur det ligger till.',
  alreadyDone: 'Det är redan gjort.',
  notAdministrator: 'Det här kan bara den som sköter programmen göra.',
  notOnBoard: 'Bara styrelsens ledamöter kan svara på det här.',
  wrongCode:
    'Den koden gäller inte. Kanske blev den fel, är för gammal eller redan använd. Skriv koppla i ditt andra konto så får du en ny.',
  tooManyGuesses:
    'Nu har det blivit fel för många gånger. Vänta en kvart, och be sedan om en ny kod i ditt andra konto.',
  ownCode: 'Koden ska skrivas i ditt andra konto, inte här. Här är en ny.',
  cannotLink: 'Så går det inte att koppla ihop dem. Kortet visar vad som går.',
  onlyAccount: 'Det är ditt enda konto, så det finns inget att koppla isär.',
  incomplete: 'Något saknas fortfarande. Gå igenom stegen en gång till.',
  needsConsent: 'Jag behöver ditt ja för att få spara uppgifterna.',
  alreadyDecided: 'Någon annan i styrelsen hann före. Beslutet är redan fattat.',
  changedMeanwhile: 'Något ändrades medan du läste. Titta på det som står här nu och svara sedan.',
  recused: 'Du har anmält jäv och är inte med och beslutar här.',
  ownRegistration: 'Det är din egen anmälan. Den får de andra i styrelsen ta ställning till.',
  hasPair: 'Du är mentor åt någon just nu. När det är avslutat kan du ta tillbaka din anmälan.',
  mentorIsYou: 'Du kan inte vara mentor åt dig själv. Välj någon annan.',
  mentorNotFree: 'En av dem du valde har ingen ledig plats längre. Välj någon annan.',
  sameMentorTwice: 'Du har valt samma person två gånger. Välj någon annan i reserv.',
  tooManyReserves: 'Du har valt för många i reserv.',
  requestStanding: 'Du har redan en förfrågan ute. Invänta svaret eller ta tillbaka den först.',
  noSuchField: 'Den frågan finns inte längre i formuläret.',
  formFull: ({ most, aStep }) => `Ett formulär rymmer högst ${most} frågor, och ett steg högst ${aStep}.`,
  fieldNeeded: 'Programmet behöver den här uppgiften, så den måste vara kvar och besvaras.',
  seenByFixed: 'Vem som ser just den här uppgiften följer av hur programmet går till.',
  statementOptional: 'Ett intygande måste alltid kryssas i.',
  labelMissing: 'Skriv frågan på minst ett av språken.',
  labelTooLong: ({ letters }) => `Frågan och hjälptexten får vara högst ${letters} tecken var.`,
  choicesMissing: 'Skriv minst två alternativ, ett på varje rad.',
  choicesTooMany: ({ most, letters }) => `Högst ${most} alternativ, och högst ${letters} tecken i varje.`,
  choicesAlike: 'Två av alternativen heter likadant.',
  limitsWrong: 'De gränserna går inte ihop.',
  oneSearchAStep: 'I varje steg ryms en enda fråga om kommun. Lägg den här i ett annat steg.',
  requestGone: 'Den här förfrågan är inte längre aktuell. Du behöver inte göra något.',
  alreadyAnswered: 'Det är redan besvarat.',
  talksNeedReason: ({ min, max }) =>
    `${min}–${max} samtal är det vanliga. Skriv kort varför ni vill ha ett annat antal.`,
  endsTooLate: ({ months }) => `Överenskommelsen kan gälla högst ${months} månader från det första samtalet.`,
  endsInPast: 'Slutdatumet har redan varit. Välj ett senare.',
  fewerThanHeld: ({ held }) => `Ni har redan haft ${held} samtal. Välj ett högre antal.`,
  noSuchTalk: 'Det samtalet hittar jag inte.',
  talkInPast: 'Den tiden har redan varit. Välj en senare.',
  talkAfterEnd: 'Den tiden ligger efter att er överenskommelse har gått ut.',
  talkTooFar: ({ months }) => `Den första träffen kan ligga högst ${months} månader fram. Välj en tidigare tid.`,
  sameTime: 'Den tiden och platsen gäller redan.',
  talkNotYet: 'Samtalet har inte varit än.',
  talkStanding: 'Ni har redan en tid bokad. Flytta den i stället.',
  placeNotAgreed: 'Den platsen ingår inte i er överenskommelse. Välj en annan, eller ändra överenskommelsen.',
  allTalksPlanned: ({ talks }) => `Alla ${talks} samtal är redan planerade. Vill ni ha fler? Ändra överenskommelsen.`,
  ownProposal: 'Det är ditt eget förslag. Nu är det den andra som svarar.',
  noProposal: 'Det finns inget förslag att bekräfta.',
  pauseInPast: 'Det datumet har redan varit. Välj ett senare.',
  pauseTooLong: ({ months }) => `En paus kan vara högst ${months} månader och inte längre än överenskommelsen.`,
  programmeNotOpen: 'Programmet tar inte emot anmälningar just nu.',
  programmeOver: 'Programmet är avslutat och för inte samman några nya par.',
  notForYou: 'Det programmet är inte öppet för dig. Hör av dig till dem som håller i det om du vill vara med.',
  noHome: 'Jag vet inte vilken arbetsplats du skriver från.',
  endsBeforeStart: 'Sista dagen behöver ligga efter den första.',
  numberUnfit: 'Det talet passar inte här.',
  roomMissing: 'Bjud in mig till styrelsens kanal och säg där att den hör till programmet. Sedan kan du öppna.',
  roomTaken: 'Den kanalen hör redan till ett annat program.',
  boardMissing: 'Bekräfta minst en ledamot i styrelsen. Sedan kan du öppna.',
  unknownCode: 'Den koden gäller inte. Kontrollera att den är rätt skriven.',
  tooManyMisses: 'Du har prövat för många koder. Be den som driver mig om en ny.',
  lastAdministrator: 'Du är den enda som sköter programmen. Låt någon annan ta vid först.',
  fault: 'Något gick fel hos mig. Försök gärna igen om en stund.',
};

/** Something broke; the reference is what the log knows it by. */
export const fault = (reference: string): string =>
  `Något gick fel hos mig, och det är inte ditt fel. Försök igen om en stund. Hör du av dig om det, ange ${reference}.`;

export const places: Record<Place, string> = {
  neutral: 'Neutral plats',
  digital: 'Digitalt',
  visit: 'Besök på adeptens arbetsplats',
  shadowing: 'Skuggning på adeptens arbetsplats',
};

export const headings: Record<Heading, { readonly name: string; readonly rule: string }> = {
  openness: { name: 'Öppenhet', rule: 'Vi är uppriktiga med varandra, också om det som är svårt.' },
  confidentiality: { name: 'Sekretess', rule: 'Det vi säger stannar mellan oss, också när våra samtal är slut.' },
  personal: {
    name: 'Personligt men inte privat',
    rule: 'Vi talar om personen i rollen. Det privata behöver ingen dela.',
  },
};

/** Each in its own language, so that who cannot read the rest can read this. */
export const languages: Record<Lang, string> = { sv: 'Svenska', en: 'English' };

/** What a person may write, by what it asks for. The first of each is the one that is taught. */
export const words = {
  help: ['hjälp', 'hjalp', '?', 'help'],
  status: ['status', 'läget', 'min anmälan'],
  done: ['klart', 'klar', 'ok'],
  move: ['flytta', 'ändra tid'],
  pause: ['paus', 'pausa'],
  end: ['avsluta', 'sluta', 'stopp'],
  mentor: ['mentor', 'bli mentor'],
  adept: ['adept', 'bli adept', 'få mentor'],
  mentors: ['mentorer', 'välj mentor'],
  plan: ['planera', 'boka', 'planera samtal'],
  link: ['koppla', 'koppla ihop', 'konton'],
  programmes: ['program', 'programmet', 'programmen'],
  start: ['start', 'börja', 'hej', 'hejsan', 'god morgon'],
};

export const unknownWord = (taught: string): string => `Det förstod jag inte riktigt. Orden jag kan är ${taught}.`;

/** Two questions to think about before a talk, by how far the pair has come; nobody is asked to write an answer here. */
export const reflection = {
  first: [
    'Vad vill du att den andra ska förstå om ditt uppdrag efter det här samtalet?',
    'Vad behöver du från någon annan för att kunna tala öppet om det som är svårt i rollen?',
  ],
  early: [
    'Vilken fråga bär du med dig just nu som du sällan hinner tänka färdigt?',
    'Var går gränsen mellan ditt uppdrag och politikens, och hur märks den i din vardag?',
  ],
  middle: [
    'I vilket läge den senaste tiden ledde du så som du vill leda, och vad gjorde det möjligt?',
    'Vad gör du i dag som någon annan borde göra, och vad håller dig kvar i det?',
  ],
  late: [
    'Vad har du börjat göra annorlunda, och hur märker de omkring dig det?',
    'Vad behöver du ha på plats för att hålla i uppdraget över tid?',
  ],
  closing: [
    'Vad tar du med dig in i nästa år i rollen?',
    'Vem kan du vara ett stöd för, nu när du vet vad ett samtal kan ge?',
  ],
};

/** Changed words are a new version: what a person agreed to is stored by it. */
export const consent = {
  version: '2026-11',
  title: 'Så hanteras dina uppgifter',
  paragraphs: [
    '**Vad.** Det du har skrivit i anmälan, och fakta om vägen fram: beslut, förfrågningar, tider och antal samtal. Det ni säger till varandra sparas aldrig.',
    '**Varför och vem.** Programmets styrelse behöver uppgifterna för att föra samman mentorer och adepter. Styrelsen ser hela anmälan. Dina kontaktuppgifter får sedan bara den du blir introducerad för.',
    '**Hur länge.** Så länge du är med. Tar du tillbaka anmälan raderas det du har skrivit i den.',
    '**Ditt ja är frivilligt.** Du tar tillbaka det genom att ta tillbaka anmälan. Tänk på att en kommun är en myndighet: det du skickar via kommunens e-post eller chatt kan bli allmän handling.',
  ],
  label: 'Samtycke',
  agree: 'Ja, mina uppgifter får sparas och användas så',
};
