import type { AccountId, Lang, MemberId, PairId, ProgrammeId, RegistrationId, TroubleId } from '../../domain/ids.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Pair } from '../../domain/pair/state.ts';
import type { Installation } from '../../domain/installation/state.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Registration } from '../../domain/registration/state.ts';
import type { Trouble } from '../../domain/trouble/state.ts';
import type { Account, Claim } from '../people/accounts.ts';
import type { CardRef } from './cards.ts';
import type { ChatOffer } from '../ports.ts';

/** Reads what a card shows. One reader lives for one card or one batch, and asks the store for each document once. */
export interface Reader {
  member(id: MemberId): Promise<Member | null>;
  registration(id: RegistrationId): Promise<Registration | null>;
  pair(id: PairId): Promise<Pair | null>;
  trouble(id: TroubleId): Promise<Trouble | null>;
  /** Approved, listed, with a free place; oldest approval first. */
  freeMentors(programme: ProgrammeId, county?: string): Promise<Registration[]>;
  /** A person's, the first one first. */
  accounts(member: MemberId): Promise<readonly Account[]>;
  /** The code that was written in this account and is not settled. */
  claim(account: AccountId): Promise<Claim | null>;
}

/** For whom a card is drawn. In the board's channel `member` is null: everyone there sees the same. */
export interface Viewer {
  readonly member: MemberId | null;
  readonly lang: Lang;
  /** By which of their accounts they look; not set for what Handslag says by itself. */
  readonly account?: AccountId;
}

/** A template's name (cards/<template>.json) with the data it is bound to. */
export interface View {
  readonly template: string;
  /** `t`: the words; the rest: facts, already written out in the reader's language. */
  readonly data: Readonly<Record<string, unknown>>;
  /** One line for notifications and screen readers. */
  readonly summary: string;
  readonly chat?: ChatOffer;
  /** The programme's name, harmless in Markdown, for a reader who is in several or may come to be: it stands above the card. */
  readonly programme?: string;
}

/** What a card is drawn from that is about no programme, or about several. */
export interface OpenContext {
  readonly ref: CardRef;
  readonly viewer: Viewer;
  readonly reader: Reader;
  /** All there are, oldest first. */
  readonly programmes: readonly Programme[];
  readonly installation: Installation;
  /** The workspaces and tenants that the viewer writes from. */
  readonly homes: () => Promise<readonly string[]>;
  readonly now: Date;
}

export interface ViewContext extends OpenContext {
  /** The one that what the card is about belongs to. */
  readonly programme: Programme;
}

/** Null: there is nothing (any longer) to show this viewer under that name. */
export type DrawView<C extends OpenContext = ViewContext> = (context: C) => Promise<View | null>;
/** Any card: `programme` is null where it is about none. */
export type DrawAny = DrawView<OpenContext & { readonly programme: Programme | null }>;
