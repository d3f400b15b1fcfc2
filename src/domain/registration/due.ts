import type { Context, Due } from '../machine.ts';
import type { Programme } from '../programme/state.ts';
import type { Registration, RegistrationEvent } from './state.ts';
import { notAfter, plusDays, workMorning } from '../time.ts';
import { waiting } from '../waiting.ts';

/** What a registration waits for, with an end to each wait but one: a mentor on the list is there for as long as they wish. */

type RegistrationDueKind =
  | 'draft.remind'
  | 'draft.erase'
  | 'board.bump'
  | 'submitted.rest'
  | 'asked.remind'
  | 'asked.rest'
  | 'declined.erase'
  | 'search.remind'
  | 'search.end';

export const registrationDue = (
  state: Registration,
  { rules, zone }: Programme,
): readonly Due<RegistrationDueKind>[] => {
  const wait = (
    from: Date,
    reminded: boolean,
    [remind, remindDays]: readonly [RegistrationDueKind, number],
    [end, endDays]: readonly [RegistrationDueKind, number],
  ): Due<RegistrationDueKind>[] => {
    const at = waiting(from, remindDays, endDays, zone);
    return [...(reminded ? [] : [{ kind: remind, at: at.remind }]), { kind: end, at: at.end }];
  };
  switch (state.status) {
    case 'draft':
      return wait(
        state.since,
        state.reminded,
        ['draft.remind', rules.remindDraftAfterDays],
        ['draft.erase', rules.eraseDraftAfterDays],
      );
    case 'submitted':
      return wait(
        state.waitingSince,
        state.bumped,
        ['board.bump', rules.bumpBoardAfterDays],
        ['submitted.rest', rules.restSubmittedAfterDays],
      );
    case 'asked':
      return wait(
        state.askedAt,
        state.reminded,
        ['asked.remind', rules.remindAskedAfterDays],
        ['asked.rest', rules.restAskedAfterDays],
      );
    case 'declined': {
      const at = workMorning(plusDays(state.decidedAt, rules.eraseDeclinedAfterDays, zone), zone);
      return [{ kind: 'declined.erase', at }];
    }
    case 'approved':
      if (state.role === 'mentor' || state.search.status !== 'looking') return [];
      return wait(
        state.search.since,
        state.search.reminded,
        ['search.remind', rules.remindSearchAfterDays],
        ['search.end', rules.endSearchAfterDays],
      );
    case 'withdrawn':
      return [];
  }
};

const eventOf = (kind: RegistrationDueKind, at: Date): RegistrationEvent => {
  switch (kind) {
    case 'draft.remind':
      return { type: 'DraftReminded' };
    case 'board.bump':
      return { type: 'BoardBumped' };
    case 'asked.remind':
      return { type: 'ReplyReminded' };
    case 'search.remind':
      return { type: 'SearchReminded' };
    case 'submitted.rest':
    case 'asked.rest':
      return { type: 'RegistrationRested', at };
    case 'draft.erase':
    case 'declined.erase':
    case 'search.end':
      return { type: 'RegistrationLapsed', at };
  }
};

/** What is due now; of a reminder and the end of what it reminds of, the end. */
export const decideDue = (state: Registration, { now, programme }: Context): RegistrationEvent[] => {
  const last = registrationDue(state, programme)
    .filter(({ at }) => notAfter(at, now))
    .at(-1);
  return last ? [eventOf(last.kind, now)] : [];
};
