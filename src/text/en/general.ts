import type { Texts } from '../sv.ts';

type General = Pick<
  Texts,
  | 'fields'
  | 'reasons'
  | 'fault'
  | 'places'
  | 'headings'
  | 'languages'
  | 'words'
  | 'unknownWord'
  | 'reflection'
  | 'consent'
  | 'step'
  | 'next'
  | 'save'
  | 'optional'
  | 'yes'
  | 'no'
  | 'stop'
>;

export const general: General = {
  step: (number, of) => `Step ${number} of ${of}`,
  next: 'Save and continue',
  save: 'Save',
  optional: 'May be left empty.',
  yes: 'Yes',
  no: 'No',
  stop: 'Write “pause” for a rest, or “end” to stop.',

  fields: {
    required: 'Please fill in this field.',
    tooLong: 'The text is too long. Please shorten it a little.',
    badMail: 'That does not look like an email address. Write, for example, name@municipality.se.',
    badPhone: 'That does not look like a phone number. Write, for example, 070-123 45 67.',
    badMunicipality: 'I cannot find that municipality. Please choose one from the list.',
    badNumber: 'Please write a whole number that fits here.',
    badDate: 'Please choose a date.',
    badTime: 'Please write a time, for example 13:00.',
    choose: 'Please choose one of these.',
    chooseOne: 'Please choose at least one.',
    tooMany: 'That is too many. Please take one away.',
    mustTick: 'Please tick the box to go on.',
  },

  reasons: {
    notFound: 'This no longer exists.',
    notYours: 'Only the person this concerns can do that.',
    notNow: 'That is not possible just now. The card shows how things stand.',
    alreadyDone: 'That is already done.',
    notAdministrator: 'Only those who manage the programmes can do this.',
    notOnBoard: 'Only members of the board can answer this.',
    wrongCode:
      'That code does not work. It may be mistyped, too old or already used. Write link in your other account to get a new one.',
    tooManyGuesses:
      'That has gone wrong too many times. Wait a quarter of an hour, then ask for a new code in your other account.',
    ownCode: 'The code is to be written in your other account, not here. Here is a new one.',
    cannotLink: 'They cannot be linked that way. The card shows what is possible.',
    onlyAccount: 'This is your only account, so there is nothing to unlink.',
    incomplete: 'Something is still missing. Please go through the steps once more.',
    needsConsent: 'I need your yes before I may keep these details.',
    alreadyDecided: 'Someone else on the board got there first. The decision has been made.',
    changedMeanwhile: 'Something changed while you were reading. Please look at what it says now, and then answer.',
    recused: 'You have recused yourself and take no part in this decision.',
    ownRegistration: 'This is your own registration. The others on the board decide on it.',
    hasPair: 'You are somebody’s mentor just now. Once that has ended you can withdraw your registration.',
    mentorIsYou: 'You cannot be your own mentor. Please choose someone else.',
    mentorNotFree: 'One of those you chose no longer has a free place. Please choose someone else.',
    sameMentorTwice: 'You have chosen the same person twice. Please choose someone else in reserve.',
    tooManyReserves: 'You have chosen too many in reserve.',
    requestStanding: 'You already have a request out. Wait for the answer, or take it back first.',
    noSuchField: 'That question is no longer in the form.',
    formFull: ({ most, aStep }) => `A form holds at most ${most} questions, and a step at most ${aStep}.`,
    fieldNeeded: 'The programme needs this, so it has to stay and to be answered.',
    seenByFixed: 'Who sees this follows from how the programme works.',
    statementOptional: 'A statement always has to be ticked.',
    labelMissing: 'Please write the question in at least one of the languages.',
    labelTooLong: ({ letters }) => `The question and the hint can have at most ${letters} characters each.`,
    choicesMissing: 'Please write at least two choices, one a line.',
    choicesTooMany: ({ most, letters }) => `At most ${most} choices, and at most ${letters} characters in each.`,
    choicesAlike: 'Two of the choices are called the same.',
    limitsWrong: 'Those limits do not fit together.',
    oneSearchAStep: 'Each step has room for one question about municipalities. Please put this in another step.',
    requestGone: 'This request is no longer open. There is nothing you need to do.',
    alreadyAnswered: 'That has already been answered.',
    talksNeedReason: ({ min, max }) => `${min}–${max} talks is usual. Please say briefly why you want another number.`,
    endsTooLate: ({ months }) => `The agreement can last at most ${months} months from the first meeting.`,
    endsInPast: 'That end date has passed. Please choose a later one.',
    fewerThanHeld: ({ held }) => `You have already had ${held} talks. Please choose a higher number.`,
    noSuchTalk: 'I cannot find that talk.',
    talkInPast: 'That time has passed. Please choose a later one.',
    talkAfterEnd: 'That time is after your agreement has run out.',
    talkTooFar: ({ months }) => `The first meeting can be at most ${months} months ahead. Choose an earlier time.`,
    sameTime: 'That time and place stand already.',
    talkNotYet: 'The talk has not taken place yet.',
    talkStanding: 'You already have a time booked. Please move that one instead.',
    placeNotAgreed: 'That place is not part of your agreement. Choose another, or change the agreement.',
    allTalksPlanned: ({ talks }) =>
      `All ${talks} talks are planned already. Would you like more? Change the agreement.`,
    ownProposal: 'This is your own proposal. It is now for the other to answer.',
    noProposal: 'There is no proposal to confirm.',
    pauseInPast: 'That date has passed. Please choose a later one.',
    pauseTooLong: ({ months }) => `A pause can last at most ${months} months, and no longer than the agreement.`,
    programmeNotOpen: 'The programme takes no registrations just now.',
    programmeOver: 'The programme has ended and introduces no new pairs.',
    notForYou: 'That programme is not open to you. Please ask those who run it if you would like to take part.',
    noHome: 'I do not know which workplace you write from.',
    endsBeforeStart: 'The last day must come after the first.',
    numberUnfit: 'That number does not fit here.',
    roomMissing:
      'Invite me to the board’s channel, and say there that it belongs to the programme. Then you can open it.',
    roomTaken: 'That channel belongs to another programme already.',
    boardMissing: 'Confirm at least one member of the board. Then you can open it.',
    unknownCode: 'That code does not hold. Please check that it is written correctly.',
    tooManyMisses: 'You have tried too many codes. Please ask whoever runs me for a new one.',
    lastAdministrator: 'You are the only one who manages the programmes. Please let somebody else take over first.',
    fault: 'Something went wrong at my end. Please try again in a while.',
  },

  fault: (reference) =>
    `Something went wrong at my end, and it is not your fault. Please try again in a while. If you get in touch about it, quote ${reference}.`,

  places: {
    neutral: 'Neutral place',
    digital: 'Online',
    visit: 'Visit to the mentee’s workplace',
    shadowing: 'Shadowing at the mentee’s workplace',
  },

  headings: {
    openness: { name: 'Openness', rule: 'We are frank with each other, about what is difficult too.' },
    confidentiality: { name: 'Confidentiality', rule: 'What we say stays between us, also when our talks are over.' },
    personal: {
      name: 'Personal but not private',
      rule: 'We talk about the person in the role. Nobody needs to share what is private.',
    },
  },

  languages: { sv: 'Svenska', en: 'English' },

  words: {
    help: ['help', '?'],
    status: ['status', 'my registration'],
    done: ['done', 'ok'],
    move: ['move', 'reschedule'],
    pause: ['pause'],
    end: ['end', 'stop'],
    mentor: ['mentor', 'become a mentor'],
    adept: ['mentee', 'adept', 'find a mentor'],
    mentors: ['mentors', 'choose a mentor'],
    plan: ['plan', 'book', 'plan a talk'],
    link: ['link', 'link accounts', 'accounts'],
    programmes: ['programme', 'programmes', 'program', 'programs'],
    start: ['start', 'hello', 'hi'],
  },

  unknownWord: (taught) => `I did not quite follow that. The words I know are ${taught}.`,

  reflection: {
    first: [
      'What do you want the other to understand about your assignment after this meeting?',
      'What do you need from someone else to be able to speak openly about what is hard in the role?',
    ],
    early: [
      'Which question are you carrying just now that you seldom have time to think through?',
      'Where does your assignment end and that of the politicians begin, and how does it show from day to day?',
    ],
    middle: [
      'When did you last lead the way you want to lead, and what made it possible?',
      'What do you do today that someone else ought to do, and what keeps you doing it?',
    ],
    late: [
      'What have you begun to do differently, and how do those around you notice?',
      'What do you need to have in place to keep going in the role over time?',
    ],
    closing: [
      'What do you take with you into your next year in the role?',
      'Whom could you support, now that you know what a talk can do?',
    ],
  },

  consent: {
    version: '2026-11',
    title: 'How your details are handled',
    paragraphs: [
      '**What.** What you have written in the registration, and facts about the road: decisions, requests, times and number of talks. What you say to each other is never stored.',
      '**Why and who.** The board of the programme needs the details to bring mentors and mentees together. The board sees the whole registration. After that, only the person you are introduced to gets your contact details.',
      '**How long.** For as long as you take part. If you withdraw the registration, what you wrote in it is deleted.',
      '**Your yes is voluntary.** You take it back by withdrawing the registration. Bear in mind that a municipality is a public authority: what you send through its email or chat may become a public record.',
    ],
    label: 'Consent',
    agree: 'Yes, my details may be stored and used in this way',
  },
};
