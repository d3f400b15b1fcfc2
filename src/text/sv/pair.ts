/** What the cards about choosing, a pair, its agreement and its end say. */

const months = (n: number): string => (n === 1 ? 'en månad' : `${n} månader`);

/** How to stop messages, at the end of those that nobody asked for. */
export const stop = 'Skriv ”paus” om du vill vila, eller ”avsluta” om du vill sluta.';

export const mentors = {
  title: 'Välj mentor',
  lead: 'Här är de som har plats just nu. Fråga den du tror att du har mest att tala om med.',
  county: 'Län',
  anyCounty: 'Alla län',
  word: 'Sökord',
  wordHint: 'Namn, kommun, ämne',
  show: 'Visa',
  ask: (name: string) => `Fråga ${name}`,
  none: 'Just nu finns ingen mentor med ledig plats. Titta gärna in igen om ett tag.',
  noHits: 'Ingen passar in på det du sökte. Pröva ett annat län eller ett annat ord.',
  more: (n: number) => `${n} till passar in. Välj län eller skriv ett ord, så blir listan kortare.`,
  reminder: (day: string) =>
    `Du har inte frågat någon än, och det är ingen brådska. Har du inte frågat någon före ${day} avslutas din anmälan, och det du har skrivit raderas.`,
  gone: 'Den du ville fråga har ingen ledig plats längre. Här är de som har.',
};

export const request = {
  title: (name: string) => `Fråga ${name}?`,
  lead: (name: string, days: number) =>
    `${name} får se ditt namn, din kommun och vad du vill tala om. Kontaktuppgifter byter ni först vid ett ja. Har inget svar kommit efter ${days} dagar går frågan vidare.`,
  reserves: 'Vill du ha någon i reserv? Då frågar jag i tur och ordning vid ett nej.',
  reserve1: 'Först i reserv',
  reserve2: 'Sedan',
  nobody: 'Ingen',
  send: 'Skicka förfrågan',
  back: 'Tillbaka till listan',
};

export const requestAdept = {
  title: 'Din förfrågan',
  asked: (name: string) => `Din förfrågan är hos ${name}.`,
  handedOn: (name: string) => `Den du frågade kunde inte den här gången. Nu är din förfrågan hos ${name}.`,
  accepting: (name: string) => `${name} har svarat ja. Ett ögonblick, så får ni varandras kontaktuppgifter.`,
  since: 'Frågad',
  reserves: 'I reserv',
  noReserves: 'Ingen',
  answerBy: 'Går vidare om inget svar kommit',
  takeBack: 'Ta tillbaka förfrågan',
  noMentor:
    'Den här gången hade ingen av dem du frågade möjlighet. Det säger mer om deras kalendrar än om dig. Du har kvar din plats, och det finns fler att fråga.',
  choose: 'Välj på nytt',
  withdrawn: 'Du har tagit tillbaka din förfrågan.',
  yes: (name: string) => `${name} har sagt ja.`,
  pair: 'Våra samtal',
  why: 'Du får det här för att du har en förfrågan ute. Du kan ta tillbaka den när du vill.',
};

export const requestMentor = {
  title: 'En kollega vill ha dig som mentor',
  lead: (name: string, role: string, municipality: string) =>
    `${name}${municipality === '' ? '' : `, ${role} i ${municipality},`} undrar om du vill bli mentor.`,
  wish: 'Så här skriver adepten om vad ni kan tala om:',
  answerBy: (day: string) => `Svara gärna före ${day}. Därefter går frågan vidare till någon annan.`,
  yesMeans: 'Vid ett ja får ni varandras kontaktuppgifter. Sedan träffas ni, och båda avgör om ni vill fortsätta.',
  yes: 'Ja, gärna',
  no: 'Nej, inte den här gången',
  noOffList: 'Nej, och ta mig från listan tills vidare',
  accepting: 'Tack! Ett ögonblick, så får ni varandras kontaktuppgifter.',
  accepted: (name: string) => `Du har sagt ja till ${name}.`,
  pair: 'Våra samtal',
  takenBack: 'Förfrågan är återtagen. Du behöver inte göra något.',
  goneTitle: 'Förfrågan',
  gone: 'Förfrågan har gått vidare. Du behöver inte göra något.',
  over: 'Det här är avslutat. Du behöver inte göra något.',
  why: 'Du får det här för att du står på listan över mentorer. Ta dig från listan när du vill: skriv ”mentor”.',
};

export const introduction = {
  title: {
    adept: (name: string) => `${name} har sagt ja`,
    mentor: (name: string) => `Nu kan du och ${name} träffas`,
  },
  titleLater: (name: string) => `Kontaktuppgifter till ${name}`,
  leadAdept: (name: string) =>
    `${name} ser fram emot att höra från dig. Du tar den första kontakten: ring eller skriv, och föreslå en tid att träffas.`,
  leadMentor: (name: string) =>
    `${name} tar den första kontakten. Har inget hänt på ett par veckor får du gärna höra av dig.`,
  writeTo: 'Skriv e-post',
  call: 'Ring',
  plan: 'Planera första träffen',
  roleTitle: { mentor: 'Din roll som mentor', adept: 'Din roll som adept' },
  roles: {
    mentor:
      'Lyssna, fråga och dela med dig av det du själv har varit med om.\n\nRåd är välkomna. Besluten är adeptens.',
    adept:
      'Du äger frågorna: bestäm före varje samtal vad du vill tala om.\n\nPröva det ni kommer fram till, och berätta nästa gång hur det gick.',
  },
  who: 'Kontaktuppgifterna är till för er två.',
};

export const contact = {
  title: (name: string) => `Har du och ${name} fått kontakt?`,
  lead: 'Det är du som adept som tar den första kontakten. Ett kort samtal räcker för att hitta en tid.',
  made: 'Ja, vi har fått kontakt',
  plan: 'Planera första träffen',
  later: 'Inte än? Det är helt i sin ordning. Har ni ingen tid om några veckor hör jag av mig till er båda.',
  thanks: 'Bra! När ni har en tid kan du lägga in den här, så påminner jag er båda.',
  details: 'Visa kontaktuppgifter',
  why: 'Du får den här frågan en gång, för att ni nyligen fick varandras kontaktuppgifter.',
};

export const rules = {
  title: 'Era spelregler',
  lead: 'Gå igenom dem tillsammans när ni ses första gången. Egna rubriker kan ni lägga till i överenskommelsen.',
  confirm: 'Jag står för spelreglerna',
  mine: 'Du har bekräftat spelreglerna.',
  both: 'Ni har båda bekräftat spelreglerna.',
  pair: 'Våra samtal',
  why: 'Du får det här för att ni ska träffas för första gången, eller just har gjort det.',
};

export const goOn = {
  title: (name: string) => `Vill du fortsätta med ${name}?`,
  titleReminder: (name: string) => `Påminnelse: vill du fortsätta med ${name}?`,
  lead: 'Ni har träffats. Svara för din egen del: bara två ja går vidare.',
  leadReminder: 'Alla svar har inte kommit än. Har du redan svarat behöver du inte göra något.',
  promise:
    'Ditt svar visas inte för någon, och det raderas när ni får besked. Beskedet kommer till er båda samtidigt. Den som har svarat ja och får ett annat besked kan ändå ana vad den andra ville.',
  lapse: (day: string) =>
    day === '' ? '' : `Har ni inte båda svarat före ${day} går ni inte vidare, och ingen behöver förklara sig.`,
  on: 'Ja, jag vill fortsätta',
  more: 'Ett samtal till, sedan bestämmer jag mig',
  no: 'Nej, jag vill inte fortsätta',
  answered:
    'Tack, ditt svar är sparat. När ni båda har svarat får ni besked samtidigt, nästa arbetsdags morgon. Fram till dess kan du ändra dig.',
  change: 'Ändra mitt svar',
  changeLead: 'Det svar som står när beskedet kommer är det som gäller.',
  why: 'Du får den här frågan för att er första träff har varit.',
};

export const quiet = {
  titleFirst: (name: string) => `Har du och ${name} hittat en tid?`,
  leadFirst: 'Ingen träff är inplanerad. När ni har en tid lägger ni in den här.',
  ends: (day: string) =>
    `Finns ingen tid inlagd före ${day} avslutar jag här, så att platsen blir ledig. Ingen behöver förklara sig.`,
  title: (name: string) => `Du och ${name} har inget inplanerat`,
  lead: (progress: string) => `${progress}. Vill ni ses igen är det ett bra läge att hitta en tid nu.`,
  plan: 'Lägg in en tid',
  pause: 'Ta en paus',
  pair: 'Våra samtal',
  why: 'Ni får det här båda två, för att inget är inplanerat.',
};

export const agreement = {
  title: 'Er överenskommelse',
  none: (min: number, max: number) =>
    `Ni vill båda fortsätta. Nu kommer ni överens om ramarna: ${min}–${max} samtal under ett år är lagom. En av er föreslår, den andra bekräftar.`,
  propose: 'Föreslå ramar',
  theirs: (name: string) => `${name} föreslår det här. Det gäller när du har bekräftat det.`,
  theirsChange: (name: string) =>
    `${name} föreslår en ändring. Den gäller när du har bekräftat den. Till dess gäller det ni har.`,
  mine: (name: string) => `Ditt förslag väntar på svar från ${name}.`,
  mineChange: (name: string) => `Ditt förslag till ändring väntar på svar från ${name}. Till dess gäller det ni har.`,
  agreed: (day: string) => `Ni kom överens om det här ${day}.`,
  confirm: 'Bekräfta',
  change: 'Ändra förslaget',
  counter: 'Föreslå något annat',
  proposeChange: 'Föreslå en ändring',
  proposed: 'Förslaget',
  standing: 'Det som gäller nu',
  facts: {
    talks: 'Antal samtal',
    reason: 'Varför',
    ends: 'Till och med',
    places: 'Platser',
    shadowing: 'Skuggning',
    rules: 'Spelregler',
  },
  shadowing: { yes: 'Ja, när båda vill', no: 'Nej' },
  lapse: (day: string) => (day === '' ? '' : `Har ni inte kommit överens före ${day} går ni inte vidare.`),
  pair: 'Våra samtal',
  why: 'Du får det här för att ni har bestämt er för att fortsätta.',
};

export const agreementForm = {
  title: 'Föreslå ramar',
  lead: (name: string) => `${name} får ditt förslag och kan bekräfta det eller föreslå något annat.`,
  talks: 'Antal samtal',
  reason: (min: number, max: number) => `Varför ett annat antal än ${min}–${max}?`,
  reasonHint: 'Behövs bara om ni vill ha färre eller fler',
  ends: 'Till och med',
  endsHint: (day: string) => `Senast ${day}, ett år efter första träffen.`,
  places: 'Var ni kan ses',
  shadowing: 'Skuggning på adeptens arbetsplats kan ingå',
  headings: 'Spelregler',
  ownHeadings: 'Egna rubriker',
  ownHeadingsHint: 'Till exempel: hur vi hörs mellan samtalen',
  who: 'Skilj rubrikerna åt med komma. Rubriker, aldrig innehåll. Bara ni två ser dem.',
  send: 'Skicka förslaget',
  back: 'Tillbaka',
};

export const pair = {
  title: (name: string) => `Du och ${name}`,
  progress: (held: number, talks: number, left: number) =>
    left === 0
      ? `${held} av ${talks} samtal, mindre än en månad kvar`
      : `${held} av ${talks} samtal, ${months(left)} kvar`,
  next: (when: string, place: string) => `Nästa samtal: ${when}. ${place}.`,
  firstMeeting: (when: string, place: string) => `Första träffen: ${when}. ${place}.`,
  planFirst: 'Nästa steg är att träffas. När ni har en tid lägger ni in den här.',
  meetAgain:
    'Nästa steg är att ni ses en gång till, och sedan svarar var för sig. När ni har en tid lägger ni in den här.',
  decide: 'Ni har träffats. Nu svarar ni var för sig på om ni vill fortsätta.',
  agree: 'Ni vill båda fortsätta. Nu kommer ni överens om ramarna.',
  proposed: 'Ni vill båda fortsätta. Det finns ett förslag till ramar.',
  nothingPlanned: 'Inget samtal är inplanerat. Att boka nästa redan nu brukar löna sig.',
  happened: (when: string) => `Ägde samtalet ${when} rum?`,
  proposal: 'Det finns ett förslag till ändrad överenskommelse.',
  paused: (day: string) => `Ni har paus till ${day}. Jag hör bara av mig om sådant ni själva har bokat.`,
  plan: 'Planera ett samtal',
  planFirstButton: 'Planera första träffen',
  talk: 'Flytta eller ställ in',
  held: 'Svara',
  decideButton: 'Svara',
  agreement: 'Överenskommelsen',
  details: 'Kontaktuppgifter',
  pause: 'Paus',
  resume: 'Fortsätt nu',
  end: 'Avsluta',
};
