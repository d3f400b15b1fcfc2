import type { Answers } from '../../src/domain/form/form.ts';
import type { Role } from '../../src/domain/ids.ts';

/** What somebody answers of the standard form. */
export interface Said {
  readonly name?: string;
  readonly municipality?: string;
  readonly municipalities?: readonly string[];
  readonly standing?: string;
  readonly places?: number;
  readonly about?: string;
  readonly wish?: string;
}

/** A command that answers this much of a standard form. */
export const answering = (role: Role, answers: Answers) =>
  ({ type: 'registration.answer', form: { id: role, version: 1 }, answers }) as const;
