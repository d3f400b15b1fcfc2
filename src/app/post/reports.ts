import type { TroubleId } from '../../domain/ids.ts';
import { troubleId } from '../../domain/trouble/machine.ts';
import type { Failing } from '../../domain/trouble/state.ts';
import type { Command } from '../../domain/state.ts';
import type { Log } from '../ports.ts';

/** Tells the administrators what does not work. Never in the way: it is gathered, and said in the background. */
export interface Reports {
  /** Answers the trouble's id. */
  struck(failing: Failing): TroubleId;
  /** It works again. */
  over(failing: Omit<Failing, 'ids'>): void;
  idle(): Promise<void>;
}

const REASON_LENGTH = 200;

/** The class and the first line of an error: for those who mend it, and the same for the same fault. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : 'unknown').slice(0, REASON_LENGTH);

const GATHER_MS = 50;

export const makeReports = ({
  handle,
  log,
}: {
  readonly handle: (command: Command) => Promise<unknown>;
  readonly log: Log;
}): Reports => {
  const gathered = new Map<TroubleId, Failing>();
  const over = new Set<TroubleId>();
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    while (gathered.size + over.size > 0) {
      const commands: Command[] = [
        ...[...gathered].map(([id, failing]): Command => ({ type: 'trouble.report', id, ...failing })),
        ...[...over].map((id): Command => ({ type: 'trouble.over', id })),
      ];
      gathered.clear();
      over.clear();
      for (const command of commands) {
        await handle(command).catch((error: unknown) => log.error('report', error, { id: command.id }));
      }
    }
  };

  const start = (): void => {
    running ??= run().finally(() => {
      running = null;
    });
  };

  return {
    struck(failing) {
      const id = troubleId(failing);
      const known = gathered.get(id)?.ids ?? [];
      gathered.set(id, { ...failing, ids: [...new Set([...known, ...failing.ids])] });
      start();
      return id;
    },
    over(failing) {
      over.add(troubleId({ ...failing }));
      start();
    },
    async idle() {
      for (let current = running; current; current = running) await current;
    },
  };
};
