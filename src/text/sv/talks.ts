/** What the cards about talks, pauses and the end of a pair say. */

export const talkPlan = {
  titleFirst: 'Planera första träffen',
  titleAgain: 'Planera en träff till',
  title: 'Planera ett samtal',
  titleMove: 'Flytta samtalet',
  leadFirst: 'Lägg in den tid ni har kommit överens om. Har ni redan träffats? Ange när.',
  leadAgain: 'Ni ses en gång till, och sedan svarar ni var för sig på nytt. Lägg in den tid ni har kommit överens om.',
  lead: 'Lägg in den tid ni har kommit överens om. Har samtalet redan varit? Ange när.',
  leadMove: (when: string) => `Nu är det bokat till ${when}.`,
  date: 'Datum',
  time: 'Klockslag',
  place: 'Plats',
  save: 'Spara tiden',
  saveMove: 'Flytta hit',
  told: (name: string) => `${name} får veta det direkt.`,
  why: 'Du får det här för att ni båda har svarat.',
};

const when = 'När';
const where = 'Var';

export const talk = {
  titlePlanned: (name: string) => `Samtal med ${name}`,
  titleFirst: (name: string) => `Första träffen med ${name}`,
  titleCancelled: 'Samtalet är inställt',
  titleMissed: 'Samtalet blev inte av',
  titleUnknown: 'Ingen sa om samtalet blev av',
  titleHeld: 'Samtalet har ägt rum',
  when,
  where,
  move: 'Flytta',
  cancel: 'Ställ in',
  plan: 'Planera en ny tid',
  pair: 'Våra samtal',
  why: 'Ni får båda veta när en tid ändras.',
};

export const reminder = {
  title: (name: string) => `Snart samtal med ${name}`,
  titleFirst: (name: string) => `Snart träffar du ${name}`,
  when,
  where,
  think: 'Att fundera på innan',
  thinkHint: 'För dig själv. Du behöver inte skriva något här.',
  rules: 'Era spelregler',
  rulesHint: 'Gå igenom dem tillsammans när ni ses.',
  confirm: 'Jag står för spelreglerna',
  move: 'Flytta',
  cancel: 'Ställ in',
  pair: 'Våra samtal',
  why: 'Du får den här påminnelsen för att ni har bokat en tid.',
};

export const held = {
  title: 'Blev samtalet av?',
  lead: (name: string, moment: string) => `Du och ${name} hade bokat ${moment}.`,
  yes: 'Ja, vi har talats vid',
  no: 'Nej, det blev inte av',
  moved: 'Vi flyttar det',
  nextDecide: 'Nu svarar ni var för sig på om ni vill fortsätta.',
  nextAgree: 'Nu kommer ni överens om ramarna.',
  nextPlan: 'Boka gärna nästa samtal medan ni har kalendern framme.',
  nextAfterMissed: 'Sådant händer. Hitta gärna en ny tid redan nu.',
  nextTalk: (moment: string) => `Nästa samtal är ${moment}.`,
  decide: 'Svara',
  agree: 'Till överenskommelsen',
  plan: 'Planera nästa',
  planAgain: 'Planera en ny tid',
  pair: 'Våra samtal',
  why: 'Du får den här frågan för att ni hade en tid bokad. Den av er som svarar först svarar för båda.',
};

export const pause = {
  title: 'Ta en paus',
  lead: 'Under pausen hör jag bara av mig om sådant ni själva har bokat. Den andra får veta att ni har paus, och till när.',
  until: 'Paus till',
  save: 'Börja pausen',
  pausedTitle: 'Ni har paus',
  paused: (day: string) => `Pausen varar till ${day}. Ni kan fortsätta tidigare om ni vill.`,
  resume: 'Fortsätt nu',
  back: 'Våra samtal',
};

export const end = {
  title: (name: string) => `Avsluta med ${name}?`,
  lead: 'Du behöver inte förklara varför. Ni får samma besked båda två, och där står inte vem som avslutade.',
  adept: 'Du har kvar din plats i programmet och kan fråga en annan mentor.',
  mentor: 'Din plats blir ledig för en annan adept.',
  open: 'Avsluta',
  leadDeciding:
    'Just nu svarar ni var för sig på om ni vill fortsätta. Avslutar du räknas det som ett nej, och besked kommer till er båda samtidigt, när ni båda har svarat.',
  sure: 'Det går inte att ångra.',
  sureDeciding: 'Fram till beskedet kan du ändra dig.',
  yes: 'Ja, avsluta',
  back: 'Nej, tillbaka',
};

export const closing = {
  title: (name: string) => `Tack, du och ${name}`,
  lead: (talks: number, from: string, to: string) =>
    talks === 1
      ? `Ni har haft ett samtal mellan ${from} och ${to}. Här slutar det ni kom överens om.`
      : `Ni har haft ${talks} samtal mellan ${from} och ${to}. Här slutar det ni kom överens om.`,
  noTalks: (to: string) => `Ert år är slut sedan ${to}.`,
  goOn: 'Vill ni fortsätta att höras gör ni det förstås. Det behöver inte gå genom mig.',
  think: 'Att fundera på, för dig själv',
  data: 'Kvar hos mig finns fakta: att ni var mentor och adept, antal samtal och datum. Inget av det ni har sagt.',
  mentor: 'Din plats är ledig igen, om du vill ta emot en adept till.',
  registration: 'Min anmälan',
};

export const ended = {
  title: (name: string) => `Du och ${name} går inte vidare`,
  lead: 'Det är inget ovanligt, och ingen behöver förklara sig. Det ni har sagt till varandra stannar mellan er.',
  lapsed: 'Det blev inget mer inplanerat, och därför avslutar jag här. Ingen behöver förklara sig.',
  adept: 'Du har kvar din plats i programmet. När du vill kan du fråga en annan mentor.',
  mentor: 'Din plats är ledig igen.',
  choose: 'Välj mentor',
  registration: 'Min anmälan',
};
