import { expect, test } from 'vitest';
import { configSchema } from '../../src/config.ts';
import { read } from './files.ts';

/** A setting that is off by default stands there behind a `#`; so a line of prose must not look like one. */
function keysOf(example: string): string[] {
  return [...example.matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1] ?? '');
}

test('.env.example has every setting that src/config.ts reads, once, and no other', async () => {
  const keys = keysOf(await read('.env.example'));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.toSorted()).toEqual(Object.keys(configSchema.shape).toSorted());
});
