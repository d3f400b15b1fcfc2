import { written } from '../../src/app/forms/road.ts';
import { refOf } from '../../src/domain/form/form.ts';
import { standardForms } from '../../src/domain/form/standard.ts';
import { partsOf, type RegistrationId } from '../../src/domain/ids.ts';

/** What the cards of the standard forms send. */

type Sent = Readonly<Record<string, string>>;

/** What the card of a step carries, whatever is typed there. */
export const stepCarries = (id: RegistrationId, step: string): Sent => ({
  id,
  form: written(refOf(standardForms[partsOf(id).role])),
  step,
});

export const contactStep = (id: RegistrationId, name: string): Sent => ({
  ...stepCarries(id, 'contact'),
  name,
  mail: `${name}@kommun.example`,
  phone: '070-174 06 05',
});

export const mentorSteps = (
  id: RegistrationId,
  name: string,
  { places = 1, municipalities = ['1490'] } = {},
): readonly [Sent, Sent, Sent] => [
  contactStep(id, name),
  { ...stepCarries(id, 'municipalities'), municipalities: municipalities.join(',') },
  { ...stepCarries(id, 'presentation'), standing: 'active', places: String(places), about: 'Lyssnar gärna.' },
];

export const adeptSteps = (id: RegistrationId, name: string): readonly [Sent, Sent] => [
  contactStep(id, name),
  { ...stepCarries(id, 'subject'), municipality: '1442', wish: 'Ledningsgruppen.' },
];
