import type { Texts } from '../sv.ts';

export const platforms: Texts['platforms'] = { slack: 'Slack', teams: 'Microsoft Teams', playground: 'The playground' };

export const accountCards: Pick<Texts['cards'], 'accounts' | 'link' | 'unlink'> = {
  accounts: {
    title: 'Your accounts',
    one: 'If you have another account where I am, in Slack or Teams for instance, you can link the two. You are then the same person in both.',
    several: 'You are the same person in all of these accounts. What you begin in one you can go on with in another.',
    codeLead: (minutes) => `Write this code to me from your other account within ${minutes} minutes. It works once.`,
    home: 'This is where I write to you.',
    lost: 'My messages do not get through here just now.',
    named: (name, where) => `${where}, as ${name}`,
    writeHere: 'Write to me here',
    unlink: 'Unlink',
    newCode: 'Get a code',
    back: 'Back',
  },
  link: {
    title: 'Are both accounts yours?',
    lead: (name, where) => `The code comes from ${name} in ${where}.`,
    warn: 'Say yes only if that is you. Never ask anyone else to write a code here, and do not write anyone else’s.',
    both: 'You have something in both, and it cannot be joined. Choose what the accounts are to lead to. The other rests, and you come back to it if you unlink the accounts. A mentor who rests is not on the list.',
    busy: 'You cannot leave the other just now, because someone there is waiting for you or you have talks going on.',
    stuck:
      'You have something going on in both, where someone is waiting for you or where you have talks. It cannot be joined. End one of them first, and then ask for a new code.',
    here: 'In this account',
    there: 'In the other',
    hold: {
      mentor: (programme) => `mentor in ${programme}`,
      adept: (programme) => `mentee in ${programme}`,
      board: (programme) => `the board of ${programme}`,
    },
    yes: 'Yes, link them',
    keepHere: 'Keep what I have here',
    keepThere: 'Keep what I have there',
    no: 'No, leave it',
  },
  unlink: {
    title: 'Unlink the account?',
    lead: (where) => `The account in ${where} will no longer lead here.`,
    fresh: 'You start over there as someone new. What you have here stays with your other accounts.',
    again:
      'There you come back to what you had before you linked them. What you have here stays with your other accounts.',
    yes: 'Yes, unlink it',
    no: 'No, leave it be',
  },
};
