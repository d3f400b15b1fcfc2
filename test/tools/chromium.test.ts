import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findChromium } from '../../tools/chromium.ts';

async function aFolderWith(name: string, mode: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'handslag-chromium-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), '', { mode });
  return folder;
}

test('the browser that CHROMIUM_PATH names comes before all others', async () => {
  const path = join(await aFolderWith('my-browser', 0o755), 'my-browser');
  expect(await findChromium({ CHROMIUM_PATH: path })).toBe(path);
});

test('a CHROMIUM_PATH that names no program is said, and no other browser taken', async () => {
  const path = join(await aFolderWith('my-browser', 0o644), 'my-browser');
  await expect(findChromium({ ...process.env, CHROMIUM_PATH: path })).rejects.toThrow('CHROMIUM_PATH');
});
