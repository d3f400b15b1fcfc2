/**
 * Ids carry their kind, so that an id alone says where its document is.
 * A registration's id is made from programme, role and member: one person has one registration of a kind
 * in a programme, and starting it twice is starting it once.
 */
export type MemberId = `member:${string}`;
export type ProgrammeId = `programme:${string}`;
export type RegistrationId = `registration:${string}`;
export type PairId = `pair:${string}`;
/** Something that does not work, and whom it concerns: one for each kind of failure. */
export type TroubleId = `trouble:${string}`;
/** What runs here: there is one. */
export type InstallationId = 'installation:handslag';
export const INSTALLATION: InstallationId = 'installation:handslag';
export type AggregateId = MemberId | RegistrationId | PairId | ProgrammeId | InstallationId | TroubleId;

/** A way to a person on a platform: 'slack:T1.U1', 'teams:<tenant>.<object id>', 'playground:<name>'. Never a part of another id. */
export type AccountId = `${string}:${string}`;
/** A shared room on a platform: 'slack:T1/C1', 'teams:<conversation id>', 'playground:board'. */
export type RoomId = `${string}:${string}`;

/** The platform that an account or a room is on, which is also the name of its channel. */
export const platformOf = (id: AccountId): string => id.slice(0, id.indexOf(':'));

/** Whom something is said to: a person, the board in its room, whoever is in a room that is no board's yet, or whoever runs this installation. */
export type Recipient = MemberId | `board:${ProgrammeId}` | `room:${RoomId}` | 'administrators';

export type Kind = 'member' | 'registration' | 'pair' | 'programme' | 'installation' | 'trouble';
export type Role = 'mentor' | 'adept';
export type Lang = 'sv' | 'en';

const kinds: readonly string[] = [
  'member',
  'registration',
  'pair',
  'programme',
  'installation',
  'trouble',
] satisfies Kind[];

export const kindOf = (id: AggregateId): Kind => {
  const kind = id.slice(0, id.indexOf(':'));
  if (!kinds.includes(kind)) throw new Error(`no kind in the id ${id}`);
  return kind as Kind;
};

/** Whether it is an id of one of our documents, by its kind. What is stored or sent may be anything. */
export const isId = (id: unknown): id is AggregateId =>
  typeof id === 'string' && kinds.includes(id.slice(0, id.indexOf(':')));

const bare = (id: string): string => id.slice(id.indexOf(':') + 1);

export const registrationId = (programme: ProgrammeId, role: Role, member: MemberId): RegistrationId =>
  `registration:${bare(programme)}.${role}.${bare(member)}`;

/** The n:th round in which this adept asks mentors; the same press twice names the same pair. */
export const pairId = (adept: RegistrationId, round: number): PairId => `pair:${bare(adept)}.${round}`;

export const otherRole = (role: Role): Role => (role === 'mentor' ? 'adept' : 'mentor');

/** What a registration's id says. Throws on an id that {@link registrationId} did not make. */
export const partsOf = (id: RegistrationId): { programme: ProgrammeId; role: Role; member: MemberId } => {
  const [programme, role, member, ...rest] = bare(id).split('.');
  if (!programme || !member || rest.length > 0 || (role !== 'mentor' && role !== 'adept')) {
    throw new Error(`not a registration's id: ${id}`);
  }
  return { programme: `programme:${programme}`, role, member: `member:${member}` };
};

/** What is decided and drawn in a programme, and is nothing without it. */
export const isInProgramme = (id: AggregateId): boolean => id.startsWith('registration:') || id.startsWith('pair:');

/** The programme that this belongs to; null for what belongs to none (a member, the installation), and for an id that nothing made. */
export const programmeOfId = (id: AggregateId): ProgrammeId | null => {
  if (id.startsWith('programme:')) return id as ProgrammeId;
  // A pair's id is its adept's registration with a round behind it.
  const [, programme] =
    /^(?:registration:([^.]+)\.(?:mentor|adept)\.[^.]+|pair:([^.]+)\.adept\.[^.]+\.\d+)$/
      .exec(id)
      ?.filter((part) => part !== undefined) ?? [];
  return programme === undefined ? null : `programme:${programme}`;
};
