import type { CardName } from '../../src/app/say/cards.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import type { State } from '../../src/domain/state.ts';
import { aPair, memberOf, type PairRoad, type RegistrationRoad } from '../build.ts';
import type { Scene } from './scene.ts';

/** What a card looks like to who waits, is reminded, or hears that a wait is over. */

interface Makers {
  readonly ofPair: (title: string, card: CardName, road: PairRoad, viewer?: MemberId, more?: Partial<Scene>) => Scene;
  readonly asBoth: (title: string, card: CardName, road: PairRoad, more?: Partial<Scene>) => Scene[];
  readonly ofRegistration: (title: string, card: CardName, state: State, more?: Partial<Scene>) => Scene;
  readonly onBoard: (title: string, state: State) => Scene;
  readonly mentor: () => RegistrationRoad;
  readonly adept: () => RegistrationRoad;
}

const MAJA = memberOf('maja');
const due = { type: 'pair.due' } as const;
const registrationDue = { type: 'registration.due' } as const;
const LATER = '2026-06-15';
const MUCH_LATER = '2027-08-10';

export const waits = ({ ofPair, asBoth, ofRegistration, onBoard, mentor, adept }: Makers): Scene[] => {
  const reminder = { args: { reminder: 1 } };
  const left = aPair().planned('2026-03-12 13:00').on('2026-03-13').do(due).on('2026-03-31').do(due);
  const rested = () => mentor().asked().on(LATER).do(registrationDue);
  return [
    ...asBoth('reminder', 'go-on', aPair().answered('adept', 'on'), reminder),
    ofPair('settled', 'go-on', aPair().answered('adept', 'on').answered('mentor', 'no')),
    ofPair('while they pause', 'go-on', aPair().met().paused('2026-05-04')),
    ...asBoth('no time to meet', 'quiet', aPair().introduced()),
    ofPair('no time to meet, and they pause', 'quiet', aPair().introduced().paused('2026-05-04')),
    ofPair('one more talk', 'quiet', aPair().answered('adept', 'more').answered('mentor', 'on').told(), MAJA),
    ...asBoth('nothing planned', 'quiet', aPair().agreed()),
    ofPair('planned since', 'quiet', aPair().planned('2026-03-12 13:00')),
    ofPair('while they agree, and pause', 'agreement', aPair().goingOn().paused('2026-05-04')),
    ...asBoth('while they decide', 'end', aPair().met()),
    ...asBoth('nothing came of it', 'ended', aPair().introduced().on(LATER).do(due)),
    ofPair('nobody said', 'held', left, MAJA, { args: { talk: 1 } }),
    ofPair('nobody said', 'talk', left, MAJA, { args: { talk: 1 } }),
    ofRegistration('reminded of nobody asked', 'mentors', adept().approved().state, reminder),
    ofRegistration('resting', 'registration', rested().state),
    ofRegistration('ended by itself', 'registration', adept().approved().on(MUCH_LATER).do(registrationDue).state),
    ofRegistration('resting', 'registration-question', rested().state),
    ofRegistration(
      'decided without an answer',
      'registration-question',
      mentor().asked().do({ type: 'board.approve', revision: 1 }, memberOf('bo')).state,
    ),
    onBoard('resting', rested().state),
    onBoard('ended by itself', mentor().declined().on(MUCH_LATER).do(registrationDue).state),
  ];
};
