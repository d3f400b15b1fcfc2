import type { Texts } from '../sv.ts';

const boardOnly = 'Only the board sees this.';
export const registrationTexts: Pick<Texts, 'seenBy' | 'edit' | 'discard'> = {
  seenBy: {
    board: boardOnly,
    partner: 'The board sees this, and the person you are introduced to.',
    choosers: {
      mentor: 'The board sees this, and the mentees that the board has approved.',
      adept: 'The board sees this, and the mentor you ask.',
    },
  },
  edit: (step) => `Change “${step}”`,
  discard: {
    title: 'Discard the draft',
    sure: 'What you have written is deleted at once. You can begin again whenever you like.',
    yes: 'Yes, discard it',
  },
};

type Cards = Texts['cards'];

export const registrationCards: Pick<
  Cards,
  'start' | 'form' | 'registration-summary' | 'registration' | 'registration-question' | 'decision' | 'undelivered'
> = {
  start: {
    hello: (name) => `Hello ${name}!`,
    intro: (programme) => `My name is Handslag, and I look after the practical side of ${programme}.`,
    noProgramme:
      'I am Handslag, and I look after the practical side of mentor programmes. Just now no programme is open to you.',
    several: 'There are several programmes that you can take part in. Choose one to read more.',
    which: 'Programme',
    goOn: 'Show the programme',
    programmes: 'Manage programmes',
    nothingYet:
      'You can register as a mentor, if you want to share your experience, or as a mentee, if you are new in the role and would like someone to talk to.',
    also: (taught) => `You can also write ${taught}.`,
    confidential: 'What you say to each other stays between you. I never store the content of a talk.',
    beMentor: 'Register as a mentor',
    beAdept: 'Register as a mentee',
    plan: 'Plan a talk',
    registration: { mentor: 'My registration as a mentor', adept: 'My registration as a mentee' },
    continue: 'Continue the registration',
    answer: 'Answer the board',
    choose: 'Choose a mentor',
    request: 'See the request',
    pair: (name) => `The talks with ${name}`,
  },

  form: {
    draft:
      'What you write is kept step by step, so that you can take a break. Only you see it until you have read how your details are handled, said yes and sent it. You can discard the draft whenever you like.',
    confirm: 'To confirm',
    back: 'Back',
  },

  'registration-summary': {
    title: 'Is this right?',
    missing: 'Something is still missing. Fill in what is left, and you can send it.',
    fill: 'Fill in what is missing',
    send: 'Send to the board',
    needed: 'Please tick the box to be able to send.',
  },

  registration: {
    title: { mentor: 'Your registration as a mentor', adept: 'Your registration as a mentee' },
    draft: (day) =>
      `The registration is begun but not sent. What you have filled in is kept until ${day}, and erased then if nothing more happens.`,
    rested: (day) =>
      `It has been quiet for long, so your registration rests. You can send it again whenever you like. What you wrote is kept until ${day}.`,
    leave: 'If you do not want to go on you can withdraw the registration, or just leave it.',
    continue: 'Continue',
    submitted: (day) => `The board received your registration on ${day}. I will be in touch when it has decided.`,
    asked: 'The board has a question for you before it decides.',
    answer: 'Answer the question',
    mentorListed: (taken, places) =>
      `You are approved as a mentor and are on the list. ${taken} of ${places} places are taken. I will be in touch when someone asks.`,
    mentorUnlisted: (taken, places) =>
      `You are approved as a mentor but are not on the list just now. ${taken} of ${places} places are taken.`,
    list: 'Put me on the list',
    unlist: 'Take me off the list for now',
    adeptLooking: 'You are approved as a mentee. Now you can choose whom to ask.',
    choose: 'Choose a mentor',
    adeptAsking: 'You are approved as a mentee and are waiting for a mentor’s answer.',
    request: 'See the request',
    adeptPaired: 'You are approved as a mentee and are in touch with a mentor.',
    pair: 'Our talks',
    adeptFinished: 'Your mentorship has come to its end. Thank you for taking part.',
    declined: (day) => `The board has said no this time. What you wrote is erased on ${day}.`,
    lapsed:
      'It has been quiet for long, so the registration has ended, and what you had written is erased. You are welcome to register again.',
    withdrawn: 'The registration is withdrawn, and what you had written is deleted.',
    again: 'Register again',
    withdraw: 'Withdraw the registration',
    withdrawSure: 'What you have written is deleted at once. If you have a request out, or a mentor, that ends too.',
    withdrawMentorSure: 'What you have written is deleted at once, and you are no longer on the list.',
    withdrawYes: 'Yes, withdraw',
    hasPair: 'You are somebody’s mentor just now. When that has ended, you can withdraw the registration.',
  },

  'registration-question': {
    title: 'The board has a question',
    lead: 'This is what the board writes about your registration:',
    reply: 'Your answer',
    who: boardOnly,
    send: 'Send the answer',
    answered: 'Thank you, the board has your answer.',
    rests: (day) =>
      `If you have not answered before ${day}, the registration rests, and you can send it again whenever you like.`,
    your: 'You answered:',
    see: 'See my registration',
    why: 'You get this question because you have registered. If you do not want to go on, you can withdraw.',
  },

  decision: {
    title: { mentor: 'Wants to be a mentor', adept: 'Wants a mentor' },
    waiting: (day) => `Waiting for the board since ${day}.`,
    bumped: (day) => `This registration has waited since ${day}. Could one of you take a look?`,
    nobodyLeft:
      'Nobody on the board can decide here, as all have stepped aside. Somebody needs to be added to the board.',
    asked: 'The board has asked for more. We are waiting for the answer, and you can decide without it.',
    rested: 'It has been quiet for long, so the registration rests. It comes back if it is sent again.',
    lapsed: (name) => `The registration of ${name} has ended, and what stood there is erased.`,
    approved: (day, who) => `Approved on ${day} by ${who}.`,
    declined: (day, who) => `Declined on ${day} by ${who}.`,
    withdrawn: (name) => `${name} has withdrawn the registration. What it said is deleted.`,
    votes: (needed) => `Votes so far (${needed} alike decide)`,
    approves: (name) => `${name}: yes`,
    declines: (name) => `${name}: no`,
    recused: (names) => `Recused: ${names}`,
    asks: (name) => `${name} asked:`,
    replies: 'Answer:',
    noReply: 'No answer yet.',
    reasonOf: (name) => `Reason, for the board only (${name}):`,
    messageOf: 'To the applicant:',
    approve: 'Approve',
    ask: 'Ask for more',
    question: 'Your question to the applicant',
    sendQuestion: 'Send the question',
    decline: 'Decline',
    reason: 'Reason, for the board only',
    message: 'Message to the applicant',
    messageHint: 'The applicant reads this word for word',
    sendDecline: 'Decline the registration',
    recuse: 'Recuse myself',
    onlyBoard: 'Shown only here, in the board’s channel.',
    seenByApplicant: 'The applicant sees this.',
  },

  undelivered: {
    title: 'A message did not arrive',
    text: (name, kind) => `I have not been able to reach ${name} with ${kind}. Please get in touch in some other way.`,
    kinds: {
      registration: 'news about the registration',
      request: 'a request, or the answer to one',
      pair: 'a message about the mentorship',
      talk: 'a message about a talk',
      other: 'a message',
    },
  },
};
