import { leastOf, mostOf } from '../../domain/form/answers.ts';
import type { Answer, SeenBy, Field, FieldKind, Step } from '../../domain/form/form.ts';
import { inLang } from '../../domain/words.ts';
import type { Lang, Role } from '../../domain/ids.ts';
import { MUNICIPALITIES } from '../../domain/municipalities.ts';
import { textsFor } from '../../text/index.ts';
import type { FieldCode } from '../verbs/fields.ts';
import { phoneForReading } from '../phone.ts';

/** The fields of a step as cards/form.json draws them. */

interface Option {
  readonly title: string;
  readonly value: string;
}

const MUNICIPALITY_CHOICES: readonly Option[] = MUNICIPALITIES.map(({ code, name }) => ({ title: name, value: code }));

/** What a client says that finds an input empty, before anything is sent. */
const LACKING: Record<FieldKind, FieldCode> = {
  line: 'required',
  text: 'required',
  mail: 'required',
  phone: 'required',
  number: 'badNumber',
  date: 'badDate',
  choice: 'choose',
  several: 'chooseOne',
  municipality: 'badMunicipality',
  municipalities: 'chooseOne',
  yesno: 'choose',
  statement: 'mustTick',
};

/** Where there is room for it in the empty input itself; else the hint stands under it. */
const WITH_PLACEHOLDER: ReadonlySet<FieldKind> = new Set([
  'line',
  'text',
  'mail',
  'phone',
  'number',
  'municipality',
  'municipalities',
]);

/** So many are seen at a glance; more are a list to open. */
const FEW = 6;

const asInput = (field: Field, answer: Answer | undefined): string | number => {
  if (answer === undefined || answer === null) return field.kind === 'statement' ? 'false' : '';
  if (field.kind === 'number') return Number(answer);
  if (field.kind === 'phone') return phoneForReading(String(answer));
  return Array.isArray(answer) ? answer.join(',') : String(answer);
};

const optionsOf = (field: Field, lang: Lang): readonly Option[] => {
  switch (field.kind) {
    case 'choice':
    case 'several':
      return (field.choices ?? []).map(({ value, label }) => ({ title: inLang(label, lang), value }));
    case 'municipality':
    case 'municipalities':
      return MUNICIPALITY_CHOICES;
    case 'yesno':
      return [
        { title: textsFor(lang).yes, value: 'true' },
        { title: textsFor(lang).no, value: 'false' },
      ];
    default:
      return [];
  }
};

export const seenByInWords = (seenBy: SeenBy, role: Role, lang: Lang): string => {
  const words = textsFor(lang).seenBy;
  return seenBy === 'choosers' ? words.choosers[role] : words[seenBy];
};

/** `answer`: what stands there already. */
const inputData = (field: Field, answer: Answer | undefined, role: Role, lang: Lang) => {
  const { kind, required } = field;
  const texts = textsFor(lang);
  const hint = inLang(field.hint, lang);
  const choices = optionsOf(field, lang);
  // A client would refuse to send an optional number that has limits and is left empty.
  const limited = kind === 'number' && required;
  return {
    id: field.id,
    kind,
    label: inLang(field.label, lang),
    placeholder: WITH_PLACEHOLDER.has(kind) ? hint : '',
    below: WITH_PLACEHOLDER.has(kind) ? '' : hint,
    optional: required ? '' : texts.optional,
    value: asInput(field, answer),
    required,
    error: required ? texts.fields[LACKING[kind]] : '',
    min: limited ? leastOf(field) : '',
    max: kind === 'number' && !limited ? '' : mostOf(field),
    choices,
    style: kind === 'yesno' || choices.length <= FEW ? 'expanded' : 'compact',
    who: seenByInWords(field.seenBy, role, lang),
  };
};

export const inputsOf = (
  step: Step,
  answers: (field: Field) => Answer | undefined,
  { role, lang }: { readonly role: Role; readonly lang: Lang },
) => step.fields.map((field) => inputData(field, answers(field), role, lang));
