import { z } from 'zod';
import { registrationId } from '../../domain/ids.ts';
import { isMunicipality } from '../../domain/municipalities.ts';
import { LIMITS, type Registration, type RegistrationCommand } from '../../domain/registration/state.ts';
import { flag, mail, municipality, oneOf, phone, programme, registration, then, whole, words } from './fields.ts';
import { afterStep, resumeCard } from './resume.ts';
import { cardAbout, formAbout, verb } from './verb.ts';

type Answer = Extract<RegistrationCommand, { type: 'registration.answer' }>;

const answer = (id: Answer['id'], fields: Answer['fields']): Answer => ({ type: 'registration.answer', id, fields });

export const registrationVerbs = {
  'registration.start': verb({
    input: () => z.object({ programme, role: z.enum(['mentor', 'adept']) }),
    who: 'applicant',
    does: 'registration.start',
    command: ({ programme: about, role }, { actor }) => {
      const id = registrationId(about, role, actor);
      return { type: 'registration.start', id, programme: about, role, member: actor };
    },
    done: (_, __, state) => resumeCard(state as Registration),
  }),
  'registration.contact': verb({
    input: () => z.object({ id: registration, name: words(LIMITS.name), mail: mail(LIMITS.mail), phone, then }),
    who: 'applicant',
    does: 'registration.answer',
    command: ({ id, name, mail: address, phone: number }) => answer(id, { name, mail: address, phone: number }),
    form: formAbout('registration-contact', 'registration', ['then']),
    done: (input, _, state) => afterStep('contact', input.then, state),
  }),
  'registration.municipalities': verb({
    input: () =>
      z.object({
        id: registration,
        /** Those chosen before and still ticked. */
        kept: z.string().default(''),
        municipality: z.union([z.literal(''), municipality]).default(''),
        /** Another one is to follow. */
        more: flag.default(false),
        then,
      }),
    who: 'applicant',
    does: 'registration.answer',
    command: ({ id, kept, municipality: chosen, more }) => {
      const codes = [...new Set([...kept.split(',').filter(isMunicipality), ...(chosen ? [chosen] : [])])];
      if (codes.length > LIMITS.municipalities) return { errors: { municipality: 'tooLong' } };
      // "Another one" without one, and going on without any, ask for the same.
      if (codes.length === 0 || (more && !chosen)) return { errors: { municipality: 'required' } };
      return answer(id, { municipalities: codes });
    },
    form: formAbout('registration-municipalities', 'registration', ['then']),
    done: (input, _, state) =>
      input.more
        ? {
            ...cardAbout('registration-municipalities')(input),
            ...(input.then ? { args: { then: input.then } } : {}),
          }
        : afterStep('municipalities', input.then, state),
  }),
  'registration.mentor': verb({
    input: () =>
      z.object({
        id: registration,
        standing: oneOf(['active', 'left', 'retired']),
        places: whole(1, LIMITS.places),
        about: words(LIMITS.about),
        then,
      }),
    who: 'applicant',
    does: 'registration.answer',
    command: ({ id, standing, places, about }) => answer(id, { standing, places, about }),
    form: formAbout('registration-mentor', 'registration', ['then']),
    done: (input, _, state) => afterStep('mentor', input.then, state),
  }),
  'registration.adept': verb({
    input: () => z.object({ id: registration, municipality, wish: words(LIMITS.about), then }),
    who: 'applicant',
    does: 'registration.answer',
    command: ({ id, municipality: chosen, wish }) => answer(id, { municipality: chosen, wish }),
    form: formAbout('registration-adept', 'registration', ['then']),
    done: (input, _, state) => afterStep('adept', input.then, state),
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
