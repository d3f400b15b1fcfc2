import type { RegistrationCommand } from '../registration/state.ts';
import { isLiving, type Pair, type PairEvent } from './state.ts';

/** The steps that follow in the two registrations from what happened to a pair. Each may come late, twice and out of order. */
export const followPair = (
  event: PairEvent,
  { before, state }: { readonly before: Pair | null; readonly state: Pair },
): RegistrationCommand[] => {
  const pair = state.id;
  switch (event.type) {
    case 'RequestAccepted':
      return [{ type: 'place.take', id: state.mentor.registration, pair }];
    case 'RequestHandedOn':
      return event.why === 'offList' ? [{ type: 'mentor.listing', id: event.from.registration, listed: false }] : [];
    case 'PlaceUnneeded':
      return [{ type: 'place.release', id: event.mentor, pair }];
    case 'PairClosed':
    case 'PairEnded':
      return [
        // A pair that is over gives back its place, and the adept may look again (or is done).
        ...(before && isLiving(before)
          ? [{ type: 'place.release', id: state.mentor.registration, pair } as const]
          : []),
        { type: 'search.over', id: state.adept.registration, pair, finished: event.type === 'PairClosed' },
      ];
    default:
      return [];
  }
};
