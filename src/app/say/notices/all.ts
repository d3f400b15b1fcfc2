import type { InstallationEvent } from '../../../domain/installation/state.ts';
import type { PairEvent } from '../../../domain/pair/state.ts';
import type { ProgrammeEvent } from '../../../domain/programme/state.ts';
import type { RegistrationEvent } from '../../../domain/registration/state.ts';
import type { Event, State } from '../../../domain/state.ts';
import type { TroubleEvent } from '../../../domain/trouble/state.ts';
import type { Notice } from '../notice.ts';
import { pairNotices } from './pair.ts';
import { installationNotices, programmeNotices } from './programme.ts';
import { registrationNotices } from './registration.ts';
import { troubleNotices } from './trouble.ts';

/** What happened in one step of one aggregate, in order, and what it came to. */
export interface Happening<S extends State = State, E = Event> {
  readonly before: S | null;
  readonly state: S;
  readonly events: readonly E[];
}

/** Several events of a step may ask for the same card for the same person: it is drawn from the state after all of them, once. */
const once = (notices: readonly Notice[]): Notice[] => {
  const words = notices.map((notice) => JSON.stringify(notice));
  return notices.filter((_, n) => words.lastIndexOf(words[n] ?? '') === n);
};

/** What is stored may be ill-formed: said to nobody, it would stop what is said to others. */
const toSomebody = (notice: Notice): Notice => {
  if (!/^(?:member:|board:programme:|room:.|administrators$)/.test(notice.to))
    throw new TypeError('a notice to nobody');
  return notice;
};

/** Whom to tell what. */
export const noticesOf = (happening: Happening): Notice[] => allOf(happening).map(toSomebody);

const allOf = ({ before, state, events }: Happening): Notice[] => {
  switch (state.kind) {
    case 'member':
      return [];
    case 'registration': {
      const earlier = before?.kind === 'registration' ? before : null;
      return once(
        (events as readonly RegistrationEvent[]).flatMap((event) =>
          registrationNotices(event, { before: earlier, state }),
        ),
      );
    }
    case 'pair': {
      const earlier = before?.kind === 'pair' ? before : null;
      const all = events as readonly PairEvent[];
      return once(all.flatMap((event) => pairNotices(event, { before: earlier, state, events: all })));
    }
    case 'programme':
      return once((events as readonly ProgrammeEvent[]).flatMap((event) => programmeNotices(event, state)));
    case 'installation':
      return once((events as readonly InstallationEvent[]).flatMap((event) => installationNotices(event)));
    case 'trouble':
      return once((events as readonly TroubleEvent[]).flatMap((event) => troubleNotices(event, state)));
  }
};
