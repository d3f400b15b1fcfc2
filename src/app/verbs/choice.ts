import { z } from 'zod';
import { flag, pair, registration } from './fields.ts';
import { cardAbout, formAbout, verb } from './verb.ts';

const maybeRegistration = z.union([registration, z.enum(['', 'none']).transform(() => null)]).nullish();
const onlyPair = () => z.object({ id: pair });

/** Where both answers to a request stand; refused, whoever it is for and whether there is one, it says the same. */
const asked = formAbout('request-mentor', 'pair');

/** The adept's choice of a mentor, and the mentor's answer. */
export const choiceVerbs = {
  'mentor.ask': verb({
    input: () =>
      z.object({ id: registration, mentor: registration, reserve1: maybeRegistration, reserve2: maybeRegistration }),
    who: 'applicant',
    does: 'mentor.ask',
    command: ({ id, mentor, reserve1, reserve2 }) => ({
      type: 'mentor.ask',
      id,
      mentors: [mentor, reserve1, reserve2].filter((item) => item !== null && item !== undefined),
    }),
    form: formAbout('request', 'registration', ['mentor']),
    done: (input, _, state) =>
      state.kind === 'registration' &&
      state.status === 'approved' &&
      state.role === 'adept' &&
      state.search.status === 'paired'
        ? // The pair itself is on its way; the registration says who was asked.
          cardAbout('registration')(input)
        : cardAbout('mentors')(input),
  }),
  'request.accept': verb({
    input: onlyPair,
    who: 'mentor',
    does: 'request.accept',
    command: ({ id }) => ({ type: 'request.accept', id }),
    form: asked,
    done: cardAbout('request-mentor'),
  }),
  'request.turnDown': verb({
    input: () => z.object({ id: pair, offList: flag.default(false) }),
    who: 'mentor',
    does: 'request.turnDown',
    command: ({ id, offList }) => ({ type: 'request.turnDown', id, offList }),
    form: asked,
    done: cardAbout('request-mentor'),
  }),
  'request.takeBack': verb({
    input: onlyPair,
    who: 'adept',
    does: 'request.takeBack',
    command: ({ id }) => ({ type: 'request.takeBack', id }),
    done: cardAbout('request-adept'),
  }),
  'contact.made': verb({
    input: onlyPair,
    who: 'either',
    does: 'contact.made',
    command: ({ id }) => ({ type: 'contact.made', id }),
    done: cardAbout('pair'),
  }),
};
