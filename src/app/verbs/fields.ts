import { z } from 'zod';
import type { PairId, ProgrammeId, RegistrationId, TroubleId } from '../../domain/ids.ts';
import { isMunicipality } from '../../domain/municipalities.ts';
import { instantOf } from '../../domain/time.ts';
import { toE164 } from '../phone.ts';

/**
 * What fields on cards may hold, checked here whatever the client did. A schema's message is a code that the texts have a sentence
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
  | 'chooseOne'
  | 'tooMany'
  | 'mustTick';

export const code = (name: FieldCode) => ({ error: name });

export const words = (max: number) =>
  z.string(code('required')).trim().min(1, code('required')).max(max, code('tooLong'));
export const maybe = (max: number) => z.string().trim().max(max, code('tooLong')).default('');
export const whole = (min: number, max: number) =>
  z.coerce.number(code('badNumber')).int(code('badNumber')).min(min, code('badNumber')).max(max, code('badNumber'));
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false', ''])])
  .transform((value) => value === true || value === 'true');
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, code('choose'));

/** An Adaptive Card's multiple choice is one string with commas. */
export const listOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((item) => item !== ''))
    .pipe(z.array(z.enum(values, code('choose'))));

export const registration = z.custom<RegistrationId>(
  (value) => typeof value === 'string' && value.startsWith('registration:'),
);
export const trouble = z.custom<TroubleId>((value) => typeof value === 'string' && value.startsWith('trouble:'));
export const programme = z.custom<ProgrammeId>(
  (value) => typeof value === 'string' && /^programme:[A-Za-z0-9_-]{1,60}$/.test(value),
);
export const pair = z.custom<PairId>((value) => typeof value === 'string' && value.startsWith('pair:'));
/** A revision or a number that the card carries, not typed by anybody. */
export const revision = whole(1, 1e6);
export const then = z.literal('summary').optional();

export const mail = (max: number) => words(max).pipe(z.email(code('badMail')));
export const municipality = z
  .string(code('required'))
  .min(1, code('required'))
  .refine(isMunicipality, code('badMunicipality'));
export const phone = z
  .string(code('required'))
  .trim()
  .min(1, code('required'))
  .transform((text, context) => {
    const number = toE164(text);
    if (number === null) context.addIssue({ code: 'custom', message: 'badPhone' satisfies FieldCode });
    return number ?? z.NEVER;
  });

export const day = z.string(code('required')).regex(/^\d{4}-\d{2}-\d{2}$/, code('badDate'));
export const time = z.string(code('required')).regex(/^([01]\d|2[0-3]):[0-5]\d$/, code('badTime'));

/** A day as an instant: at `clock` in the zone. */
export const dayAt = (clock: string, zone: string) =>
  day.transform((date, context) => {
    const at = instantOf(date, clock, zone);
    if (!at) context.addIssue({ code: 'custom', message: 'badDate' satisfies FieldCode });
    return at ?? z.NEVER;
  });
