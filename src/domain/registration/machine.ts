import { complete, meant } from '../form/answers.ts';
import { isSameForm, refOf, type Answers, type Form } from '../form/form.ts';
import { formIn } from '../form/forms.ts';
import { outcomeOf, withVote } from './votes.ts';
import { pairId, partsOf, type MemberId } from '../ids.ts';
import { reject, type Context, type Decision, type Machine, type Rejection } from '../machine.ts';
import type { Programme } from '../programme/state.ts';
import { decideDue, registrationDue } from './due.ts';
import { evolveRegistration } from './evolve.ts';
import type {
  ApprovedAdept,
  ApprovedMentor,
  Asked,
  Registration,
  RegistrationCommand,
  RegistrationEvent,
  Submitted,
  Vote,
} from './state.ts';

type Of<T extends RegistrationCommand['type']> = Extract<RegistrationCommand, { type: T }>;
type Decided = Decision<RegistrationEvent>;

/** Whether these answers say nothing new. */
const isSame = (known: Answers, answers: Answers): boolean =>
  Object.entries(answers).every(([name, value]) => JSON.stringify(known[name]) === JSON.stringify(value));

/** The form that this registration answers: a draft the one that is now, what was sent in the one that it was sent in by. */
export const formFor = (state: Registration, { forms }: Programme): Form | null =>
  'form' in state ? formIn(forms, state.form) : forms[state.role];

/** Whether this mentor has a place left. */
const hasPlace = ({ pairs, answers }: ApprovedMentor): boolean => pairs.length < meant(answers).places;

/** A mentor who is on the list and has a place left. */
export const isFree = (state: Registration): state is ApprovedMentor =>
  state.status === 'approved' && state.role === 'mentor' && state.listed && hasPlace(state);

/** Why this board member may not act on this card, null where they may. */
const boardRefusal = (state: Registration, by: MemberId, revision: number | null): Rejection | null => {
  if (state.status !== 'submitted' && state.status !== 'asked') {
    return reject(state.status === 'approved' || state.status === 'declined' ? 'alreadyDecided' : 'notNow');
  }
  if (by === state.member) return reject('ownRegistration');
  if (state.recused.includes(by)) return reject('recused');
  if (revision !== null && revision !== state.revision) return reject('changedMeanwhile');
  return null;
};

const outcomeEvents = (
  state: Submitted | Asked,
  votes: readonly Vote[],
  { programme, now }: Context,
): RegistrationEvent[] => {
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
  const open = state as Submitted | Asked;
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
      if (open.status === 'asked') return reject('notNow');
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
    const fresh = { answers: {}, recused: [], since: now, reminded: false, rested: false } as const;
    return [{ type: 'RegistrationStarted', registration: { ...registration, status: 'draft', ...fresh } }];
  }
  if (!state) return reject('notFound');
  switch (command.type) {
    case 'registration.answer': {
      if (state.status === 'declined' || state.status === 'withdrawn') return reject('notNow');
      const form = formFor(state, context.programme);
      if (!form || !isSameForm(form, command.form)) return reject('changedMeanwhile');
      // Saying the same again is no change that the board would have to read anew.
      if (isSame(state.answers, command.answers)) return [];
      return [{ type: 'FieldsAnswered', answers: command.answers, at: now }];
    }
    case 'registration.submit': {
      if (state.status !== 'draft') return reject(state.status === 'withdrawn' ? 'notNow' : 'alreadyDone');
      if (context.programme.status !== 'open') return reject('programmeNotOpen');
      const form = context.programme.forms[state.role];
      const answers = complete(form, state.answers);
      if (!answers) return reject('incomplete');
      if (command.consent === null) return reject('needsConsent', { field: 'consent' });
      const consent = { version: command.consent, at: now };
      return [{ type: 'RegistrationSubmitted', form: refOf(form), answers, consent, at: now }];
    }
    case 'registration.reply':
      if (state.status !== 'asked') return reject(state.status === 'draft' ? 'notNow' : 'alreadyDone');
      return [{ type: 'MoreAnswered', reply: command.reply, at: now }];
    case 'registration.withdraw': {
      if (state.status === 'withdrawn') return [];
      if (state.status === 'approved' && state.role === 'mentor' && state.pairs.length > 0) return reject('hasPair');
      const search = state.status === 'approved' && state.role === 'adept' ? state.search : null;
      return [{ type: 'RegistrationWithdrawn', at: now, pair: search?.status === 'paired' ? search.pair : null }];
    }
    case 'registration.due':
      return decideDue(state, context);
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
        if (hasPlace(state)) return [{ type: 'PlaceTaken', pair: command.pair }];
      }
      return [{ type: 'PlaceRefused', pair: command.pair }];
    }
    case 'place.release':
      if (state.status !== 'approved' || state.role !== 'mentor' || !state.pairs.includes(command.pair)) return [];
      return [{ type: 'PlaceReleased', pair: command.pair }];
    case 'search.over':
      if (state.status !== 'approved' || state.role !== 'adept') return [];
      if (state.search.status !== 'paired' || state.search.pair !== command.pair) return [];
      if (command.finished) return [{ type: 'SearchFinished', pair: command.pair }];
      return [{ type: 'SearchReopened', pair: command.pair, at: now }];
  }
};

export const registrationMachine: Machine<Registration, RegistrationCommand, RegistrationEvent> = {
  decide,
  evolve: evolveRegistration,
  due: registrationDue,
};
