// The whole check, as people and CI run it: `npm test`. Every step runs whatever an earlier one said, so that one run tells
// all there is to mend. Arguments go to vitest and leave the other steps out: `npm test -- test/domain`.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { provideChromium } from './chromium.ts';
import { closingLine, fail, pass, type Report, sum, type Tally, tallyOf } from './tally.ts';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');
/** npm sets this PATH by itself; so does this, for whoever runs the file by hand with another Node in front. */
const environment: NodeJS.ProcessEnv = { ...process.env, PATH: [bin, process.env['PATH']].join(delimiter) };

/** Runs a program of the project's own with its output going where ours goes. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, program), args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

async function check(title: string, program: string, args: readonly string[]): Promise<Tally> {
  console.log(`\n== ${title}`);
  const code = await run(program, args, environment).catch(said);
  console.log(code === 0 ? `${title}: passed` : `${title}: FAILED`);
  return code === 0 ? pass : fail;
}

/** Without a browser the end-to-end tests cannot run; the others can, and the missing browser is the failure. */
async function browser(): Promise<{ readonly tally: Tally; readonly path: string | undefined }> {
  console.log('\n== Chromium');
  try {
    const path = await provideChromium(environment);
    console.log(path);
    return { tally: pass, path };
  } catch (error) {
    said(error);
    console.log('Chromium: FAILED');
    return { tally: fail, path: undefined };
  }
}

async function tests(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<Tally> {
  console.log('\n== tests');
  const folder = await mkdtemp(join(tmpdir(), 'handslag-report-'));
  try {
    const report = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run('vitest', ['run', ...reporters, ...args], env).catch(said);
    return tallyOf(await read(report), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read(path: string): Promise<Report | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  // oxlint-disable-next-line typescript/no-unsafe-return -- vitest's own report, of the version pinned beside it
  return text === undefined ? undefined : JSON.parse(text);
}

function said(error: unknown): null {
  console.error(error instanceof Error ? error.message : error);
  return null;
}

const only = process.argv.slice(2);
const checks: readonly [title: string, program: string, args: readonly string[]][] = [
  ['types', 'tsc', []],
  ['types of the page', 'tsc', ['-p', 'src/channels/playground/page/tsconfig.json']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['format', 'oxfmt', ['--check']],
  ['dead code', 'knip', []],
];

const tallies: Tally[] = [];
if (only.length > 0) {
  tallies.push(await tests(environment, only));
} else {
  for (const [title, program, args] of checks) tallies.push(await check(title, program, args));
  const { tally, path } = await browser();
  tallies.push(tally);
  const withoutBrowser = ['--project', 'unit', '--project', 'server'];
  tallies.push(await tests({ ...environment, CHROMIUM_PATH: path }, path === undefined ? withoutBrowser : []));
}

const total = sum(tallies);
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
