import type { Db } from 'mongodb';
import type { Member } from '../src/domain/member/member.ts';
import { pairId, registrationId, type AccountId, type MemberId, type Role } from '../src/domain/ids.ts';
import type { Pair, Party } from '../src/domain/pair/state.ts';
import type { Registration } from '../src/domain/registration/state.ts';
import type { State } from '../src/domain/state.ts';
import { plusDays } from '../src/domain/time.ts';
import { dueRulesOf } from '../src/app/door/handle.ts';
import { dueOf } from '../src/app/door/step.ts';
import { ACCOUNTS } from '../src/store/accounts.ts';
import { COLLECTIONS, firstDocument, type Stored } from '../src/store/documents.ts';
import { aMember, aMentor, anAdept, aPair, aProgramme, at, type PairRoad } from '../test/build.ts';

/** Documents as the store writes them, made in bulk: one walks the real road, the others are the same with other names. */

export const programme = aProgramme();

/** The talk everything here turns on, and the morning of its reminder: two working days before. */
export const TALK = at('2026-05-20 10:00');
export const DUE = at('2026-05-18 08:00');

/** Some time into the year: an agreement, ground rules confirmed, three talks held, one planned. */
const underWay = (planned: Date): PairRoad => {
  const road = aPair({ programme }).agreed({ talks: 8 }).held(3);
  for (const role of ['adept', 'mentor'] as const) road.do({ type: 'rules.confirm' }, role);
  return road.do({ type: 'talk.plan', at: planned, place: 'neutral' }, 'adept');
};

interface Made<S extends State> {
  readonly state: S;
  readonly events: readonly { readonly type: string }[];
  readonly dueAt: Date | null;
}

const made = <S extends State>({ state, events }: { state: S; events: readonly { type: string }[] }): Made<S> => ({
  state,
  events,
  dueAt: dueOf(state, programme),
});

export const pairDue = made<Pair>(underWay(TALK));
/** Pairs whose next talk is later: their days are spread over so many weeks' mornings. */
export const pairsLater = Array.from({ length: 120 }, (_, n) =>
  made<Pair>(underWay(plusDays(TALK, 7 + n, programme.zone))),
);
/** A mentor is asked, and has not answered. */
export const pairAsked = made<Pair>(aPair({ programme, asked: '2026-05-15 09:00' }));
const mentor = made<Registration>(aMentor('maja', { programme }).approved());
const adept = made<Registration>(anAdept('ada', { programme }).approved());
const draft = made<Registration>(anAdept('ada', { programme }).filledIn());
const member = made<Member>(aMember('maja', programme));

const memberIn = (role: Role, n: number): MemberId => `member:${role}-${n}`;
const party = (role: Role, n: number): Party => {
  const id = memberIn(role, n);
  return { registration: registrationId(programme.id, role, id), member: id };
};

export const pairOf = (n: number): Pair['id'] => pairId(party('adept', n).registration, 1);
export const adeptOf = (n: number): MemberId => memberIn('adept', n);
export const mentorOf = (n: number): MemberId => memberIn('mentor', n);
export const registrationOf = (role: Role, n: number): Registration['id'] => party(role, n).registration;
export const accountOf = (id: MemberId): AccountId => `playground:${id.slice('member:'.length)}`;

const LONG_AGO = at('2026-03-02 09:00');
/** As many presses as somebody makes on a busy day. */
const SEEN = Array.from({ length: 20 }, (_, n) => ({
  key: `11111111-2222-4333-8444-${String(n).padStart(12, '0')}`,
  at: LONG_AGO,
}));

/** `round`: so many saves more, so that what is said in one round is not what was said in another. */
const document = <S extends State>({ events, dueAt }: Made<S>, state: State, round = 0): Stored => ({
  ...firstDocument({
    id: state.id,
    from: 0,
    to: 1,
    state,
    dueAt,
    dueRules: dueRulesOf(programme),
    history: events.map(({ type }, n) => ({ type, at: LONG_AGO, version: n + 1 })),
    outbox: [],
    relayAt: LONG_AGO,
    seen: SEEN,
  }),
  version: events.length + round,
});

export const pairDocument = (n: number, like: Made<Pair>, round = 0): Stored =>
  document(like, { ...like.state, id: pairOf(n), adept: party('adept', n), mentor: party('mentor', n) }, round);

const registrationDocument = (n: number, like: Made<Registration>): Stored => {
  const { registration, member: id } = party(like.state.role, n);
  const state = { ...like.state, id: registration, member: id };
  // In a pair, an adept looks for nobody, and nothing is due.
  return state.status === 'approved' && state.role === 'adept'
    ? document({ ...like, dueAt: null }, { ...state, search: { status: 'paired', pair: pairOf(n) } })
    : document(like, state);
};

const memberDocument = (n: number, role: Role): Stored =>
  document(member, {
    ...member.state,
    id: memberIn(role, n),
    lang: n % 2 === 0 ? 'sv' : 'en',
    home: accountOf(memberIn(role, n)),
  });

const accountDocument = (n: number, role: Role) => {
  const id = memberIn(role, n);
  const { said, since } = member.state;
  return { _id: accountOf(id), member: id, ...said, home: 'one', place: '', state: 'ok', since, before: null };
};

const BULK = 1000;
/** Writes at the same time: some are made while others are written. */
const WRITERS = 3;

/** Writes documents made by `make(n)` for from <= n < to. */
const insert = async (
  db: Db,
  name: string,
  from: number,
  to: number,
  make: (n: number) => { readonly _id: string },
): Promise<void> => {
  let next = from;
  const write = async (): Promise<void> => {
    while (next < to) {
      const first = next;
      next = Math.min(to, first + BULK);
      const documents = Array.from({ length: next - first }, (_, n) => make(first + n));
      await db.collection<{ _id: string }>(name).insertMany(documents, { ordered: false });
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
};

/** The people of the pairs from `from` on and before `to`: two members, accounts and registrations a pair. */
export const insertPeople = async (db: Db, from: number, to: number): Promise<void> => {
  for (const like of [mentor, adept]) {
    const { role } = like.state;
    await insert(db, COLLECTIONS.member, from, to, (n) => memberDocument(n, role));
    await insert(db, ACCOUNTS, from, to, (n) => accountDocument(n, role));
    await insert(db, COLLECTIONS.registration, from, to, (n) => registrationDocument(n, like));
  }
};

const applicantOf = (n: number): MemberId => `member:new-${n}`;
export const draftOf = (n: number): Registration['id'] => registrationId(programme.id, 'adept', applicantOf(n));

/** Registrations that are being filled in. */
export const insertDrafts = (db: Db, from: number, to: number): Promise<void> =>
  insert(db, COLLECTIONS.registration, from, to, (n) =>
    document(draft, { ...draft.state, id: draftOf(n), member: applicantOf(n) }),
  );

export const insertPairs = (
  db: Db,
  from: number,
  to: number,
  like: (n: number) => Made<Pair>,
  round = 0,
): Promise<void> => insert(db, COLLECTIONS.pair, from, to, (n) => pairDocument(n, like(n), round));
