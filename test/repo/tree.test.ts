import { expect, test } from 'vitest';
import { isText, projectFiles, read } from './files.ts';

const registries =
  /registry\.npmjs\.org|registry\.yarnpkg\.com|npm\.pkg\.github\.com|repo1?\.maven(\.apache)?\.org|pypi\.org|files\.pythonhosted\.org|crates\.io|proxy\.golang\.org|deb\.debian\.org/;
const machinePaths = /(?<![\w.~-])\/(root|work|home\/\w+|Users\/\w+)\/|\b[A-Z]:\\Users\\/;

async function linesThatMatch(pattern: RegExp): Promise<string[]> {
  const found: string[] = [];
  for (const path of await projectFiles()) {
    const content = await read(path);
    if (!isText(content)) continue;
    for (const [index, line] of content.split('\n').entries())
      if (pattern.test(line)) found.push(`${path}:${index + 1}`);
  }
  return found;
}

test('no file under src has more than 300 lines: a longer one is missing a concept', async () => {
  const long: string[] = [];
  // Data has as many lines as it has.
  const files = (await projectFiles()).filter(
    (path) => path.startsWith('src/') && !/\.(json|csv|svg|png|ico)$/.test(path),
  );
  for (const path of files) {
    const lines = (await read(path)).trimEnd().split('\n').length;
    if (lines > 300) long.push(`${path}: ${lines}`);
  }
  expect(files).not.toHaveLength(0);
  expect(long).toEqual([]);
});

test('no file names the host of a package registry: each machine uses the one it is set up with', async () => {
  expect('see https://' + ['registry', 'npmjs', 'org'].join('.')).toMatch(registries);
  expect(await linesThatMatch(registries)).toEqual([]);
});

test("no file names a path of somebody's machine", async () => {
  for (const path of [
    ['', 'root', 'x'],
    ['', 'home', 'eva', 'x'],
    ['', 'Users', 'eva', 'x'],
  ]) {
    expect(`cd ${path.join('/')}`).toMatch(machinePaths);
  }
  expect('src/root/x test/work/x https://example.org/work/x').not.toMatch(machinePaths);
  expect(await linesThatMatch(machinePaths)).toEqual([]);
});

test('package-lock.json holds no address that a package was fetched from', async () => {
  const lock = await read('package-lock.json');
  expect(lock).toContain('"integrity"');
  expect(lock).not.toContain('"resolved"');
});
