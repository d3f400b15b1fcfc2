import DataLoader from 'dataloader';
import {
  partsOf,
  platformOf,
  type AggregateId,
  type Kind,
  type MemberId,
  type ProgrammeId,
  type RegistrationId,
} from '../../domain/ids.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { chosen, type Account, type Accounts, type Codes } from '../people/accounts.ts';
import type { CardRef } from '../say/cards.ts';
import {
  Unavailable,
  type Address,
  type CardJson,
  type Clock,
  type Doc,
  type Post,
  type Recipient,
  type Store,
} from '../ports.ts';
import type { Delivery } from './ledger.ts';
import type { DrawView, Reader, View, Viewer } from '../say/view.ts';

/** Turns what is to be said into a post: who is it for, in which language, through which channel, and which card as things stand now. */

export type DrawCard = (
  view: View,
  extras?: { message?: string; errors?: Record<string, string>; values?: Record<string, unknown> },
) => CardJson;

/** What a reader reads. */
export interface Sources {
  readonly store: Store;
  readonly accounts: Accounts;
  readonly codes: Codes;
  readonly clock: Clock;
}

/** A database that is away says so. */
const asked = async <T>(question: () => Promise<T>): Promise<T> => {
  try {
    return await question();
  } catch (error) {
    throw new Unavailable('the database did not answer', { cause: error });
  }
};

/** Asks the store for each document once, and for many in one go. What cannot be read fails alone. */
export const makeReader = ({ store, accounts, codes, clock }: Sources): Reader => {
  const loader = new DataLoader<AggregateId, Doc | null>((ids) => asked(() => store.loadMany(ids)));
  const theirs = new DataLoader<MemberId, readonly Account[]>(async (members) => {
    const found = await asked(() => accounts.of(members));
    return members.map((member) => found.get(member) ?? []);
  });
  const read =
    <K extends Kind>(kind: K) =>
    async (id: AggregateId) => {
      const state = (await loader.load(id))?.state;
      return state?.kind === kind ? (state as Extract<typeof state, { kind: K }>) : null;
    };
  return {
    member: read('member'),
    registration: read('registration'),
    pair: read('pair'),
    trouble: read('trouble'),
    freeMentors: async (programme, county) => {
      const docs = await store.freeMentors(county === undefined ? { programme } : { programme, county });
      return docs.flatMap(({ state }) => (state.kind === 'registration' ? [state] : []));
    },
    accounts: (member) => theirs.load(member),
    claim: (account) => codes.claimed(account, clock.now()),
  };
};

/** Where something goes, and for whom it is drawn. */
export interface Way {
  readonly channel: string;
  readonly address: Address;
  readonly viewer: Viewer;
}

export interface Compose {
  /** How somebody is reached now; null where nobody is there. */
  way(to: Recipient, reader: Reader): Promise<Way | null>;
  /** The post as things stand now; null where there is nothing (any longer) to say. Throws what the view throws. */
  post(delivery: Delivery, way: Way, reader: Reader): Promise<Post | null>;
  /** The card as it stands now for this viewer; null where there is none for them. */
  view(ref: CardRef, viewer: Viewer, reader: Reader): Promise<View | null>;
  card: DrawCard;
  /** Null for what belongs to no programme. */
  programmeOf(id: AggregateId): ProgrammeId | null;
}

export interface ComposeDeps {
  readonly clock: Clock;
  readonly drawView: DrawView;
  readonly drawCard: DrawCard;
  readonly programme: (id: ProgrammeId | null) => Programme | null;
  readonly isAdministrator: (member: MemberId) => Promise<boolean>;
  /** Through which channel the board's room of a programme is reached. */
  readonly boardChannel: (id: ProgrammeId) => string;
}

const boardOf = (to: Recipient): ProgrammeId | null =>
  to.startsWith('board:') ? (to.slice('board:'.length) as ProgrammeId) : null;

export const makeCompose = ({
  clock,
  drawView,
  drawCard,
  programme,
  isAdministrator,
  boardChannel,
}: ComposeDeps): Compose => {
  const programmeOf = (id: AggregateId): ProgrammeId | null => {
    // A pair's id is its adept's registration with a round behind it.
    if (id.startsWith('pair:'))
      return partsOf(`registration:${id.slice('pair:'.length).replace(/\.\d+$/, '')}`).programme;
    return id.startsWith('registration:') ? partsOf(id as RegistrationId).programme : null;
  };

  const view: Compose['view'] = async (ref, viewer, reader) => {
    const about = programme(programmeOf(ref.about));
    return about ? drawView({ ref, viewer, reader, programme: about, isAdministrator, now: clock.now() }) : null;
  };

  return {
    view,
    card: drawCard,
    programmeOf,
    async way(to, reader) {
      const board = boardOf(to);
      if (board) {
        const about = programme(board);
        const viewer = { member: null, lang: about?.boardLang ?? 'sv' };
        return about && { channel: boardChannel(board), address: `board:${board}`, viewer };
      }
      const member = await reader.member(to as MemberId);
      if (!member) return null;
      const address = chosen(await reader.accounts(member.id), member.home)?.id ?? member.home;
      const viewer = { member: member.id, lang: member.lang };
      return address && { channel: platformOf(address), address, viewer };
    },
    async post({ id, notice, ref, begunAt }, { address, viewer }, reader) {
      const drawn = await view(notice, viewer, reader);
      if (!drawn) return null;
      const { summary, chat } = drawn;
      const post: Post = {
        id,
        to: address,
        card: drawCard(drawn),
        summary,
        lang: viewer.lang,
        replaces: ref,
        perhapsSince: begunAt,
        at: clock.now(),
      };
      return chat ? { ...post, chat } : post;
    },
  };
};
