import { partsOf, type MemberId } from '../../domain/ids.ts';
import { reject, type Rejection } from '../../domain/machine.ts';
import { roleIn, type Pair } from '../../domain/pair/state.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { Command, State } from '../../domain/state.ts';

/** Who acts: a person, or Handslag itself (a timer, a step that follows from another). */
export type Actor = MemberId | 'handslag';

type Who = 'self' | 'applicant' | 'applicantOrHandslag' | 'board' | 'adept' | 'mentor' | 'either' | 'handslag';

/** Who may do what. What is not here nobody may. */
const TABLE: Record<Command['type'], Who> = {
  'member.join': 'handslag',
  'member.language': 'self',
  'registration.start': 'applicant',
  'registration.answer': 'applicant',
  'registration.submit': 'applicant',
  'registration.reply': 'applicant',
  'registration.withdraw': 'applicant',
  'registration.due': 'handslag',
  'board.approve': 'board',
  'board.ask': 'board',
  'board.decline': 'board',
  'board.recuse': 'board',
  'mentor.listing': 'applicantOrHandslag',
  'mentor.ask': 'applicant',
  'place.take': 'handslag',
  'place.release': 'handslag',
  'search.over': 'handslag',
  'pair.open': 'handslag',
  'request.accept': 'mentor',
  'request.turnDown': 'mentor',
  'request.takeBack': 'adept',
  'adept.left': 'handslag',
  'place.taken': 'handslag',
  'place.refused': 'handslag',
  'contact.made': 'either',
  'talk.plan': 'either',
  'talk.move': 'either',
  'talk.cancel': 'either',
  'talk.held': 'either',
  'talk.missed': 'either',
  'decision.answer': 'either',
  'rules.confirm': 'either',
  'agreement.propose': 'either',
  'agreement.confirm': 'either',
  'pair.pause': 'either',
  'pair.resume': 'either',
  'pair.end': 'either',
  'pair.due': 'handslag',
};

const pairOf = (state: State | null): Pair | null => (state?.kind === 'pair' ? state : null);

const applicantOf = (command: Command, state: State | null): MemberId | null => {
  if (command.type === 'registration.start') return partsOf(command.id).member;
  return state?.kind === 'registration' ? state.member : null;
};

/** Null where this actor may; the reason where not. Handslag's own steps are never a person's to take, nor the other way. */
export const authorize = (
  command: Command,
  actor: Actor,
  state: State | null,
  programme: Programme,
): Rejection | null => {
  const who = TABLE[command.type];
  if (actor === 'handslag') {
    return who === 'handslag' || who === 'applicantOrHandslag' ? null : reject('notYours');
  }
  switch (who) {
    case 'handslag':
      return reject('notYours');
    case 'self':
      return command.id === actor ? null : reject('notYours');
    case 'applicant':
    case 'applicantOrHandslag':
      return applicantOf(command, state) === actor ? null : reject('notYours');
    case 'board':
      return programme.board.includes(actor) ? null : reject('notOnBoard');
    case 'adept':
    case 'mentor':
    case 'either': {
      const pair = pairOf(state);
      const role = pair && roleIn(pair, actor);
      if (role && (who === 'either' || who === role)) return null;
      // A mentor whose request went on to the next is told that, not that it never was theirs.
      return reject(who === 'mentor' && pair ? 'requestGone' : 'notYours');
    }
  }
};
