/** What the cards about a registration say, to the applicant and to the board. */

const boardOnly = 'Bara styrelsen ser det här.';
/** Said beside each field: who sees the answer. */
export const seenBy = {
  board: boardOnly,
  partner: 'Styrelsen ser det här, och den du blir introducerad för.',
  choosers: {
    mentor: 'Styrelsen ser det här, och de adepter som styrelsen har godkänt.',
    adept: 'Styrelsen ser det här, och den mentor du frågar.',
  },
};

/** The button that leads to one step. */
export const edit = (step: string): string => `Ändra ”${step}”`;

export const discard = {
  title: 'Släng utkastet',
  sure: 'Det du har skrivit raderas direkt. Du kan börja om när du vill.',
  yes: 'Ja, släng det',
};

export const form = {
  draft:
    'Det du skriver sparas steg för steg, så att du kan göra ett uppehåll. Bara du ser det förrän du har läst hur uppgifterna hanteras, sagt ja och skickat in. Du kan slänga utkastet när du vill.',
  confirm: 'Att bekräfta',
  back: 'Tillbaka',
};

export const start = {
  hello: (name: string) => `Hej ${name}!`,
  intro: (programme: string) => `Jag heter Handslag och sköter det praktiska i ${programme}.`,
  noProgramme:
    'Jag heter Handslag och sköter det praktiska i mentorprogram. Just nu finns inget program som är öppet för dig.',
  several: 'Det finns flera program som du kan vara med i. Välj ett, så får du veta mer.',
  which: 'Program',
  goOn: 'Visa programmet',
  programmes: 'Sköt programmen',
  nothingYet:
    'Du kan anmäla intresse som mentor, om du vill dela med dig av din erfarenhet, eller som adept, om du är ny i rollen och vill ha någon att samtala med.',
  also: (taught: string) => `Du kan också skriva ${taught}.`,
  confidential: 'Det ni säger till varandra stannar mellan er. Jag sparar aldrig innehållet i ett samtal.',
  beMentor: 'Anmäl mig som mentor',
  beAdept: 'Anmäl mig som adept',
  plan: 'Planera ett samtal',
  registration: { mentor: 'Min anmälan som mentor', adept: 'Min anmälan som adept' },
  continue: 'Fortsätt anmälan',
  answer: 'Svara styrelsen',
  choose: 'Välj mentor',
  request: 'Se förfrågan',
  pair: (name: string) => `Samtalen med ${name}`,
};

export const summary = {
  title: 'Stämmer det här?',
  missing: 'Något saknas än. Fyll i det som är kvar, så kan du skicka in.',
  fill: 'Fyll i det som saknas',
  send: 'Skicka till styrelsen',
  needed: 'Kryssa i rutan för att kunna skicka in.',
};

export const registration = {
  title: { mentor: 'Din anmälan som mentor', adept: 'Din anmälan som adept' },
  draft: (day: string) =>
    `Anmälan är påbörjad men inte inskickad. Det du har fyllt i är sparat till ${day}, och raderas då om inget mer händer.`,
  rested: (day: string) =>
    `Det har varit stilla länge, så din anmälan vilar. Du kan skicka in den igen när du vill. Det du har skrivit är sparat till ${day}.`,
  leave: 'Vill du inte gå vidare kan du ta tillbaka anmälan, eller bara låta den vara.',
  continue: 'Fortsätt',
  submitted: (day: string) => `Styrelsen har fått din anmälan ${day}. Jag hör av mig när den har bestämt sig.`,
  asked: 'Styrelsen har en fråga till dig innan den bestämmer sig.',
  answer: 'Svara på frågan',
  mentorListed: (taken: number, places: number) =>
    `Du är godkänd som mentor och står på listan. ${taken} av ${places} platser är upptagna. Jag hör av mig när någon frågar.`,
  mentorUnlisted: (taken: number, places: number) =>
    `Du är godkänd som mentor men står inte på listan just nu. ${taken} av ${places} platser är upptagna.`,
  list: 'Sätt upp mig på listan',
  unlist: 'Ta mig från listan tills vidare',
  adeptLooking: 'Du är godkänd som adept. Nu kan du välja vem du vill fråga.',
  choose: 'Välj mentor',
  adeptAsking: 'Du är godkänd som adept och väntar på svar från en mentor.',
  request: 'Se förfrågan',
  adeptPaired: 'Du är godkänd som adept och har kontakt med en mentor.',
  pair: 'Våra samtal',
  adeptFinished: 'Ert mentorskap är fullföljt. Tack för att du var med.',
  declined: (day: string) => `Styrelsen har tackat nej den här gången. Det du har skrivit raderas ${day}.`,
  lapsed:
    'Det har varit stilla länge, så anmälan är avslutad och det du hade skrivit är raderat. Du är välkommen att anmäla dig igen.',
  withdrawn: 'Anmälan är återtagen, och det du hade skrivit är raderat.',
  again: 'Anmäl mig på nytt',
  withdraw: 'Ta tillbaka anmälan',
  withdrawSure: 'Det du har skrivit raderas direkt. Har du en förfrågan ute, eller en mentor, avslutas också det.',
  withdrawMentorSure: 'Det du har skrivit raderas direkt, och du står inte längre på listan.',
  withdrawYes: 'Ja, ta tillbaka',
  hasPair: 'Du är mentor åt någon just nu. När det är avslutat kan du ta tillbaka anmälan.',
};

export const question = {
  title: 'Styrelsen undrar',
  lead: 'Så här skriver styrelsen om din anmälan:',
  reply: 'Ditt svar',
  who: boardOnly,
  send: 'Skicka svaret',
  answered: 'Tack, styrelsen har fått ditt svar.',
  rests: (day: string) => `Har du inte svarat före ${day} vilar anmälan, och du kan skicka in den igen när du vill.`,
  your: 'Du svarade:',
  see: 'Se min anmälan',
  why: 'Du får den här frågan för att du har anmält intresse. Vill du inte gå vidare kan du ta tillbaka anmälan.',
};

export const decision = {
  title: { mentor: 'Vill bli mentor', adept: 'Vill ha en mentor' },
  waiting: (day: string) => `Väntar på styrelsen sedan ${day}.`,
  bumped: (day: string) => `Anmälan har väntat sedan ${day}. Kan någon av er ta ställning?`,
  nobodyLeft: 'Ingen i styrelsen kan besluta här, för alla har jäv. Någon behöver läggas till i styrelsen.',
  asked: 'Styrelsen har frågat om mer. Nu väntar vi på svar, och ni kan besluta ändå.',
  rested: 'Det har varit stilla länge, så anmälan vilar. Den kommer tillbaka om den skickas in igen.',
  lapsed: (name: string) => `Anmälan från ${name} är avslutad, och det som stod där är raderat.`,
  approved: (day: string, who: string) => `Godkänd ${day} av ${who}.`,
  declined: (day: string, who: string) => `Avböjd ${day} av ${who}.`,
  withdrawn: (name: string) => `${name} har tagit tillbaka sin anmälan. Det som stod där är raderat.`,
  votes: (needed: number) => `Röster hittills (${needed} lika avgör)`,
  approves: (name: string) => `${name}: ja`,
  declines: (name: string) => `${name}: nej`,
  recused: (names: string) => `Jäv: ${names}`,
  asks: (name: string) => `${name} frågade:`,
  replies: 'Svar:',
  noReply: 'Inget svar än.',
  reasonOf: (name: string) => `Skäl, bara för styrelsen (${name}):`,
  messageOf: 'Till den sökande:',
  approve: 'Godkänn',
  ask: 'Fråga om mer',
  question: 'Er fråga till den sökande',
  sendQuestion: 'Skicka frågan',
  decline: 'Avböj',
  reason: 'Skäl, bara för styrelsen',
  message: 'Meddelande till den sökande',
  messageHint: 'Den sökande läser det här ordagrant',
  sendDecline: 'Avböj anmälan',
  recuse: 'Anmäl jäv',
  onlyBoard: 'Syns bara här i styrelsens kanal.',
  seenByApplicant: 'Den sökande ser det här.',
};

export const undelivered = {
  title: 'Ett meddelande kom inte fram',
  text: (name: string, kind: string) => `Jag har inte nått ${name} med ${kind}. Hör gärna av er på annat sätt.`,
  kinds: {
    registration: 'ett besked om anmälan',
    request: 'en förfrågan, eller svaret på en',
    pair: 'ett meddelande om mentorskapet',
    talk: 'ett meddelande om ett samtal',
    other: 'ett meddelande',
  },
};
