import type { InstallationId, MemberId, RoomId } from '../ids.ts';

/** A code that makes whoever first writes it an administrator; only its hash is kept. */
export interface Code {
  readonly hash: string;
  readonly at: Date;
}

/** Who missed how often since the latest code was made. */
export interface Misses {
  readonly member: MemberId;
  readonly count: number;
}

/** A room that Handslag was invited to. */
export interface KnownRoom {
  readonly room: RoomId;
  /** As the platform calls it; empty where it does not say. */
  readonly name: string;
}

/** What runs here: one document. */
export interface Installation {
  readonly kind: 'installation';
  readonly id: InstallationId;
  readonly administrators: readonly MemberId[];
  readonly codes: readonly Code[];
  readonly misses: readonly Misses[];
  readonly rooms: readonly KnownRoom[];
}

/** The latest codes that hold: each process that starts prints one of its own. */
export const CODES_KEPT = 5;
/** How often one person may miss. */
export const MOST_MISSES = 5;
/** How long a code holds where there is an administrator already, in hours; before that it holds until it is used. */
export const CODE_HOURS = 24;
/** The latest rooms that are remembered. */
export const ROOMS_KEPT = 200;

export type InstallationCommand = { readonly id: InstallationId } & (
  | { readonly type: 'administrator.code'; readonly hash: string }
  | { readonly type: 'administrator.enter'; readonly hash: string }
  | { readonly type: 'administrator.leave' }
  | { readonly type: 'room.invited'; readonly room: RoomId; readonly name: string }
  /** From a programme: there is another one to choose in the rooms that are no board's, or one less. */
  | { readonly type: 'rooms.renew' }
);

export type InstallationEvent =
  | { readonly type: 'CodeMade'; readonly code: Code }
  | { readonly type: 'CodeMissed'; readonly member: MemberId }
  | { readonly type: 'AdministratorMade'; readonly member: MemberId }
  | { readonly type: 'AdministratorLeft'; readonly member: MemberId }
  | { readonly type: 'RoomsRenewed'; readonly rooms: readonly RoomId[] }
  | { readonly type: 'RoomInvited'; readonly room: KnownRoom };
