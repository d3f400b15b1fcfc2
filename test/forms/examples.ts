import { changedForms } from '../../src/domain/form/change.ts';
import { fieldsOf, KINDS, type Answer, type Answers, type FieldKind } from '../../src/domain/form/form.ts';
import type { FormChange, Forms, Wish } from '../../src/domain/form/forms.ts';
import { standardForms } from '../../src/domain/form/standard.ts';
import type { Role } from '../../src/domain/ids.ts';

/** Forms as an editor makes them: by changes alone. */

export const edited = (forms: Forms, role: Role, ...changes: readonly FormChange[]): Forms =>
  changes.reduce((before, change) => {
    const after = changedForms(before, role, change);
    if ('reason' in after) throw new Error(`the editor was refused ${JSON.stringify(change)}: ${after.reason}`);
    return after;
  }, forms);

export const aWish = (wish: Partial<Wish> = {}): Wish => ({
  label: { sv: 'Fråga', en: 'Question' },
  hint: { sv: '', en: '' },
  required: true,
  seenBy: 'board',
  choices: [],
  ...wish,
});

/** What one can ask: of each kind an example, what a card sends for it, what is stored, and what is read. */
export interface Example {
  readonly kind: FieldKind;
  readonly id: string;
  readonly step: 'contact' | 'subject';
  readonly wish: Wish;
  /** Refused. */
  readonly wrong: string;
  readonly sent: string;
  readonly stored: Answer;
  readonly read: string;
}

type Row = readonly [wish: Partial<Wish>, wrong: string, sent: string, stored: Answer, read: string];

const CHOICES = ['Ekonomi', 'Politik', 'Personal'].map((sv, n) => ({
  sv,
  en: ['Money', 'Politics', 'People'][n] ?? '',
}));

const ROWS: Record<FieldKind, Row> = {
  line: [{ max: 20 }, 'x'.repeat(21), ' Ekonom ', 'Ekonom', 'Ekonom'],
  text: [{ max: 100 }, 'x'.repeat(101), 'Två\nrader', 'Två\nrader', 'Två\nrader'],
  mail: [{}, 'ingen adress', 'min@chef.example', 'min@chef.example', 'min@chef.example'],
  phone: [{}, '12', '070-174 06 07', '+46701740607', '070-174 06 07'],
  municipalities: [{ max: 2 }, '1490,1491,2480', '1490,1491,1490', ['1490', '1491'], 'Borås och Ulricehamn'],
  number: [{ min: 2, max: 40 }, '41', '12', 12, '12'],
  date: [{}, '2026-02-30', '2026-11-24', '2026-11-24', '24 november 2026'],
  choice: [{ choices: CHOICES }, 'c9', 'c2', 'c2', 'Politik'],
  several: [{ choices: CHOICES, max: 2 }, 'c1,c2,c3', 'c3,c1', ['c3', 'c1'], 'Personal och Ekonomi'],
  municipality: [{}, '9999', '1442', '1442', 'Vårgårda'],
  yesno: [{}, 'kanske', 'false', false, 'Nej'],
  statement: [{}, 'false', 'true', true, 'Ja'],
};

const IN_CONTACT: readonly FieldKind[] = ['line', 'text', 'mail', 'phone', 'municipalities'];

/** The standard form has one municipality in its last step already, and no step has room for two. */
const OWN = KINDS.filter((kind) => kind !== 'municipality');

export const examples: readonly Example[] = OWN.map((kind, n) => {
  const [wish, wrong, sent, stored, read] = ROWS[kind];
  return {
    kind,
    id: `q${n + 1}`,
    step: IN_CONTACT.includes(kind) ? 'contact' : 'subject',
    wish: aWish({
      label: { sv: `En fråga (${kind})`, en: `A question (${kind})` },
      hint: { sv: `Till exempel så (${kind})`, en: `Like this (${kind})` },
      ...wish,
    }),
    wrong,
    sent,
    stored,
    read,
  };
});

const added = (more: Partial<Wish>): Forms =>
  edited(
    standardForms,
    'adept',
    ...examples.map(({ kind, step, wish }): FormChange => ({ type: 'add', step, kind, wish: { ...wish, ...more } })),
  );

/** The standard forms, the adept's with a field of each kind more. */
export const everyKind = added({});
/** The same, and none of them has to be answered. */
export const everyKindOptional = added({ required: false, seenBy: 'choosers' });

export const everyAnswer: Answers = Object.fromEntries(examples.map(({ id, stored }) => [id, stored]));

export const fieldIn = (forms: Forms, role: Role, id: string) => {
  const field = fieldsOf(forms[role]).find((item) => item.id === id);
  if (!field) throw new Error(`no field ${id}`);
  return field;
};

/** A form of each kind in somebody's own words, in one of the languages alone. */
export const worded = (text: string): Forms =>
  edited(
    standardForms,
    'adept',
    ...examples.map(({ kind, step, wish }, n): FormChange => ({
      type: 'add',
      step,
      kind,
      wish: {
        ...wish,
        label: { sv: '', en: text.slice(0, 150) },
        hint: { sv: text.slice(0, 150), en: '' },
        choices: wish.choices.map(({ sv }) => ({ sv: `${n} ${text}`.slice(0, 65) + sv, en: '' })),
      },
    })),
  );
