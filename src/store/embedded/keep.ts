import { setTimeout as sleep } from 'node:timers/promises';
import { NoDatabase } from './problem.ts';
import { ended, endServer, lastLine, Refused, type Server } from './server.ts';

/** A server that ends more often than this within the time, in ms, has a reason that starting it again does not mend. */
const OFTEN = 5;
const WITHIN = 5 * 60_000;
/** Before the second try to start it again, in ms; a try more each time. */
const PAUSE = 500;

export interface Kept {
  /** Resolves, with the reason in one line, when the server has ended and cannot be started again. */
  readonly lost: Promise<string>;
  /** Ends the server in order. May be called more than once. */
  readonly stop: () => Promise<void>;
}

interface Told {
  /** Called with each server that took the place of one that ended, before anything else is done with it. */
  readonly started: (server: Server) => Promise<void>;
  /** Called with why it ended, in one line, before it is started again. */
  readonly ended: (reason: string) => void;
}

/** Starts a server again, at the same address and on the same data, whenever it ends without having been asked to. */
export function keep(first: Server, told: Told): Kept {
  const lost = Promise.withResolvers<string>();
  const endings: number[] = [];
  let server = first;
  let stopped: Promise<void> | undefined;
  const isStopping = (): boolean => stopped !== undefined;
  const end = (): Promise<void> => endServer(server.process, server.kind === 'java' ? 'stdin' : 'signal');
  // A server of its own group does not see that we end. Once it was asked in order and did not listen, it is not asked again.
  const atExit = (): void => void server.process.kill(isStopping() ? 'SIGKILL' : 'SIGTERM');
  process.once('exit', atExit);

  const again = async (reason: string): Promise<void> => {
    for (let pause = 0; !isStopping(); pause += PAUSE) {
      endings.push(Date.now());
      if (endings.filter((at) => at > Date.now() - WITHIN).length > OFTEN)
        throw new NoDatabase(
          `the database ended ${OFTEN} times within ${WITHIN / 60_000} minutes, and last: ${reason}`,
        );
      await sleep(pause);
      try {
        server = await server.again();
        await told.started(server);
        return;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        told.ended(error.message);
      }
    }
  };

  const watch = async (): Promise<void> => {
    while (!isStopping()) {
      const how = await ended(server.process);
      if (isStopping()) return;
      const reason = server.why(how, await lastLine(server.log));
      if (reason instanceof NoDatabase) throw reason;
      told.ended(reason);
      await again(reason);
    }
    // it was started again while the end was asked for
    await end();
  };
  const watching = watch()
    .catch((error: unknown) => lost.resolve(error instanceof Error ? error.message : String(error)))
    .finally(() => process.off('exit', atExit));

  return {
    lost: lost.promise,
    stop: () =>
      (stopped ??= Promise.resolve().then(async () => {
        await end();
        await watching;
      })),
  };
}
