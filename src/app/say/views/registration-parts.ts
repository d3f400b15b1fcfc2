import type { Role } from '../../../domain/ids.ts';
import { stepsOf, type Fields, type Registration } from '../../../domain/registration/state.ts';
import { phoneForReading } from '../../phone.ts';
import type { ViewContext } from '../view.ts';
import { factsOf, municipalityNames, plain, roleOf, textsOf } from './parts.ts';

/** What a registration says, as far as it is filled in; null when nothing of it is kept. */
export const fieldsOf = (registration: Registration): Fields | null => {
  if (registration.status === 'draft') return registration.fields;
  return 'answers' in registration ? registration.answers : null;
};

/** The answers as rows. The line a person wrote stands apart: {@link aboutOf}. */
export const factsOfFields = (role: Role, fields: Fields, context: ViewContext) => {
  const { facts, standings } = textsOf(context);
  const { name = '', mail = '', phone, municipality, municipalities = [], standing, places } = fields;
  const contact = [
    [facts.name, plain(name)],
    [facts.mail, plain(mail)],
    [facts.phone, phone ? phoneForReading(phone) : ''],
  ] as const;
  return role === 'mentor'
    ? factsOf(
        ...contact,
        [
          municipalities.length > 1 ? facts.municipalities : facts.municipality,
          municipalityNames(municipalities, context),
        ],
        [facts.standing, standing ? standings[standing](roleOf(context)) : ''],
        [facts.places, places ? String(places) : ''],
      )
    : factsOf(...contact, [facts.municipality, municipality ? municipalityNames([municipality], context) : '']);
};

export const aboutOf = ({ about, wish }: Fields): string => about ?? wish ?? '';

export const aboutTitle = (role: Role, context: ViewContext): string => {
  const { facts } = textsOf(context);
  return role === 'mentor' ? facts.about : facts.wish;
};

/** The buttons to change one part each. */
export const editsOf = (role: Role, context: ViewContext) => {
  const { edit } = textsOf(context);
  return stepsOf(role).map((step) => ({ title: edit[step], card: `registration-${step}` }));
};
