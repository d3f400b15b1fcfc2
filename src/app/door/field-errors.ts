import type { ZodError } from 'zod';
import type { FieldCode } from '../verbs/fields.ts';

/** What is wrong with what was sent, field by field. */

export const firstOf = (errors: Readonly<Record<string, string>>): string => Object.values(errors)[0] ?? '';

/** The field codes of a refused input, by field; `null` where something is wrong that no field can mend (an id, a verb's own data). */
export const fieldErrors = (
  error: ZodError,
  inputs: Readonly<Record<string, unknown>>,
): Record<string, FieldCode> | null => {
  const errors: Record<string, FieldCode> = {};
  for (const { path, message } of error.issues) {
    const field = String(path[0] ?? '');
    if (field === '' || field === 'id' || field === 'revision' || field === 'talk') return null;
    errors[field] ??= message as FieldCode;
  }
  return Object.keys(inputs).length === 0 ? null : errors;
};
