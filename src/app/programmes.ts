import { noInstallation } from '../domain/installation/machine.ts';
import type { Installation } from '../domain/installation/state.ts';
import { INSTALLATION, type ProgrammeId } from '../domain/ids.ts';
import type { Programme } from '../domain/programme/state.ts';
import type { State } from '../domain/state.ts';
import type { Programmes, Store } from './ports.ts';

/** How long what was read is believed, in ms: so soon a process sees what another one changed. */
const BELIEVED_MS = 2_000;

interface Known {
  readonly at: number;
  readonly programmes: ReadonlyMap<ProgrammeId, Programme>;
  readonly installation: Installation;
}

export interface KnownProgrammes extends Programmes {
  /** What this process saved itself counts at once. */
  saw(state: State): void;
}

const sorted = (programmes: Iterable<Programme>): Programme[] =>
  [...programmes].toSorted((a, b) => a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : 1));

/** The programmes and who runs them, kept in memory: nearly every step asks for them, and they seldom change. */
export const makeProgrammes = (store: Pick<Store, 'load' | 'programmes'>): KnownProgrammes => {
  let known: Known | null = null;
  let reading: Promise<Known> | null = null;
  // What was saved while a reading was under way may not be in it.
  const fresher = new Map<string, Programme | Installation>();

  const read = async (): Promise<Known> => {
    const [docs, run] = await Promise.all([store.programmes(), store.load(INSTALLATION)]);
    const programmes = new Map(docs.flatMap(({ state }) => (state.kind === 'programme' ? [[state.id, state]] : [])));
    let installation: Installation = run?.state.kind === 'installation' ? run.state : noInstallation;
    for (const state of fresher.values()) {
      if (state.kind === 'installation') installation = state;
      else if ((programmes.get(state.id)?.revision ?? 0) < state.revision) programmes.set(state.id, state);
    }
    fresher.clear();
    return { at: performance.now(), programmes, installation };
  };

  const now = async (): Promise<Known> => {
    if (known && performance.now() - known.at < BELIEVED_MS) return known;
    reading ??= read().finally(() => {
      reading = null;
    });
    known = await reading;
    return known;
  };

  return {
    get: async (id) => (await now()).programmes.get(id) ?? null,
    all: async () => sorted((await now()).programmes.values()),
    installation: async () => (await now()).installation,
    saw(state) {
      if (state.kind !== 'programme' && state.kind !== 'installation') return;
      if (reading) fresher.set(state.id, state);
      if (!known) return;
      known =
        state.kind === 'installation'
          ? { ...known, installation: state }
          : { ...known, programmes: new Map(known.programmes).set(state.id, state) };
    },
  };
};
