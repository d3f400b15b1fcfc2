import { outcomeOf, withVote } from './votes.ts';
import { pairId, partsOf, type MemberId } from '../ids.ts';
import { reject, type Context, type Decision, type Due, type Machine, type Rejection } from '../machine.ts';
import type { Programme } from '../programme/state.ts';
import type {
  AdeptAnswers,
  Answers,
  ApprovedAdept,
  ApprovedMentor,
  Fields,
  MentorAnswers,
  Registration,
  RegistrationCommand,
  RegistrationEvent,
  Submitted,
  Vote,
} from './state.ts';
import { notAfter, plusDays, workMorning } from '../time.ts';

type Of<T extends RegistrationCommand['type']> = Extract<RegistrationCommand, { type: T }>;
type Decided = Decision<RegistrationEvent>;

/** The answers of a role where all are there, else null. */
export const complete = (role: Registration['role'], fields: Fields): Answers | null => {
  const { name, mail, phone } = fields;
  if (!name || !mail || !phone) return null;
  if (role === 'mentor') {
    const { municipalities, standing, places, about } = fields;
    if (!municipalities?.length || !standing || !places || about === undefined) return null;
    return { name, mail, phone, municipalities, standing, places, about } satisfies MentorAnswers;
  }
  const { municipality, wish } = fields;
  if (!municipality || wish === undefined) return null;
  return { name, mail, phone, municipality, wish } satisfies AdeptAnswers;
};

/** Whether these fields say nothing new. */
const isSame = (known: Fields, fields: Fields): boolean =>
  Object.entries(fields).every(
    ([name, value]) => JSON.stringify(known[name as keyof Fields]) === JSON.stringify(value),
  );

/** A mentor who is on the list and has a place left. */
export const isFree = (state: Registration): state is ApprovedMentor =>
  state.status === 'approved' && state.role === 'mentor' && state.listed && state.pairs.length < state.answers.places;

/** Why this board member may not act on this card, null where they may. */
const boardRefusal = (state: Registration, by: MemberId, revision: number | null): Rejection | null => {
  if (state.status !== 'submitted') {
    return reject(state.status === 'approved' || state.status === 'declined' ? 'alreadyDecided' : 'notNow');
  }
  if (by === state.member) return reject('ownRegistration');
  if (state.recused.includes(by)) return reject('recused');
  if (revision !== null && revision !== state.revision) return reject('changedMeanwhile');
  return null;
};

const outcomeEvents = (state: Submitted, votes: readonly Vote[], { programme, now }: Context): RegistrationEvent[] => {
  const outcome = outcomeOf(programme, state, votes);
  if (outcome === null) return [];
  return [{ type: outcome === 'approve' ? 'RegistrationApproved' : 'RegistrationDeclined', at: now }];
};

const boardDecide = (
  state: Registration,
  command: Of<'board.approve' | 'board.ask' | 'board.decline' | 'board.recuse'>,
  context: Context,
): Decided => {
  const by = context.actor;
  if (by === null) return reject('notOnBoard');
  const refusal = boardRefusal(state, by, 'revision' in command ? command.revision : null);
  if (refusal) return refusal;
  const open = state as Submitted;
  switch (command.type) {
    case 'board.approve':
    case 'board.decline': {
      const choice = command.type === 'board.approve' ? 'approve' : 'decline';
      const words = command.type === 'board.decline' ? command : { reason: '', message: '' };
      const vote: Vote = { by, at: context.now, choice, reason: words.reason, message: words.message };
      const before = open.votes.find((earlier) => earlier.by === by);
      // The same again is no news, but where fewer votes decide than when it was cast, it may decide now.
      if (before?.choice === choice && before.reason === vote.reason && before.message === vote.message) {
        return outcomeEvents(open, open.votes, context);
      }
      return [{ type: 'VoteCast', vote }, ...outcomeEvents(open, withVote(open.votes, vote), context)];
    }
    case 'board.ask':
      return [{ type: 'MoreAsked', by, question: command.question, at: context.now }];
    case 'board.recuse': {
      const left = open.votes.filter((vote) => vote.by !== by);
      const after = { ...open, recused: [...open.recused, by] };
      return [{ type: 'MemberRecused', by }, ...outcomeEvents(after, left, context)];
    }
  }
};

const chooseMentors = (state: ApprovedAdept, { mentors }: Of<'mentor.ask'>, context: Context): Decided => {
  if (context.programme.status === 'ended') return reject('programmeOver');
  if (state.search.status !== 'looking') return reject(state.search.status === 'paired' ? 'requestStanding' : 'notNow');
  if (mentors.length === 0) return reject('incomplete', { field: 'mentor' });
  if (mentors.length > 1 + context.programme.rules.reserves) return reject('tooManyReserves');
  if (new Set(mentors).size !== mentors.length) return reject('sameMentorTwice', { field: 'reserve1' });
  if (mentors.some((id) => partsOf(id).member === state.member)) return reject('mentorIsYou');
  if (mentors.some((id) => partsOf(id).programme !== state.programme)) return reject('mentorNotFree');
  if (!mentors.every((id) => context.freeMentors?.has(id))) return reject('mentorNotFree');
  return [{ type: 'MentorsChosen', pair: pairId(state.id, state.rounds + 1), mentors }];
};

const decide = (state: Registration | null, command: RegistrationCommand, context: Context): Decided => {
  const { now } = context;
  if (command.type === 'registration.start') {
    if (state && state.status !== 'withdrawn') return [];
    if (context.programme.status !== 'open') return reject('programmeNotOpen');
    const { id, programme, role, member } = command;
    const rounds = state?.rounds ?? 0;
    const registration = { kind: 'registration', id, programme, role, member, rounds } as const;
    return [
      { type: 'RegistrationStarted', registration: { ...registration, status: 'draft', fields: {}, startedAt: now } },
    ];
  }
  if (!state) return reject('notFound');
  switch (command.type) {
    case 'registration.answer':
      if (state.status === 'declined' || state.status === 'withdrawn') return reject('notNow');
      // Saying the same again is no change that the board would have to read anew.
      if (isSame(state.status === 'draft' ? state.fields : state.answers, command.fields)) return [];
      return [{ type: 'FieldsAnswered', fields: command.fields, at: now }];
    case 'registration.submit': {
      if (state.status !== 'draft') return reject(state.status === 'withdrawn' ? 'notNow' : 'alreadyDone');
      if (context.programme.status !== 'open') return reject('programmeNotOpen');
      const answers = complete(state.role, state.fields);
      if (!answers) return reject('incomplete');
      if (command.consent === null) return reject('needsConsent', { field: 'consent' });
      return [{ type: 'RegistrationSubmitted', answers, consent: { version: command.consent, at: now }, at: now }];
    }
    case 'registration.reply':
      if (state.status !== 'asked') return reject('alreadyDone');
      return [{ type: 'MoreAnswered', reply: command.reply, at: now }];
    case 'registration.withdraw': {
      if (state.status === 'withdrawn') return [];
      if (state.status === 'approved' && state.role === 'mentor' && state.pairs.length > 0) return reject('hasPair');
      const search = state.status === 'approved' && state.role === 'adept' ? state.search : null;
      return [{ type: 'RegistrationWithdrawn', at: now, pair: search?.status === 'paired' ? search.pair : null }];
    }
    case 'registration.due': {
      const bump = due(state, context.programme).some((item) => notAfter(item.at, now));
      return bump ? [{ type: 'BoardBumped' }] : [];
    }
    case 'board.approve':
    case 'board.ask':
    case 'board.decline':
    case 'board.recuse':
      return boardDecide(state, command, context);
    case 'mentor.listing':
      if (state.status !== 'approved' || state.role !== 'mentor') return reject('notNow');
      return state.listed === command.listed ? [] : [{ type: 'ListingChanged', listed: command.listed }];
    case 'mentor.ask':
      if (state.status !== 'approved' || state.role !== 'adept') return reject('notNow');
      return chooseMentors(state, command, context);
    case 'place.take': {
      if (state.status === 'approved' && state.role === 'mentor') {
        if (state.pairs.includes(command.pair)) return [];
        // Not `isFree`: a mentor who is off the list may still say yes to one who asked before.
        if (state.pairs.length < state.answers.places) return [{ type: 'PlaceTaken', pair: command.pair }];
      }
      return [{ type: 'PlaceRefused', pair: command.pair }];
    }
    case 'place.release':
      if (state.status !== 'approved' || state.role !== 'mentor' || !state.pairs.includes(command.pair)) return [];
      return [{ type: 'PlaceReleased', pair: command.pair }];
    case 'search.over':
      if (state.status !== 'approved' || state.role !== 'adept') return [];
      if (state.search.status !== 'paired' || state.search.pair !== command.pair) return [];
      return [{ type: command.finished ? 'SearchFinished' : 'SearchReopened', pair: command.pair }];
  }
};

/** The event's state is known to fit: `decide` made the event from it. */
const mustBe = <S extends Registration['status']>(state: Registration | null, ...allowed: S[]) => {
  if (!state || !(allowed as string[]).includes(state.status)) throw new Error(`impossible after ${state?.status}`);
  return state as Extract<Registration, { status: S }>;
};

const asMentor = (state: Registration | null): ApprovedMentor => mustBe(state, 'approved') as ApprovedMentor;
const asAdept = (state: Registration | null): ApprovedAdept => mustBe(state, 'approved') as ApprovedAdept;

const answered = (state: Registration, fields: Fields, at: Date): Registration => {
  if (state.status === 'draft') return { ...state, fields: { ...state.fields, ...fields } };
  const sent = mustBe(state, 'submitted', 'asked', 'approved');
  const answers = { ...sent.answers, ...fields };
  // The board decides on what it read: a change starts its wait and its votes anew.
  if (sent.status === 'submitted') {
    return { ...sent, answers, revision: sent.revision + 1, votes: [], waitingSince: at, bumped: false };
  }
  if (sent.status === 'asked') return { ...sent, answers, revision: sent.revision + 1 };
  return { ...sent, answers } as ApprovedMentor | ApprovedAdept;
};

const evolve = (state: Registration | null, event: RegistrationEvent): Registration => {
  switch (event.type) {
    case 'RegistrationStarted':
      return event.registration;
    case 'FieldsAnswered':
      if (!state) throw new Error('answers before the registration was started');
      return answered(state, event.fields, event.at);
    case 'RegistrationSubmitted': {
      const { fields: _, startedAt: __, status: ___, ...base } = mustBe(state, 'draft');
      const { answers, consent, at } = event;
      const fresh = { votes: [], recused: [], exchanges: [], revision: 1, bumped: false };
      return { ...base, ...fresh, status: 'submitted', answers, consent, submittedAt: at, waitingSince: at };
    }
    case 'MoreAsked': {
      const { votes: _, waitingSince: __, bumped: ___, ...rest } = mustBe(state, 'submitted');
      const { by, question, at } = event;
      return { ...rest, status: 'asked', exchanges: [...rest.exchanges, { by, at, question, reply: null }] };
    }
    case 'MoreAnswered': {
      const asked = mustBe(state, 'asked');
      const exchanges = asked.exchanges.map((item) => (item.reply === null ? { ...item, reply: event.reply } : item));
      const revision = asked.revision + 1;
      return { ...asked, exchanges, revision, status: 'submitted', votes: [], waitingSince: event.at, bumped: false };
    }
    case 'VoteCast': {
      const open = mustBe(state, 'submitted');
      return { ...open, votes: withVote(open.votes, event.vote) };
    }
    case 'MemberRecused': {
      const open = mustBe(state, 'submitted');
      const votes = open.votes.filter((vote) => vote.by !== event.by);
      return { ...open, votes, recused: [...open.recused, event.by] };
    }
    case 'BoardBumped':
      return { ...mustBe(state, 'submitted'), bumped: true };
    case 'RegistrationApproved':
    case 'RegistrationDeclined': {
      const { revision: _, waitingSince: __, bumped: ___, status: ____, ...rest } = mustBe(state, 'submitted');
      const decided = { ...rest, decidedAt: event.at };
      if (event.type === 'RegistrationDeclined') return { ...decided, status: 'declined' };
      return rest.role === 'mentor'
        ? {
            ...decided,
            status: 'approved',
            role: 'mentor',
            answers: rest.answers as MentorAnswers,
            pairs: [],
            listed: true,
          }
        : {
            ...decided,
            status: 'approved',
            role: 'adept',
            answers: rest.answers as AdeptAnswers,
            search: { status: 'looking' },
          };
    }
    case 'RegistrationWithdrawn': {
      if (!state) throw new Error('withdrawn before the registration was started');
      const { kind, id, programme, role, member, rounds } = state;
      return { kind, id, programme, role, member, rounds, status: 'withdrawn', withdrawnAt: event.at };
    }
    case 'ListingChanged':
      return { ...asMentor(state), listed: event.listed };
    case 'MentorsChosen': {
      const adept = asAdept(state);
      return { ...adept, rounds: adept.rounds + 1, search: { status: 'paired', pair: event.pair } };
    }
    case 'PlaceTaken': {
      const mentor = asMentor(state);
      return { ...mentor, pairs: [...mentor.pairs, event.pair] };
    }
    case 'PlaceRefused':
      if (!state) throw new Error('a place refused by nobody');
      return state;
    case 'PlaceReleased': {
      const mentor = asMentor(state);
      return { ...mentor, pairs: mentor.pairs.filter((pair) => pair !== event.pair) };
    }
    case 'SearchReopened':
      return { ...asAdept(state), search: { status: 'looking' } };
    case 'SearchFinished':
      return { ...asAdept(state), search: { status: 'finished', pair: event.pair } };
  }
};

const due = (state: Registration, programme: Programme): Due<'board.bump'>[] => {
  if (state.status !== 'submitted' || state.bumped) return [];
  const after = plusDays(state.waitingSince, programme.rules.bumpBoardAfterDays, programme.zone);
  return [{ kind: 'board.bump', at: workMorning(after, programme.zone) }];
};

export const registrationMachine: Machine<Registration, RegistrationCommand, RegistrationEvent> = {
  decide,
  evolve,
  due,
};
