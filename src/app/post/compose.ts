import DataLoader from 'dataloader';
import {
  isInProgramme,
  platformOf,
  programmeOfId,
  type AggregateId,
  type Kind,
  type MemberId,
  type ProgrammeId,
  type RoomId,
} from '../../domain/ids.ts';
import { chosen, type Account, type Accounts, type Codes } from '../people/accounts.ts';
import { programmesFor, registrationsOf } from '../say/involvement.ts';
import { plain } from '../say/views/parts.ts';
import type { CardName, CardRef } from '../say/cards.ts';
import {
  Unavailable,
  type Address,
  type CardJson,
  type Clock,
  type Doc,
  type MentorFilter,
  type Post,
  type Programmes,
  type Recipient,
  type Store,
} from '../ports.ts';
import type { Registration } from '../../domain/registration/state.ts';
import type { Delivery } from './ledger.ts';
import type { DrawAny, OpenContext, Reader, View, Viewer } from '../say/view.ts';

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
  const lists = new Map<string, Promise<Registration[]>>();
  const freeMentors = async (filter: MentorFilter): Promise<Registration[]> =>
    (await store.freeMentors(filter)).flatMap(({ state }) => (state.kind === 'registration' ? [state] : []));
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
    // A list is long, and on some mornings many are shown the same.
    freeMentors: (programme, county) => {
      const key = `${programme} ${county ?? ''}`;
      const list =
        lists.get(key) ?? asked(() => freeMentors(county === undefined ? { programme } : { programme, county }));
      lists.set(key, list);
      return list;
    },
    accounts: (member) => theirs.load(member),
    claim: (account) => asked(() => codes.claimed(account, clock.now())),
  };
};

/** Where something goes, and for whom it is drawn. */
export interface Way {
  readonly channel: string;
  readonly address: Address;
  /** Where it is said in a room: which. */
  readonly room: RoomId | null;
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
}

export interface ComposeDeps {
  readonly clock: Clock;
  readonly drawView: DrawAny;
  readonly drawCard: DrawCard;
  readonly programmes: Programmes;
  /** The workspaces and tenants that somebody writes from. */
  readonly homes: (member: MemberId) => Promise<readonly string[]>;
}

/** Cards that say by themselves which programme they are about. */
const NAMED: ReadonlySet<CardName> = new Set([
  'join',
  'programme',
  'programme-form',
  'programme-rules',
  'programme-texts',
  'programme-people',
]);

/** In a room that is no programme's yet. */
export const ROOM_LANG = 'sv';

const boardOf = (to: Recipient): ProgrammeId | null =>
  to.startsWith('board:') ? (to.slice('board:'.length) as ProgrammeId) : null;

export const makeCompose = ({ clock, drawView, drawCard, programmes, homes }: ComposeDeps): Compose => {
  const view: Compose['view'] = async (ref, viewer, reader) => {
    const id = programmeOfId(ref.about);
    const all = await programmes.all();
    const programme = all.find((one) => one.id === id) ?? null;
    if (!programme && (id !== null || isInProgramme(ref.about))) return null;
    const context = {
      ref,
      viewer,
      reader,
      programme,
      programmes: all,
      installation: await programmes.installation(),
      homes: () => (viewer.member ? homes(viewer.member) : Promise.resolve([])),
      now: clock.now(),
    };
    const drawn = await drawView(context);
    return drawn && programme && (await saysWhich(context)) ? { ...drawn, programme: plain(programme.name) } : drawn;
  };

  /** Whether the reader could take it for another programme's. */
  const saysWhich = async ({ ref, viewer, reader, programmes: all, homes: from }: OpenContext): Promise<boolean> => {
    const { member } = viewer;
    // In a board's room there is one programme; what sets a programme up has its name on it.
    if (member === null || NAMED.has(ref.card) || all.length < 2) return false;
    const [registrations, places] = await Promise.all([registrationsOf(member, all, reader), from()]);
    return programmesFor(member, all, registrations, places).length > 1;
  };

  return {
    view,
    card: drawCard,
    async way(to, reader) {
      if (to.startsWith('room:')) {
        const room = to.slice('room:'.length) as RoomId;
        return { channel: platformOf(room), address: room, room, viewer: { member: null, lang: ROOM_LANG } };
      }
      const board = boardOf(to);
      if (board) {
        const about = await programmes.get(board);
        if (!about?.room) return null;
        const { room, boardLang: lang } = about;
        return { channel: platformOf(room), address: room, room, viewer: { member: null, lang } };
      }
      const member = await reader.member(to as MemberId);
      if (!member) return null;
      const address = chosen(await reader.accounts(member.id), member.home)?.id ?? member.home;
      const viewer = { member: member.id, lang: member.lang };
      return address && { channel: platformOf(address), address, room: null, viewer };
    },
    async post({ id, notice, ref, begunAt }, { address, viewer, room }, reader) {
      const drawn = await view(notice, viewer, reader);
      if (!drawn) return null;
      const { summary, chat } = drawn;
      const post: Post = {
        id,
        to: address,
        room,
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
