import { reject, type Circumstance, type Decision, type Machine, type Rejection } from '../machine.ts';
import { changedForms } from '../form/change.ts';
import { standardForms } from '../form/standard.ts';
import { template } from './templates.ts';
import { numbersOf, wrongNumber } from './rules.ts';
import type { Audience, Programme, ProgrammeCommand, ProgrammeEvent, ProgrammeStatus, Settings } from './state.ts';

type Decided = Decision<ProgrammeEvent>;

/** Where a status may go. An end is an end. */
const NEXT: Readonly<Record<ProgrammeStatus, readonly ProgrammeStatus[]>> = {
  draft: ['open', 'ended'],
  open: ['closed', 'ended'],
  closed: ['open', 'ended'],
  ended: [],
};

const wrongSettings = (settings: Settings): Rejection | null => {
  const { name, dates, languages, rules } = settings;
  if (name.trim() === '') return reject('incomplete', { field: 'name' });
  if (languages.length === 0) return reject('incomplete', { field: 'languages' });
  if (dates && dates.ends <= dates.starts) return reject('endsBeforeStart', { field: 'ends' });
  const wrong = wrongNumber(numbersOf(rules));
  return wrong && reject('numberUnfit', { field: wrong });
};

/** Only what is another than it was. */
const news = (state: Programme, changes: Partial<Settings>): Partial<Settings> =>
  Object.fromEntries(
    Object.entries(changes).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(state[name as keyof Settings]),
    ),
  );

const change = (state: Programme, changes: Partial<Settings>): Decided => {
  if (state.status === 'ended') return reject('notNow');
  const changed = news(state, changes);
  if (Object.keys(changed).length === 0) return [];
  // What a cohort is cannot be changed into what is open, nor the other way.
  if ('dates' in changed && (changed.dates === null) !== (state.type === 'open')) return reject('notNow');
  return wrongSettings({ ...state, ...changed }) ?? [{ type: 'ProgrammeChanged', changes: changed }];
};

const setAudience = (
  { audience: before, status }: Programme,
  { audience, word }: Extract<ProgrammeCommand, { type: 'programme.audience' }>,
  { homes = [] }: Circumstance,
): Decided => {
  if (status === 'ended') return reject('notNow');
  const set = (to: Audience): Decided =>
    JSON.stringify(to) === JSON.stringify(before) ? [] : [{ type: 'AudienceChanged', audience: to }];
  switch (audience) {
    case 'everyone':
      return set({ kind: 'everyone' });
    case 'homes': {
      const known = before.kind === 'homes' ? before.homes : [];
      const all = [...new Set([...known, ...homes])];
      return all.length === 0 ? reject('noHome') : set({ kind: 'homes', homes: all });
    }
    case 'invited':
      return before.kind === 'invited' ? [] : set({ kind: 'invited', word, members: [] });
  }
};

const setStatus = (state: Programme, status: ProgrammeStatus): Decided => {
  if (state.status === status) return [];
  if (!NEXT[state.status].includes(status)) return reject('notNow');
  if (status === 'open' && state.room === null) return reject('roomMissing');
  if (status === 'open' && state.board.length === 0) return reject('boardMissing');
  return [{ type: 'StatusChanged', status }];
};

const seats = (
  state: Programme,
  command: Extract<ProgrammeCommand, { type: `${'seat' | 'lead'}.${string}` }>,
  { actor }: Circumstance,
): Decided => {
  if (state.status === 'ended') return reject('notNow');
  if (command.type === 'seat.claim') {
    // Only who is in the board's room can press what stands there.
    if (actor === null || state.room === null || command.room !== state.room) return reject('notYours');
    const known = state.board.includes(actor) || state.claims.includes(actor);
    return known ? [] : [{ type: 'SeatClaimed', member: actor }];
  }
  const { member } = command;
  const sits = state.board.includes(member);
  switch (command.type) {
    case 'seat.confirm':
      if (sits) return [];
      return state.claims.includes(member) ? [{ type: 'SeatConfirmed', member }] : reject('notFound');
    case 'seat.remove':
      return sits || state.claims.includes(member) ? [{ type: 'SeatRemoved', member }] : [];
    case 'lead.name':
      if (command.lead === state.leads.includes(member)) return [];
      return sits || !command.lead ? [{ type: 'LeadNamed', member, lead: command.lead }] : reject('notFound');
  }
};

const decide = (state: Programme | null, command: ProgrammeCommand, context: Circumstance): Decided => {
  if (command.type === 'programme.make') {
    if (state) return [];
    const { id, course } = command;
    const { now } = context;
    const fresh = { kind: 'programme', id, revision: 1, status: 'draft', type: course, since: now } as const;
    const nobody = { audience: { kind: 'everyone' }, board: [], claims: [], leads: [], room: null } as const;
    return [
      { type: 'ProgrammeMade', programme: { ...fresh, ...nobody, ...template(course, now), forms: standardForms } },
    ];
  }
  if (!state) return reject('notFound');
  switch (command.type) {
    case 'programme.change':
      return change(state, command.changes);
    case 'form.change': {
      if (state.status === 'ended') return reject('notNow');
      const forms = changedForms(state.forms, command.role, command.change);
      if ('reason' in forms) return forms;
      return forms === state.forms ? [] : [{ type: 'FormChanged', forms }];
    }
    case 'programme.audience':
      return setAudience(state, command, context);
    case 'programme.status':
      return setStatus(state, command.status);
    case 'room.claim': {
      const { room } = command;
      if (room === null) return reject('notYours');
      if (state.room === room) return [];
      return state.status === 'ended' ? reject('notNow') : [{ type: 'RoomClaimed', room }];
    }
    case 'seat.claim':
    case 'seat.confirm':
    case 'seat.remove':
    case 'lead.name':
      return seats(state, command, context);
    case 'programme.enter': {
      const { actor } = context;
      const { audience, status } = state;
      // Who guesses learns nothing of what there is.
      if (actor === null || status !== 'open' || audience.kind !== 'invited' || audience.word !== command.word) {
        return reject('notFound');
      }
      return audience.members.includes(actor) ? [] : [{ type: 'MemberInvited', member: actor }];
    }
  }
};

const changed = (state: Programme, event: Exclude<ProgrammeEvent, { type: 'ProgrammeMade' }>): Programme => {
  const without = (list: Programme['board'], member: Programme['board'][number]) =>
    list.filter((other) => other !== member);
  switch (event.type) {
    case 'ProgrammeChanged':
      return { ...state, ...event.changes };
    case 'FormChanged':
      return { ...state, forms: event.forms };
    case 'AudienceChanged':
      return { ...state, audience: event.audience };
    case 'StatusChanged':
      return { ...state, status: event.status };
    case 'RoomClaimed':
      return { ...state, room: event.room };
    case 'SeatClaimed':
      return { ...state, claims: [...state.claims, event.member] };
    case 'SeatConfirmed':
      return { ...state, claims: without(state.claims, event.member), board: [...state.board, event.member] };
    case 'SeatRemoved':
      return {
        ...state,
        board: without(state.board, event.member),
        claims: without(state.claims, event.member),
        leads: without(state.leads, event.member),
      };
    case 'LeadNamed':
      return {
        ...state,
        leads: event.lead ? [...state.leads, event.member] : without(state.leads, event.member),
      };
    case 'MemberInvited': {
      const { audience } = state;
      if (audience.kind !== 'invited') return state;
      return { ...state, audience: { ...audience, members: [...audience.members, event.member] } };
    }
  }
};

const evolve = (state: Programme | null, event: ProgrammeEvent): Programme => {
  if (event.type === 'ProgrammeMade') return event.programme;
  if (!state) throw new Error(`${event.type} before the programme was there`);
  return { ...changed(state, event), revision: state.revision + 1 };
};

export const programmeMachine: Machine<Programme, ProgrammeCommand, ProgrammeEvent, Circumstance> = {
  decide,
  evolve,
  due: () => [],
};
