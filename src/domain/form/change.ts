import type { Role } from '../ids.ts';
import { reject, type Rejection } from '../machine.ts';
import { fieldsOf, type Choice, type Field, type Form, type Step } from './form.ts';
import type { Words } from '../words.ts';
import { withForm, type FormChange, type Forms, type Wish } from './forms.ts';
import { flawOf, isNeeded } from './valid.ts';

/** What somebody who edits a form can do. Each change is a new version; the one before is kept. What changes nothing is none. */

/** Every version there ever was of this form, so that no id is given twice. */
const versionsOf = (forms: Forms, role: Role): readonly Form[] => [
  forms[role],
  ...forms.past.filter(({ id }) => id === forms[role].id),
];

/** The next of 'q1', 'q2', ... after all that were used. */
const nextName = (letter: string, used: readonly string[]): string => {
  const numbers = used.map((name) => (name.startsWith(letter) ? Number(name.slice(letter.length)) : 0));
  return `${letter}${Math.max(0, ...numbers.filter(Number.isInteger)) + 1}`;
};

/** The same words keep their value, so that what was answered still means what it meant; what is new gets one that was never used. */
const choicesOf = (wishes: readonly Words[], known: readonly Choice[], ever: readonly Choice[]): readonly Choice[] => {
  const used = ever.map(({ value }) => value);
  return wishes.map((label) => {
    const same = known.find((choice) => (label.sv ? choice.label.sv === label.sv : choice.label.en === label.en));
    const value = same?.value ?? nextName('c', used);
    used.push(value);
    return { value, label };
  });
};

const TAKES_CHOICES: readonly Field['kind'][] = ['choice', 'several'];
const TAKES_MIN: readonly Field['kind'][] = ['number'];
const TAKES_MAX: readonly Field['kind'][] = ['line', 'text', 'number', 'several', 'municipalities'];

const made = (
  id: string,
  kind: Field['kind'],
  wish: Wish,
  known: readonly Choice[],
  ever: readonly Choice[],
): Field => {
  const { label, hint, required, seenBy, min, max } = wish;
  return {
    id,
    kind,
    label,
    hint,
    // A statement that need not be ticked states nothing.
    required: required || kind === 'statement',
    seenBy,
    ...(min !== undefined && TAKES_MIN.includes(kind) ? { min } : {}),
    ...(max !== undefined && TAKES_MAX.includes(kind) ? { max } : {}),
    ...(TAKES_CHOICES.includes(kind) ? { choices: choicesOf(wish.choices, known, ever) } : {}),
  };
};

const inSteps = (form: Form, change: (fields: readonly Field[], step: Step) => readonly Field[]): readonly Step[] =>
  form.steps
    .map((step) => ({ ...step, fields: change(step.fields, step) }))
    // A step that asks nothing is none.
    .filter(({ fields }) => fields.length > 0);

/** One place up or down; from the edge of a step into the next one. */
const moved = (form: Form, id: string, by: 'up' | 'down'): readonly Step[] => {
  const at = form.steps.findIndex(({ fields }) => fields.some((field) => field.id === id));
  const fields = form.steps[at]?.fields ?? [];
  const from = fields.findIndex((field) => field.id === id);
  const field = fields[from];
  const to = by === 'up' ? from - 1 : from + 1;
  const other = form.steps[by === 'up' ? at - 1 : at + 1];
  if (!field) return form.steps;
  const rest = fields.toSpliced(from, 1);
  if (to >= 0 && to < fields.length) {
    return inSteps(form, (list, { id: step }) => (step === form.steps[at]?.id ? rest.toSpliced(to, 0, field) : list));
  }
  if (!other) return form.steps;
  return inSteps(form, (list, { id: step }) => {
    if (step === other.id) return by === 'up' ? [...list, field] : [field, ...list];
    return step === form.steps[at]?.id ? rest : list;
  });
};

const stepsAfter = (forms: Forms, role: Role, change: FormChange): readonly Step[] | Rejection => {
  const form = forms[role];
  if (change.type === 'add') {
    const { step, kind, wish } = change;
    if (!form.steps.some(({ id }) => id === step)) return reject('noSuchField', { field: 'step' });
    const id = nextName(
      'q',
      versionsOf(forms, role).flatMap((version) => fieldsOf(version).map((field) => field.id)),
    );
    const field = made(id, kind, wish, [], []);
    return inSteps(form, (fields, at) => (at.id === step ? [...fields, field] : fields));
  }
  const old = fieldsOf(form).find(({ id }) => id === change.field);
  if (!old) return reject('noSuchField');
  switch (change.type) {
    case 'change': {
      const ever = versionsOf(forms, role).flatMap(
        (version) => fieldsOf(version).find(({ id }) => id === old.id)?.choices ?? [],
      );
      const field = made(old.id, old.kind, change.wish, old.choices ?? [], ever);
      return inSteps(form, (fields) => fields.map((item) => (item.id === old.id ? field : item)));
    }
    case 'move':
      return moved(form, old.id, change.by);
    case 'remove':
      if (isNeeded(role, old.id)) return reject('fieldNeeded');
      return inSteps(form, (fields) => fields.filter(({ id }) => id !== old.id));
  }
};

/** As text, whichever order the properties came in. */
const canonical = (steps: readonly Step[]): string =>
  JSON.stringify(steps, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** The forms with this change made, the same forms where it changes nothing, or why it cannot be. */
export const changedForms = (forms: Forms, role: Role, change: FormChange): Forms | Rejection => {
  const steps = stepsAfter(forms, role, change);
  if ('reason' in steps) return steps;
  const form = forms[role];
  if (canonical(steps) === canonical(form.steps)) return forms;
  const next: Form = { ...form, version: form.version + 1, steps };
  return flawOf(next, role) ?? withForm(forms, role, next);
};
