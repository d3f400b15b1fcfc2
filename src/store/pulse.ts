/** How often it is asked, how long an answer may take, in ms, and how many in a row may fail to come. Together: a minute. */
const EVERY = 5_000;
const PATIENCE = 2_000;
const MISSES = 12;
/** How long an answer counts for those who ask whether it beats, in ms. */
const FRESH = 1_000;

export interface Pulse {
  /** Whether the database answers just now. Costs at most one question a second, and takes two seconds at most. */
  readonly beats: () => Promise<boolean>;
  /** Resolves when no answer has come for a minute. */
  readonly lost: Promise<void>;
  readonly stop: () => void;
}

export interface PulseOptions {
  readonly every?: number;
  readonly patience?: number;
  readonly misses?: number;
}

/**
 * Asks the database again and again whether it is there. Trusts nothing but its own clockwork: a question that is never answered, nor
 * refused, is one that failed, and the next is asked all the same. Misses are counted and not the time, so that a machine that slept
 * does not take its sleep for silence.
 */
export const pulseOf = (ask: () => Promise<unknown>, options: PulseOptions = {}): Pulse => {
  const { every = EVERY, patience = PATIENCE, misses = MISSES } = options;
  const lost = Promise.withResolvers<void>();
  let missed = 0;
  let asked: { readonly at: number; readonly answer: Promise<boolean> } | null = null;

  const question = (): Promise<boolean> =>
    new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), patience);
      const said = (answer: boolean) => () => {
        clearTimeout(late);
        resolve(answer);
      };
      ask().then(said(true), said(false));
    });
  const beats = (): Promise<boolean> => {
    const now = performance.now();
    if (asked === null || now - asked.at > FRESH) asked = { at: now, answer: question() };
    return asked.answer;
  };
  const beat = async (): Promise<void> => {
    missed = (await beats()) ? 0 : missed + 1;
    if (missed >= misses) lost.resolve();
  };
  const clockwork = setInterval(() => void beat(), every);
  clockwork.unref();
  return { beats, lost: lost.promise, stop: () => clearInterval(clockwork) };
};
