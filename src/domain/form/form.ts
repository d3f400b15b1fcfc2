import type { Words } from '../words.ts';

/** A form is data: what is asked, in which steps, of what kind, and who sees the answer. Everything else is made from it. */

export const KINDS = [
  'line',
  'text',
  'mail',
  'phone',
  'number',
  'date',
  'choice',
  'several',
  'municipality',
  'municipalities',
  'yesno',
  'statement',
] as const;
export type FieldKind = (typeof KINDS)[number];

/**
 * Who sees an answer beside the one who gave it. `board`: the board alone. `partner`: also the one somebody is introduced to.
 * `choosers`: also those who choose before that: of a mentor the approved adepts, of an adept the mentor who is asked.
 */
export const SEEN_BY = ['board', 'partner', 'choosers'] as const;
export type SeenBy = (typeof SEEN_BY)[number];

/** One of the answers to choose from. `value` is what is stored, and never used for anything else again. */
export interface Choice {
  readonly value: string;
  readonly label: Words;
}

export interface Field {
  /** One of {@link MEANS} where the rules read the answer, else the programme's own (`q1`, `q2`, ...). Never used again in the form. */
  readonly id: string;
  /** Never changed: what was answered must stay readable. */
  readonly kind: FieldKind;
  readonly label: Words;
  readonly hint: Words;
  readonly required: boolean;
  readonly seenBy: SeenBy;
  /** `number`: the least. */
  readonly min?: number;
  /** `line`, `text`: characters. `number`: the most. `several`, `municipalities`: how many may be chosen. */
  readonly max?: number;
  /** `choice`, `several`. */
  readonly choices?: readonly Choice[];
}

export interface Step {
  readonly id: string;
  readonly title: Words;
  readonly lead: Words;
  readonly fields: readonly Field[];
}

/** One version of a form. A change is a new version; those before it are kept, so that old answers can be read. */
export interface Form {
  readonly id: string;
  /** 1 and up. */
  readonly version: number;
  readonly steps: readonly Step[];
}

export interface FormRef {
  readonly id: string;
  readonly version: number;
}

/**
 * What was answered. Municipalities and choices by their codes, a phone number as E.164, a day as '2026-11-24'.
 * Null: asked, and left empty.
 */
export type Answer = string | number | boolean | readonly string[] | null;
/** By field. A field that is not here was never asked. */
export type Answers = Readonly<Record<string, Answer>>;

/** What a platform's card can show at most decides these. Lengths are characters. */
export const LIMITS = {
  steps: 4,
  fields: 20,
  fieldsAStep: 8,
  choices: 10,
  label: 150,
  hint: 150,
  lead: 300,
  title: 80,
  choice: 75,
  line: 150,
  text: 500,
  mail: 120,
  number: 1_000_000,
  municipalities: 12,
} as const;

/** What the rules read, and of which kind it must be. Such a field has the word as its id, so an answer says by itself what it means. */
export const MEANS = {
  name: 'line',
  mail: 'mail',
  phone: 'phone',
  municipality: 'municipality',
  municipalities: 'municipalities',
  standing: 'choice',
  /** How many adepts at the same time. */
  places: 'number',
  /** A line about oneself. */
  about: 'text',
  /** What to talk about. */
  wish: 'text',
} as const satisfies Record<string, FieldKind>;
export type Meaning = keyof typeof MEANS;

export const isMeaning = (id: string): id is Meaning => Object.hasOwn(MEANS, id);

export const fieldsOf = (form: Form): readonly Field[] => form.steps.flatMap((step) => step.fields);

export const stepOf = (form: Form, id: string): Step | null => form.steps.find((step) => step.id === id) ?? null;

export const refOf = ({ id, version }: Form): FormRef => ({ id, version });

export const isSameForm = (a: FormRef, b: FormRef): boolean => a.id === b.id && a.version === b.version;
