import { registrationId, type MemberId } from '../../domain/ids.ts';
import type { Pair } from '../../domain/pair/state.ts';
import { mayJoin } from '../../domain/programme/people.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Registration } from '../../domain/registration/state.ts';
import type { Reader } from './view.ts';

/** Where somebody stands. A withdrawn registration is none. */
export interface Involvement {
  /** By programme, oldest first; in each as mentor first. */
  readonly registrations: readonly Registration[];
  /** Pairs that are involvement, in the order of their registrations. */
  readonly pairs: readonly Pair[];
}

const ROLES = ['mentor', 'adept'] as const;

export const registrationsOf = async (
  member: MemberId,
  programmes: readonly Programme[],
  reader: Pick<Reader, 'registration'>,
): Promise<Registration[]> => {
  const ids = programmes.flatMap(({ id }) => ROLES.map((role) => registrationId(id, role, member)));
  const found = await Promise.all(ids.map((id) => reader.registration(id)));
  return found.filter((registration) => registration !== null && registration.status !== 'withdrawn');
};

export const involvementOf = async (
  member: MemberId,
  programmes: readonly Programme[],
  reader: Reader,
): Promise<Involvement> => {
  const registrations = await registrationsOf(member, programmes, reader);
  const ids = registrations.flatMap((registration) => {
    if (registration.status !== 'approved') return [];
    if (registration.role === 'mentor') return registration.pairs;
    return registration.search.status === 'paired' ? [registration.search.pair] : [];
  });
  const pairs = await Promise.all(ids.map((id) => reader.pair(id)));
  return { registrations, pairs: pairs.filter((pair) => pair !== null) };
};

/** The programmes that somebody is in or may come in to now: where there are several, words and cards say which is meant. */
export const programmesFor = (
  member: MemberId,
  programmes: readonly Programme[],
  registrations: readonly Registration[],
  homes: readonly string[],
): Programme[] =>
  programmes.filter(
    (programme) =>
      mayJoin(programme, member, homes) ||
      registrations.some((registration) => registration.programme === programme.id),
  );
