import type { AggregateId } from '../../domain/ids.ts';

/** Every card there is, by what it is about. The same name is drawn from the state as it stands when it is sent or pressed. */
export const CARDS = [
  // about a member
  'start',
  'accounts',
  'link',
  'unlink',
  // about a registration, for the applicant
  'form',
  'registration-summary',
  'registration',
  'registration-question',
  // about a registration, in the board's channel
  'decision',
  // about the adept's registration
  'mentors',
  'request',
  // about a pair
  'request-adept',
  'request-mentor',
  'introduction',
  'contact',
  'rules',
  'go-on',
  'quiet',
  'agreement',
  'agreement-form',
  'pair',
  'talk-plan',
  'talk',
  'reminder',
  'held',
  'pause',
  'end',
  'closing',
  'ended',
  // about a programme, for who may come in
  'join',
  // for administrators: about themselves, and about a programme
  'programmes',
  'programme',
  'programme-form',
  'programme-rules',
  'programme-texts',
  'programme-people',
  'form-settings',
  'form-field',
  // in a room: about the installation, while it is no board's; about the programme, in its board's
  'room',
  'seats',
  // about anything, in the board's channel: somebody could not be reached
  'undelivered',
  // about a trouble, for administrators
  'trouble',
] as const;
export type CardName = (typeof CARDS)[number];

/** Which card, about what. `args` are small and hold nothing secret: the number of a talk, a filter. */
export interface CardRef {
  readonly card: CardName;
  readonly about: AggregateId;
  readonly args?: Readonly<Record<string, string | number>>;
}
