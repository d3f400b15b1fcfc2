import { setTimeout as wait } from 'node:timers/promises';

/** Times in ms of real time. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

const LIMIT = 180_000;

/** Looks every other ms: asks no server, so it costs next to nothing. */
export const until = async (isSo: () => boolean): Promise<void> => {
  for (const end = Date.now() + LIMIT; !isSo(); await wait(2))
    if (Date.now() > end) throw new Error('it takes too long');
};

/** The value that `share` of all are not above. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly floor: string;
  /** Set where it is held against something: `ratio` is what the goal is about. */
  readonly ratio: string;
  readonly goal: string;
  readonly met: boolean | null;
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
export const times = (value: number): string => `${value.toFixed(2)} x`;

/** Our time beside the floor's, both in ms: the goal is to take at most `most` times as long. */
export const against = (what: string, ours: number, floor: number, most: number | null): Row => ({
  what,
  figure: ms(ours),
  floor: ms(floor),
  ratio: times(ours / floor),
  goal: most === null ? '' : `<= ${most} x`,
  met: most === null ? null : ours / floor <= most,
});

export const plainRow = (what: string, figure: string, floor = ''): Row => ({
  what,
  figure,
  floor,
  ratio: '',
  goal: '',
  met: null,
});

export const table = (rows: readonly Row[]): string => {
  const head = ['what', 'here', 'floor', 'ratio', 'goal', 'met'];
  const lines = rows.map(({ what, figure, floor, ratio, goal, met }) => [
    what,
    figure,
    floor,
    ratio,
    goal,
    met === null ? '' : met ? 'yes' : 'no',
  ]);
  const widths = head.map((title, n) => Math.max(title.length, ...lines.map((line) => line[n]?.length ?? 0)));
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  return [row(head), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)].join('\n');
};
