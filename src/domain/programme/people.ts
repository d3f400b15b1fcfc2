import type { MemberId } from '../ids.ts';
import type { Programme } from './state.ts';

/**
 * Whether this person may come in now, as far as the programme says.
 * @param homes the workspaces and tenants that they write from
 */
export const mayJoin = ({ status, audience }: Programme, member: MemberId, homes: readonly string[]): boolean => {
  if (status !== 'open') return false;
  switch (audience.kind) {
    case 'everyone':
      return true;
    case 'homes':
      return homes.some((home) => audience.homes.includes(home));
    case 'invited':
      return audience.members.includes(member);
  }
};
