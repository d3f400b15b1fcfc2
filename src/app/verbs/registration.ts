import { z } from 'zod';
import { registrationId } from '../../domain/ids.ts';
import { LIMITS, type Registration } from '../../domain/registration/state.ts';
import { resumeCard } from '../forms/road.ts';
import { flag, programme, registration, words } from './fields.ts';
import { cardAbout, formAbout, verb } from './verb.ts';

export const registrationVerbs = {
  'registration.start': verb({
    input: () => z.object({ programme, role: z.enum(['mentor', 'adept']) }),
    who: 'applicant',
    does: 'registration.start',
    command: ({ programme: about, role }, { actor }) => {
      const id = registrationId(about, role, actor);
      return { type: 'registration.start', id, programme: about, role, member: actor };
    },
    done: (_, { programme: about }, state) => resumeCard(state as Registration, about ? [about] : []),
  }),
  'registration.submit': verb({
    input: () => z.object({ id: registration, consent: flag.default(false) }),
    who: 'applicant',
    does: 'registration.submit',
    command: ({ id, consent }, context) => ({
      type: 'registration.submit',
      id,
      consent: consent ? context.consent : null,
    }),
    form: formAbout('registration-summary', 'registration'),
    done: cardAbout('registration'),
  }),
  'registration.reply': verb({
    input: () => z.object({ id: registration, reply: words(LIMITS.question) }),
    who: 'applicant',
    does: 'registration.reply',
    command: ({ id, reply }) => ({ type: 'registration.reply', id, reply }),
    form: formAbout('registration-question', 'registration'),
    done: cardAbout('registration'),
  }),
  'registration.withdraw': verb({
    input: () => z.object({ id: registration }),
    who: 'applicant',
    does: 'registration.withdraw',
    command: ({ id }) => ({ type: 'registration.withdraw', id }),
    done: cardAbout('registration'),
  }),
  'mentor.listing': verb({
    input: () => z.object({ id: registration, listed: flag }),
    who: 'applicant',
    does: 'mentor.listing',
    command: ({ id, listed }) => ({ type: 'mentor.listing', id, listed }),
    done: cardAbout('registration'),
  }),
};
