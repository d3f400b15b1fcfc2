/** One person with several accounts: what their cards say. */

/** What a platform is called, by the first part of an account's id. */
export const platforms: Readonly<Record<string, string>> = {
  slack: 'Slack',
  teams: 'Microsoft Teams',
  playground: 'Lekplatsen',
};

export const accounts = {
  title: 'Dina konton',
  one: 'Har du ett konto till där jag finns, till exempel i Slack eller Teams, kan du koppla ihop dem. Då är du samma person i båda.',
  several: 'Du är samma person i alla de här kontona. Det du börjar i ett kan du fortsätta i ett annat.',
  codeLead: (minutes: number) =>
    `Skriv den här koden till mig från ditt andra konto inom ${minutes} minuter. Den går att använda en gång.`,
  home: 'Hit skriver jag till dig.',
  lost: 'Hit kommer mina meddelanden inte fram just nu.',
  named: (name: string, where: string) => `${where}, som ${name}`,
  writeHere: 'Skriv till mig här',
  unlink: 'Koppla isär',
  newCode: 'Få en kod',
  back: 'Tillbaka',
};

export const link = {
  title: 'Är båda kontona dina?',
  lead: (name: string, where: string) => `Koden kommer från ${name} i ${where}.`,
  warn: 'Säg bara ja om det är du själv. Be aldrig någon annan skriva in en kod, och skriv inte in någon annans.',
  both: 'Du har något i båda, och det går inte att slå ihop. Välj vad kontona ska leda till. Det andra får vila, och du kommer tillbaka till det om du kopplar isär kontona. En mentor som vilar står inte på listan.',
  busy: 'Det andra kan du inte lämna just nu, för där väntar någon på dig eller så har ni samtal på gång.',
  stuck:
    'Du har något på gång i båda, där någon väntar på dig eller där ni har samtal. Det går inte att slå ihop. Avsluta det ena först, och be sedan om en ny kod.',
  here: 'I det här kontot',
  there: 'I det andra',
  hold: {
    mentor: (programme: string) => `mentor i ${programme}`,
    adept: (programme: string) => `adept i ${programme}`,
    board: (programme: string) => `styrelsen i ${programme}`,
  },
  yes: 'Ja, koppla ihop dem',
  keepHere: 'Behåll det jag har här',
  keepThere: 'Behåll det jag har där',
  no: 'Nej, låt bli',
};

export const unlink = {
  title: 'Koppla isär kontot?',
  lead: (where: string) => `Kontot i ${where} slutar att leda hit.`,
  fresh: 'Där börjar du om som ny. Det du har här finns kvar i dina andra konton.',
  again:
    'Där kommer du tillbaka till det du hade innan du kopplade ihop dem. Det du har här finns kvar i dina andra konton.',
  yes: 'Ja, koppla isär',
  no: 'Nej, låt det vara',
};
