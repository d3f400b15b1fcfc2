/**
 * Which lanes of the ledger this process sends from. Who holds a lane alone sends to its people, so order for a person and one
 * message a slot are local matters.
 */
export interface Lanes {
  /** The lanes held now. */
  mine(): ReadonlySet<number>;
  /** Whether they are still held for so long, in ms, whatever the others see of us. */
  sureFor(ms: number): boolean;
  /** Whether other processes hold some, or might add to ours. */
  shared(): boolean;
  /** `alone`: no other process runs on this database, what one held when it died is nobody's. */
  start(alone: boolean, hooks: LaneHooks): Promise<void>;
  /** Gives them back. */
  stop(): Promise<void>;
}

export interface LaneHooks {
  /** These are ours from now on: what waits in them is to be sent. */
  readonly taken: (lanes: readonly number[]) => void;
  /** These go to another process, or went already: resolves when nothing of them is under way any longer. */
  readonly leaving: (lanes: readonly number[]) => Promise<void>;
}
