import type { MemberId } from '../../domain/ids.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { registrationsOf } from '../say/involvement.ts';
import type { Reader } from '../say/view.ts';

/** Something a person has in a programme, that is theirs and nobody else's. */
export interface Holding {
  readonly programme: Programme;
  readonly role: 'mentor' | 'adept' | 'board';
  /** Somebody else waits for them there, or goes on with them: it cannot be left. */
  readonly busy: boolean;
  readonly registration: Registration | null;
}

const isBusy = (registration: Registration): boolean => {
  if (registration.status === 'submitted' || registration.status === 'asked') return true;
  if (registration.status !== 'approved') return false;
  return registration.role === 'mentor' ? registration.pairs.length > 0 : registration.search.status === 'paired';
};

export const holdingsOf = async (
  member: MemberId,
  programmes: readonly Programme[],
  reader: Reader,
): Promise<Holding[]> => {
  const each = programmes.map(async (programme): Promise<Holding[]> => {
    const registrations = await registrationsOf(member, [programme], reader);
    return [
      ...(programme.board.includes(member)
        ? [{ programme, role: 'board', busy: false, registration: null } as const]
        : []),
      ...registrations.map((registration) => ({
        programme,
        role: registration.role,
        busy: isBusy(registration),
        registration,
      })),
    ];
  });
  return (await Promise.all(each)).flat();
};

/** Which of the two persons behind a code can be the one that stays, and what they hold. */
export interface Choice {
  readonly here: readonly Holding[];
  readonly there: readonly Holding[];
  /** `here`: who wrote the code; `there`: who asked for it. Empty: neither can be left. */
  readonly keep: readonly ('here' | 'there')[];
}

export const choiceOf = (here: readonly Holding[], there: readonly Holding[]): Choice => {
  if (here.length === 0) return { here, there, keep: ['there'] };
  if (there.length === 0) return { here, there, keep: ['here'] };
  const canLeave = (holdings: readonly Holding[]): boolean => !holdings.some(({ busy }) => busy);
  return {
    here,
    there,
    keep: [...(canLeave(there) ? (['here'] as const) : []), ...(canLeave(here) ? (['there'] as const) : [])],
  };
};
