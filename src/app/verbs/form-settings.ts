import { z } from 'zod';
import { KINDS, LIMITS, SEEN_BY } from '../../domain/form/form.ts';
import type { FormChange, Wish } from '../../domain/form/forms.ts';
import type { ProgrammeId, Role } from '../../domain/ids.ts';
import { code, flag, maybe, oneOf, programme } from './fields.ts';
import { formAbout, ref, verb } from './verb.ts';

/** How an administrator changes what a programme asks of those who register: one row a change. */

const role = z.enum(['mentor', 'adept']);
const field = z.string().max(30);

/** Left empty: as wide as the kind allows. */
const number = z
  .union([z.string(), z.number()])
  .default('')
  .transform((sent) => String(sent).trim())
  .pipe(z.string().regex(/^(-?\d{1,7})?$/, code('badNumber')))
  .transform((text) => (text === '' ? undefined : Number(text)));

/** One a line. */
const lines = maybe(LIMITS.choices * (LIMITS.choice + 2) * 2).transform((text) =>
  text.split('\n').map((line) => line.trim()),
);

const wishFields = {
  labelSv: maybe(LIMITS.label),
  labelEn: maybe(LIMITS.label),
  hintSv: maybe(LIMITS.hint),
  hintEn: maybe(LIMITS.hint),
  required: flag.default(false),
  seenBy: oneOf(SEEN_BY),
  min: number,
  max: number,
  choicesSv: lines,
  choicesEn: lines,
};

type WishSent = z.infer<z.ZodObject<typeof wishFields>>;

const wishOf = ({
  labelSv,
  labelEn,
  hintSv,
  hintEn,
  required,
  seenBy,
  min,
  max,
  choicesSv,
  choicesEn,
}: WishSent): Wish => ({
  label: { sv: labelSv, en: labelEn },
  hint: { sv: hintSv, en: hintEn },
  required,
  seenBy,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
  // The same line in each language is the same choice; an empty line in both is none.
  choices: Array.from({ length: Math.max(choicesSv.length, choicesEn.length) }, (_, n) => ({
    sv: choicesSv[n] ?? '',
    en: choicesEn[n] ?? '',
  })).filter(({ sv, en }) => sv !== '' || en !== ''),
});

interface About {
  readonly id: ProgrammeId;
  readonly role: Role;
}

const change = ({ id, role: whose }: About, wanted: FormChange) =>
  ({ type: 'form.change', id, role: whose, change: wanted }) as const;

const settings = ({ id, role: whose }: About) => ref('form-settings', id, { role: whose });

export const formSettingsVerbs = {
  'form.field.add': verb({
    input: () => z.object({ id: programme, role, step: z.string().max(40), kind: oneOf(KINDS), ...wishFields }),
    who: 'administrator',
    does: 'form.change',
    command: (sent) => change(sent, { type: 'add', step: sent.step, kind: sent.kind, wish: wishOf(sent) }),
    form: formAbout('form-field', 'programme', ['role']),
    done: settings,
  }),
  'form.field.change': verb({
    input: () => z.object({ id: programme, role, field, ...wishFields }),
    who: 'administrator',
    does: 'form.change',
    command: (sent) => change(sent, { type: 'change', field: sent.field, wish: wishOf(sent) }),
    form: formAbout('form-field', 'programme', ['role', 'field']),
    done: settings,
  }),
  'form.field.move': verb({
    input: () => z.object({ id: programme, role, field, by: z.enum(['up', 'down']) }),
    who: 'administrator',
    does: 'form.change',
    command: (sent) => change(sent, { type: 'move', field: sent.field, by: sent.by }),
    done: settings,
  }),
  'form.field.remove': verb({
    input: () => z.object({ id: programme, role, field }),
    who: 'administrator',
    does: 'form.change',
    command: (sent) => change(sent, { type: 'remove', field: sent.field }),
    done: settings,
  }),
};
