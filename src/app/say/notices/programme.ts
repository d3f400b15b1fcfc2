import type { InstallationEvent } from '../../../domain/installation/state.ts';
import { INSTALLATION, type RoomId } from '../../../domain/ids.ts';
import type { Programme, ProgrammeEvent } from '../../../domain/programme/state.ts';
import type { Notice } from '../notice.ts';

/** In its room stands who sits on the board; the card follows whatever changes of it. */
export const programmeNotices = (event: ProgrammeEvent, { id, room }: Programme): Notice[] => {
  if (room === null) return [];
  const seats: Notice = { to: `board:${id}`, card: 'seats', about: id, slot: `seats:${room}`, urgency: 'answer' };
  const follows: Notice = { ...seats, onlyUpdate: true };
  switch (event.type) {
    case 'RoomClaimed':
      return [seats];
    case 'SeatClaimed':
      return [
        follows,
        { to: 'administrators', card: 'programme-people', about: id, slot: `people:${id}`, urgency: 'waits' },
      ];
    case 'StatusChanged':
    case 'ProgrammeChanged':
    case 'SeatConfirmed':
    case 'SeatRemoved':
      return [follows];
    case 'ProgrammeMade':
    case 'FormChanged':
    case 'AudienceChanged':
    case 'LeadNamed':
    case 'MemberInvited':
      return [];
  }
};

const ask = (room: RoomId): Notice => ({
  to: `room:${room}`,
  card: 'room',
  about: INSTALLATION,
  args: { room },
  slot: `room:${room}`,
  urgency: 'answer',
});

/** In a room that Handslag was invited to, it asks whose it is. */
export const installationNotices = (event: InstallationEvent): Notice[] => {
  switch (event.type) {
    case 'RoomInvited':
      return [ask(event.room.room)];
    case 'RoomsRenewed':
      return event.rooms.map((room) => ({ ...ask(room), onlyUpdate: true }));
    case 'CodeMade':
    case 'CodeMissed':
    case 'AdministratorMade':
    case 'AdministratorLeft':
      return [];
  }
};
