import { fieldsOf, KINDS, LIMITS, SEEN_BY, type Field } from '../../../domain/form/form.ts';
import { isNeeded, seenByOf } from '../../../domain/form/valid.ts';
import type { Role } from '../../../domain/ids.ts';
import { inLang } from '../../../domain/words.ts';
import { seenByInWords } from '../../forms/inputs.ts';
import { spoken } from '../../forms/spoken.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { plain, textsOf, viewOf } from './parts.ts';
import { isAdministrator } from './programme.ts';

/** What an administrator sees of a programme's forms: the list of questions, and one of them to change. */

const roleArg = ({ ref }: ViewContext): Role => (ref.args?.['role'] === 'adept' ? 'adept' : 'mentor');

const mayChange = (context: ViewContext): boolean => isAdministrator(context) && context.programme.status !== 'ended';

export const formSettingsView: DrawView = async (context) => {
  if (!mayChange(context)) return null;
  const { programme, viewer } = context;
  const { lang } = viewer;
  const role = roleArg(context);
  const words = textsOf(context).cards['form-settings'];
  const form = spoken(programme.forms[role], programme);
  const fields = fieldsOf(form);
  const row = (field: Field) => ({
    field: field.id,
    label: plain(inLang(field.label, lang)),
    facts: [
      words.kinds[field.kind],
      field.required ? '' : words.optional,
      seenByInWords(field.seenBy, role, lang),
      field.label[lang] === '' ? words.untranslated : '',
    ]
      .filter((text) => text !== '')
      .join(' · '),
    up: field !== fields[0],
  });
  return viewOf(context, 'form-settings', words.title[role], {
    programme: plain(programme.name),
    title: words.title[role],
    role,
    other: role === 'mentor' ? 'adept' : 'mentor',
    otherTitle: words.other[role],
    version: words.version(form.version),
    steps: form.steps.map(({ title, fields: list }) => ({ title: plain(inLang(title, lang)), fields: list.map(row) })),
  });
};

const EMPTY: Field = {
  id: '',
  kind: 'line',
  label: { sv: '', en: '' },
  hint: { sv: '', en: '' },
  required: true,
  seenBy: 'board',
};

const LIMITED: readonly Field['kind'][] = ['line', 'text', 'number', 'several', 'municipalities'];

const valuesOf = ({ kind, label, hint, required, seenBy, min, max, choices = [] }: Field, step: string) => ({
  kind,
  step,
  labelSv: label.sv,
  labelEn: label.en,
  hintSv: hint.sv,
  hintEn: hint.en,
  required: String(required),
  seenBy,
  min: min ?? '',
  max: max ?? '',
  choicesSv: choices.map((choice) => choice.label.sv).join('\n'),
  choicesEn: choices.map((choice) => choice.label.en).join('\n'),
});

export const formFieldView: DrawView = async (context) => {
  if (!mayChange(context)) return null;
  const { programme, viewer, ref } = context;
  const role = roleArg(context);
  const form = programme.forms[role];
  const id = String(ref.args?.['field'] ?? '');
  const known = fieldsOf(form).find((field) => field.id === id);
  // Gone meanwhile.
  if (id !== '' && !known) return formSettingsView({ ...context, ref: { ...ref, card: 'form-settings' } });
  const texts = textsOf(context);
  const words = texts.cards['form-field'];
  const { kinds } = texts.cards['form-settings'];
  const field = known ?? EMPTY;
  const adding = known === undefined;
  const fixed = seenByOf(field.id);
  const title = adding ? words.add : words.change;
  return viewOf(context, 'form-field', title, {
    programme: plain(programme.name),
    title,
    role,
    field: field.id,
    adding,
    kindLine: adding ? '' : kinds[field.kind],
    kinds: KINDS.map((value) => ({ title: kinds[value], value })),
    steps: spoken(form, programme).steps.map((step) => ({ title: inLang(step.title, viewer.lang), value: step.id })),
    seers: (fixed ? [fixed] : SEEN_BY).map((value) => ({ title: seenByInWords(value, role, viewer.lang), value })),
    choosing: adding || field.choices !== undefined,
    least: adding || field.kind === 'number',
    most: adding || LIMITED.includes(field.kind),
    max: LIMITS.label,
    maxChoices: LIMITS.choices * (LIMITS.choice + 2),
    canRemove: !adding && !isNeeded(role, field.id),
    values: valuesOf(field, form.steps.at(-1)?.id ?? ''),
  });
};
