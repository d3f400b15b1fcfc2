import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { read, root } from '../repo/files.ts';

const tool = join(root, 'tools', 'node24.mjs');
/** An older Node, as far as the tool can see. */
const older = `data:text/javascript,${encodeURIComponent(
  "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.0' } });",
)}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handslag-node24-'));
  const shows =
    'console.log(JSON.stringify([process.versions.node.split(".")[0] >= 24, process.argv.slice(2), process.env.A, process.env.B]));\n';
  await writeFile(join(folder, 'shows.ts'), `const typed: number = 1;\n${shows}void typed;\n`);
  const waits =
    'const stop = () => setTimeout(() => { console.log("stopped"); process.exit(0); }, 300);\n' +
    'for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);\n' +
    'setInterval(() => undefined, 1000);\nconsole.log("started");\n';
  await writeFile(join(folder, 'waits.mjs'), waits);
  await mkdir(join(folder, 'bare'));
  await writeFile(join(folder, '.env'), 'A=of the file\nB=of the file\n');
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, scripts: { start: `node "${tool}" waits.mjs` } }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const begin = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, where = '.') => {
  const { npm_lifecycle_event: _, ...rest } = process.env;
  const PATH = [dirname(process.execPath), rest['PATH']].join(delimiter);
  const child = spawn(program, args, { cwd: join(folder, where), env: { ...rest, PATH, ...env }, detached: true });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  return { child, lines, ended: once(child, 'close') };
};

type Begun = ReturnType<typeof begin>;

const shown = async (args: readonly string[], env?: NodeJS.ProcessEnv): Promise<unknown> => {
  const { lines, ended } = begin(process.execPath, args, env);
  await ended;
  return JSON.parse(lines.join('\n'));
};

test('settings in .env are read where that is asked for, and the environment wins', async () => {
  expect(await shown([tool, '--env', 'shows.ts', 'x'], { B: 'mine' })).toEqual([true, ['x'], 'of the file', 'mine']);
  expect(await shown([tool, 'shows.ts'], { B: 'mine' })).toEqual([true, [], null, 'mine']);
});

test('without a .env the settings are those of the environment', async () => {
  const { child, lines, ended } = begin(
    process.execPath,
    [tool, '--env', join('..', 'shows.ts')],
    { B: 'mine' },
    'bare',
  );
  await ended;
  expect(child.exitCode).toBe(0);
  expect(JSON.parse(lines.join('\n'))).toEqual([true, [], null, 'mine']);
});

test('an older Node hands over to the one that npm ci brings', async () => {
  expect(await shown(['--import', older, tool, '--env', 'shows.ts', 'x'])).toEqual([
    true,
    ['x'],
    'of the file',
    'of the file',
  ]);
});

/** Its last line, once nothing that it started runs any more: until then its output is open. */
const lastOf = async ({ lines, ended }: Begun, send: () => void): Promise<string | undefined> => {
  await expect.poll(() => lines, { timeout: 20_000 }).toContain('started');
  send();
  await ended;
  return lines.at(-1);
};

describe.skipIf(process.platform === 'win32')('it is stopped in order by', () => {
  test('SIGTERM to npm', async () => {
    const npm = begin('npm', ['start', '--silent']);
    expect(await lastOf(npm, () => npm.child.kill('SIGTERM'))).toBe('stopped');
  });

  test('Ctrl-C in the terminal of npm', async () => {
    const npm = begin('npm', ['start', '--silent']);
    expect(await lastOf(npm, () => process.kill(-(npm.child.pid ?? 0), 'SIGINT'))).toBe('stopped');
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('%s to the older Node that started it', async (signal) => {
    const old = begin(process.execPath, ['--import', older, tool, 'waits.mjs']);
    expect(await lastOf(old, () => old.child.kill(signal))).toBe('stopped');
  });
});

test('npm ci says nothing of the Node that runs npm, which is not the one that runs us', async () => {
  const project = join(folder, 'project');
  await mkdir(join(project, 'newer'), { recursive: true });
  await writeFile(join(project, '.npmrc'), await read('.npmrc'));
  await writeFile(
    join(project, 'newer', 'package.json'),
    JSON.stringify({ name: 'newer', version: '1.0.0', engines: { node: '>=999' } }),
  );
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'project', version: '1.0.0', private: true, dependencies: { newer: 'file:newer' } }),
  );
  const { lines, ended } = begin('npm', ['install', '--offline', '--no-audit', '--prefix', project]);
  expect((await ended)[0]).toBe(0);
  expect(lines.join('\n')).toContain('added 1 package');
  expect(lines.join('\n')).not.toMatch(/EBADENGINE|warn/);
});
