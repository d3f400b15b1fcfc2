import type { Texts } from '../sv.ts';

const when = 'When';
const where = 'Where';

export const talkCards: Pick<
  Texts['cards'],
  'talk-plan' | 'talk' | 'reminder' | 'held' | 'pause' | 'end' | 'closing' | 'ended'
> = {
  'talk-plan': {
    titleFirst: 'Plan the first meeting',
    titleAgain: 'Plan one more meeting',
    title: 'Plan a talk',
    titleMove: 'Move the talk',
    leadFirst: 'Put in the time you have agreed on. Have you met already? Say when.',
    leadAgain: 'You meet once more, and then each of you answers anew. Put in the time you have agreed on.',
    lead: 'Put in the time you have agreed on. Has the talk taken place already? Say when.',
    leadMove: (moment) => `It is now booked for ${moment}.`,
    date: 'Date',
    time: 'Time',
    place: 'Place',
    save: 'Save the time',
    saveMove: 'Move it here',
    told: (name) => `${name} is told straight away.`,
    why: 'You get this because you have both answered.',
  },

  talk: {
    titlePlanned: (name) => `Talk with ${name}`,
    titleFirst: (name) => `First meeting with ${name}`,
    titleCancelled: 'The talk is cancelled',
    titleMissed: 'The talk did not take place',
    titleUnknown: 'Nobody said whether the talk took place',
    titleHeld: 'The talk has taken place',
    when,
    where,
    move: 'Move',
    cancel: 'Cancel the talk',
    plan: 'Plan a new time',
    pair: 'Our talks',
    why: 'You are both told when a time changes.',
  },

  reminder: {
    title: (name) => `Soon: talk with ${name}`,
    titleFirst: (name) => `You are soon meeting ${name}`,
    when,
    where,
    think: 'To think about beforehand',
    thinkHint: 'For yourself. You need not write anything here.',
    rules: 'Your ground rules',
    rulesHint: 'Go through them together when you meet.',
    confirm: 'I stand by the ground rules',
    move: 'Move',
    cancel: 'Cancel the talk',
    pair: 'Our talks',
    why: 'You get this reminder because you have booked a time.',
  },

  held: {
    title: 'Did the talk take place?',
    lead: (name, moment) => `You and ${name} had booked ${moment}.`,
    yes: 'Yes, we have talked',
    no: 'No, it did not take place',
    moved: 'We are moving it',
    nextDecide: 'Now each of you answers whether you want to go on.',
    nextAgree: 'Now you agree on the framework.',
    nextPlan: 'Do book the next talk while you have your calendars out.',
    nextAfterMissed: 'These things happen. Do find a new time straight away.',
    nextTalk: (moment) => `The next talk is on ${moment}.`,
    decide: 'Answer',
    agree: 'To the agreement',
    plan: 'Plan the next one',
    planAgain: 'Plan a new time',
    pair: 'Our talks',
    why: 'You get this question because you had a time booked. Whichever of you answers first answers for both.',
  },

  pause: {
    title: 'Take a pause',
    lead: 'During the pause I only get in touch about what you have booked yourselves. The other is told that you are pausing, and until when.',
    until: 'Pause until',
    save: 'Start the pause',
    pausedTitle: 'You are pausing',
    paused: (day) => `The pause lasts until ${day}. You can resume earlier if you like.`,
    resume: 'Resume now',
    back: 'Our talks',
  },

  end: {
    title: (name) => `End with ${name}?`,
    lead: 'You need not explain why. You both get the same message, and it does not say who ended it.',
    adept: 'You keep your place in the programme and can ask another mentor.',
    mentor: 'Your place becomes free for another mentee.',
    open: 'End',
    leadDeciding:
      'Just now each of you answers whether you want to go on. Ending counts as a no, and you both hear at the same time, when both have answered.',
    sure: 'This cannot be undone.',
    sureDeciding: 'Until then you can change your mind.',
    yes: 'Yes, end',
    back: 'No, go back',
  },

  closing: {
    title: (name) => `Thank you, you and ${name}`,
    lead: (held, from, to) =>
      held === 1
        ? `You have had one talk between ${from} and ${to}. Here what you agreed on comes to its end.`
        : `You have had ${held} talks between ${from} and ${to}. Here what you agreed on comes to its end.`,
    noTalks: (to) => `Your year ended on ${to}.`,
    goOn: 'If you want to keep in touch, of course you do. It need not go through me.',
    think: 'To think about, for yourself',
    data: 'What stays with me is facts: that you were mentor and mentee, the number of talks, and dates. Nothing of what you said.',
    mentor: 'Your place is free again, if you would like to take on another mentee.',
    registration: 'My registration',
  },

  ended: {
    title: (name) => `You and ${name} do not go on`,
    lead: 'That is nothing unusual, and nobody needs to explain. What you said to each other stays between you.',
    lapsed: 'Nothing more was planned, and so I end this here. Nobody needs to explain.',
    adept: 'You keep your place in the programme. Whenever you like, you can ask another mentor.',
    mentor: 'Your place is free again.',
    choose: 'Choose a mentor',
    registration: 'My registration',
  },
};
