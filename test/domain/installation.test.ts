import { describe, test } from 'vitest';
import { installationMachine, noInstallation } from '../../src/domain/installation/machine.ts';
import type { Installation } from '../../src/domain/installation/state.ts';
import { aProgramme, at, memberOf } from '../build.ts';
import { given, nothing } from './given.ts';

const ALVA = memberOf('alva');
const BO = memberOf('bo');
const CODE = { hash: 'right', at: at('2026-03-02 09:00') };

const stored = (more: Partial<Installation> = {}) => ({
  machine: installationMachine,
  programme: aProgramme(),
  state: { ...noInstallation, ...more },
  now: at('2026-03-02 10:00'),
});
const enter = (hash: string) => ({ type: 'administrator.enter', hash }) as const;

describe('the code', () => {
  test('makes whoever first writes it an administrator, and is gone', () => {
    given(stored({ codes: [CODE] }))
      .when(enter('right'), { by: ALVA })
      .thenState({ administrators: [ALVA], codes: [] })
      .when(enter('right'), { by: BO })
      .thenEvents({ type: 'CodeMissed', member: BO });
  });

  test('is the first one’s as long as there is no administrator, and a day where there is', () => {
    const later = at('2026-03-09 09:00');
    given(stored({ codes: [CODE] }))
      .when(enter('right'), { by: ALVA, at: later })
      .thenEvents({ type: 'AdministratorMade' });
    const second = stored({ codes: [CODE], administrators: [ALVA] });
    given(second).when(enter('right'), { by: BO, at: later }).thenEvents({ type: 'CodeMissed' });
    given(second)
      .when(enter('right'), { by: BO })
      .thenState({ administrators: [ALVA, BO] });
  });

  test('is guessed at five times by one person, and a new code gives them five more', () => {
    const missed = stored({ codes: [CODE], misses: [{ member: BO, count: 5 }] });
    given(missed).when(enter('right'), { by: BO }).thenRefused('tooManyMisses');
    given(missed).when(enter('right'), { by: ALVA }).thenEvents({ type: 'AdministratorMade' });
    given(missed).when({ type: 'administrator.code', hash: 'new' }).thenState({ misses: [] });
  });

  test('of each process that starts holds, the latest five', () => {
    const made = given(nothing(installationMachine)).when(
      { type: 'administrator.code', hash: 'one' },
      { id: 'installation:handslag' },
    );
    made
      .when({ type: 'administrator.code', hash: 'two' })
      .when(enter('one'), { by: ALVA })
      .thenEvents({ type: 'AdministratorMade' });
  });
});

describe('administrators', () => {
  test('may leave, but for the last', () => {
    given(stored({ administrators: [ALVA, BO] }))
      .when({ type: 'administrator.leave' }, { by: BO })
      .thenState({ administrators: [ALVA] });
    given(stored({ administrators: [ALVA] }))
      .when({ type: 'administrator.leave' }, { by: ALVA })
      .thenRefused('lastAdministrator');
    given(stored({ administrators: [ALVA] }))
      .when({ type: 'administrator.leave' }, { by: BO })
      .thenRefused('notYours');
  });
});

describe('rooms', () => {
  test('are remembered as they are called, once each', () => {
    given(stored())
      .when({ type: 'room.invited', room: 'chat:one', name: 'en' })
      .thenState({ rooms: [{ room: 'chat:one', name: 'en' }] })
      .when({ type: 'room.invited', room: 'chat:one', name: 'en' })
      .thenNothing();
  });
});
