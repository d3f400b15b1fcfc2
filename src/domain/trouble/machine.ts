import type { TroubleId } from '../ids.ts';
import { reject, type Context, type Decision, type Machine } from '../machine.ts';
import { EXAMPLES, type Failing, type Trouble, type TroubleCommand, type TroubleEvent } from './state.ts';

const decide = (state: Trouble | null, command: TroubleCommand, { now }: Context): Decision<TroubleEvent> => {
  if (command.type === 'trouble.report') {
    const { id, what, about, reason, ids } = command;
    return [{ type: 'TroubleReported', id, what, about, reason, ids, at: now, news: state?.status !== 'open' }];
  }
  if (!state) return reject('notFound');
  if (command.type === 'trouble.retry') return state.status === 'open' ? [{ type: 'TroubleRetried' }] : [];
  return state.status === 'over' ? [] : [{ type: 'TroubleOver' }];
};

const evolve = (state: Trouble | null, event: TroubleEvent): Trouble => {
  if (event.type === 'TroubleReported') {
    const { id, what, about, reason, ids, at, news } = event;
    // What was mended and broke again begins anew.
    const before = news ? null : state;
    const examples = [...(before?.examples ?? []).filter((known) => !ids.includes(known)), ...ids].slice(-EXAMPLES);
    const count = (before?.count ?? 0) + ids.length;
    return {
      kind: 'trouble',
      id,
      what,
      about,
      reason,
      count,
      examples,
      firstAt: before?.firstAt ?? at,
      lastAt: at,
      status: 'open',
    };
  }
  if (!state) throw new Error(`${event.type} before there was any trouble`);
  return { ...state, status: event.type === 'TroubleRetried' ? 'again' : 'over' };
};

export const troubleMachine: Machine<Trouble, TroubleCommand, TroubleEvent> = { decide, evolve, due: () => [] };

/** FNV-1a, 32 bits: short, the same everywhere, and nothing that anybody has to trust. */
const hash = (text: string): string => {
  let sum = 0x811c9dc5;
  for (let n = 0; n < text.length; n++) sum = Math.imul(sum ^ text.charCodeAt(n), 0x01000193) >>> 0;
  return sum.toString(36);
};

/** The same kind of failure is the same trouble. */
export const troubleId = ({ what, about, reason }: Omit<Failing, 'ids'>): TroubleId =>
  `trouble:${what}-${hash(`${about} ${reason}`)}`;
