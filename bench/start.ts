import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { median, type Row } from './measure.ts';
import { freshFolder } from './server.ts';

const ROUNDS = 3;
const MOST_MS = 5000;
const MOST_MB = 250;
/** What was needed for the start alone has been let go by then, in ms. */
const AT_REST = 5000;

const main = join(import.meta.dirname, '..', 'src', 'main.ts');

/** Starts the bot as `npm start` does; resolves when it says that it is ready. */
const started = async (dataDir: string): Promise<{ bot: ChildProcess; took: number }> => {
  const begun = performance.now();
  const bot = spawn(process.execPath, [main], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: bot.stdout })) {
    if (line.startsWith('Ready')) return { bot, took: performance.now() - begun };
  }
  throw new Error('the bot ended before it was ready');
};

const stop = async (bot: ChildProcess): Promise<void> => {
  const over = once(bot, 'exit');
  bot.kill('SIGTERM');
  await over;
};

/** What the process holds in memory, in MB; null where the system does not say it this way. */
const memoryOf = async ({ pid }: ChildProcess): Promise<number | null> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kb === undefined ? null : Number(kb) / 1024;
};

export const start = async (): Promise<Row[]> => {
  const folder = await freshFolder();
  try {
    await stop((await started(folder.path)).bot); // the first makes the data
    const times: number[] = [];
    let memory: number | null = null;
    for (let round = 1; round <= ROUNDS; round++) {
      const { bot, took } = await started(folder.path);
      times.push(took);
      if (round === ROUNDS) {
        await wait(AT_REST);
        memory = await memoryOf(bot);
      }
      await stop(bot);
    }
    const took = median(times);
    const rows = [
      {
        what: 'a start with data that are there, to ready',
        figure: `${(took / 1000).toFixed(1)} s`,
        floor: '',
        ratio: '',
        goal: '< 5 s',
        met: took < MOST_MS,
      },
    ];
    if (memory === null) return rows;
    return [
      ...rows,
      {
        what: 'memory of the bot at rest',
        figure: `${memory.toFixed(0)} MB`,
        floor: '',
        ratio: '',
        goal: '< 250 MB',
        met: memory < MOST_MB,
      },
    ];
  } finally {
    await folder.remove();
  }
};
