import { INSTALLATION } from '../ids.ts';
import type { InstallationCommand } from '../installation/state.ts';
import type { ProgrammeEvent } from './state.ts';

/** The step that follows: the rooms that are no board's yet offer one programme more, or one less, or by another name. */
export const followProgramme = (event: ProgrammeEvent): InstallationCommand[] => {
  switch (event.type) {
    case 'ProgrammeMade':
    case 'ProgrammeChanged':
    case 'StatusChanged':
    case 'RoomClaimed':
      return [{ type: 'rooms.renew', id: INSTALLATION }];
    case 'FormChanged':
    case 'AudienceChanged':
    case 'SeatClaimed':
    case 'SeatConfirmed':
    case 'SeatRemoved':
    case 'LeadNamed':
    case 'MemberInvited':
      return [];
  }
};
