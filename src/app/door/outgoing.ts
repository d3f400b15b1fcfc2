import { followPair } from '../../domain/pair/follow.ts';
import type { PairEvent } from '../../domain/pair/state.ts';
import { followProgramme } from '../../domain/programme/follow.ts';
import type { ProgrammeEvent } from '../../domain/programme/state.ts';
import { followRegistration } from '../../domain/registration/follow.ts';
import type { RegistrationEvent } from '../../domain/registration/state.ts';
import type { TroubleEvent } from '../../domain/trouble/state.ts';
import type { OutboxItem } from '../ports.ts';
import { noticesOf, type Happening } from '../say/notices/all.ts';

type Item = OutboxItem extends infer I ? (I extends OutboxItem ? Omit<I, 'id' | 'at' | 'tries'> : never) : never;

/** The steps that follow in other documents. */
const stepsOf = ({ before, state, events }: Happening): Item[] => {
  switch (state.kind) {
    case 'member':
    case 'installation':
      return [];
    case 'programme':
      return (events as readonly ProgrammeEvent[])
        .flatMap(followProgramme)
        .map((command) => ({ kind: 'step', command }));
    case 'registration': {
      const earlier = before?.kind === 'registration' ? before : null;
      const follows = (events as readonly RegistrationEvent[]).flatMap((event) =>
        followRegistration(event, { before: earlier, state }),
      );
      return follows.map((follow) =>
        'everyPairThatAsks' in follow
          ? { kind: 'mentorLeft', mentor: follow.everyPairThatAsks }
          : { kind: 'step', command: follow },
      );
    }
    case 'pair': {
      const earlier = before?.kind === 'pair' ? before : null;
      const follows = (events as readonly PairEvent[]).flatMap((event) =>
        followPair(event, { before: earlier, state }),
      );
      return follows.map((command) => ({ kind: 'step', command }));
    }
    case 'trouble':
      return (events as readonly TroubleEvent[]).some(({ type }) => type === 'TroubleRetried')
        ? [{ kind: 'again', trouble: state.id }]
        : [];
  }
};

/** All that follows from one step of one aggregate, as it goes into its outbox. */
export const outgoingOf = (happening: Happening, version: number, now: Date): OutboxItem[] => {
  const notices = noticesOf(happening).map((notice): Item => ({ kind: 'notice', notice }));
  return [...stepsOf(happening), ...notices].map((item, n) => {
    return { id: `${happening.state.id}:${version}:${n}`, at: now, tries: 0, ...item };
  });
};
