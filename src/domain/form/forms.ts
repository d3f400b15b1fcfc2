import type { Words } from '../words.ts';
import type { Role } from '../ids.ts';
import { isSameForm, type Field, type Form, type FormRef } from './form.ts';

/** The forms of a programme as they are now, and every version that was before. */
export interface Forms {
  readonly mentor: Form;
  readonly adept: Form;
  readonly past: readonly Form[];
}

export const formIn = (forms: Forms, ref: FormRef): Form | null =>
  [forms.mentor, forms.adept, ...forms.past].find((form) => isSameForm(form, ref)) ?? null;

/** This form in the place of the one before it, which is kept. */
export const withForm = (forms: Forms, role: Role, form: Form): Forms => ({
  ...forms,
  [role]: form,
  past: [...forms.past, forms[role]],
});

/** A field as an editor wishes it. Its id and the values of its choices are ours to give. */
export interface Wish {
  readonly label: Words;
  readonly hint: Words;
  readonly required: boolean;
  readonly seenBy: Field['seenBy'];
  readonly min?: number;
  readonly max?: number;
  readonly choices: readonly Words[];
}

export type FormChange =
  | { readonly type: 'add'; readonly step: string; readonly kind: Field['kind']; readonly wish: Wish }
  | { readonly type: 'change'; readonly field: string; readonly wish: Wish }
  | { readonly type: 'move'; readonly field: string; readonly by: 'up' | 'down' }
  | { readonly type: 'remove'; readonly field: string };
