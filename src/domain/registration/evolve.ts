import type { Answers } from '../form/form.ts';
import type { ApprovedAdept, ApprovedMentor, Registration, RegistrationEvent } from './state.ts';
import { withVote } from './votes.ts';

/** The event's state is known to fit: `decide` made the event from it. */
const mustBe = <S extends Registration['status']>(state: Registration | null, ...allowed: S[]) => {
  if (!state || !(allowed as string[]).includes(state.status)) throw new Error(`impossible after ${state?.status}`);
  return state as Extract<Registration, { status: S }>;
};

const asMentor = (state: Registration | null): ApprovedMentor => mustBe(state, 'approved') as ApprovedMentor;
const asAdept = (state: Registration | null): ApprovedAdept => mustBe(state, 'approved') as ApprovedAdept;

const answered = (state: Registration, more: Answers, at: Date): Registration => {
  if (state.status === 'draft') return { ...state, answers: { ...state.answers, ...more }, since: at, reminded: false };
  const sent = mustBe(state, 'submitted', 'asked', 'approved');
  const answers = { ...sent.answers, ...more };
  // The board decides on what it read: a change starts its wait and its votes anew.
  if (sent.status === 'submitted') {
    return { ...sent, answers, revision: sent.revision + 1, votes: [], waitingSince: at, bumped: false };
  }
  if (sent.status === 'asked') return { ...sent, answers, revision: sent.revision + 1, votes: [] };
  return { ...sent, answers };
};

export const evolveRegistration = (state: Registration | null, event: RegistrationEvent): Registration => {
  switch (event.type) {
    case 'RegistrationStarted':
      return event.registration;
    case 'FieldsAnswered':
      if (!state) throw new Error('answers before the registration was started');
      return answered(state, event.answers, event.at);
    case 'RegistrationSubmitted': {
      const { kind, id, programme, role, member, rounds, recused } = mustBe(state, 'draft');
      const base = { kind, id, programme, role, member, rounds, recused };
      const { form, answers, consent, at } = event;
      const fresh = { votes: [], exchanges: [], revision: 1, bumped: false };
      return { ...base, ...fresh, status: 'submitted', form, answers, consent, submittedAt: at, waitingSince: at };
    }
    case 'MoreAsked': {
      const { waitingSince: _, bumped: __, ...rest } = mustBe(state, 'submitted');
      const { by, question, at } = event;
      const exchanges = [...rest.exchanges, { by, at, question, reply: null }];
      return { ...rest, status: 'asked', votes: [], exchanges, askedAt: at, reminded: false };
    }
    case 'MoreAnswered': {
      const { askedAt: _, reminded: __, ...asked } = mustBe(state, 'asked');
      const exchanges = asked.exchanges.map((item) => (item.reply === null ? { ...item, reply: event.reply } : item));
      const revision = asked.revision + 1;
      return { ...asked, exchanges, revision, status: 'submitted', votes: [], waitingSince: event.at, bumped: false };
    }
    case 'VoteCast': {
      const open = mustBe(state, 'submitted', 'asked');
      return { ...open, votes: withVote(open.votes, event.vote) };
    }
    case 'MemberRecused': {
      const open = mustBe(state, 'submitted', 'asked');
      const votes = open.votes.filter((vote) => vote.by !== event.by);
      return { ...open, votes, recused: [...open.recused, event.by] };
    }
    case 'BoardBumped':
      return { ...mustBe(state, 'submitted'), bumped: true };
    case 'RegistrationApproved':
    case 'RegistrationDeclined': {
      const { kind, id, programme, member, rounds, ...rest } = mustBe(state, 'submitted', 'asked');
      const { consent, submittedAt, exchanges, votes, recused, form, answers } = rest;
      const base = { kind, id, programme, member, rounds, role: rest.role };
      const decided = { ...base, form, answers, consent, submittedAt, exchanges, votes, recused, decidedAt: event.at };
      if (event.type === 'RegistrationDeclined') return { ...decided, status: 'declined' };
      return rest.role === 'mentor'
        ? {
            ...decided,
            status: 'approved',
            role: 'mentor',
            pairs: [],
            listed: true,
          }
        : {
            ...decided,
            status: 'approved',
            role: 'adept',
            search: { status: 'looking', since: event.at, reminded: false },
          };
    }
    case 'DraftReminded':
      return { ...mustBe(state, 'draft'), reminded: true };
    case 'ReplyReminded':
      return { ...mustBe(state, 'asked'), reminded: true };
    case 'SearchReminded': {
      const adept = asAdept(state);
      return adept.search.status === 'looking' ? { ...adept, search: { ...adept.search, reminded: true } } : adept;
    }
    case 'RegistrationRested': {
      const { kind, id, programme, role, member, rounds, answers, recused } = mustBe(state, 'submitted', 'asked');
      const base = { kind, id, programme, role, member, rounds, recused };
      return { ...base, status: 'draft', answers, since: event.at, reminded: false, rested: true };
    }
    case 'RegistrationLapsed':
    case 'RegistrationWithdrawn': {
      if (!state) throw new Error('withdrawn before the registration was started');
      const { kind, id, programme, role, member, rounds } = state;
      const lapsed = event.type === 'RegistrationLapsed';
      return { kind, id, programme, role, member, rounds, status: 'withdrawn', withdrawnAt: event.at, lapsed };
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
      return { ...asAdept(state), search: { status: 'looking', since: event.at, reminded: false } };
    case 'SearchFinished':
      return { ...asAdept(state), search: { status: 'finished', pair: event.pair } };
  }
};
