import { reject, type Context, type Decision } from '../machine.ts';
import {
  isLiving,
  type Accepting,
  type HandOn,
  type Pair,
  type PairCommand,
  type PairEvent,
  type Requested,
} from './state.ts';

/** The request: one mentor is asked at a time; a no, silence or a full house goes to the next in reserve. */

/** The one in reserve who still can is asked; when nobody can, the round is over and the adept chooses anew. */
export const handOn = (pair: Requested | Accepting, why: HandOn, { now, freeMentors }: Context): PairEvent[] => {
  const able = pair.reserves.findIndex(({ registration }) => freeMentors?.has(registration) ?? true);
  const to = pair.reserves[able] ?? null;
  const reserves = to ? pair.reserves.slice(able + 1) : [];
  const handed: PairEvent = { type: 'RequestHandedOn', why, from: pair.mentor, to, reserves, at: now };
  return to ? [handed] : [handed, { type: 'PairEnded', reason: 'noMentor', at: now }];
};

type Of<T extends PairCommand['type']> = Extract<PairCommand, { type: T }>;
export type RequestCommand = Of<
  'request.accept' | 'request.turnDown' | 'request.takeBack' | 'mentor.left' | 'place.taken' | 'place.refused'
>;

export const decideRequest = (pair: Pair, command: RequestCommand, context: Context): Decision<PairEvent> => {
  switch (command.type) {
    case 'request.accept':
      if (pair.phase === 'requested') return [{ type: 'RequestAccepted', at: context.now }];
      return reject(pair.phase === 'ended' ? 'requestGone' : 'alreadyAnswered');
    case 'request.turnDown':
      if (pair.phase === 'requested') return handOn(pair, command.offList ? 'offList' : 'no', context);
      return reject(pair.phase === 'ended' ? 'requestGone' : 'alreadyAnswered');
    case 'request.takeBack':
      if (pair.phase === 'requested' || pair.phase === 'accepting') {
        return [{ type: 'PairEnded', reason: 'withdrawn', at: context.now }];
      }
      return reject(pair.phase === 'ended' ? 'alreadyDone' : 'alreadyAnswered');
    case 'mentor.left': {
      const asks = pair.phase === 'requested' || pair.phase === 'accepting';
      return asks && pair.mentor.registration === command.mentor ? handOn(pair, 'left', context) : [];
    }
    case 'place.taken':
      if (pair.mentor.registration === command.mentor) {
        if (pair.phase === 'accepting') return [{ type: 'PairIntroduced', at: context.now }];
        if (isLiving(pair)) return [];
      }
      // Taken back, over, or with another mentor by the time the place came.
      return [{ type: 'PlaceUnneeded', mentor: command.mentor }];
    case 'place.refused':
      if (pair.phase !== 'accepting' || pair.mentor.registration !== command.mentor) return [];
      return handOn(pair, 'full', context);
  }
};
