import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Row } from './measure.ts';
import type { Server } from './server.ts';

const MOST_MB = 250;

const program = join(import.meta.dirname, 'pressing.ts');

/** What a process of its own holds after {@link PRESSES} presses, by its own word. */
export const memory = async ({ uri }: Server): Promise<Row[]> => {
  const child = spawn(process.execPath, [program, uri], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of child.stdout) said += String(chunk);
  const { presses, before, after, greatest } = JSON.parse(said) as Record<string, number>;
  const mb = (value = Number.NaN): string => `${value.toFixed(0)} MB`;
  return [
    {
      what: `memory after ${presses?.toLocaleString('en')} presses with all that follows (greatest: ${mb(greatest)}); beside it before the first`,
      figure: mb(after),
      floor: mb(before),
      ratio: '',
      goal: `<= ${MOST_MB} MB`,
      met: (after ?? Infinity) <= MOST_MB,
    },
  ];
};
