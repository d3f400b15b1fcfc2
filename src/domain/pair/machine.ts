import { refuseTerms } from './agreement.ts';
import type { Role } from '../ids.ts';
import { reject, type Context, type Decision, type Machine } from '../machine.ts';
import { heldTalks } from './meeting.ts';
import { PAIR_ENDS, pairDue, type PairDue } from './due.ts';
import { evolvePair } from './evolve.ts';
import { decideRequest, handOn } from './request.ts';
import { answerDecision, outcomeOf } from './decision.ts';
import { decideTalk, showRules } from './talks.ts';
import { isLiving, roleIn, type Living, type Pair, type PairCommand, type PairEvent } from './state.ts';
import { isAfter, notAfter, plusMonths } from '../time.ts';

type Of<T extends PairCommand['type']> = Extract<PairCommand, { type: T }>;
type Decided = Decision<PairEvent>;

/** A pause of more months than this is an end. */
const LONGEST_PAUSE_MONTHS = 6;

const propose = (pair: Pair, { terms }: Of<'agreement.propose'>, by: Role, context: Context): Decided => {
  if (pair.phase !== 'agreeing' && pair.phase !== 'active') return reject('notNow');
  const refusal = refuseTerms(terms, pair.firstMeetingAt, heldTalks(pair.meetings), context);
  if (refusal) return refusal;
  const last = pair.proposal?.revision ?? (pair.phase === 'active' ? pair.revision : 0);
  return [{ type: 'AgreementProposed', proposal: { by, terms, at: context.now, revision: last + 1 } }];
};

const confirm = (pair: Pair, { revision }: Of<'agreement.confirm'>, by: Role, context: Context): Decided => {
  if (pair.phase !== 'agreeing' && pair.phase !== 'active') return reject('notNow');
  if (!pair.proposal) return reject('noProposal');
  if (pair.proposal.by === by) return reject('ownProposal');
  if (pair.proposal.revision !== revision) return reject('changedMeanwhile');
  const refusal = refuseTerms(pair.proposal.terms, pair.firstMeetingAt, heldTalks(pair.meetings), context);
  if (refusal) return refusal;
  return [{ type: 'AgreementConfirmed', at: context.now, changed: pair.phase === 'active' }];
};

const pause = (pair: Living, { until }: Of<'pair.pause'>, by: Role, { now, programme }: Context): Decided => {
  if (notAfter(until, now)) return reject('pauseInPast', { field: 'until' });
  const ends = pair.phase === 'active' ? pair.agreement.terms.ends : null;
  if (isAfter(until, plusMonths(now, LONGEST_PAUSE_MONTHS, programme.zone)) || (ends && isAfter(until, ends))) {
    return reject('pauseTooLong', { field: 'until', data: { months: LONGEST_PAUSE_MONTHS } });
  }
  return [{ type: 'PairPaused', until, by }];
};

/** What one due thing makes happen. Each takes itself off the list of what is due. */
const onDue = (pair: Pair, item: PairDue, context: Context): PairEvent[] => {
  const { now } = context;
  switch (item.kind) {
    case 'request.remind':
      return [{ type: 'MentorReminded' }];
    case 'request.handOn':
      return pair.phase === 'requested' ? handOn(pair, 'silent', context) : [];
    case 'place.lapse':
      return pair.phase === 'accepting' ? handOn(pair, 'full', context) : [];
    case 'contact.ask':
      return [{ type: 'ContactAsked' }];
    case 'rules.again':
      return [{ type: 'RulesShown', at: now }];
    case 'decision.remind':
      return [{ type: 'DecisionReminded' }];
    case 'decision.lapse':
    case 'decision.tell':
      return pair.phase === 'deciding' ? outcomeOf(pair, now) : [];
    case 'agreement.remind':
      return [{ type: 'AgreementReminded' }];
    case 'quiet.remind':
      return [{ type: 'QuietReminded' }];
    case 'quiet.end':
    case 'agreement.end':
      return [{ type: 'PairEnded', reason: 'lapsed', at: now }];
    case 'pair.resume':
      return [{ type: 'PairResumed', at: now }];
    case 'year.end':
      return [{ type: 'PairClosed', at: now }];
    case 'talk.remind': {
      const meeting = isLiving(pair) ? pair.meetings.find(({ id }) => id === item.talk) : undefined;
      if (!meeting || !isLiving(pair)) return [];
      const said = isAfter(meeting.at, now);
      const rules = said && meeting.kind === 'first' ? showRules(pair, now) : [];
      return [{ type: 'TalkReminded', talk: meeting.id, said }, ...rules];
    }
    case 'talk.ask':
      return item.talk === undefined ? [] : [{ type: 'TalkAsked', talk: item.talk }];
    case 'talk.leave':
      return item.talk === undefined ? [] : [{ type: 'TalkLeft', talk: item.talk, at: now }];
  }
};

const nextDue = (pair: Pair, { now, programme }: Context): PairDue | undefined => {
  const now_ = pairDue(pair, programme).filter(({ at }) => notAfter(at, now));
  return (
    now_.find(({ kind }) => PAIR_ENDS.includes(kind)) ?? now_.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0]
  );
};

const decideDue = (pair: Pair, context: Context): PairEvent[] => {
  const events: PairEvent[] = [];
  let current = pair;
  for (let item = nextDue(current, context); item; item = nextDue(current, context)) {
    const next = onDue(current, item, context);
    if (next.length === 0) throw new Error(`${item.kind} is due and nothing comes of it`);
    events.push(...next);
    current = next.reduce<Pair>(evolvePair, current);
  }
  return events;
};

const decide = (state: Pair | null, command: PairCommand, context: Context): Decided => {
  const { now, actor } = context;
  if (command.type === 'pair.open') {
    if (state) return [];
    const { id, programme, adept, mentor, reserves } = command;
    const pair = { kind: 'pair', phase: 'requested', id, programme, adept, mentor, reserves } as const;
    return [{ type: 'MentorRequested', pair: { ...pair, openedAt: now, askedAt: now, reminded: false } }];
  }
  if (!state) return reject('notFound');
  switch (command.type) {
    case 'request.accept':
    case 'request.turnDown':
    case 'request.takeBack':
    case 'mentor.left':
    case 'place.taken':
    case 'place.refused':
      return decideRequest(state, command, context);
    case 'adept.left':
      if (state.phase === 'closed' || state.phase === 'ended') return [];
      return [{ type: 'PairEnded', reason: isLiving(state) ? 'stopped' : 'withdrawn', at: now }];
    case 'pair.due':
      return decideDue(state, context);
    default:
      break;
  }
  // From here on a person of the pair acts.
  const by = roleIn(state, actor);
  if (!by) return reject('notYours');
  switch (command.type) {
    case 'talk.plan':
    case 'talk.move':
    case 'talk.cancel':
    case 'talk.held':
    case 'talk.missed':
      return decideTalk(state, command, by, context);
    case 'decision.answer':
      return answerDecision(state, command.choice, by, context);
    case 'agreement.propose':
      return propose(state, command, by, context);
    case 'agreement.confirm':
      return confirm(state, command, by, context);
    default:
      break;
  }
  // Pressed twice, or by both at once: it is as they wished.
  if (command.type === 'pair.end' && state.phase === 'ended') return [];
  if (!isLiving(state)) return reject(state.phase === 'closed' || state.phase === 'ended' ? 'alreadyDone' : 'notNow');
  switch (command.type) {
    case 'contact.made':
      return state.phase === 'introduced' && state.contact === 'unknown' ? [{ type: 'ContactMade' }] : [];
    case 'rules.confirm':
      return state.rules.confirmed.includes(by) ? [] : [{ type: 'RulesConfirmed', by }];
    case 'pair.pause':
      return pause(state, command, by, context);
    case 'pair.resume':
      return state.pausedUntil ? [{ type: 'PairResumed', at: now }] : [];
    case 'pair.end':
      // While both are being asked, an end is an answer like another: told at the same moment, and nobody's.
      if (state.phase === 'deciding') return answerDecision(state, 'no', by, context);
      return [{ type: 'PairEnded', reason: 'stopped', at: now }];
  }
};

export const pairMachine: Machine<Pair, PairCommand, PairEvent> = {
  decide,
  evolve: (state, event) => evolvePair(state, event),
  due: pairDue,
};
