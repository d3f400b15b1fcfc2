import { LogLevel, type Logger } from '@slack/bolt';
import type { Log } from '../../app/ports.ts';

/** Slack's SDK logs what it was sent and asked, names and words with it: only that there was something is kept. */
export const quietLogger = (log: Log): Logger => ({
  debug: () => undefined,
  info: () => undefined,
  warn: () => log.warn('slack: the SDK warns'),
  error: (...args: unknown[]) =>
    log.error(
      'slack: the SDK failed',
      args.find((arg) => arg instanceof Error),
    ),
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
});
