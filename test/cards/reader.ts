import type { Account } from '../../src/app/people/accounts.ts';
import type { Reader } from '../../src/app/say/view.ts';
import { meant } from '../../src/domain/form/answers.ts';
import { municipality } from '../../src/domain/municipalities.ts';
import { isFree } from '../../src/domain/registration/machine.ts';
import type { State } from '../../src/domain/state.ts';
import { memberOf } from '../build.ts';

/** The account in which a scene is seen, and where a code of Maja's was written. */
export const WRITTEN = 'slack:T1.ada';

export const readerOf = (states: readonly State[], accounts: readonly Account[] = []): Reader => {
  const find = <K extends State['kind']>(kind: K, id: string) =>
    Promise.resolve(
      (states.find((state) => state.kind === kind && state.id === id) ?? null) as Extract<State, { kind: K }> | null,
    );
  return {
    accounts: (member) => Promise.resolve(accounts.filter((account) => account.member === member)),
    claim: (account) => Promise.resolve(account === WRITTEN ? { id: 'claim', member: memberOf('maja') } : null),
    member: (id) => find('member', id),
    registration: (id) => find('registration', id),
    trouble: (id) => find('trouble', id),
    pair: (id) => find('pair', id),
    freeMentors: (programme, county) =>
      Promise.resolve(
        states.flatMap((state) => {
          if (state.kind !== 'registration' || state.programme !== programme || !isFree(state)) return [];
          return !county || meant(state.answers).municipalities.some((code) => municipality(code).county === county)
            ? [state]
            : [];
        }),
      ),
  };
};
