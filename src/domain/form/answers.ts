import { isMunicipality } from '../municipalities.ts';
import { fieldsOf, LIMITS, type Answer, type Answers, type Field, type Form, type Step } from './form.ts';

/** What is answered, and whether it is enough. */

export const isBlank = (answer: Answer | undefined): boolean =>
  answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0);

const isText = (answer: Answer, max: number): boolean => typeof answer === 'string' && answer.length <= max;

const areSome = (answer: Answer, max: number, known: (item: string) => boolean): boolean =>
  Array.isArray(answer) && answer.length <= max && new Set(answer).size === answer.length && answer.every(known);

/** How many characters, or how many of a list, this field takes. */
export const mostOf = ({ kind, max, choices = [] }: Field): number => {
  switch (kind) {
    case 'line':
    case 'text':
    case 'municipalities':
      return Math.min(max ?? LIMITS[kind], LIMITS[kind]);
    case 'several':
      return Math.min(max ?? choices.length, choices.length);
    case 'number':
      return max ?? LIMITS.number;
    default:
      return LIMITS.mail;
  }
};

export const leastOf = ({ min }: Field): number => min ?? 0;

/** Whether this is an answer that the field takes: of its kind, within its limits, among its choices. */
export const fits = (field: Field, answer: Answer): boolean => {
  const known = (value: string): boolean => (field.choices ?? []).some((choice) => choice.value === value);
  const most = mostOf(field);
  switch (field.kind) {
    case 'line':
    case 'text':
    case 'mail':
    case 'phone':
      return isText(answer, most);
    case 'number':
      return Number.isInteger(answer) && Number(answer) >= leastOf(field) && Number(answer) <= most;
    case 'date':
      return typeof answer === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(answer);
    case 'choice':
      return typeof answer === 'string' && known(answer);
    case 'several':
      return areSome(answer, most, known);
    case 'municipality':
      return typeof answer === 'string' && isMunicipality(answer);
    case 'municipalities':
      return areSome(answer, most, isMunicipality);
    case 'yesno':
      return typeof answer === 'boolean';
    case 'statement':
      return answer === true;
  }
};

const isMissing = (field: Field, answers: Answers): boolean => {
  const answer = answers[field.id];
  return field.required && (answer === undefined || isBlank(answer) || !fits(field, answer));
};

/** The first step that lacks something that must be answered, null when nothing is lacking. */
export const lackingStep = (form: Form, answers: Answers): Step | null =>
  form.steps.find(({ fields }) => fields.some((field) => isMissing(field, answers))) ?? null;

/** Where to go on: the first step that lacks something or was never sent, null when all were. */
export const nextStep = (form: Form, answers: Answers): Step | null =>
  form.steps.find(
    ({ fields }) =>
      fields.some((field) => isMissing(field, answers)) || fields.every(({ id }) => answers[id] === undefined),
  ) ?? null;

/** What this version of the form asks for, and nothing else; null where something is lacking. */
export const complete = (form: Form, answers: Answers): Answers | null => {
  if (lackingStep(form, answers)) return null;
  return Object.fromEntries(
    fieldsOf(form).map((field) => {
      const answer = answers[field.id];
      return [field.id, answer === undefined || isBlank(answer) || !fits(field, answer) ? null : answer];
    }),
  );
};

/** What the rules read of an answered form; empty (0 of places) where the form does not ask for it. */
export interface Meant {
  readonly name: string;
  readonly mail: string;
  /** E.164. */
  readonly phone: string;
  /** Municipality codes (SCB, four digits), whichever way they were asked for. */
  readonly municipalities: readonly string[];
  /** How many adepts at the same time. */
  readonly places: number;
  readonly about: string;
  readonly wish: string;
}

export const meant = (answers: Answers): Meant => {
  const text = (id: string): string => {
    const answer = answers[id];
    return typeof answer === 'string' ? answer : '';
  };
  const { municipalities, places } = answers;
  const several = Array.isArray(municipalities) ? (municipalities as readonly string[]) : [];
  const one = text('municipality');
  return {
    name: text('name'),
    mail: text('mail'),
    phone: text('phone'),
    municipalities: several.length > 0 || one === '' ? several : [one],
    places: typeof places === 'number' ? places : 0,
    about: text('about'),
    wish: text('wish'),
  };
};
