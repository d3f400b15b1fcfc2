import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pressKeys } from '../../src/channels/press-key.ts';

const what = 'T1:U1:D1:17:do:decision.answer:{"choice":"no"}';

test('the same press has the same key in every process with the same settings, another one another', () => {
  expect(pressKeys('slack', 'one')(what)).toBe(pressKeys('slack', 'one')(what));
  expect(pressKeys('slack', 'one')(what)).not.toBe(pressKeys('slack', 'one')(what.replace('no', 'on')));
});

test('who has the database and not the settings cannot try which answer a key is of', () => {
  const key = pressKeys('slack', 'one')(what);
  expect(key).not.toContain('no');
  expect(key).not.toBe(pressKeys('slack', 'two')(what));
  const plain = createHash('sha256').update(what).digest('base64url').slice(0, 32);
  expect(key).not.toBe(`slack:${plain}`);
});
