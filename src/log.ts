import pino, { type DestinationStream } from 'pino';
import type { Log } from './app/ports.ts';

/** An error's class, code and stack: never its message, which may quote what somebody wrote or an address with a password. */
const describe = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { error: typeof error };
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : null;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    error: error.name,
    ...(code === null ? {} : { code }),
    stack: frames.slice(0, 8).map((line) => line.trim()),
  };
};

/** Every event once, as JSON on standard error; ids only. */
export const makeLog = (level: string, to: DestinationStream = pino.destination(2)): Log => {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to);
  return {
    info: (event, data) => logger.info(data ?? {}, event),
    warn: (event, data) => logger.warn(data ?? {}, event),
    error: (event, error, data) => logger.error({ ...data, ...describe(error) }, event),
  };
};
