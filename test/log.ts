import type { Log } from '../src/app/ports.ts';

/** A log that is kept: what was said, by the names of the events. */
export const keptLog = (): Log & { readonly events: string[] } => {
  const events: string[] = [];
  const keep = (event: string) => {
    events.push(event);
  };
  return { events, info: keep, warn: keep, error: keep };
};
