import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '..', '..');

/** Every file of the project that git knows or is about to know, by its path from the root. */
export async function projectFiles(): Promise<string[]> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', list, { cwd: root, maxBuffer: 2 ** 26 });
  const paths = [...new Set(stdout.split('\0'))].filter((path) => path !== '');
  // One that is deleted and not yet committed is still in git's list.
  const there = await Promise.all(paths.map((path) => exists(path)));
  return paths.filter((_, index) => there[index]);
}

export async function exists(path: string): Promise<boolean> {
  return stat(join(root, path)).then(
    () => true,
    () => false,
  );
}

export async function read(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}

/** A picture or another file without text: it has a zero byte early on. */
export function isText(content: string): boolean {
  return !content.slice(0, 8000).includes('\0');
}
