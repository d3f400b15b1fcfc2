import type { Role } from '../ids.ts';
import { reject, type Rejection } from '../machine.ts';
import { leastOf, mostOf } from './answers.ts';
import { fieldsOf, isMeaning, LIMITS, MEANS, type SeenBy, type Field, type Form, type Meaning } from './form.ts';
import type { Words } from '../words.ts';

/** What a form must be to be used: that every card can show it, and that the rules find what they read. */

/** Without these there is no programme: whom it is about, how they reach each other, and how many a mentor takes on. */
const NEEDED: Record<Role, readonly Meaning[]> = {
  mentor: ['name', 'mail', 'phone', 'municipalities', 'places'],
  adept: ['name', 'mail', 'phone'],
};

export const isNeeded = (role: Role, id: string): boolean => (NEEDED[role] as readonly string[]).includes(id);

/** The road shows these to whom it concerns, so that nothing else may be promised beside them. */
const SHOWN: Partial<Record<Meaning, SeenBy>> = {
  name: 'choosers',
  mail: 'partner',
  phone: 'partner',
  municipality: 'choosers',
  municipalities: 'choosers',
};

export const seenByOf = (id: string): SeenBy | null => (isMeaning(id) ? (SHOWN[id] ?? null) : null);

/** What a card carries beside its inputs. */
const RESERVED: readonly string[] = ['id', 'form', 'step', 'then', 'v', 'type', 'handslag'];

const isLong = ({ sv, en }: Words, max: number): boolean => sv.length > max || en.length > max;
const isUnsaid = ({ sv, en }: Words): boolean => sv.trim() === '' && en.trim() === '';
const isTwice = (items: readonly string[]): boolean => new Set(items).size !== items.length;

const choicesFlaw = ({ kind, choices = [] }: Field): Rejection | null => {
  if (kind !== 'choice' && kind !== 'several') return null;
  const labels = choices.map(({ label }) => label);
  if (choices.length < 2 || labels.some(isUnsaid)) return reject('choicesMissing', { field: 'choicesSv' });
  if (choices.length > LIMITS.choices || labels.some((label) => isLong(label, LIMITS.choice))) {
    return reject('choicesTooMany', { field: 'choicesSv', data: { most: LIMITS.choices, letters: LIMITS.choice } });
  }
  // What is said alike in a list nobody can tell apart.
  const said = labels.map(({ sv, en }) => sv || en);
  return isTwice(said) || isTwice(choices.map(({ value }) => value))
    ? reject('choicesAlike', { field: 'choicesSv' })
    : null;
};

const limitsFlaw = (field: Field): Rejection | null => {
  const wrong = reject('limitsWrong', { field: 'max' });
  const [least, most] = [leastOf(field), mostOf(field)];
  switch (field.kind) {
    case 'number':
      return Number.isInteger(least) && Number.isInteger(most) && least <= most && Math.abs(most) <= LIMITS.number
        ? null
        : wrong;
    case 'line':
    case 'text':
    case 'several':
    case 'municipalities':
      return Number.isInteger(most) && most >= 1 ? null : wrong;
    default:
      return null;
  }
};

const meaningFlaw = (field: Field, role: Role): Rejection | null => {
  const { id, kind, required, seenBy } = field;
  if (!isMeaning(id)) return null;
  if (MEANS[id] !== kind) return reject('fieldNeeded');
  if (isNeeded(role, id) && !required) return reject('fieldNeeded', { field: 'required' });
  if (id === 'places' && leastOf(field) < 1) return reject('limitsWrong', { field: 'min' });
  const fixed = seenByOf(id);
  return fixed !== null && fixed !== seenBy ? reject('seenByFixed', { field: 'seenBy' }) : null;
};

const fieldFlaw = (field: Field, role: Role): Rejection | null => {
  if (!/^[a-z][a-zA-Z0-9]{0,29}$/.test(field.id) || RESERVED.includes(field.id)) return reject('noSuchField');
  if (isUnsaid(field.label)) return reject('labelMissing', { field: 'labelSv' });
  if (isLong(field.label, LIMITS.label) || isLong(field.hint, LIMITS.hint)) {
    return reject('labelTooLong', { field: 'labelSv', data: { letters: LIMITS.label } });
  }
  if (field.kind === 'statement' && !field.required) return reject('statementOptional', { field: 'required' });
  return choicesFlaw(field) ?? limitsFlaw(field) ?? meaningFlaw(field, role);
};

const firstOf = <T>(items: readonly T[], flaw: (item: T) => Rejection | null): Rejection | null => {
  for (const item of items) {
    const found = flaw(item);
    if (found) return found;
  }
  return null;
};

/** Why this form cannot be `role`'s, at the input where it can be mended; null when it can. */
export const flawOf = (form: Form, role: Role): Rejection | null => {
  const fields = fieldsOf(form);
  const ids = fields.map(({ id }) => id);
  if (isTwice(ids) || isTwice(form.steps.map(({ id }) => id))) return reject('noSuchField');
  const full = form.steps.length > LIMITS.steps || fields.length > LIMITS.fields;
  if (full || form.steps.some((step) => step.fields.length > LIMITS.fieldsAStep)) {
    return reject('formFull', { data: { most: LIMITS.fields, aStep: LIMITS.fieldsAStep } });
  }
  if (!NEEDED[role].every((id) => ids.includes(id))) return reject('fieldNeeded');
  const searches = (kind: Field['kind']): boolean => kind === 'municipality' || kind === 'municipalities';
  if (form.steps.some((step) => step.fields.filter(({ kind }) => searches(kind)).length > 1)) {
    return reject('oneSearchAStep', { field: 'step' });
  }
  return firstOf(fields, (field) => fieldFlaw(field, role));
};
