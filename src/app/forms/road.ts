import { nextStep } from '../../domain/form/answers.ts';
import type { FormRef } from '../../domain/form/form.ts';
import { formIn } from '../../domain/form/forms.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Registration } from '../../domain/registration/state.ts';
import type { CardRef } from '../say/cards.ts';

/** The way through the steps of a form: which card comes next. */

/** As a card carries it: 'mentor@3'. */
export const written = ({ id, version }: FormRef): string => `${id}@${version}`;

/** Null where it names no form. */
export const refFrom = (text: string): FormRef | null => {
  const [id, version, ...rest] = text.split('@');
  const number = Number(version);
  return id && Number.isInteger(number) && rest.length === 0 ? { id, version: number } : null;
};

export const stepCard = (registration: Registration, step: string): CardRef => ({
  card: 'form',
  about: registration.id,
  args: { step },
});

/** Where somebody goes on who was away: the first step that is not done, the summary after the last; the registration once it is sent. */
export const resumeCard = (registration: Registration, programmes: readonly Programme[]): CardRef => {
  const { id: about } = registration;
  const programme = programmes.find(({ id }) => id === registration.programme);
  if (registration.status !== 'draft' || !programme) return { card: 'registration', about };
  const open = nextStep(programme.forms[registration.role], registration.answers);
  return open ? stepCard(registration, open.id) : { card: 'registration-summary', about };
};

interface Answered {
  readonly form: string;
  readonly step: string;
  readonly then?: string | undefined;
}

/** After a step: the next one, the summary after the last, the registration itself once it was sent in. */
export const afterStep = (sent: Answered, registration: Registration, programme: Programme | null): CardRef => {
  const { id: about } = registration;
  if (registration.status !== 'draft' || !programme) return { card: 'registration', about };
  const ref = refFrom(sent.form);
  const steps = (ref && formIn(programme.forms, ref))?.steps ?? [];
  const next = steps[steps.findIndex(({ id }) => id === sent.step) + 1];
  return next && sent.then !== 'summary' ? stepCard(registration, next.id) : { card: 'registration-summary', about };
};
