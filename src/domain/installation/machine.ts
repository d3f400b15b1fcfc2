import { INSTALLATION } from '../ids.ts';
import { reject, type Circumstance, type Decision, type Machine } from '../machine.ts';
import {
  CODE_HOURS,
  CODES_KEPT,
  MOST_MISSES,
  ROOMS_KEPT,
  type Installation,
  type InstallationCommand,
  type InstallationEvent,
} from './state.ts';

const HOUR_MS = 3_600_000;

/** As it is before anything happened. */
export const noInstallation: Installation = {
  kind: 'installation',
  id: INSTALLATION,
  administrators: [],
  codes: [],
  misses: [],
  rooms: [],
};

const decide = (
  before: Installation | null,
  command: InstallationCommand,
  { now, actor }: Circumstance,
): Decision<InstallationEvent> => {
  const state = before ?? noInstallation;
  switch (command.type) {
    case 'administrator.code':
      return [{ type: 'CodeMade', code: { hash: command.hash, at: now } }];
    case 'administrator.enter': {
      if (actor === null) return reject('notYours');
      if (state.administrators.includes(actor)) return [];
      if ((state.misses.find(({ member }) => member === actor)?.count ?? 0) >= MOST_MISSES)
        return reject('tooManyMisses');
      const first = state.administrators.length === 0;
      const known = state.codes.find(({ hash }) => hash === command.hash);
      const holds = known && (first || now.getTime() - known.at.getTime() < CODE_HOURS * HOUR_MS);
      return [{ type: holds ? 'AdministratorMade' : 'CodeMissed', member: actor }];
    }
    case 'administrator.leave':
      if (actor === null || !state.administrators.includes(actor)) return reject('notYours');
      // Somebody has to be there for the programmes.
      if (state.administrators.length === 1) return reject('lastAdministrator');
      return [{ type: 'AdministratorLeft', member: actor }];
    case 'rooms.renew':
      return state.rooms.length === 0 ? [] : [{ type: 'RoomsRenewed', rooms: state.rooms.map(({ room }) => room) }];
    case 'room.invited': {
      const { room, name } = command;
      const known = state.rooms.find((other) => other.room === room);
      return known?.name === name ? [] : [{ type: 'RoomInvited', room: { room, name } }];
    }
  }
};

const evolve = (before: Installation | null, event: InstallationEvent): Installation => {
  const state = before ?? noInstallation;
  switch (event.type) {
    case 'CodeMade':
      return { ...state, codes: [...state.codes, event.code].slice(-CODES_KEPT), misses: [] };
    case 'CodeMissed': {
      const count = state.misses.find(({ member }) => member === event.member)?.count ?? 0;
      const others = state.misses.filter(({ member }) => member !== event.member);
      return { ...state, misses: [...others, { member: event.member, count: count + 1 }] };
    }
    case 'AdministratorMade':
      return { ...state, administrators: [...state.administrators, event.member], codes: [], misses: [] };
    case 'AdministratorLeft':
      return { ...state, administrators: state.administrators.filter((member) => member !== event.member) };
    case 'RoomsRenewed':
      return state;
    case 'RoomInvited': {
      const others = state.rooms.filter(({ room }) => room !== event.room.room);
      return { ...state, rooms: [...others, event.room].slice(-ROOMS_KEPT) };
    }
  }
};

export const installationMachine: Machine<Installation, InstallationCommand, InstallationEvent, Circumstance> = {
  decide,
  evolve,
  due: () => [],
};
