import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NoDatabase } from './problem.ts';

/** Which kind of server wrote the data; neither reads the other's. */
export type Format = 'mongod' | 'java';

/** The file without which there are no data. */
const files: Readonly<Record<Format, string>> = { java: join('java', 'data.mv'), mongod: join('mongod', 'WiredTiger') };

export const dataFile = (dataDir: string, format: Format): string => join(dataDir, files[format]);

/** Stands beside the data once there were any, so that data that are gone are not taken for data that never were. */
const marker = (dataDir: string): string => join(dataDir, 'held-by');

const isThere = async (dataDir: string, format: Format): Promise<boolean> =>
  ((await stat(dataFile(dataDir, format)).catch(() => undefined))?.size ?? 0) > 0;

/**
 * @returns which kind of server wrote the data that are there, or undefined when there never were any
 * @throws NoDatabase when there were data, and are no longer
 */
export async function formatOf(dataDir: string): Promise<Format | undefined> {
  const said = (await readFile(marker(dataDir), 'utf8').catch(() => '')).trim();
  if (said === 'mongod' || said === 'java') {
    await checkThere(dataDir, said);
    return said;
  }
  // the first start may have been killed before it could say so
  if (await isThere(dataDir, 'java')) return 'java';
  return (await isThere(dataDir, 'mongod')) ? 'mongod' : undefined;
}

/** @throws NoDatabase when the data are gone */
export async function checkThere(dataDir: string, format: Format): Promise<void> {
  if (await isThere(dataDir, format)) return;
  throw new NoDatabase(
    `the database held data, and ${dataFile(dataDir, format)} is gone or empty: put it back from a copy, or remove all of ${dataDir} to begin anew`,
  );
}

export async function keepFormat(dataDir: string, format: Format): Promise<void> {
  const file = marker(dataDir);
  await writeFile(`${file}.new`, `${format}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Makes the folder, and keeps it to its owner also where it was there before. */
export async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
}
