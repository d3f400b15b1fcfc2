import type { Lang } from '../domain/ids.ts';

/** What Handslag says in Slack and nowhere else: windows, buttons that open them, and what Slack shows about the app. */
const sv = {
  name: 'Handslag',
  close: 'Stäng',
  cancel: 'Avbryt',
  fillIn: 'Fyll i',
  yes: 'Ja',
  more: '… resten får inte plats här.',
  working: 'Ett ögonblick …',
  workingText: 'Det tar lite längre tid än vanligt. Svaret kommer här.',
  unreachable: 'Något gick fel på vägen. Inget är sparat. Försök igen om en stund.',
  late: 'Det dröjde för länge att öppna fönstret. Tryck en gång till.',
  onlyRoom: 'Det här kan bara göras i styrelsens egen kanal, och den ska vara privat.',
  answered: 'Klart.',
  notForYou:
    'Det här mentorprogrammet är för dem som hör till arbetsytan. Gäster och personer från andra organisationer kan tyvärr inte vara med här. Hör av dig till den som ansvarar för programmet om det blev fel.',
  search: 'Välj län eller sök',
  together:
    'Här har ni ett eget rum, ni två och Handslag. Bestäm gärna en tid för första träffen här. Jag läser inte det ni skriver i det här rummet.',
};

type SlackText = { readonly [K in keyof typeof sv]: string };

const en: SlackText = {
  name: 'Handslag',
  close: 'Close',
  cancel: 'Cancel',
  fillIn: 'Fill in',
  yes: 'Yes',
  more: '… there is no room for the rest here.',
  working: 'Just a moment …',
  workingText: 'This takes a little longer than usual. The answer will appear here.',
  unreachable: 'Something went wrong on the way. Nothing was saved. Please try again in a while.',
  late: 'It took too long to open the window. Please press once more.',
  onlyRoom: 'This can only be done in the board’s own channel, and it must be private.',
  answered: 'Done.',
  notForYou:
    'This mentor programme is for those who belong to the workspace. Guests and people from other organisations cannot take part here, I am afraid. If that is a mistake, please tell whoever runs the programme.',
  search: 'Pick a county or search',
  together:
    'This is a room of your own, the two of you and Handslag. Feel free to settle a time for the first meeting here. I do not read what you write in this room.',
};

export const slackText: Readonly<Record<Lang, SlackText>> = { sv, en };

/** What stands in the app's manifest, so before anybody has a language: Swedish. */
export const slackListing = {
  description: 'Mentorprogram för chefer i kommunerna',
  longDescription:
    'Handslag för samman mentorer och adepter och påminner dem genom ett år av samtal. ' +
    'Anmälan, styrelsens beslut, valet av mentor, överenskommelsen och samtalen sköts här i Slack, med några få knapptryck. ' +
    'Det som sägs i samtalen sparas aldrig.',
  command: 'Öppna mentorprogrammet',
  hint: 'läget, mentor, adept, planera, paus, hjälp …',
  /** To who installs the app in a workspace that is not named in the settings. */
  notNamed: 'Den här arbetsytan är inte med bland dem som Handslag är till för. Inget har sparats.',
  shortcut: 'Öppna mentorprogrammet',
};
