import type { Agreement, Place, Proposal, Terms } from './agreement.ts';
import type { MemberId, PairId, ProgrammeId, RegistrationId, Role } from '../ids.ts';
import type { Meeting, Planned } from './meeting.ts';

/** One of the two, by the registration that brought them here. */
export interface Party {
  readonly registration: RegistrationId;
  readonly member: MemberId;
}

interface Base {
  readonly kind: 'pair';
  readonly id: PairId;
  readonly programme: ProgrammeId;
  readonly adept: Party;
  readonly openedAt: Date;
}

interface Request extends Base {
  /** Who is asked now. */
  readonly mentor: Party;
  readonly reserves: readonly Party[];
  readonly askedAt: Date;
  readonly reminded: boolean;
}

export interface Requested extends Request {
  readonly phase: 'requested';
}

/** The mentor said yes; whether there still is a place is being settled. */
export interface Accepting extends Request {
  readonly phase: 'accepting';
  readonly acceptedAt: Date;
}

/** Who has confirmed the ground rules, and how often their card was sent (at most twice). */
export interface RulesCard {
  readonly confirmed: readonly Role[];
  readonly shown: 0 | 1 | 2;
  readonly shownAt: Date | null;
}

/** What every pair has from the introduction on, until it closes or ends. */
interface Together extends Base {
  readonly mentor: Party;
  readonly introducedAt: Date;
  readonly meetings: readonly Meeting[];
  readonly rules: RulesCard;
  /** Until then only what they booked themselves is said; null when not paused. */
  readonly pausedUntil: Date | null;
}

/** Since when nothing more happened than what is planned, and whether they were asked about that. */
export interface Quiet {
  readonly since: Date;
  readonly reminded: boolean;
}

export interface Introduced extends Together {
  readonly phase: 'introduced';
  readonly contact: 'unknown' | 'made';
  readonly contactAsked: boolean;
  readonly quiet: Quiet;
}

/** `on`: go on; `more`: one more talk first; `no`: not the right match. Gone as soon as the outcome is told. */
export type Choice = 'on' | 'more' | 'no';

export interface Deciding extends Together {
  readonly phase: 'deciding';
  readonly firstMeetingAt: Date;
  readonly askedAt: Date;
  readonly reminded: boolean;
  /** May be changed until the outcome is told; it is made of what stands then. */
  readonly choices: Readonly<Partial<Record<Role, Choice>>>;
  /** Both have answered: the outcome is told to both at this moment, whatever it is. Null until then. */
  readonly tellAt: Date | null;
}

export interface Agreeing extends Together {
  readonly phase: 'agreeing';
  readonly firstMeetingAt: Date;
  readonly proposal: Proposal | null;
  readonly since: Date;
  readonly reminded: boolean;
}

export interface Active extends Together {
  readonly phase: 'active';
  readonly firstMeetingAt: Date;
  readonly agreement: Agreement;
  /** A change that waits for the other's yes. */
  readonly proposal: Proposal | null;
  /** Of the latest proposal that was confirmed. */
  readonly revision: number;
  /** Of the proposal. */
  readonly reminded: boolean;
  readonly quiet: Quiet;
}

interface Over extends Base {
  readonly mentor: Party;
  readonly overAt: Date;
}

/** The good end. */
export interface Closed extends Over {
  readonly phase: 'closed';
  readonly held: number;
  readonly agreed: number;
}

/**
 * `noMentor`: nobody of those asked could; `withdrawn`: the adept took the request back; `notMutual`: not two yeses, or no
 * answer; `stopped`: one of the two ended it; `lapsed`: they were reminded, and nothing more came of it. Whose it was is stored
 * nowhere.
 */
export type EndReason = 'noMentor' | 'withdrawn' | 'notMutual' | 'stopped' | 'lapsed';

export interface Ended extends Over {
  readonly phase: 'ended';
  readonly reason: EndReason;
}

export type Pair = Requested | Accepting | Introduced | Deciding | Agreeing | Active | Closed | Ended;
export type Living = Introduced | Deciding | Agreeing | Active;

export type PairCommand = { readonly id: PairId } & (
  | {
      readonly type: 'pair.open';
      readonly programme: ProgrammeId;
      readonly adept: Party;
      readonly mentor: Party;
      readonly reserves: readonly Party[];
    }
  | { readonly type: 'request.accept' }
  | { readonly type: 'request.turnDown'; readonly offList: boolean }
  | { readonly type: 'request.takeBack' }
  /** From the adept's registration: it was withdrawn, and the pair goes with it. */
  | { readonly type: 'adept.left' }
  /** From the asked mentor's registration: it was withdrawn. */
  | { readonly type: 'mentor.left'; readonly mentor: RegistrationId }
  /** From a mentor's registration: the answer may come late or twice, when another mentor is asked by then. */
  | { readonly type: 'place.taken'; readonly mentor: RegistrationId }
  | { readonly type: 'place.refused'; readonly mentor: RegistrationId }
  | { readonly type: 'contact.made' }
  | { readonly type: 'talk.plan'; readonly at: Date; readonly place: Place }
  | { readonly type: 'talk.move'; readonly talk: number; readonly at: Date; readonly place: Place }
  | { readonly type: 'talk.cancel'; readonly talk: number }
  | { readonly type: 'talk.held'; readonly talk: number }
  | { readonly type: 'talk.missed'; readonly talk: number }
  | { readonly type: 'decision.answer'; readonly choice: Choice }
  | { readonly type: 'rules.confirm' }
  | { readonly type: 'agreement.propose'; readonly terms: Terms }
  | { readonly type: 'agreement.confirm'; readonly revision: number }
  | { readonly type: 'pair.pause'; readonly until: Date }
  | { readonly type: 'pair.resume' }
  | { readonly type: 'pair.end' }
  | { readonly type: 'pair.due' }
);

export type PairEvent =
  | { readonly type: 'MentorRequested'; readonly pair: Requested }
  | { readonly type: 'MentorReminded' }
  /** The one asked could not, or did not answer; the next in reserve is asked. */
  | {
      readonly type: 'RequestHandedOn';
      readonly why: HandOn;
      readonly from: Party;
      /** Null: nobody is left in reserve. */
      readonly to: Party | null;
      readonly reserves: readonly Party[];
      readonly at: Date;
    }
  | { readonly type: 'RequestAccepted'; readonly at: Date }
  | { readonly type: 'PairIntroduced'; readonly at: Date }
  /** A place came for a pair that is over, or that asks somebody else by now: it goes back to that mentor. */
  | { readonly type: 'PlaceUnneeded'; readonly mentor: RegistrationId }
  | { readonly type: 'ContactAsked' }
  | { readonly type: 'ContactMade' }
  /** Nothing is planned: before the first meeting it is said that this ends, after the agreement they are asked how it stands. */
  | { readonly type: 'QuietReminded' }
  | { readonly type: 'TalkPlanned'; readonly meeting: Planned; readonly by: Role }
  | { readonly type: 'TalkMoved'; readonly meeting: Planned; readonly by: Role }
  | { readonly type: 'TalkCancelled'; readonly talk: number; readonly by: Role; readonly at: Date }
  /** `said` false: it was too late to be of use, nobody is told. */
  | { readonly type: 'TalkReminded'; readonly talk: number; readonly said: boolean }
  | { readonly type: 'TalkAsked'; readonly talk: number }
  | { readonly type: 'TalkHeld'; readonly talk: number; readonly by: Role; readonly at: Date }
  | { readonly type: 'TalkMissed'; readonly talk: number; readonly by: Role; readonly at: Date }
  /** Both were asked whether it took place, and neither said. */
  | { readonly type: 'TalkLeft'; readonly talk: number; readonly at: Date }
  | { readonly type: 'RulesShown'; readonly at: Date }
  | { readonly type: 'RulesConfirmed'; readonly by: Role }
  | { readonly type: 'DecisionAsked'; readonly firstMeetingAt: Date; readonly at: Date }
  | { readonly type: 'DecisionAnswered'; readonly by: Role; readonly choice: Choice; readonly tellAt: Date | null }
  | { readonly type: 'DecisionReminded' }
  | { readonly type: 'BothGoOn'; readonly at: Date }
  | { readonly type: 'OneMoreTalk'; readonly at: Date }
  | { readonly type: 'AgreementProposed'; readonly proposal: Proposal }
  | { readonly type: 'AgreementReminded' }
  | { readonly type: 'AgreementConfirmed'; readonly at: Date; readonly changed: boolean }
  | { readonly type: 'PairPaused'; readonly until: Date; readonly by: Role }
  | { readonly type: 'PairResumed'; readonly at: Date }
  | { readonly type: 'PairClosed'; readonly at: Date }
  | { readonly type: 'PairEnded'; readonly reason: EndReason; readonly at: Date };

/**
 * Why a request went to the next one. `offList`: the mentor also asked to be left off the list for now; `full`: said yes, and there
 * was no place left, or no answer whether there is; `left`: is no mentor any longer.
 */
export type HandOn = 'no' | 'offList' | 'silent' | 'full' | 'left';

/** Which of the two this member is, null when neither. The mentor of a request that was handed on no longer is. */
export const roleIn = (pair: Pair, member: MemberId | null): Role | null => {
  if (member === null) return null;
  if (pair.adept.member === member) return 'adept';
  return pair.mentor.member === member ? 'mentor' : null;
};

export const isLiving = (pair: Pair): pair is Living =>
  pair.phase === 'introduced' || pair.phase === 'deciding' || pair.phase === 'agreeing' || pair.phase === 'active';
