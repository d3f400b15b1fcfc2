import type { Field, Form } from '../../../domain/form/form.ts';
import { inLang } from '../../../domain/words.ts';
import type { Registration } from '../../../domain/registration/state.ts';
import { formOf } from '../../forms/spoken.ts';
import { saidIn, type Said } from '../../forms/words.ts';
import type { ViewContext } from '../view.ts';
import { factsOf, plain, textsOf } from './parts.ts';

/** What a registration says, read by the form it answers. `only`: what may be shown here. */

const saidOf = (
  registration: Registration,
  context: ViewContext,
  only?: (field: Field) => boolean,
): readonly Said[] => {
  const form = formOf(registration, context.programme);
  return form && 'answers' in registration ? saidIn(form, registration.answers, context.viewer.lang, only) : [];
};

/** Several lines stand as they were written, where Markdown is not read; the rest is rows. */
const isText = ({ field }: Said): boolean => field.kind === 'text';

export const saidBy = (registration: Registration, context: ViewContext, only?: (field: Field) => boolean) => {
  const said = saidOf(registration, context, only);
  return {
    facts: factsOf(
      ...said.filter((one) => !isText(one)).map(({ title, words }) => [plain(title), plain(words)] as const),
    ),
    texts: said.filter(isText).map(({ title, words }) => ({ title: plain(title), text: words })),
  };
};

/** Municipality and standing say by themselves what they are. */
const NEEDS_NO_TITLE: readonly string[] = ['municipality', 'municipalities', 'standing'];

/** What those see of somebody who choose between them: on one line what is short, as it was written what is longer. */
export const shownToChoosers = (registration: Registration, context: ViewContext) => {
  const said = saidOf(registration, context, ({ id, seenBy }) => seenBy === 'choosers' && id !== 'name');
  const short = said.filter((one) => !isText(one));
  return {
    facts: short
      .map(({ field, title, words }) => (NEEDS_NO_TITLE.includes(field.id) ? words : `${title}: ${words}`))
      .map(plain)
      .join(' · '),
    about: said
      .filter(isText)
      .map(({ field, title, words }) => (field.id === 'about' ? words : `${title}\n${words}`))
      .join('\n\n'),
  };
};

/** The buttons to change one step each. */
export const editsOf = ({ steps }: Form, context: ViewContext) =>
  steps.map(({ id, title }) => ({ title: textsOf(context).edit(inLang(title, context.viewer.lang)), step: id }));
