import { z } from 'zod';
import { HEADINGS, OWN_HEADINGS, PLACES, REASON_LENGTH, TALKS, type Terms } from '../../domain/pair/agreement.ts';
import type { PairId, RegistrationId } from '../../domain/ids.ts';
import { LIMITS } from '../../domain/registration/state.ts';
import { endOfDay, instantOf } from '../../domain/time.ts';
import { CARDS } from '../say/notes.ts';
import { isMunicipality } from '../../domain/municipalities.ts';
import { toE164 } from '../phone.ts';

/**
 * What the cards send, checked here whatever the client did. A schema's message is a code that the texts have a sentence
 * for in each language (`text.fields`). Everything from a card is text: numbers, dates and lists arrive as strings.
 */
export type FieldCode =
  | 'required'
  | 'tooLong'
  | 'badMail'
  | 'badPhone'
  | 'badMunicipality'
  | 'badNumber'
  | 'badDate'
  | 'badTime'
  | 'choose'
  | 'chooseOne';

const code = (name: FieldCode) => ({ error: name });

const words = (max: number) => z.string(code('required')).trim().min(1, code('required')).max(max, code('tooLong'));
const maybe = (max: number) => z.string().trim().max(max, code('tooLong')).default('');
const whole = (min: number, max: number) =>
  z.coerce.number(code('badNumber')).int(code('badNumber')).min(min, code('badNumber')).max(max, code('badNumber'));
const flag = z
  .union([z.boolean(), z.enum(['true', 'false', ''])])
  .transform((value) => value === true || value === 'true');
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, code('choose'));

/** An Adaptive Card's multiple choice is one string with commas. */
const listOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((item) => item !== ''))
    .pipe(z.array(z.enum(values, code('choose'))));

const registration = z.custom<RegistrationId>(
  (value) => typeof value === 'string' && value.startsWith('registration:'),
);
const pair = z.custom<PairId>((value) => typeof value === 'string' && value.startsWith('pair:'));
const maybeRegistration = z.union([registration, z.enum(['', 'none']).transform(() => null)]).nullish();

const municipality = z
  .string(code('required'))
  .min(1, code('required'))
  .refine(isMunicipality, code('badMunicipality'));
const phone = z
  .string(code('required'))
  .trim()
  .min(1, code('required'))
  .transform((text, context) => {
    const number = toE164(text);
    if (number === null) context.addIssue({ code: 'custom', message: 'badPhone' satisfies FieldCode });
    return number ?? z.NEVER;
  });

const day = z.string(code('required')).regex(/^\d{4}-\d{2}-\d{2}$/, code('badDate'));
const time = z.string(code('required')).regex(/^([01]\d|2[0-3]):[0-5]\d$/, code('badTime'));

/** The instant of a day and a time in the programme's zone; midnight and noon are as good as any where only a day is asked. */
const moment = (date: string, clock: string, zone: string): Date | null => instantOf(date, clock, zone);

const when = (zone: string) =>
  z.object({ id: pair, date: day, time, place: oneOf(PLACES) }).transform(({ date, time: clock, ...rest }, context) => {
    const at = moment(date, clock, zone);
    if (!at) context.addIssue({ code: 'custom', path: ['date'], message: 'badDate' satisfies FieldCode });
    return at ? { ...rest, at } : z.NEVER;
  });

const ownHeadings = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(/[,\n;]/)
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
  .pipe(z.array(z.string().max(OWN_HEADINGS.length, code('tooLong'))).max(OWN_HEADINGS.count, code('tooLong')));

const lastMoment = (zone: string) =>
  day.transform((date, context) => {
    const noon = moment(date, '12:00', zone);
    if (!noon) context.addIssue({ code: 'custom', message: 'badDate' satisfies FieldCode });
    return noon ? endOfDay(noon, zone) : z.NEVER;
  });

const terms = (zone: string) =>
  z
    .object({
      id: pair,
      talks: whole(TALKS.min, TALKS.max),
      reason: maybe(REASON_LENGTH),
      ends: lastMoment(zone),
      places: listOf(['neutral', 'digital', 'visit']).refine((list) => list.length > 0, code('chooseOne')),
      shadowing: flag.default(false),
      headings: listOf(HEADINGS),
      ownHeadings,
    })
    .transform(({ id, ...agreed }) => ({ id, terms: agreed satisfies Terms }));

const makeVerbs = (zone: string) => ({
  show: z.object({
    card: z.enum(CARDS),
    about: z.string().max(300),
    talk: z.coerce.number().int().optional(),
    mentor: registration.optional(),
    county: z.string().max(2).optional(),
    word: z.string().trim().max(60).optional(),
    then: z.literal('summary').optional(),
  }),
  'member.language': z.object({ lang: z.enum(['sv', 'en']) }),
  'registration.start': z.object({ role: z.enum(['mentor', 'adept']) }),
  'registration.contact': z.object({
    id: registration,
    name: words(LIMITS.name),
    mail: words(LIMITS.mail).pipe(z.email(code('badMail'))),
    phone,
    then: z.literal('summary').optional(),
  }),
  'registration.municipalities': z.object({
    id: registration,
    /** Those chosen before and still ticked. */
    kept: z.string().default(''),
    municipality: z.union([z.literal(''), municipality]).default(''),
    /** Another one is to follow. */
    more: flag.default(false),
    then: z.literal('summary').optional(),
  }),
  'registration.mentor': z.object({
    id: registration,
    standing: oneOf(['active', 'left', 'retired']),
    places: whole(1, LIMITS.places),
    about: words(LIMITS.about),
    then: z.literal('summary').optional(),
  }),
  'registration.adept': z.object({
    id: registration,
    municipality,
    wish: words(LIMITS.about),
    then: z.literal('summary').optional(),
  }),
  'registration.submit': z.object({ id: registration, consent: flag.default(false) }),
  'registration.reply': z.object({ id: registration, reply: words(LIMITS.question) }),
  'registration.withdraw': z.object({ id: registration }),
  'board.approve': z.object({ id: registration, revision: whole(1, 1e6) }),
  'board.ask': z.object({ id: registration, revision: whole(1, 1e6), question: words(LIMITS.question) }),
  'board.decline': z.object({
    id: registration,
    revision: whole(1, 1e6),
    reason: maybe(LIMITS.reason),
    message: words(LIMITS.reason),
  }),
  'board.recuse': z.object({ id: registration }),
  'mentor.listing': z.object({ id: registration, listed: flag }),
  'mentor.ask': z.object({
    id: registration,
    mentor: registration,
    reserve1: maybeRegistration,
    reserve2: maybeRegistration,
  }),
  'request.accept': z.object({ id: pair }),
  'request.turnDown': z.object({ id: pair, offList: flag.default(false) }),
  'request.takeBack': z.object({ id: pair }),
  'contact.made': z.object({ id: pair }),
  'talk.plan': when(zone),
  'talk.move': when(zone).and(z.object({ talk: whole(1, 1e4) })),
  'talk.cancel': z.object({ id: pair, talk: whole(1, 1e4) }),
  'talk.held': z.object({ id: pair, talk: whole(1, 1e4) }),
  'talk.missed': z.object({ id: pair, talk: whole(1, 1e4) }),
  'decision.answer': z.object({ id: pair, choice: oneOf(['on', 'more', 'no']) }),
  'rules.confirm': z.object({ id: pair }),
  'agreement.propose': terms(zone),
  'agreement.confirm': z.object({ id: pair, revision: whole(1, 1e6) }),
  'pair.pause': z.object({ id: pair, until: day }).transform(({ id, until }, context) => {
    const at = moment(until, '08:00', zone);
    if (!at) context.addIssue({ code: 'custom', path: ['until'], message: 'badDate' satisfies FieldCode });
    return at ? { id, until: at } : z.NEVER;
  }),
  'pair.resume': z.object({ id: pair }),
  'pair.end': z.object({ id: pair }),
});

export type Verbs = ReturnType<typeof makeVerbs>;

/** Making the schemas costs more than a round trip to the database: once for each zone is enough. */
const made = new Map<string, Verbs>();

/** Every verb a card may carry, by what its fields must be. `zone`: the programme's, for dates and times. */
export const verbs = (zone: string): Verbs => {
  const known = made.get(zone) ?? makeVerbs(zone);
  made.set(zone, known);
  return known;
};

export type Verb = keyof Verbs;
export type Input<V extends Verb> = z.infer<Verbs[V]>;
