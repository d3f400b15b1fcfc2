import { isBlank } from '../../domain/form/answers.ts';
import { fieldsOf, type Answer, type Answers, type Field, type Form } from '../../domain/form/form.ts';
import { inLang } from '../../domain/words.ts';
import type { Lang } from '../../domain/ids.ts';
import { municipality } from '../../domain/municipalities.ts';
import { dayWithYear, listInWords } from '../../text/format.ts';
import { textsFor } from '../../text/index.ts';
import { phoneForReading } from '../phone.ts';

/** What was answered, written out for a reader. People's own words are as they wrote them, not yet harmless in Markdown. */

const choiceInWords = ({ choices = [] }: Field, value: string, lang: Lang): string => {
  const found = choices.find((choice) => choice.value === value);
  return found ? inLang(found.label, lang) : '';
};

/** Empty where nothing was answered. */
export const answerInWords = (field: Field, answer: Answer | undefined, lang: Lang): string => {
  if (answer === undefined || answer === null || isBlank(answer)) return '';
  const list = Array.isArray(answer) ? (answer as readonly string[]) : [String(answer)];
  switch (field.kind) {
    case 'line':
    case 'text':
    case 'mail':
    case 'number':
      return String(answer);
    case 'phone':
      return phoneForReading(String(answer));
    case 'date':
      return dayWithYear(String(answer), lang);
    case 'choice':
    case 'several':
      return listInWords(
        list.map((value) => choiceInWords(field, value, lang)),
        lang,
      );
    case 'municipality':
    case 'municipalities':
      return listInWords(
        list.map((code) => municipality(code).name),
        lang,
      );
    case 'yesno':
    case 'statement':
      return answer === true ? textsFor(lang).yes : textsFor(lang).no;
  }
};

export interface Said {
  readonly field: Field;
  readonly title: string;
  readonly words: string;
}

/** Each field that was answered, in the form's order. `only`: those that may be shown here. */
export const saidIn = (
  form: Form,
  answers: Answers,
  lang: Lang,
  only: (field: Field) => boolean = () => true,
): readonly Said[] =>
  fieldsOf(form)
    .filter(only)
    .map((field) => ({
      field,
      title: inLang(field.label, lang),
      words: answerInWords(field, answers[field.id], lang),
    }))
    .filter(({ words }) => words !== '');
