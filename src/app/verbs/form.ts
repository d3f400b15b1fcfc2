import { z } from 'zod';
import { stepOf } from '../../domain/form/form.ts';
import { formIn } from '../../domain/form/forms.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { checkStep } from '../forms/check.ts';
import { afterStep, refFrom } from '../forms/road.ts';
import { registration, then } from './fields.ts';
import { formAbout, verb } from './verb.ts';

/** A form nobody has: what it comes to is refused by the rules, and the card then shows the form as it is. */
const UNKNOWN = { id: '', version: 0 };

export const formVerbs = {
  /** One step of any form. The step's own fields come beside these, and are checked by the form. */
  'form.answer': verb({
    input: () => z.looseObject({ id: registration, form: z.string().max(80), step: z.string().max(40), then }),
    who: 'applicant',
    does: 'registration.answer',
    command: (sent, { programme }) => {
      const { id, form: name, step: stepId } = sent;
      const ref = refFrom(name) ?? UNKNOWN;
      const form = programme && formIn(programme.forms, ref);
      const step = form && stepOf(form, stepId);
      if (!step) return { type: 'registration.answer', id, form: UNKNOWN, answers: {} };
      const checked = checkStep(step, sent);
      return checked.ok ? { type: 'registration.answer', id, form: ref, answers: checked.answers } : checked;
    },
    form: formAbout('form', 'registration', ['step', 'then']),
    done: (sent, { programme }, state) => afterStep(sent, state as Registration, programme),
  }),
};
