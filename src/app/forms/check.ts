import { z } from 'zod';
import { isBlank, leastOf, mostOf } from '../../domain/form/answers.ts';
import type { Answer, Answers, Field, Step } from '../../domain/form/form.ts';
import { isMunicipality } from '../../domain/municipalities.ts';
import { instantOf } from '../../domain/time.ts';
import { code, day, flag, mail, municipality, oneOf, phone, words, type FieldCode } from '../verbs/fields.ts';

/** What the inputs of a step may hold, made from its fields. Everything comes as text, and leaves as it is stored. */

/** Longer than any list of codes that a card can send. */
const LIST = 4_000;

const valuesOf = ({ choices = [] }: Field): [string, ...string[]] =>
  choices.map(({ value }) => value) as [string, ...string[]];

/** One text with commas between, each counted once. */
const codes = (known: (item: string) => boolean, most: number, wrong: FieldCode): z.ZodType<Answer> =>
  z
    .string(code('chooseOne'))
    .max(LIST, code('tooMany'))
    .transform((text) => [...new Set(text.split(',').filter((item) => item !== ''))])
    .pipe(
      z
        .array(z.string().refine(known, code(wrong)))
        .min(1, code('chooseOne'))
        .max(most, code('tooMany')),
    );

const number = (field: Field): z.ZodType<Answer> =>
  z.coerce
    .string()
    .trim()
    .regex(/^-?\d{1,9}$/, code('badNumber'))
    .transform(Number)
    .pipe(z.number().min(leastOf(field), code('badNumber')).max(mostOf(field), code('badNumber')));

const answered = (field: Field): z.ZodType<Answer> => {
  const values = valuesOf(field);
  switch (field.kind) {
    case 'line':
    case 'text':
      return words(mostOf(field));
    case 'mail':
      return mail(mostOf(field));
    case 'phone':
      return phone;
    case 'number':
      return number(field);
    case 'date':
      return day.refine((date) => instantOf(date, '12:00', 'UTC') !== null, code('badDate'));
    case 'choice':
      return oneOf(values);
    case 'several':
      return codes((item) => values.includes(item), mostOf(field), 'choose');
    case 'municipality':
      return municipality;
    case 'municipalities':
      return codes(isMunicipality, mostOf(field), 'badMunicipality');
    case 'yesno':
      return oneOf(['true', 'false']).transform((value) => value === 'true');
    case 'statement':
      return flag.refine((ticked) => ticked, code('mustTick'));
  }
};

const orNothing = (schema: z.ZodType<Answer>): z.ZodType<Answer> =>
  z.preprocess(
    (value) => (isBlank(typeof value === 'string' ? value.trim() : (value as Answer | undefined)) ? null : value),
    schema.nullable(),
  );

const made = new WeakMap<Step, z.ZodType<Answers>>();

/** Making a schema costs more than a round trip to the database: a step's is made once. */
export const schemaOfStep = (step: Step): z.ZodType<Answers> => {
  const known = made.get(step);
  if (known) return known;
  const fields = step.fields.map((field) => {
    const schema = answered(field);
    return [field.id, field.required ? schema : orNothing(schema)] as const;
  });
  const schema: z.ZodType<Answers> = z.object(Object.fromEntries(fields));
  made.set(step, schema);
  return schema;
};

export type Checked =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly errors: Readonly<Record<string, FieldCode>> };

/** What was sent for a step, checked field by field; what the step does not ask for is left out. */
export const checkStep = (step: Step, sent: Readonly<Record<string, unknown>>): Checked => {
  const result = schemaOfStep(step).safeParse(sent);
  if (result.success) return { ok: true, answers: result.data };
  const errors: Record<string, FieldCode> = {};
  for (const { path, message } of result.error.issues) errors[String(path[0])] ??= message as FieldCode;
  return { ok: false, errors };
};
