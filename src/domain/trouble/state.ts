import type { TroubleId } from '../ids.ts';

/**
 * Something of Handslag's own does not work, until somebody mends it: a card that cannot be drawn (`delivery`), a document for
 * which nothing can be decided (`due`) or in which a step cannot be taken (`step`), a channel that refuses us (`channel`).
 * One for each kind of failure, however many it strikes.
 */
export interface Trouble {
  readonly kind: 'trouble';
  readonly id: TroubleId;
  readonly what: 'delivery' | 'due' | 'step' | 'channel';
  /** The card, the kind of document or step, or the channel: never a person. */
  readonly about: string;
  /** The class and the first line of the error. */
  readonly reason: string;
  /** How many were struck so far. */
  readonly count: number;
  /** Ids of some of them, the latest last; at most {@link EXAMPLES}. */
  readonly examples: readonly string[];
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** `again`: somebody had it tried again, and it has not failed since. `over`: it works again. */
  readonly status: 'open' | 'again' | 'over';
}

export const EXAMPLES = 200;

export interface Failing {
  readonly what: Trouble['what'];
  readonly about: string;
  readonly reason: string;
  readonly ids: readonly string[];
}

export type TroubleCommand = { readonly id: TroubleId } & (
  | ({ readonly type: 'trouble.report' } & Failing)
  | { readonly type: 'trouble.retry' }
  | { readonly type: 'trouble.over' }
);

export type TroubleEvent =
  /** `news`: it was not known, or thought to be mended. */
  | ({ readonly type: 'TroubleReported'; readonly at: Date; readonly news: boolean; readonly id: TroubleId } & Failing)
  | { readonly type: 'TroubleRetried' }
  | { readonly type: 'TroubleOver' };
