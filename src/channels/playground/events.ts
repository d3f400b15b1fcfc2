import type { RequestHandler } from 'express';
import type { Chats } from './chats.ts';

export interface EventStream {
  readonly handler: RequestHandler;
  /** Something the page shows is no longer as it was. */
  changed(): void;
}

/** A comment now and then keeps whatever stands between from taking the silence for an end. */
const HEARTBEAT_MS = 20_000;
/** What happens together is told together. */
const GATHER_MS = 40;

/** Server-sent events that say only that something changed; what did is asked for, with the asker's rights. */
export const events = (chats: Chats): EventStream => {
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  chats.onChange(changed);

  return {
    changed,
    handler(_req, res) {
      let gathering: NodeJS.Timeout | null = null;
      const tell = (): void => {
        gathering ??= setTimeout(() => {
          gathering = null;
          if (!res.writableEnded) res.write('event: changed\ndata: {}\n\n');
        }, GATHER_MS);
      };
      const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS);
      const stop = (): void => {
        listeners.delete(tell);
        clearInterval(heartbeat);
        if (gathering) clearTimeout(gathering);
      };
      // `finish` when the server closes, `close` when the reader leaves.
      res.once('finish', stop).once('close', stop);
      res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
      res.write('retry: 1000\n\n');
      listeners.add(tell);
    },
  };
};
