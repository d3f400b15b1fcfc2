import type { Form } from '../../domain/form/form.ts';
import type { Programme } from '../../domain/programme/state.ts';
import { formFor } from '../../domain/registration/machine.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { inLang, type Words } from '../../domain/words.ts';

/** A form as it is read aloud: `{role}` in its words is what the programme calls those it is for. */

const ROLE = '{role}';

const made = new WeakMap<Form, { readonly role: Words; readonly form: Form }>();

export const spoken = (form: Form, { role }: Pick<Programme, 'role'>): Form => {
  const known = made.get(form);
  if (known && known.role.sv === role.sv && known.role.en === role.en) return known.form;
  const say = (words: Words): Words => ({
    sv: words.sv.replaceAll(ROLE, inLang(role, 'sv')),
    en: words.en.replaceAll(ROLE, inLang(role, 'en')),
  });
  const steps = form.steps.map((step) => ({
    ...step,
    title: say(step.title),
    lead: say(step.lead),
    fields: step.fields.map((field) => ({
      ...field,
      label: say(field.label),
      hint: say(field.hint),
      ...(field.choices ? { choices: field.choices.map(({ value, label }) => ({ value, label: say(label) })) } : {}),
    })),
  }));
  const spokenForm = { ...form, steps };
  made.set(form, { role, form: spokenForm });
  return spokenForm;
};

/** The form that this registration answers, null where its version is not kept. */
export const formOf = (registration: Registration, programme: Programme): Form | null => {
  const form = formFor(registration, programme);
  return form && spoken(form, programme);
};
