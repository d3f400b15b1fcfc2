import type { Lang } from '../domain/ids.ts';

/** The words of the playground's page. Swedish is the type; `{name}` marks what the page fills in. */
const sv = {
  title: 'Handslag – lekplats',
  tag: 'Lekplats',
  notice: 'Det här är en lekplats med påhittade personer. Inget härifrån skickas till någon.',
  skip: 'Hoppa till chatten',
  bot: 'Handslag',

  people: {
    heading: 'Vem är du just nu?',
    open: 'Byt person',
    close: 'Stäng',
    current: 'Du är {name}. Byt person',
    unread: 'nytt',
    groups: { board: 'Styrelsen', mentor: 'Mentorer', adept: 'Adepter', other: 'Övriga' },
    add: 'Lägg till en person',
    addHeading: 'En ny person',
    addHint: 'Hitta på någon. Personen får en egen chatt och kan anmäla sitt intresse.',
    name: 'Namn',
    nameMissing: 'Skriv ett namn, högst 80 tecken.',
    language: 'Språk',
    save: 'Lägg till',
    cancel: 'Avbryt',
    added: '{name} är tillagd.',
  },

  clock: {
    label: 'Klockan i lekplatsen',
    now: 'Nu är det',
    next: 'Till nästa händelse',
    nextAt: 'Till nästa: {when}',
    nothing: 'Inget väntar',
    day: 'En dag fram',
    month: 'En månad fram',
    moved: 'Klockan är nu {when}.',
  },

  language: { label: 'Språk', sv: 'Svenska', en: 'English' },
  theme: { toDark: 'Mörkt läge', toLight: 'Ljust läge' },

  chat: {
    own: 'Min chatt',
    ownFor: 'Chatt med Handslag, som {name}',
    board: 'Styrelsens kanal',
    boardHint: 'Alla i styrelsen ser samma kort här.',
    rooms: 'Chattar',
    empty: 'Här är det tomt än så länge.',
    emptyHint: 'Skriv hjälp, så berättar jag vad jag kan göra för dig.',
    emptyBoard: 'Inget väntar på styrelsen just nu. När någon anmäler sitt intresse kommer ett kort hit.',
    write: 'Skriv till Handslag',
    send: 'Skicka',
    quick: 'Snabba svar',
    words: ['hjälp', 'status', 'klart', 'flytta', 'paus', 'avsluta'],
    you: 'Du',
    today: 'I dag',
    yesterday: 'I går',
    updated: 'ändrat {when}',
    newBelow: 'Nytt längre ner',
    arrived: 'Nytt från Handslag: {summary}',
    arrivedBoard: 'Nytt i styrelsens kanal: {summary}',
    changed: 'Kortet har ändrats sedan du började skriva.',
    showNew: 'Visa det nya',
    onlyYou: 'Bara du ser det här.',
    back: 'Visa kanalens kort igen',
    sending: 'Skickar …',
    broken: 'Kortet kan inte visas. {summary}',
  },

  choices: {
    hits: '{n} träffar',
    oneHit: '1 träff',
    none: 'Ingen träff',
    search: 'Skriv för att söka',
    remove: 'Ta bort {name}',
    chosen: 'Valda',
  },

  connection: { lost: 'Ingen kontakt med servern. Försöker igen …', back: 'Kontakten är tillbaka.' },

  errors: {
    heading: 'Det gick inte',
    close: 'Stäng meddelandet',
    reference: 'Referens: {reference}',
    invalid: 'Något i det som skickades stämmer inte. Ladda om sidan och försök igen.',
    person: 'Personen finns inte.',
    room: 'Chatten finns inte.',
    forbidden: 'Den här chatten är inte din.',
    message: 'Meddelandet finns inte längre.',
    wordsOnlyOwn: 'Skriv i din egen chatt. I styrelsens kanal svarar man med knapparna.',
    text: 'Skriv något, högst 2 000 tecken.',
    tooLarge: 'Det var för mycket på en gång. Korta ner och försök igen.',
    host: 'Lekplatsen svarar bara på den här datorn.',
    notFound: 'Sidan finns inte.',
    fault: 'Något gick fel hos oss. Försök igen om en stund.',
    offline: 'Servern svarar inte. Det du skrivit finns kvar; försök igen om en stund.',
  },
};

export type PlaygroundText = typeof sv;
export type PlaygroundError = Exclude<keyof PlaygroundText['errors'], 'heading' | 'close' | 'reference' | 'offline'>;

const en: PlaygroundText = {
  title: 'Handslag – playground',
  tag: 'Playground',
  notice: 'This is a playground with made-up people. Nothing is sent to anyone from here.',
  skip: 'Skip to the chat',
  bot: 'Handslag',

  people: {
    heading: 'Who are you right now?',
    open: 'Change person',
    close: 'Close',
    current: 'You are {name}. Change person',
    unread: 'new',
    groups: { board: 'The board', mentor: 'Mentors', adept: 'Adepts', other: 'Others' },
    add: 'Add a person',
    addHeading: 'A new person',
    addHint: 'Make somebody up. They get a chat of their own and can register their interest.',
    name: 'Name',
    nameMissing: 'Write a name of at most 80 characters.',
    language: 'Language',
    save: 'Add',
    cancel: 'Cancel',
    added: '{name} has been added.',
  },

  clock: {
    label: 'The clock of the playground',
    now: 'It is now',
    next: 'To the next thing due',
    nextAt: 'To the next: {when}',
    nothing: 'Nothing is due',
    day: 'A day on',
    month: 'A month on',
    moved: 'It is now {when}.',
  },

  language: { label: 'Language', sv: 'Svenska', en: 'English' },
  theme: { toDark: 'Dark mode', toLight: 'Light mode' },

  chat: {
    own: 'My chat',
    ownFor: 'Chat with Handslag, as {name}',
    board: 'The board’s channel',
    boardHint: 'Everyone on the board sees the same cards here.',
    rooms: 'Chats',
    empty: 'Nothing here yet.',
    emptyHint: 'Write help and I will tell you what I can do for you.',
    emptyBoard: 'Nothing is waiting for the board right now. When somebody registers, a card arrives here.',
    write: 'Write to Handslag',
    send: 'Send',
    quick: 'Quick replies',
    words: ['help', 'status', 'done', 'move', 'pause', 'end'],
    you: 'You',
    today: 'Today',
    yesterday: 'Yesterday',
    updated: 'changed {when}',
    newBelow: 'New messages below',
    arrived: 'New from Handslag: {summary}',
    arrivedBoard: 'New in the board’s channel: {summary}',
    changed: 'The card has changed since you began to write.',
    showNew: 'Show the new one',
    onlyYou: 'Only you see this.',
    back: 'Show the channel’s card again',
    sending: 'Sending …',
    broken: 'The card cannot be shown. {summary}',
  },

  choices: {
    hits: '{n} matches',
    oneHit: '1 match',
    none: 'No match',
    search: 'Type to search',
    remove: 'Remove {name}',
    chosen: 'Chosen',
  },

  connection: { lost: 'No contact with the server. Trying again …', back: 'The connection is back.' },

  errors: {
    heading: 'That did not work',
    close: 'Close the message',
    reference: 'Reference: {reference}',
    invalid: 'Something in what was sent is not right. Reload the page and try again.',
    person: 'There is no such person.',
    room: 'There is no such chat.',
    forbidden: 'This chat is not yours.',
    message: 'The message is no longer there.',
    wordsOnlyOwn: 'Write in your own chat. In the board’s channel, answer with the buttons.',
    text: 'Write something, at most 2,000 characters.',
    tooLarge: 'That was too much at once. Shorten it and try again.',
    host: 'The playground only answers on this computer.',
    notFound: 'There is no such page.',
    fault: 'Something went wrong on our side. Please try again in a while.',
    offline: 'The server does not answer. What you wrote is still here; please try again in a while.',
  },
};

export const playgroundText: Readonly<Record<Lang, PlaygroundText>> = { sv, en };

/** What an error says, in both languages: the page knows which one its reader wants, the server may not. */
export const playgroundError = (code: PlaygroundError): { code: PlaygroundError; sv: string; en: string } => ({
  code,
  sv: sv.errors[code],
  en: en.errors[code],
});
