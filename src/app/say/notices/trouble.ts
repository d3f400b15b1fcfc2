import type { Trouble, TroubleEvent } from '../../../domain/trouble/state.ts';
import type { Notice } from '../notice.ts';

/** What does not work is told once; the message follows what becomes of it. */
export const troubleNotices = (event: TroubleEvent, { id, firstAt }: Trouble): Notice[] => {
  const slot = `trouble:${id}:${firstAt.getTime()}`;
  const notice: Notice = { to: 'administrators', card: 'trouble', about: id, slot, urgency: 'answer' };
  return event.type === 'TroubleReported' && event.news ? [notice] : [{ ...notice, onlyUpdate: true }];
};
