import type { Texts } from '../sv.ts';

const months = (n: number): string => (n === 1 ? 'one month' : `${n} months`);

export const pairCards: Pick<
  Texts['cards'],
  | 'mentors'
  | 'request'
  | 'request-adept'
  | 'request-mentor'
  | 'introduction'
  | 'contact'
  | 'rules'
  | 'go-on'
  | 'quiet'
  | 'agreement'
  | 'agreement-form'
  | 'pair'
> = {
  mentors: {
    title: 'Choose a mentor',
    lead: 'These have a place just now. Ask the one you think you have most to talk about with.',
    county: 'County',
    anyCounty: 'All counties',
    word: 'Search word',
    wordHint: 'Name, place, subject',
    show: 'Show',
    ask: (name) => `Ask ${name}`,
    none: 'Just now no mentor has a free place. Please look in again in a while.',
    noHits: 'Nobody matches what you searched for. Try another county or another word.',
    more: (n) => `${n} more match. Choose a county or write a word to make the list shorter.`,
    reminder: (day) =>
      `You have not asked anyone yet, and there is no hurry. If you have not asked anyone before ${day}, your registration ends and what you wrote is erased.`,
    gone: 'The one you wanted to ask no longer has a free place. These do.',
  },

  request: {
    title: (name) => `Ask ${name}?`,
    lead: (name, days) =>
      `${name} gets to see your name, your municipality and what you want to talk about. You exchange contact details only after a yes. If no answer has come after ${days} days, the request moves on.`,
    reserves: 'Would you like someone in reserve? Then I ask them in turn if the answer is no.',
    reserve1: 'First in reserve',
    reserve2: 'Then',
    nobody: 'Nobody',
    send: 'Send the request',
    back: 'Back to the list',
  },

  'request-adept': {
    title: 'Your request',
    asked: (name) => `Your request is with ${name}.`,
    handedOn: (name) => `The one you asked could not this time. Your request is now with ${name}.`,
    accepting: (name) => `${name} has said yes. One moment, and you get each other’s contact details.`,
    since: 'Asked',
    reserves: 'In reserve',
    noReserves: 'Nobody',
    answerBy: 'Moves on if there is no answer',
    takeBack: 'Take the request back',
    noMentor:
      'None of those you asked were able to this time. That says more about their calendars than about you. You keep your place, and there are others to ask.',
    choose: 'Choose again',
    withdrawn: 'You have taken your request back.',
    yes: (name) => `${name} has said yes.`,
    pair: 'Our talks',
    why: 'You get this because you have a request out. You can take it back whenever you like.',
  },

  'request-mentor': {
    title: 'A colleague would like you as a mentor',
    lead: (name, role, municipality) =>
      `${name}${municipality === '' ? '' : `, ${role} in ${municipality},`} wonders if you would like to be a mentor.`,
    wish: 'This is what the mentee writes about what you might talk about:',
    answerBy: (day) => `Please answer before ${day}. After that the request moves on to someone else.`,
    yesMeans:
      'If you say yes, you get each other’s contact details. Then you meet, and both decide whether you want to go on.',
    yes: 'Yes, gladly',
    no: 'No, not this time',
    noOffList: 'No, and take me off the list for now',
    accepting: 'Thank you! One moment, and you get each other’s contact details.',
    accepted: (name) => `You have said yes to ${name}.`,
    pair: 'Our talks',
    takenBack: 'The request has been taken back. There is nothing you need to do.',
    goneTitle: 'The request',
    gone: 'The request has moved on. There is nothing you need to do.',
    over: 'This has ended. There is nothing you need to do.',
    why: 'You get this because you are on the list of mentors. Leave the list whenever you like: write “mentor”.',
  },

  introduction: {
    title: {
      adept: (name) => `${name} has said yes`,
      mentor: (name) => `You and ${name} can now meet`,
    },
    titleLater: (name) => `Contact details for ${name}`,
    leadAdept: (name) =>
      `${name} looks forward to hearing from you. You make the first contact: call or write, and suggest a time to meet.`,
    leadMentor: (name) =>
      `${name} makes the first contact. If nothing has happened in a couple of weeks, feel free to get in touch.`,
    writeTo: 'Write an email',
    call: 'Call',
    plan: 'Plan the first meeting',
    roleTitle: { mentor: 'Your role as a mentor', adept: 'Your role as a mentee' },
    roles: {
      mentor:
        'Listen, ask, and share what you have been through yourself.\n\nAdvice is welcome. The decisions are the mentee’s.',
      adept:
        'The questions are yours: decide before each talk what you want to talk about.\n\nTry out what you arrive at, and tell how it went next time.',
    },
    who: 'The contact details are for the two of you.',
  },

  contact: {
    title: (name) => `Have you and ${name} been in touch?`,
    lead: 'As the mentee, you make the first contact. A short call is enough to find a time.',
    made: 'Yes, we have been in touch',
    plan: 'Plan the first meeting',
    later: 'Not yet? That is quite all right. If you have no time in some weeks, I will write to both of you.',
    thanks: 'Good! When you have a time you can put it in here, and I will remind you both.',
    details: 'Show contact details',
    why: 'You get this question once, because you recently got each other’s contact details.',
  },

  rules: {
    title: 'Your ground rules',
    lead: 'Go through them together when you first meet. You can add headings of your own in the agreement.',
    confirm: 'I stand by the ground rules',
    mine: 'You have confirmed the ground rules.',
    both: 'You have both confirmed the ground rules.',
    pair: 'Our talks',
    why: 'You get this because you are about to meet for the first time, or just have.',
  },

  'go-on': {
    title: (name) => `Do you want to go on with ${name}?`,
    titleReminder: (name) => `Reminder: do you want to go on with ${name}?`,
    lead: 'You have met. Answer for yourself: it takes a yes from both to go on.',
    leadReminder: 'Not all answers have come yet. If you have answered already, there is nothing you need to do.',
    promise:
      'Your answer is shown to nobody, and it is erased when you hear how it went. You both hear at the same time. Whoever said yes and hears something else may still guess what the other wanted.',
    lapse: (day) =>
      day === '' ? '' : `If you have not both answered before ${day}, you do not go on, and nobody needs to explain.`,
    on: 'Yes, I want to go on',
    more: 'One more talk, then I decide',
    no: 'No, I do not want to go on',
    answered:
      'Thank you, your answer is saved. When both have answered, you both hear at the same time, the next working morning. Until then you can change your mind.',
    change: 'Change my answer',
    changeLead: 'The answer that stands when you hear how it went is the one that counts.',
    why: 'You get this question because your first meeting has taken place.',
  },

  quiet: {
    titleFirst: (name) => `Have you and ${name} found a time?`,
    leadFirst: 'No meeting is planned. When you have a time, put it in here.',
    ends: (day) =>
      `If no time is put in before ${day}, I end this here, so that the place becomes free. Nobody needs to explain.`,
    title: (name) => `You and ${name} have nothing planned`,
    lead: (progress) => `${progress}. If you want to meet again, this is a good moment to find a time.`,
    plan: 'Put in a time',
    pause: 'Take a pause',
    pair: 'Our talks',
    why: 'You both get this because nothing is planned.',
  },

  agreement: {
    title: 'Your agreement',
    none: (min, max) =>
      `You both want to go on. Now you agree on the framework: ${min}–${max} talks during a year is about right. One of you proposes, the other confirms.`,
    propose: 'Propose a framework',
    theirs: (name) => `${name} proposes this. It applies once you have confirmed it.`,
    theirsChange: (name) =>
      `${name} proposes a change. It applies once you have confirmed it. Until then, what you have applies.`,
    mine: (name) => `Your proposal is waiting for an answer from ${name}.`,
    mineChange: (name) =>
      `Your proposed change is waiting for an answer from ${name}. Until then, what you have applies.`,
    agreed: (day) => `You agreed on this on ${day}.`,
    confirm: 'Confirm',
    change: 'Change the proposal',
    counter: 'Propose something else',
    proposeChange: 'Propose a change',
    proposed: 'The proposal',
    standing: 'What applies now',
    facts: {
      talks: 'Number of talks',
      reason: 'Why',
      ends: 'Until',
      places: 'Places',
      shadowing: 'Shadowing',
      rules: 'Ground rules',
    },
    shadowing: { yes: 'Yes, when both want to', no: 'No' },
    lapse: (day) => (day === '' ? '' : `If you have not agreed before ${day}, you do not go on.`),
    pair: 'Our talks',
    why: 'You get this because you have both decided to go on.',
  },

  'agreement-form': {
    title: 'Propose a framework',
    lead: (name) => `${name} gets your proposal and can confirm it or propose something else.`,
    talks: 'Number of talks',
    reason: (min, max) => `Why another number than ${min}–${max}?`,
    reasonHint: 'Needed only if you want fewer or more',
    ends: 'Until',
    endsHint: (day) => `At the latest ${day}, a year after the first meeting.`,
    places: 'Where you can meet',
    shadowing: 'Shadowing at the mentee’s workplace may be part of it',
    headings: 'Ground rules',
    ownHeadings: 'Headings of your own',
    ownHeadingsHint: 'For example: how we keep in touch between talks',
    who: 'Separate the headings with commas. Headings, never content. Only the two of you see them.',
    send: 'Send the proposal',
    back: 'Back',
  },

  pair: {
    title: (name) => `You and ${name}`,
    progress: (held, talks, left) =>
      left === 0
        ? `${held} of ${talks} talks, less than a month left`
        : `${held} of ${talks} talks, ${months(left)} left`,
    next: (when, place) => `Next talk: ${when}. ${place}.`,
    firstMeeting: (when, place) => `First meeting: ${when}. ${place}.`,
    planFirst: 'The next step is to meet. When you have a time, put it in here.',
    meetAgain:
      'The next step is to meet once more, and then each of you answers anew. When you have a time, put it in here.',
    decide: 'You have met. Now each of you answers whether you want to go on.',
    agree: 'You both want to go on. Now you agree on the framework.',
    proposed: 'You both want to go on. There is a proposal for the framework.',
    nothingPlanned: 'No talk is planned. Booking the next one now usually pays off.',
    happened: (when) => `Did the talk on ${when} take place?`,
    proposal: 'There is a proposal to change the agreement.',
    paused: (day) => `You are pausing until ${day}. I only get in touch about what you have booked yourselves.`,
    plan: 'Plan a talk',
    planFirstButton: 'Plan the first meeting',
    talk: 'Move or cancel',
    held: 'Answer',
    decideButton: 'Answer',
    agreement: 'The agreement',
    details: 'Contact details',
    pause: 'Pause',
    resume: 'Resume now',
    end: 'End',
  },
};
