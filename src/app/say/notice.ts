import type { Recipient } from '../../domain/ids.ts';
import type { CardRef } from './cards.ts';

/**
 * How soon it must be said. `answer`: it follows from what somebody did just now. `waits`: somebody waits for what the reader
 * does. `booked`: it belongs to a time they know of. `nudge`: Handslag's own idea.
 */
export type Urgency = 'answer' | 'waits' | 'booked' | 'nudge';

/** Something to tell somebody, free of channel and language. */
export interface Notice extends CardRef {
  readonly to: Recipient;
  readonly urgency: Urgency;
  /** Messages in one slot are one message: a later one takes the place of the earlier. */
  readonly slot?: string;
  /** Say it only where there is an earlier message to replace. */
  readonly onlyUpdate?: true;
}
