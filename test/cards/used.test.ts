import { expect, it } from 'vitest';
import { drawCard } from '../../src/channels/card.ts';
import { sv } from '../../src/text/sv.ts';
import { scenes, viewOf } from './scenes.ts';

/** What the cards do not say: the door's own sentences, and what is understood rather than said. */
const UNSAID = ['fields', 'reasons', 'fault', 'words', 'unknownWord', 'version'];

type Node = Record<string, unknown>;

/** Puts a mark in each text's place, functions too, and answers where it put them. */
const mark = (node: Node, path: string, marks: Map<string, string>): void => {
  for (const [key, value] of Object.entries(node)) {
    if (UNSAID.includes(key)) continue;
    const here = `${path}.${key}`;
    if (typeof value === 'object' && value !== null) {
      mark(value as Node, here, marks);
      continue;
    }
    const sign = `§${marks.size}§`;
    marks.set(sign, here);
    node[key] = typeof value === 'function' ? (...given: unknown[]) => `${sign} ${given.join(' ')}` : sign;
  }
};

it('every text stands on some card', async () => {
  const marks = new Map<string, string>();
  mark(sv, 'sv', marks);
  const drawn: string[] = [];
  for (const scene of scenes()) {
    const view = await viewOf(scene, 'sv');
    if (view) drawn.push(view.summary, JSON.stringify(drawCard(view)));
  }
  const seen = drawn.join();
  expect([...marks].filter(([sign]) => !seen.includes(sign)).map(([, path]) => path)).toEqual([]);
});
