import { partsOf, type RegistrationId } from '../ids.ts';
import type { Party, PairCommand } from '../pair/state.ts';
import type { Registration, RegistrationEvent } from './state.ts';

/** A step in one pair, or `mentor.left` in every pair that asks this mentor: which those are only the store knows. */
export type RegistrationFollows = PairCommand | { readonly everyPairThatAsks: RegistrationId };

const party = (registration: RegistrationId): Party => ({ registration, member: partsOf(registration).member });

/** The steps that follow in pairs from what happened to a registration. Each may come late, twice and out of order. */
export const followRegistration = (
  event: RegistrationEvent,
  { before, state }: { readonly before: Registration | null; readonly state: Registration },
): RegistrationFollows[] => {
  switch (event.type) {
    case 'MentorsChosen': {
      const [mentor, ...reserves] = event.mentors.map(party);
      if (!mentor) throw new Error('mentors chosen, and none named');
      const { programme, member } = state;
      const adept: Party = { registration: state.id, member };
      return [{ type: 'pair.open', id: event.pair, programme, adept, mentor, reserves }];
    }
    case 'PlaceTaken':
      return [{ type: 'place.taken', id: event.pair, mentor: state.id }];
    case 'PlaceRefused':
      return [{ type: 'place.refused', id: event.pair, mentor: state.id }];
    case 'RegistrationWithdrawn': {
      if (event.pair) return [{ type: 'adept.left', id: event.pair }];
      const wasMentor = before?.status === 'approved' && before.role === 'mentor';
      return wasMentor ? [{ everyPairThatAsks: state.id }] : [];
    }
    default:
      return [];
  }
};
