import DataLoader from 'dataloader';
import {
  partsOf,
  type AggregateId,
  type Lang,
  type MemberId,
  type ProgrammeId,
  type RegistrationId,
} from '../../domain/ids.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { CardRef, Say } from '../say/notes.ts';
import type { CardJson, Clock, Doc, Post, PostRef, Recipient, Store } from '../ports.ts';
import type { DrawView, Reader, View, Viewer } from '../say/view.ts';

/** Turns a note into a post: who is it for, in which language, through which channel, and which card as things stand now. */

export type DrawCard = (
  view: View,
  extras?: { message?: string; errors?: Record<string, string>; values?: Record<string, unknown> },
) => CardJson;

/** Asks the store for each document once, and for many in one go. */
export const makeReader = (store: Store): Reader => {
  const loader = new DataLoader<AggregateId, Doc | null>(async (ids) => store.loadMany(ids));
  const read =
    <K extends 'member' | 'registration' | 'pair'>(kind: K) =>
    async (id: AggregateId) => {
      const state = (await loader.load(id))?.state;
      return state?.kind === kind ? (state as Extract<typeof state, { kind: K }>) : null;
    };
  return {
    member: read('member'),
    registration: read('registration'),
    pair: read('pair'),
    freeMentors: async (programme, county) => {
      const docs = await store.freeMentors(county === undefined ? { programme } : { programme, county });
      return docs.flatMap(({ state }) => (state.kind === 'registration' ? [state] : []));
    },
  };
};

export type Composed =
  | { readonly kind: 'post'; readonly channel: string; readonly post: Post }
  /** There is nothing (any longer) to say. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'nobody'; readonly reason: string };

export interface Compose {
  posts(
    notes: readonly { readonly id: string; readonly say: Say; readonly replaces: PostRef | null }[],
  ): Promise<Composed[]>;
  /** The card as it stands now for this viewer; null where there is none for them. */
  view(ref: CardRef, viewer: Viewer, reader: Reader): Promise<View | null>;
  card: DrawCard;
  programmeOf(id: AggregateId): ProgrammeId;
}

export interface ComposeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly drawView: DrawView;
  readonly drawCard: DrawCard;
  readonly programme: (id: ProgrammeId | null) => Programme | null;
  /** Through which channel the board's room of a programme is reached. */
  readonly boardChannel: (id: ProgrammeId) => string;
}

const boardOf = (to: Recipient): ProgrammeId | null =>
  to.startsWith('board:') ? (to.slice('board:'.length) as ProgrammeId) : null;

export const makeCompose = ({ store, clock, drawView, drawCard, programme, boardChannel }: ComposeDeps): Compose => {
  const programmeOf = (id: AggregateId): ProgrammeId => {
    // A pair's id is its adept's registration with a round behind it.
    if (id.startsWith('pair:'))
      return partsOf(`registration:${id.slice('pair:'.length).replace(/\.\d+$/, '')}`).programme;
    if (id.startsWith('registration:')) return partsOf(id as RegistrationId).programme;
    const only = programme(null);
    if (!only) throw new Error(`no programme for ${id}`);
    return only.id;
  };

  const view: Compose['view'] = async (ref, viewer, reader) => {
    const about = programme(programmeOf(ref.about));
    return about ? drawView({ ref, viewer, reader, programme: about, now: clock.now() }) : null;
  };

  const reach = async (
    to: Recipient,
    reader: Reader,
  ): Promise<{ channel: string; member: MemberId | null; lang: Lang } | null> => {
    const board = boardOf(to);
    if (board) {
      const about = programme(board);
      return about && { channel: boardChannel(board), member: null, lang: about.boardLang };
    }
    const member = await reader.member(to as MemberId);
    return member && { channel: member.reach.channel, member: member.id, lang: member.lang };
  };

  const one = async (id: string, say: Say, replaces: PostRef | null, reader: Reader): Promise<Composed> => {
    if (say.onlyUpdate && !replaces) return { kind: 'nothing' };
    const target = await reach(say.to, reader);
    if (!target) return { kind: 'nobody', reason: 'nobody by that id' };
    const drawn = await view(say, { member: target.member, lang: target.lang }, reader);
    if (!drawn) return { kind: 'nothing' };
    const { summary, chat } = drawn;
    const post: Post = { id, to: say.to, card: drawCard(drawn), summary, lang: target.lang, replaces, at: clock.now() };
    return { kind: 'post', channel: target.channel, post: chat ? { ...post, chat } : post };
  };

  return {
    view,
    card: drawCard,
    programmeOf,
    posts: async (notes) => {
      const reader = makeReader(store);
      return Promise.all(notes.map(({ id, say, replaces }) => one(id, say, replaces, reader)));
    },
  };
};
