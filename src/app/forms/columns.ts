import { fieldsOf, type Answer, type Field } from '../../domain/form/form.ts';
import { inLang } from '../../domain/words.ts';
import { formIn } from '../../domain/form/forms.ts';
import type { Lang, Role } from '../../domain/ids.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { localDate } from '../../domain/time.ts';
import { exportedText } from '../../text/exported.ts';
import { formOf, spoken } from './spoken.ts';
import { answerInWords } from './words.ts';

/** All that was sent in, as a table: one row a registration, one column a field. For who may see all of it: the board. */

type Sent = Extract<Registration, { readonly form: unknown }>;

/** What a spreadsheet takes for the column's end, by its language's habit. */
const SEPARATOR: Record<Lang, string> = { sv: ';', en: ',' };

/** Says that the text is UTF-8. */
const MARK = '\uFEFF';

/**
 * A spreadsheet works out what begins like a formula, so a word in somebody's registration could read another cell or call a page.
 * The apostrophe makes it text.
 */
const harmless = (text: string): string => (/^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const cell = (text: string): string => `"${harmless(text).replaceAll('"', '""')}"`;

/** Days as they sort, and lists as they can be split again. */
const valueOf = (field: Field, answer: Answer | undefined, lang: Lang): string => {
  if (field.kind === 'date') return typeof answer === 'string' ? answer : '';
  if (!Array.isArray(answer)) return answerInWords(field, answer, lang);
  return (answer as readonly string[]).map((item) => answerInWords(field, [item], lang)).join(', ');
};

/** The fields of the form as it is now, and after them those that only earlier versions had. */
const columnsOf = (programme: Programme, role: Role, sent: readonly Sent[]): readonly Field[] => {
  const { forms } = programme;
  const kept = [forms[role], ...sent.flatMap(({ form }) => formIn(forms, form) ?? [])];
  const versions = kept.map((form) => spoken(form, programme)).toSorted((a, b) => b.version - a.version);
  const fields = new Map<string, Field>();
  for (const field of versions.flatMap(fieldsOf)) if (!fields.has(field.id)) fields.set(field.id, field);
  return [...fields.values()];
};

const isSent = (registration: Registration): registration is Sent => 'form' in registration;

/** CSV (RFC 4180, but for the separator that the language's spreadsheets know), with a header in the reader's language. */
export const tableOf = (
  registrations: readonly Registration[],
  { programme, role, lang }: { readonly programme: Programme; readonly role: Role; readonly lang: Lang },
): string => {
  const sent = registrations.filter(isSent).filter((registration) => registration.role === role);
  const columns = columnsOf(programme, role, sent);
  const words = exportedText[lang];
  const rows = sent.map((registration) => {
    const { status, submittedAt, answers } = registration;
    const form = formOf(registration, programme);
    const asked = form ? fieldsOf(form) : [];
    const values = columns.map(({ id }) => {
      const field = asked.find((item) => item.id === id);
      return field ? valueOf(field, answers[id], lang) : '';
    });
    return [words.statuses[status], localDate(submittedAt, programme.zone), ...values];
  });
  const header = [words.status, words.sent, ...columns.map(({ label }) => inLang(label, lang))];
  return MARK + [header, ...rows].map((row) => `${row.map(cell).join(SEPARATOR[lang])}\r\n`).join('');
};
