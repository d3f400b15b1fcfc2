import type { FormChange, Forms } from '../form/forms.ts';
import type { Lang, MemberId, ProgrammeId, Role, RoomId } from '../ids.ts';
import type { Words } from '../words.ts';
import type { Rules } from './rules.ts';

/** Who may come in. Those who are in already stay, whatever it is changed to. */
export type Audience =
  | { readonly kind: 'everyone' }
  /** Those who write from these places: ids of workspaces and tenants. */
  | { readonly kind: 'homes'; readonly homes: readonly string[] }
  /** Those who wrote the invitation's word to the bot. */
  | { readonly kind: 'invited'; readonly word: string; readonly members: readonly MemberId[] };

export type ProgrammeType = 'open' | 'cohort';
export type Matching = 'adept' | 'lead';

/** What an administrator may set. */
export interface Settings {
  readonly name: string;
  /** A cohort's first and last day, local (YYYY-MM-DD); null for an open programme. */
  readonly dates: { readonly starts: string; readonly ends: string } | null;
  /** How many joint meetings a cohort has; 0 for none. */
  readonly jointMeetings: number;
  /** `adept`: the adept chooses the mentor. `lead`: the leads propose who should meet. */
  readonly matching: Matching;
  /** IANA name. */
  readonly zone: string;
  /** At least one: in which it has words of its own. */
  readonly languages: readonly Lang[];
  /** The language of the board's room. */
  readonly boardLang: Lang;
  /** What those are whom it is for, as one of them is called: "kommunchef", "chief executive". */
  readonly role: Words;
  /** What it is, in a few sentences; empty for our own words. */
  readonly intro: Words;
  /** A line of its own in the ground rules; empty for none. */
  readonly groundRule: Words;
  /** Whom to ask about personal data: a name, an address or both; empty where that was not said. */
  readonly contact: string;
  readonly rules: Rules;
}

/** `draft`: being set up, nobody else sees it. `closed`: nobody new. `ended`: no new pairs either; what was agreed runs to its end. */
export type ProgrammeStatus = 'draft' | 'open' | 'closed' | 'ended';

export interface Programme extends Settings {
  readonly kind: 'programme';
  readonly id: ProgrammeId;
  /** Raised by each change; 1 at first. */
  readonly revision: number;
  readonly status: ProgrammeStatus;
  /** `open`: rolling, without dates. */
  readonly type: ProgrammeType;
  /** What is asked of those who register. */
  readonly forms: Forms;
  readonly audience: Audience;
  /** Who may decide; empty means that nobody can. */
  readonly board: readonly MemberId[];
  /** Who says that they sit on the board, and waits for an administrator to confirm it. */
  readonly claims: readonly MemberId[];
  /** Who runs a cohort; in an open programme the board does. */
  readonly leads: readonly MemberId[];
  /** Where the board has its room; null: nowhere yet. */
  readonly room: RoomId | null;
  readonly since: Date;
}

/** Lengths are characters. */
export const PROGRAMME_LIMITS = { name: 80, role: 60, text: 600, contact: 200, jointMeetings: 30 } as const;

export type ProgrammeCommand = { readonly id: ProgrammeId } & (
  | { readonly type: 'programme.make'; readonly course: ProgrammeType }
  /** Only what is named is changed. */
  | { readonly type: 'programme.change'; readonly changes: Partial<Settings> }
  | { readonly type: 'form.change'; readonly role: Role; readonly change: FormChange }
  /** `homes`: those whom the one who says it writes from, beside those that were chosen before. `word`: for a new invitation. */
  | { readonly type: 'programme.audience'; readonly audience: Audience['kind']; readonly word: string }
  | { readonly type: 'programme.status'; readonly status: Exclude<ProgrammeStatus, 'draft'> }
  /** `room`: where it was said, as the channel knows it; null for one's own chat. */
  | { readonly type: 'room.claim'; readonly room: RoomId | null }
  | { readonly type: 'seat.claim'; readonly room: RoomId | null }
  | { readonly type: 'seat.confirm'; readonly member: MemberId }
  | { readonly type: 'seat.remove'; readonly member: MemberId }
  | { readonly type: 'lead.name'; readonly member: MemberId; readonly lead: boolean }
  /** `word`: what was written, in the hope that it is the invitation's. */
  | { readonly type: 'programme.enter'; readonly word: string }
);

export type ProgrammeEvent =
  | { readonly type: 'ProgrammeMade'; readonly programme: Programme }
  | { readonly type: 'ProgrammeChanged'; readonly changes: Partial<Settings> }
  | { readonly type: 'FormChanged'; readonly forms: Forms }
  | { readonly type: 'AudienceChanged'; readonly audience: Audience }
  | { readonly type: 'StatusChanged'; readonly status: ProgrammeStatus }
  | { readonly type: 'RoomClaimed'; readonly room: RoomId }
  | { readonly type: 'SeatClaimed'; readonly member: MemberId }
  | { readonly type: 'SeatConfirmed'; readonly member: MemberId }
  | { readonly type: 'SeatRemoved'; readonly member: MemberId }
  | { readonly type: 'LeadNamed'; readonly member: MemberId; readonly lead: boolean }
  | { readonly type: 'MemberInvited'; readonly member: MemberId };
