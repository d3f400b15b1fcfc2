import * as accounts from './sv/accounts.ts';
import { formField, formSettings } from './sv/form.ts';
import * as general from './sv/general.ts';
import * as pair from './sv/pair.ts';
import * as programme from './sv/programme.ts';
import * as registration from './sv/registration.ts';
import * as talks from './sv/talks.ts';
import { trouble } from './sv/trouble.ts';

const { start, form, summary, edit, discard, seenBy, question, decision, undelivered } = registration;
const { mentors, request, requestAdept, requestMentor, introduction, rules, goOn, agreement, agreementForm } = pair;
const { fields, reasons, fault, places, headings, languages, words } = general;
const { unknownWord, reflection, consent } = general;

/** Everything people read, in Swedish; the other languages have the same shape. */
export const sv = {
  fields,
  reasons,
  fault,
  places,
  headings,
  languages,
  platforms: accounts.platforms,
  words,
  unknownWord,
  reflection,
  consent,
  edit,
  discard,
  seenBy,
  step: (number: number, of: number) => `Steg ${number} av ${of}`,
  next: 'Spara och fortsätt',
  save: 'Spara',
  optional: 'Får lämnas tomt.',
  yes: 'Ja',
  no: 'Nej',
  stop: pair.stop,
  programmeStatus: programme.programmeStatus,
  cards: {
    start,
    accounts: accounts.accounts,
    link: accounts.link,
    unlink: accounts.unlink,
    form,
    'form-settings': formSettings,
    'form-field': formField,
    'registration-summary': summary,
    registration: registration.registration,
    'registration-question': question,
    decision,
    mentors,
    request,
    'request-adept': requestAdept,
    'request-mentor': requestMentor,
    introduction,
    contact: pair.contact,
    rules,
    'go-on': goOn,
    quiet: pair.quiet,
    agreement,
    'agreement-form': agreementForm,
    pair: pair.pair,
    'talk-plan': talks.talkPlan,
    talk: talks.talk,
    reminder: talks.reminder,
    held: talks.held,
    pause: talks.pause,
    end: talks.end,
    closing: talks.closing,
    ended: talks.ended,
    undelivered,
    trouble,
    join: programme.join,
    programmes: programme.programmes,
    programme: programme.programme,
    'programme-form': programme.programmeForm,
    'programme-rules': programme.programmeRules,
    'programme-texts': programme.programmeTexts,
    'programme-people': programme.programmePeople,
    room: programme.room,
    seats: programme.seats,
  },
};

export type Texts = typeof sv;
