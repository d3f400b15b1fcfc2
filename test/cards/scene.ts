import type { Account } from '../../src/app/people/accounts.ts';
import type { CardName, CardRef } from '../../src/app/say/cards.ts';
import type { Installation } from '../../src/domain/installation/state.ts';
import type { AggregateId, MemberId } from '../../src/domain/ids.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import type { State } from '../../src/domain/state.ts';

/** Everything a card can look like: by state, as one viewer sees it. */
export interface Scene {
  readonly name: string;
  readonly card: CardName;
  readonly about: AggregateId;
  readonly args?: CardRef['args'];
  readonly viewer: MemberId | null;
  readonly states: readonly State[];
  readonly accounts?: readonly Account[];
  readonly now: Date;
  readonly programme?: Programme;
  /** All there are; without it, only that one. */
  readonly programmes?: readonly Programme[];
  readonly installation?: Installation;
}

/** What people write, and how the members are called; a test may make it hostile. */
export interface Written {
  readonly name: string;
  readonly text: string;
}
