import type { Form, Step } from './form.ts';
import type { Words } from '../words.ts';
import type { Forms } from './forms.ts';

/** The forms of the founding checklist: what a mentor tells the board, and what an adept does. */

const NOTHING: Words = { sv: '', en: '' };

const contact: Step = {
  id: 'contact',
  title: { sv: 'Vem är du?', en: 'Who are you?' },
  lead: {
    sv: 'Jag har fyllt i det jag redan vet. Ändra det som inte stämmer.',
    en: 'I have filled in what I already know. Change anything that is not right.',
  },
  fields: [
    {
      id: 'name',
      kind: 'line',
      label: { sv: 'Namn', en: 'Name' },
      hint: NOTHING,
      required: true,
      max: 80,
      seenBy: 'choosers',
    },
    {
      id: 'mail',
      kind: 'mail',
      label: { sv: 'E-post', en: 'Email' },
      hint: NOTHING,
      required: true,
      seenBy: 'partner',
    },
    {
      id: 'phone',
      kind: 'phone',
      label: { sv: 'Telefon', en: 'Phone' },
      hint: NOTHING,
      required: true,
      seenBy: 'partner',
    },
  ],
};

const municipalities: Step = {
  id: 'municipalities',
  title: { sv: 'Var är eller var du {role}?', en: 'Where are you, or have you been, {role}?' },
  lead: {
    sv: 'Ange den kommun, eller de kommuner, där du är eller har varit {role}.',
    en: 'Give the municipality, or the municipalities, where you are or have been {role}.',
  },
  fields: [
    {
      id: 'municipalities',
      kind: 'municipalities',
      label: { sv: 'Kommuner', en: 'Municipalities' },
      hint: { sv: 'Börja skriva, till exempel Borås', en: 'Start typing, for example Borås' },
      required: true,
      max: 12,
      seenBy: 'choosers',
    },
  ],
};

const presentation: Step = {
  id: 'presentation',
  title: { sv: 'Du som mentor', en: 'You as a mentor' },
  lead: NOTHING,
  fields: [
    {
      id: 'standing',
      kind: 'choice',
      label: { sv: 'Var står du i dag?', en: 'Where do you stand today?' },
      hint: NOTHING,
      required: true,
      choices: [
        { value: 'active', label: { sv: 'I tjänst som {role}', en: 'In office as {role}' } },
        { value: 'left', label: { sv: 'Tidigare {role}', en: 'Former {role}' } },
        { value: 'retired', label: { sv: 'Pensionerad {role}', en: 'Retired {role}' } },
      ],
      seenBy: 'choosers',
    },
    {
      id: 'places',
      kind: 'number',
      label: { sv: 'Hur många adepter kan du ha samtidigt?', en: 'How many mentees can you have at a time?' },
      hint: NOTHING,
      required: true,
      min: 1,
      max: 5,
      seenBy: 'board',
    },
    {
      id: 'about',
      kind: 'text',
      label: { sv: 'En rad om dig själv', en: 'A line about yourself' },
      hint: {
        sv: 'Till exempel vad du har arbetat mest med, och vad du gärna talar om',
        en: 'For example what you have worked with most, and what you like to talk about',
      },
      required: true,
      max: 300,
      seenBy: 'choosers',
    },
  ],
};

const subject: Step = {
  id: 'subject',
  title: { sv: 'Du som adept', en: 'You as a mentee' },
  lead: NOTHING,
  fields: [
    {
      id: 'municipality',
      kind: 'municipality',
      label: { sv: 'Vilken kommun är du {role} i?', en: 'In which municipality are you {role}?' },
      hint: { sv: 'Börja skriva, till exempel Borås', en: 'Start typing, for example Borås' },
      required: true,
      seenBy: 'choosers',
    },
    {
      id: 'wish',
      kind: 'text',
      label: { sv: 'Vad vill du tala om?', en: 'What do you want to talk about?' },
      hint: { sv: 'En rad räcker. Ämnet, inte detaljerna.', en: 'One line is enough. The subject, not the details.' },
      required: true,
      max: 300,
      seenBy: 'choosers',
    },
  ],
};

const mentor: Form = { id: 'mentor', version: 1, steps: [contact, municipalities, presentation] };
const adept: Form = { id: 'adept', version: 1, steps: [contact, subject] };

export const standardForms: Forms = { mentor, adept, past: [] };
