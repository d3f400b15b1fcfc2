import { dueRulesOf } from '../../src/app/door/handle.ts';
import { dueOf } from '../../src/app/door/step.ts';
import type { Change, Store } from '../../src/app/ports.ts';
import type { MemberId, PairId } from '../../src/domain/ids.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import type { State } from '../../src/domain/state.ts';
import { aMember, aPair, at, memberOf } from '../build.ts';

/** The morning on which all pairs of {@link storeMorning} are reminded of their talk. */
export const MORNING = at('2026-03-10 08:00');
export const TALK = '2026-03-12 13:00';

export const stored = (state: State, programme: Programme): Change => ({
  id: state.id,
  from: 0,
  to: 1,
  state,
  dueAt: dueOf(state, programme),
  dueRules: dueRulesOf(programme),
  history: [],
  outbox: [],
  relayAt: MORNING,
  seen: [],
});

/** So many pairs with a talk two days ahead, each of two members who are reminded of it; answers their ids, pair by pair. */
export const storeMorning = async (
  store: Store,
  programme: Programme,
  pairs: number,
): Promise<{ readonly pair: PairId; readonly adept: MemberId; readonly mentor: MemberId }[]> => {
  const made = Array.from({ length: pairs }, (_, n) => {
    const { state } = aPair({ adept: `a${n}`, mentor: `m${n}`, programme, asked: '2026-03-02 09:00' }).planned(TALK);
    return { pair: state.id, adept: memberOf(`a${n}`), mentor: memberOf(`m${n}`), state };
  });
  const members = made.flatMap((_, n) => [`a${n}`, `m${n}`]).map((name) => aMember(name, programme).state);
  await store.saveMany([...members, ...made.map(({ state }) => state)].map((state) => stored(state, programme)));
  return made;
};
