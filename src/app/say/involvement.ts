import { registrationId, type MemberId } from '../../domain/ids.ts';
import type { Pair } from '../../domain/pair/state.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { Registration } from '../../domain/registration/state.ts';
import type { Reader } from './view.ts';

/** Where somebody stands in a programme. A withdrawn registration is none. */
export interface Involvement {
  readonly mentor: Registration | null;
  readonly adept: Registration | null;
  /** Pairs that are involvement, as adept first, then as mentor. */
  readonly pairs: readonly Pair[];
}

export const involvementOf = async (member: MemberId, programme: Programme, reader: Reader): Promise<Involvement> => {
  const read = async (role: 'mentor' | 'adept'): Promise<Registration | null> => {
    const found = await reader.registration(registrationId(programme.id, role, member));
    return found?.status === 'withdrawn' ? null : found;
  };
  const [mentor, adept] = await Promise.all([read('mentor'), read('adept')]);
  const ids = [
    ...(adept?.status === 'approved' && adept.role === 'adept' && adept.search.status === 'paired'
      ? [adept.search.pair]
      : []),
    ...(mentor?.status === 'approved' && mentor.role === 'mentor' ? mentor.pairs : []),
  ];
  const pairs = await Promise.all(ids.map((id) => reader.pair(id)));
  return { mentor, adept, pairs: pairs.filter((pair) => pair !== null) };
};
