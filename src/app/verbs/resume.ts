import { stepsOf, type Registration, type Step } from '../../domain/registration/state.ts';
import type { State } from '../../domain/state.ts';
import type { CardName, CardRef } from '../say/cards.ts';
import { ref } from './verb.ts';

const STEP_CARDS: Record<Step, CardName> = {
  contact: 'registration-contact',
  municipalities: 'registration-municipalities',
  mentor: 'registration-mentor',
  adept: 'registration-adept',
};

/** After a step: the next one, the summary after the last, the registration itself once it was sent in. */
export const afterStep = (step: Step, then: string | undefined, state: State): CardRef => {
  if (state.kind !== 'registration') throw new Error('a registration was answered and something else came back');
  if (state.status !== 'draft') return ref('registration', state.id);
  const order = stepsOf(state.role);
  const next = then === 'summary' ? undefined : order[order.indexOf(step) + 1];
  return ref(next ? STEP_CARDS[next] : 'registration-summary', state.id);
};

/** The first step with something missing; the summary when nothing is. */
export const resumeCard = (draft: Registration): CardRef => {
  if (draft.status !== 'draft') return ref('registration', draft.id);
  const { fields } = draft;
  const answered: Record<Step, boolean> = {
    contact: Boolean(fields.name && fields.mail && fields.phone),
    municipalities: Boolean(fields.municipalities?.length),
    mentor: Boolean(fields.standing),
    adept: Boolean(fields.municipality),
  };
  const open = stepsOf(draft.role).find((step) => !answered[step]);
  return ref(open ? STEP_CARDS[open] : 'registration-summary', draft.id);
};
