import { expect, test } from 'vitest';
import { projectFiles, read } from './files.ts';

test('no text or card of ours names a title: those words are the programme’s own', async () => {
  const ours = (await projectFiles()).filter((path) => path.startsWith('src/text/') || path.startsWith('cards/'));
  const named: string[] = [];
  for (const path of ours) {
    const found = /kommun(?:chef|direktör)|chief executive/i.exec(await read(path));
    if (found) named.push(`${path}: ${found[0]}`);
  }
  expect(named).toEqual([]);
});
