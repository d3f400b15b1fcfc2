import type { z } from 'zod';
import type { AggregateId, Kind, MemberId, RoomId } from '../../domain/ids.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Command, State } from '../../domain/state.ts';
import type { CardName, CardRef } from '../say/cards.ts';
import type { FieldCode } from './fields.ts';

/** Who may use a verb, and so send the command that it comes to. */
export type Who = 'anyone' | 'administrator' | 'self' | 'applicant' | 'board' | 'adept' | 'mentor' | 'either';

export interface VerbContext {
  readonly actor: MemberId;
  /** The shared room that the pressed card stands in. */
  readonly room: RoomId | null;
  /** The one that the press is about; null where it is about none. */
  readonly programme: Programme | null;
  /** For an id of what the press makes: the same press makes the same. Url-safe, without dots. */
  readonly fresh: string;
  /** The consent text that is shown now. */
  readonly consent: string;
}

export type Invalid = { readonly errors: Readonly<Record<string, FieldCode>> };

type Sent = Readonly<Record<string, unknown>>;

/** All there is to know of one verb: what its fields must be, who may, what it asks for, and which cards it stands on and leads to. */
export interface VerbRow<S extends z.ZodType, T extends Command['type']> {
  /** What the card must send. `zone`: the programme's, for dates and times. */
  readonly input: (zone: string) => S;
  readonly who: Who;
  /** The type of the command it comes to. */
  readonly does: T;
  readonly command: (input: z.infer<S>, context: VerbContext) => Extract<Command, { type: T }> | Invalid;
  /** Where the verb's inputs stand, shown again when it is refused; none for a bare button that leads elsewhere. Gets what was sent, before it was checked. */
  readonly form?: (data: Sent) => CardRef | null;
  /** What stands where the pressed card stood. */
  readonly done: (input: z.infer<S>, context: VerbContext, state: State) => CardRef;
}

/** Holds a row's parts to each other. */
export const verb = <S extends z.ZodType, const T extends Command['type']>(row: VerbRow<S, T>): VerbRow<S, T> => row;

export const ref = (card: CardName, about: AggregateId, args?: CardRef['args']): CardRef =>
  args ? { card, about, args } : { card, about };

/** The form of a card that is about the same id as the verb. */
export const formAbout =
  (card: CardName, kind: Kind, args: readonly string[] = []) =>
  (data: Sent): CardRef | null => {
    const about = data['id'];
    if (typeof about !== 'string' || !about.startsWith(`${kind}:`)) return null;
    const kept = args.flatMap((name) => {
      const value = data[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [];
    });
    return ref(card, about as AggregateId, Object.fromEntries(kept));
  };

/** The card about the same id as the verb. */
export const cardAbout =
  (card: CardName) =>
  (input: { id: AggregateId }): CardRef =>
    ref(card, input.id);

export const talkCard =
  (card: CardName) =>
  (input: { id: AggregateId; talk: number }): CardRef =>
    ref(card, input.id, { talk: input.talk });
