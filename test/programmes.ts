import { makeCode } from '../src/app/door/administrators.ts';
import { hashOf } from '../src/app/door/codes.ts';
import type { Core } from '../src/app/core.ts';
import type { Store } from '../src/app/ports.ts';
import { INSTALLATION, type MemberId } from '../src/domain/ids.ts';
import type { Installation } from '../src/domain/installation/state.ts';
import type { Programme } from '../src/domain/programme/state.ts';

/** Stored as it is, without the road that leads there. */
export const stored = async (store: Store, ...states: readonly (Programme | Installation)[]): Promise<void> => {
  for (const state of states) {
    const from = (await store.load(state.id))?.version ?? 0;
    const nothing = { dueAt: null, dueRules: 0, history: [], outbox: [], seen: [], relayAt: new Date(0) };
    await store.save({ id: state.id, from, to: from + 1, state, ...nothing });
  }
};

/** By a code, as anybody becomes one. */
export const makeAdministrator = async (core: Pick<Core, 'handle'>, member: MemberId): Promise<void> => {
  const hash = await hashOf(await makeCode(core));
  await core.handle({ type: 'administrator.enter', id: INSTALLATION, hash }, member);
};
