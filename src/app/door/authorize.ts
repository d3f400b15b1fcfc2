import { mayJoin } from '../../domain/programme/people.ts';
import type { Installation } from '../../domain/installation/state.ts';
import { partsOf, type MemberId } from '../../domain/ids.ts';
import { reject, type Rejection } from '../../domain/machine.ts';
import { roleIn, type Pair } from '../../domain/pair/state.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Command, State } from '../../domain/state.ts';
import { WHO } from '../verbs/table.ts';

/** Who acts: a person, or Handslag itself (a timer, a step that follows from another). */
export type Actor = MemberId | 'handslag';

/** Where it stands who somebody is: never in what they press. */
export interface Authority {
  /** The programme that the command is about; null where it is about none. */
  readonly programme: Programme | null;
  readonly installation: Installation;
  /** The workspaces and tenants that the actor writes from. */
  readonly homes: readonly string[];
}

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
  'administrator.code',
  'room.invited',
  'rooms.renew',
  'programme.make',
  'programme.change',
  'programme.status',
  'room.claim',
  'seat.confirm',
] satisfies Command['type'][]);

/** What anybody may try who writes it to the bot; the rules see whether it holds. */
const WRITTEN: ReadonlySet<Command['type']> = new Set([
  'administrator.enter',
  'programme.enter',
] satisfies Command['type'][]);

const pairOf = (state: State | null): Pair | null => (state?.kind === 'pair' ? state : null);

/** One's own registration; to begin one, the programme must be for one too. */
const refuseApplicant = (
  command: Command,
  actor: MemberId,
  state: State | null,
  { programme, homes }: Authority,
): Rejection | null => {
  const registration = state?.kind === 'registration' ? state : null;
  if (command.type !== 'registration.start') return registration?.member === actor ? null : reject('notYours');
  if (partsOf(command.id).member !== actor) return reject('notYours');
  if (registration && registration.status !== 'withdrawn') return null;
  if (programme?.status !== 'open') return reject('programmeNotOpen');
  return mayJoin(programme, actor, homes) ? null : reject('notForYou');
};

/** Null where this actor may; the reason where not. Handslag's own steps are never a person's to take, nor the other way. */
export const authorize = (
  command: Command,
  actor: Actor,
  state: State | null,
  authority: Authority,
): Rejection | null => {
  if (actor === 'handslag') return HANDSLAGS_OWN.has(command.type) ? null : reject('notYours');
  if (WRITTEN.has(command.type)) return null;
  const who = WHO.get(command.type);
  switch (who) {
    case undefined:
      return reject('notYours');
    case 'anyone':
      return null;
    case 'administrator':
      return authority.installation.administrators.includes(actor) ? null : reject('notAdministrator');
    case 'self':
      return command.id === actor ? null : reject('notYours');
    case 'applicant':
      return refuseApplicant(command, actor, state, authority);
    case 'board':
      return authority.programme?.board.includes(actor) ? null : reject('notOnBoard');
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
