import { partsOf, type MemberId } from '../../domain/ids.ts';
import { reject, type Rejection } from '../../domain/machine.ts';
import { roleIn, type Pair } from '../../domain/pair/state.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { Command, State } from '../../domain/state.ts';
import { WHO } from '../verbs/table.ts';

/** Who acts: a person, or Handslag itself (a timer, a step that follows from another). */
export type Actor = MemberId | 'handslag';

/** What Handslag itself does. People's commands stand with their verbs; what is in neither place nobody may. */
const HANDSLAGS_OWN: ReadonlySet<Command['type']> = new Set([
  'member.arrive',
  'member.home',
  'member.leave',
  'registration.due',
  'mentor.listing',
  'place.take',
  'place.release',
  'search.over',
  'pair.open',
  'adept.left',
  'mentor.left',
  'place.taken',
  'place.refused',
  'pair.due',
  'trouble.report',
  'trouble.over',
] satisfies Command['type'][]);

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
  administrators: readonly MemberId[],
): Rejection | null => {
  if (actor === 'handslag') return HANDSLAGS_OWN.has(command.type) ? null : reject('notYours');
  const who = WHO.get(command.type);
  switch (who) {
    case undefined:
      return reject('notYours');
    case 'self':
      return command.id === actor ? null : reject('notYours');
    case 'administrator':
      return administrators.includes(actor) ? null : reject('notYours');
    case 'applicant':
      return applicantOf(command, state) === actor ? null : reject('notYours');
    case 'board':
      return programme.board.includes(actor) ? null : reject('notOnBoard');
    case 'adept':
    case 'mentor':
    case 'either': {
      const pair = pairOf(state);
      const role = pair && roleIn(pair, actor);
      if (role && (who === 'either' || who === role)) return null;
      // A mentor whose request went on to the next is told that, not that it never was theirs; and so is whoever guesses at one, whether
      // there is such a request or not.
      return reject(who === 'mentor' ? 'requestGone' : 'notYours');
    }
  }
};
