import { troubleId } from '../../src/domain/trouble/machine.ts';
import type { Trouble } from '../../src/domain/trouble/state.ts';
import { at } from '../build.ts';

/** Something that does not work, of each kind and as it stands with it. */
export const TROUBLES = (['delivery', 'due', 'step', 'channel'] as const).flatMap((what) =>
  (['open', 'again', 'over'] as const).map((status): Trouble => {
    const reason = 'RangeError: not a time';
    const about = what === 'channel' ? 'slack' : 'pair';
    const [firstAt, lastAt] = [at('2026-03-02 08:00'), at('2026-03-02 09:00')];
    const id = troubleId({ what, about, reason });
    return { kind: 'trouble', id, what, about, reason, count: 3, examples: [], firstAt, lastAt, status };
  }),
);
