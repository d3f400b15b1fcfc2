import { lackingStep } from '../../../domain/form/answers.ts';
import { refOf, stepOf, type Answer, type Field, type Step } from '../../../domain/form/form.ts';
import { inLang } from '../../../domain/words.ts';
import { formOf, spoken } from '../../forms/spoken.ts';
import type { Registration } from '../../../domain/registration/state.ts';
import { inputsOf } from '../../forms/inputs.ts';
import { written } from '../../forms/road.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { ownRegistration, plain, textsOf, viewOf } from './parts.ts';
import { editsOf, saidBy } from './registration-parts.ts';

/** The conversation in which somebody registers: one step of the form a card, then all of it to confirm. */

/** What is there before anything was answered: what the chat knows, and room for one adept. */
const known = async (own: Registration, { reader }: ViewContext): Promise<Readonly<Record<string, Answer>>> => {
  const member = await reader.member(own.member);
  return { name: member?.name ?? '', mail: member?.mail ?? '', places: 1 };
};

const toSummary = ({ ref }: ViewContext): boolean => ref.args?.['then'] === 'summary';

/** Where the way leads back to: the step before, the summary, or what was sent in. */
const backOf = (own: Registration, before: Step | undefined, context: ViewContext) => {
  if (own.status !== 'draft') return { card: 'registration', step: '' };
  if (toSummary(context)) return { card: 'registration-summary', step: '' };
  return { card: 'form', step: before?.id ?? '' };
};

const canBeAnswered = (own: Registration): own is Exclude<Registration, { status: 'declined' | 'withdrawn' }> =>
  own.status !== 'declined' && own.status !== 'withdrawn';

export const formView: DrawView = async (context) => {
  const own = await ownRegistration(context);
  if (!own || !canBeAnswered(own)) return null;
  const form = formOf(own, context.programme);
  // A step that is no longer there, or none: from the beginning.
  const step = form && (stepOf(form, String(context.ref.args?.['step'] ?? '')) ?? form.steps[0]);
  if (!form || !step) return null;
  const texts = textsOf(context);
  const words = texts.cards.form;
  const { role, status, answers } = own;
  const { lang } = context.viewer;
  const draft = status === 'draft';
  const inOrder = draft && !toSummary(context);
  const at = form.steps.indexOf(step);
  const guesses = draft ? await known(own, context) : {};
  const answerTo = ({ id }: Field): Answer | undefined => (answers[id] === undefined ? guesses[id] : answers[id]);
  const title = inLang(step.title, lang);
  return viewOf(context, 'form', title, {
    form: written(refOf(form)),
    step: step.id,
    then: toSummary(context) ? 'summary' : '',
    progress: inOrder ? texts.step(at + 1, form.steps.length + 1) : '',
    title: plain(title),
    lead: plain(inLang(step.lead, lang)),
    fields: inputsOf(step, answerTo, { role, lang }),
    note: draft && at === 0 ? words.draft : '',
    send: inOrder ? texts.next : texts.save,
    canGoBack: !inOrder || at > 0,
    back: backOf(own, form.steps[at - 1], context),
    canDiscard: draft,
    discard: texts.discard,
  });
};

export const summaryView: DrawView = async (context) => {
  const own = await ownRegistration(context);
  if (!own || own.status !== 'draft') return null;
  const form = spoken(context.programme.forms[own.role], context.programme);
  const texts = textsOf(context);
  const { title, missing } = texts.cards['registration-summary'];
  const lacking = lackingStep(form, own.answers);
  const last = form.steps.length + 1;
  const { consent } = texts;
  return viewOf(context, 'registration-summary', title, {
    progress: texts.step(last, last),
    lead: lacking ? missing : '',
    ...saidBy(own, context),
    edits: editsOf(form, context),
    next: lacking?.id ?? '',
    complete: lacking === null,
    consentTitle: consent.title,
    consent: consent.paragraphs.map((text) => ({ text })),
    consentLabel: consent.label,
    agree: consent.agree,
    values: { consent: 'false' },
    canDiscard: true,
    discard: texts.discard,
  });
};
