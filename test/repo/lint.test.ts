import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from './files.ts';

// A pattern that matches nothing looks the same as code that breaks no rule. So each rule is shown a file that breaks it.

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
  readonly message: string;
}

const imports = 'eslint(no-restricted-imports)';
const oneLine = (source: string): string => source.slice(0, 100).replaceAll('\n', ' ');

/** [rule, folder, source]: each becomes a file of its own, and the rule has to fire there. */
const forbidden: readonly (readonly [rule: string, folder: string, source: string])[] = [
  // The domain is pure.
  [imports, 'src/domain', "import { readFile } from 'node:fs/promises';\nawait readFile('a');"],
  [imports, 'src/domain', "import { readFile } from 'fs/promises';\nawait readFile('a');"],
  [imports, 'src/domain', "import { z } from 'zod';\nexport const s = z.string();"],
  [imports, 'src/domain', "import type { Db } from 'mongodb';\nexport type T = Db;"],
  [imports, 'src/domain', "import { a } from 'luxon/src/a.js';\nexport const b = a;"],
  [imports, 'src/domain', "import { a } from '../app/a.ts';\nexport const b = a;"],
  [imports, 'src/domain/deep', "import { a } from '../../app/a.ts';\nexport const b = a;"],
  [imports, 'src/domain', "import { a } from './../app/a.ts';\nexport const b = a;"],
  [imports, 'src/domain', "import { a } from '../text/a.ts';\nexport const b = a;"],
  [imports, 'src/domain', "import { a } from '../channels/card.ts';\nexport const b = a;"],
  [imports, 'src/domain', "import { a } from '../store/a.ts';\nexport const b = a;"],
  [imports, 'src/domain', "import { a } from '../jobs/a.ts';\nexport const b = a;"],
  [imports, 'src/domain', "import { a } from '../log.ts';\nexport const b = a;"],
  [imports, 'src/domain', "import { a } from '../config.ts';\nexport const b = a;"],
  [imports, 'src/domain', "import { a } from '../http.ts';\nexport const b = a;"],
  [imports, 'src/domain', "export { a } from 'pino';"],
  [imports, 'src/domain', "export const b = await import('zod');"],
  ['typescript(consistent-type-imports)', 'src/domain', "export type T = import('zod').ZodType;"],
  ['eslint(no-restricted-globals)', 'src/domain', 'export const now = new Date();'],
  ['eslint(no-restricted-globals)', 'src/domain', 'export const now = Date.now();'],
  ['eslint(no-restricted-globals)', 'src/domain', 'export const now = globalThis.Date.now();'],
  ['eslint(no-restricted-globals)', 'src/domain', 'export const now = performance.now();'],
  ['eslint(no-restricted-globals)', 'src/domain', 'export const id = crypto.randomUUID();'],
  ['eslint(no-restricted-globals)', 'src/domain', 'setTimeout(() => undefined, 1);'],
  [
    'eslint(no-restricted-properties)',
    'src/domain',
    "import { DateTime } from 'luxon';\nexport const now = DateTime.now();",
  ],
  [
    'eslint(no-restricted-properties)',
    'src/domain',
    "import { DateTime } from 'luxon';\nexport const now = DateTime.local();",
  ],
  ['eslint(no-restricted-properties)', 'src/domain', 'export const lot = Math.random();'],

  // The texts know the domain.
  [imports, 'src/text', "import { a } from '../app/a.ts';\nexport const b = a;"],
  [imports, 'src/text', "import { a } from '../channels/card.ts';\nexport const b = a;"],
  [imports, 'src/text', "import { a } from '../store/a.ts';\nexport const b = a;"],
  [imports, 'src/text', "import { a } from '../jobs/a.ts';\nexport const b = a;"],
  [imports, 'src/text', "import { a } from '../log.ts';\nexport const b = a;"],
  [imports, 'src/text', "import { z } from 'zod';\nexport const s = z.string();"],

  // The app knows text, domain, zod and dataloader.
  [imports, 'src/app', "import { a } from '../channels/card.ts';\nexport const b = a;"],
  [imports, 'src/app', "import { a } from '../store/a.ts';\nexport const b = a;"],
  [imports, 'src/app', "import { a } from '../jobs/a.ts';\nexport const b = a;"],
  [imports, 'src/app', "import { a } from '../log.ts';\nexport const b = a;"],
  [imports, 'src/app', "import { a } from '../config.ts';\nexport const b = a;"],
  [imports, 'src/app', "import type { Activity } from 'botbuilder';\nexport type T = Activity;"],
  [imports, 'src/app', "import { WebClient } from '@slack/web-api';\nexport const c = new WebClient();"],
  [imports, 'src/app', "import { MongoClient } from 'mongodb';\nexport const c = MongoClient;"],
  [imports, 'src/app', "import { Agenda } from 'agenda';\nexport const c = Agenda;"],
  [imports, 'src/app', "import { pino } from 'pino';\nexport const c = pino;"],

  // Channels never import each other, whatever the depth.
  [imports, 'src/channels/slack', "import { a } from '../teams/a.ts';\nexport const b = a;"],
  [imports, 'src/channels/teams', "import { a } from '../slack/a.ts';\nexport const b = a;"],
  [imports, 'src/channels/playground', "import { a } from '../../channels/slack/a.ts';\nexport const b = a;"],
  [imports, 'src/channels/playground/deep', "import { a } from '../../slack/a.ts';\nexport const b = a;"],
  [imports, 'src/channels/playground', "import { a } from '../../store/a.ts';\nexport const b = a;"],
  [imports, 'src/channels/playground', "import { a } from '../../jobs/a.ts';\nexport const b = a;"],
  [imports, 'src/channels/teams', "import { a } from '../../store/a.ts';\nexport const b = a;"],
  [imports, 'src/channels', "import { a } from '../store/a.ts';\nexport const b = a;"],
  [imports, 'src/channels/playground/deep', "import { a } from '../../../store/a.ts';\nexport const b = a;"],

  // The bot SDK lives in one folder.
  [imports, 'src/channels/slack', "import { a } from 'botbuilder';\nexport const b = a;"],
  [imports, 'src/channels/playground/deep', "import { a } from 'botframework-connector';\nexport const b = a;"],
  [imports, 'src/channels', "import { a } from 'botbuilder-core';\nexport const b = a;"],
  [imports, 'src/store', "import { a } from 'botbuilder';\nexport const b = a;"],
  [imports, 'src', "import { a } from 'botbuilder';\nexport const b = a;"],
  [imports, 'src/other', "import { a } from 'botbuilder';\nexport const b = a;"],

  // The other edges.
  [imports, 'src/store', "import { a } from '../channels/card.ts';\nexport const b = a;"],
  [imports, 'src/jobs', "import { a } from '../channels/playground/a.ts';\nexport const b = a;"],
  [imports, 'src/store', "import { a } from '../http.ts';\nexport const b = a;"],
  [imports, 'src', "import { a } from './main.ts';\nexport const b = a;"],

  // src/config.ts alone reads the environment.
  ['node(no-process-env)', 'src/store', "export const uri = process.env['MONGODB_URI'];"],
  ['node(no-process-env)', 'src', "export const uri = process.env['MONGODB_URI'];"],
  ['eslint(no-restricted-properties)', 'src/app', 'const { env } = process;\nexport const e = env;'],
  [imports, 'src/store', "import { env } from 'node:process';\nexport const e = env;"],
  [imports, 'src/channels/playground', "import { env } from 'node:process';\nexport const e = env;"],
  [imports, 'src', "import { env } from 'process';\nexport const e = env;"],

  // The house everywhere.
  ['eslint(max-lines)', 'src/domain', Array.from({ length: 301 }, (_, n) => `export const a${n} = ${n};`).join('\n')],
  ['eslint(no-console)', 'src/app', "console.log('a');"],
  ['import(no-default-export)', 'src/app', 'const a = 1;\nexport default a;'],
  ['oxc(no-barrel-file)', 'src/app', "export * from './a.ts';"],
  ['typescript(no-floating-promises)', 'src/app', 'const go = async (): Promise<void> => undefined;\ngo();'],
  ['typescript(no-misused-promises)', 'src/app', 'const go = async (): Promise<void> => undefined;\n[1].forEach(go);'],
  [
    'typescript(switch-exhaustiveness-check)',
    'src/domain',
    "export function f(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n      return;\n  }\n}",
  ],
  ['typescript(no-explicit-any)', 'src/app', 'export const f = (x: any): unknown => x;'],
  ['typescript(no-unsafe-assignment)', 'src/app', "export const a = { b: JSON.parse('1') };"],
  ['typescript(no-unsafe-member-access)', 'src/app', "export const a: unknown = JSON.parse('1').b;"],
  ['typescript(no-unsafe-call)', 'src/app', "export const a: unknown = JSON.parse('1')();"],
  ['typescript(no-unsafe-return)', 'src/app', "export const f = (): number => JSON.parse('1');"],
  ['typescript(no-unsafe-argument)', 'src/app', "export const a = Number.parseInt(JSON.parse('1'), 10);"],
  ['typescript(only-throw-error)', 'src/app', "export const f = (): never => {\n  throw 'a';\n};"],
  ['typescript(no-non-null-assertion)', 'src/app', 'export const f = (x?: number): number => x!;'],
  ['vitest(no-focused-tests)', 'test', "import { test } from 'vitest';\ntest.only('a', () => undefined);"],
  ['vitest(no-disabled-tests)', 'test', "import { test } from 'vitest';\ntest.skip('a', () => undefined);"],
];

/** [folder, source]: what the rules above must let through. */
const allowed: readonly (readonly [folder: string, source: string])[] = [
  [
    'src/domain',
    "import { DateTime } from 'luxon';\nimport Holidays from 'date-holidays';\nimport { a } from './a.ts';\nexport const b = [a, Holidays, DateTime.fromISO('2030-01-01')];",
  ],
  ['src/domain/deep', "import { a } from '../a.ts';\nexport const b = a;"],
  ['src/text', "import { a } from '../domain/a.ts';\nexport const b = a;"],
  [
    'src/app',
    "import { z } from 'zod';\nimport { a } from '../domain/a.ts';\nimport { a as t } from '../text/a.ts';\nexport const b = [a, t, z.string()];",
  ],
  ['src/app/deep', "import { a } from '../../domain/a.ts';\nexport const b = a;"],
  ['src/app/very/deep', "import { a } from '../../../domain/a.ts';\nexport const b = a;"],
  [
    'src/channels/slack',
    "import { a } from '../card.ts';\nimport { a as c } from './a.ts';\nimport { a as d } from '../../app/a.ts';\nexport const b = [a, c, d];",
  ],
  [
    'src/channels/playground/deep',
    "import { a } from '../a.ts';\nimport { a as c } from '../../card.ts';\nimport { a as d } from '../../../app/a.ts';\nexport const b = [a, c, d];",
  ],
  ['src/channels/teams', "import type { Activity } from 'botbuilder';\nexport type T = Activity;"],
  [
    'src/store',
    "import { MongoClient } from 'mongodb';\nimport { a } from '../app/a.ts';\nexport const b = [a, MongoClient];",
  ],
  [
    'src',
    "import { a } from './channels/playground/a.ts';\nimport { a as c } from './store/a.ts';\nexport const b = [a, c];",
  ],
];

const neighbours = [
  'domain',
  'text',
  'app',
  'store',
  'jobs',
  'channels/slack',
  'channels/teams',
  'channels/playground',
].map((folder) => `src/${folder}/a.ts`);
const tops = ['src/channels/card.ts', 'src/log.ts', 'src/http.ts', 'src/main.ts'];

let folder = '';
let diagnostics: readonly Diagnostic[] = [];
const forbiddenFile = (index: number): string => `${forbidden[index]?.[1] ?? ''}/forbidden${index}.ts`;
const allowedFile = (index: number): string => `${allowed[index]?.[0] ?? ''}/allowed${index}.ts`;

async function write(path: string, source: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), `${source}\n`);
}

function lint(): Promise<readonly Diagnostic[]> {
  return new Promise((resolve, reject) => {
    const oxlint = join(root, 'node_modules', '.bin', 'oxlint');
    execFile(
      oxlint,
      ['--type-aware', '-f', 'json', 'src', 'test'],
      { cwd: folder, maxBuffer: 2 ** 26, timeout: 50_000 },
      (error, stdout, stderr) => {
        try {
          resolve((JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics);
        } catch {
          reject(new Error(`oxlint said no JSON: ${stdout}${stderr}`, { cause: error }));
        }
      },
    );
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handslag-lint-'));
  await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  await copyFile(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const path of [...neighbours, ...tops]) await write(path, 'export const a = 1;');
  await write('src/config.ts', "export const a = process.env['A'];\nconsole.log(a);");
  await write('src/round/one.ts', "import { two } from './two.ts';\nexport const one = two;");
  await write('src/round/two.ts', "import type { one } from './one.ts';\nexport const two: typeof one = 1;");
  for (const [index, [, , source]] of forbidden.entries()) await write(forbiddenFile(index), source);
  for (const [index, [, source]] of allowed.entries()) await write(allowedFile(index), source);
  diagnostics = await lint();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const saidOf = (path: string): string[] => diagnostics.filter((one) => one.filename === path).map((one) => one.code);

describe('the linter refuses', () => {
  test.each(forbidden.map(([rule, where, source], index) => [rule, where, oneLine(source), index] as const))(
    '%s in %s: %s',
    (rule, _, __, index) => {
      expect(saidOf(forbiddenFile(index))).toContain(rule);
    },
  );

  test('modules that import each other in a circle, by types alone too', () => {
    expect([...saidOf('src/round/one.ts'), ...saidOf('src/round/two.ts')]).toContain('import(no-cycle)');
  });
});

describe('the linter lets through', () => {
  test.each(allowed.map(([where, source], index) => [where, oneLine(source), index] as const))(
    'in %s: %s',
    (_, __, index) => {
      expect(saidOf(allowedFile(index))).toEqual([]);
    },
  );

  test('config.ts, which reads the environment and may write to the console', () => {
    expect(saidOf('src/config.ts')).toEqual([]);
  });
});
