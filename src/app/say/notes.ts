import type { AggregateId, Recipient } from '../../domain/ids.ts';
import type { Command } from '../../domain/state.ts';

/** Every card there is, by what it is about. The same name is drawn from the state as it stands when it is sent or pressed. */
export const CARDS = [
  // about a member
  'start',
  // about a registration, for the applicant
  'registration-contact',
  'registration-municipalities',
  'registration-mentor',
  'registration-adept',
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
  // about anything, in the board's channel: somebody could not be reached
  'undelivered',
] as const;
export type CardName = (typeof CARDS)[number];

/** Which card, about what. `args` are small and hold nothing secret: the number of a talk, a filter. */
export interface CardRef {
  readonly card: CardName;
  readonly about: AggregateId;
  readonly args?: Readonly<Record<string, string | number>>;
}

/** Something to tell somebody, free of channel and language. */
export interface Say extends CardRef {
  readonly kind: 'say';
  readonly to: Recipient;
  /** Messages in one slot are one message: a later one takes the place of the earlier. */
  readonly slot?: string;
  /** Say it only where there is an earlier message to replace. */
  readonly onlyUpdate?: true;
}

/** A step that follows in another document. Every such command may come twice and late. */
export interface Do {
  readonly kind: 'do';
  readonly command: Command;
}

export type Note = Say | Do;
