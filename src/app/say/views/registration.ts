import {
  LIMITS,
  stepsOf,
  type Fields,
  type Registration,
  type Standing,
  type Step,
} from '../../../domain/registration/state.ts';
import { MUNICIPALITIES, municipality } from '../../../domain/municipalities.ts';
import { complete } from '../../../domain/registration/machine.ts';
import type { Role } from '../../../domain/ids.ts';
import { phoneForReading } from '../../phone.ts';
import type { CardName } from '../cards.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { aboutOf, aboutTitle, editsOf, factsOfFields, fieldsOf } from './registration-parts.ts';
import { ownRegistration, roleOf, textsOf, viewOf } from './parts.ts';

/** The conversation in which somebody registers: one step a card, then all of it to confirm. */

const STANDINGS: readonly Standing[] = ['active', 'left', 'retired'];

export const cardOf = (step: Step): CardName => `registration-${step}`;

/** The first step that still lacks something, null when all is there. */
export const missingStep = (role: Role, fields: Fields): Step | null => {
  if (complete(role, fields)) return null;
  const lacks: Record<Step, boolean> = {
    contact: !fields.name || !fields.mail || !fields.phone,
    municipalities: !fields.municipalities?.length,
    mentor: !fields.standing || !fields.places || fields.about === undefined,
    adept: !fields.municipality || fields.wish === undefined,
  };
  return stepsOf(role).find((step) => lacks[step]) ?? null;
};

const MUNICIPALITY_CHOICES = MUNICIPALITIES.map(({ code, name }) => ({ title: name, value: code }));

type Data = Readonly<Record<string, unknown>>;

const isEditing = (registration: Registration, { ref }: ViewContext): boolean =>
  registration.status !== 'draft' || ref.args?.['then'] === 'summary';

/** What every step shows alike: where in the conversation it is, and whether the way leads back to the summary. */
const stepData = (registration: Registration, step: Step, context: ViewContext): Record<string, unknown> => {
  const { step: numbered, next, save } = textsOf(context);
  const steps = stepsOf(registration.role);
  const editing = isEditing(registration, context);
  return {
    step: editing ? '' : numbered(steps.indexOf(step) + 1, steps.length + 1),
    then: context.ref.args?.['then'] === 'summary' ? 'summary' : '',
    send: editing ? save : next,
  };
};

const drawStep =
  (step: Step, values: (fields: Fields, context: ViewContext, own: Registration) => Data | Promise<Data>): DrawView =>
  async (context) => {
    const own = await ownRegistration(context);
    const fields = own && fieldsOf(own);
    if (!own || !fields || own.status === 'declined' || !stepsOf(own.role).includes(step)) return null;
    const words = textsOf(context).cards[cardOf(step) as 'registration-contact'];
    const data = { ...stepData(own, step, context), ...(await values(fields, context, own)) };
    const title: unknown = 'title' in data ? data.title : words.title;
    return viewOf(context, cardOf(step), String(title), data);
  };

export const contactView = drawStep('contact', async (fields, context, own) => {
  const member = await context.reader.member(own.member);
  return {
    lead: fields.mail ? '' : textsOf(context).cards['registration-contact'].lead,
    values: {
      name: fields.name ?? member?.name ?? '',
      mail: fields.mail ?? member?.mail ?? '',
      phone: fields.phone ? phoneForReading(fields.phone) : '',
    },
  };
});

export const municipalitiesView = drawStep('municipalities', (fields, context) => {
  const kept = fields.municipalities ?? [];
  const { municipality: label, another, title, lead } = textsOf(context).cards['registration-municipalities'];
  const role = roleOf(context);
  return {
    title: title(role),
    lead: lead(role),
    chosen: kept.map((code) => ({ title: municipality(code).name, value: code })),
    first: kept.length === 0,
    label: kept.length === 0 ? label : another,
    municipalities: MUNICIPALITY_CHOICES,
    values: { kept: kept.join(','), municipality: '' },
  };
});

export const mentorView = drawStep('mentor', (fields, context) => {
  const { standings } = textsOf(context);
  const plainRole = roleOf(context);
  return {
    standings: STANDINGS.map((value) => ({ title: standings[value](plainRole), value })),
    places: Array.from({ length: LIMITS.places }, (_, index) => ({
      title: String(index + 1),
      value: String(index + 1),
    })),
    max: LIMITS.about,
    values: { standing: fields.standing ?? '', places: String(fields.places ?? 1), about: fields.about ?? '' },
  };
});

export const adeptView = drawStep('adept', (fields, context) => ({
  label: textsOf(context).cards['registration-adept'].municipality(roleOf(context)),
  municipalities: MUNICIPALITY_CHOICES,
  max: LIMITS.about,
  values: { municipality: fields.municipality ?? '', wish: fields.wish ?? '' },
}));

export const summaryView: DrawView = async (context) => {
  const own = await ownRegistration(context);
  if (!own || own.status !== 'draft') return null;
  const { role, fields } = own;
  const texts = textsOf(context);
  const { title, missing } = texts.cards['registration-summary'];
  const steps = stepsOf(role);
  const lacking = missingStep(role, fields);
  const { consent } = texts;
  return viewOf(context, 'registration-summary', title, {
    step: texts.step(steps.length + 1, steps.length + 1),
    lead: lacking ? missing : '',
    facts: factsOfFields(role, fields, context),
    about: aboutOf(fields),
    aboutTitle: aboutTitle(role, context),
    edits: editsOf(role, context),
    next: lacking ? cardOf(lacking) : '',
    complete: lacking === null,
    consentTitle: consent.title,
    consent: consent.paragraphs.map((text) => ({ text })),
    consentLabel: consent.label,
    agree: consent.agree,
    values: { consent: 'false' },
  });
};
