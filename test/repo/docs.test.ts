import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { exists, projectFiles, read } from './files.ts';

const withoutCode = (markdown: string): string =>
  markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');

/** The targets of links and pictures that point into the project. */
export function relativeLinks(markdown: string): string[] {
  const text = withoutCode(markdown);
  const targets = [
    ...text.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g),
    ...text.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm),
    ...text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g),
  ].map((match) => match[1] ?? '');
  return targets
    .filter((target) => !/^(?:[a-z][a-z+.-]*:|#|\/\/)/i.test(target))
    .map((target) => decodeURIComponent(target.replace(/[#?].*$/, '')));
}

export function scriptsNamed(markdown: string): string[] {
  const named = [...markdown.matchAll(/\bnpm (?:run(?:-script)? ([\w:.-]+)|(start|test|t)\b)/g)];
  return named.map((match) => match[1] ?? (match[2] === 't' ? 'test' : (match[2] ?? '')));
}

const markdownFiles = async (): Promise<string[]> => (await projectFiles()).filter((path) => path.endsWith('.md'));

test('links are found in all their spellings, and not in code', () => {
  const markdown =
    '[a](x/a.md#b) ![p](<p.png> "t") <img src="i.png"> [w](https://x.se) [h](#h)\n[r]: r.md\n`[c](c.md)`\n```\n[d](d.md)\n```\n';
  expect(relativeLinks(markdown)).toEqual(['x/a.md', 'p.png', 'r.md', 'i.png']);
});

test('every relative link in a Markdown file leads somewhere', async () => {
  const broken: string[] = [];
  for (const path of await markdownFiles()) {
    for (const target of relativeLinks(await read(path))) {
      const from = target.startsWith('/') ? target.slice(1) : join(dirname(path), target);
      if (!(await exists(from))) broken.push(`${path}: ${target}`);
    }
  }
  expect(broken).toEqual([]);
});

test('every npm script that a Markdown file names exists', async () => {
  expect(scriptsNamed('`npm run bench`, `npm ci && npm test`, npm start.')).toEqual(['bench', 'test', 'start']);
  const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
  const missing: string[] = [];
  for (const path of await markdownFiles()) {
    for (const name of scriptsNamed(await read(path))) if (!(name in scripts)) missing.push(`${path}: npm run ${name}`);
  }
  expect(missing).toEqual([]);
});
