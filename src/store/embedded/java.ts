import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { forJava, forMaven, isProgram, onPath } from './environment.ts';
import { ended, lastLine, Refused, startProgram, untilItAnswers, type Server } from './server.ts';

const sources = ['pom.xml', 'Database.java', 'Storage.java', 'UniqueIndex.java', 'Bytes.java'];
const sourceFolder = dirname(fileURLToPath(import.meta.url));
const buildLimit = 5 * 60_000;
const readyLimit = 30_000;
const lockedLimit = 10_000;
const olderThan17 = 'the Java found is older than 17';

/**
 * Starts mongo-java-server on `<dataDir>/java/data.mv`, and builds it first where that has not been done.
 * @throws Refused when Java 17, or Maven for the first build, is not there, or when the server does not come to answer
 */
export async function startJava(
  dataDir: string,
  token: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Server> {
  const java = await findJava(env);
  const built = await build(dataDir, java, env, say);
  const folder = join(dataDir, 'java');
  const log = join(dataDir, 'database.log');
  await mkdir(folder, { recursive: true });
  const classpath = [join(built, 'classes'), join(built, 'dependency', '*')].join(delimiter);
  const args = [
    `-Dhandslag.database=${token}`,
    '-Xmx256m',
    '-XX:+UseSerialGC',
    // a server that is out of memory must end, not go on with an operation half done
    '-XX:+ExitOnOutOfMemoryError',
    '-Dslf4j.internal.verbosity=ERROR',
    '-cp',
    classpath,
    'Database',
    join(folder, 'data.mv'),
  ];
  // An old server whose owner was killed before it could write it down is not known by its id: it saves and ends by itself, shortly.
  for (const end = Date.now() + lockedLimit; ; await sleep(200)) {
    const child = startProgram({ command: java, args, env: forJava(env), cwd: folder, log, stdout: 'pipe' });
    try {
      const { port, version } = await readiness(child, log);
      await untilItAnswers(child, port, readyLimit, log);
      return {
        kind: 'java',
        port,
        process: child,
        token,
        description: `mongo-java-server 1.47.0 on Java ${version}`,
      };
    } catch (error) {
      child.kill('SIGKILL');
      await ended(child);
      if (Date.now() > end || !/locked/i.test(await lastLine(log))) throw error;
    }
  }
}

/** Reads the line that the server says when it listens. @throws Refused when it ends or says nothing */
async function readiness(child: ChildProcess, log: string): Promise<{ port: number; version: string }> {
  const said = new Promise<{ port: number; version: string }>((resolve) => {
    if (!child.stdout) return;
    // options that the person has set for every Java may make it say more than our line
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, port, version] = /^ready (\d+) (\d+)$/.exec(line) ?? [];
      if (port !== undefined && version !== undefined) resolve({ port: Number(port), version });
    });
  });
  const over = ended(child).then(async (reason) => {
    const tooOld = (await readFile(log, 'utf8')).includes('UnsupportedClassVersionError');
    throw new Refused(tooOld ? olderThan17 : `the Java server ${reason} (${await lastLine(log)})`);
  });
  over.catch(() => {});
  const silence = new AbortController();
  const late = sleep(readyLimit, undefined, { signal: silence.signal }).then(() => {
    throw new Refused(`the Java server said nothing within ${readyLimit / 1000} s`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([said, over, late]);
  } finally {
    silence.abort();
  }
}

/** @throws Refused when there is no Java */
async function findJava(env: NodeJS.ProcessEnv): Promise<string> {
  const name = process.platform === 'win32' ? 'java.exe' : 'java';
  const home = env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', name) : undefined;
  const path = home && (await isProgram(home)) ? home : await onPath('java', env);
  if (!path) throw new Refused('there is no Java');
  return path;
}

/** Asked before a build only: once it is built, the server's own start shows it, and asking would cost every start a Java start more. */
async function checkVersion(java: string, env: NodeJS.ProcessEnv): Promise<void> {
  const options = { env: forJava(env), timeout: 20_000, windowsHide: true };
  const said = await promisify(execFile)(java, ['-version'], options).catch(() => undefined);
  if (!said) throw new Refused('the Java found does not run');
  if (!(Number(/version "(\d+)/.exec(said.stderr + said.stdout)?.[1]) >= 17)) throw new Refused(olderThan17);
}

/**
 * Compiles the server into `<dataDir>/.embedded/java-<hash of its sources>`, once. What is there under this name is complete: it is built
 * beside it and then renamed.
 * @returns the folder
 * @throws Refused when Java is older than 17, when there is no Maven, or when the build fails; its output is in `<dataDir>/.embedded/build.log`
 */
async function build(
  dataDir: string,
  java: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<string> {
  const hash = createHash('sha256');
  for (const name of sources) hash.update(`${name}\0`).update(await readFile(join(sourceFolder, name)));
  const cache = join(dataDir, '.embedded');
  const target = join(cache, `java-${hash.digest('hex').slice(0, 16)}`);
  if (await stat(target).catch(() => undefined)) return target;

  await checkVersion(java, env);
  const maven = await onPath('mvn', env);
  if (!maven) throw new Refused('there is no Maven');
  say('building the Java database server, once');
  // the lock on the data folder is ours: what else is there is left over from an earlier version, or from a build that was cut short
  for (const name of await readdir(cache).catch(() => []))
    if (name.startsWith('java-')) await rm(join(cache, name), { recursive: true, force: true });
  const work = join(cache, `java-building-${process.pid}`);
  await mkdir(work, { recursive: true });
  for (const name of sources) await copyFile(join(sourceFolder, name), join(work, name));
  const log = join(cache, 'build.log');
  const failure = await runMaven(maven, work, log, forMaven(env));
  if (failure !== undefined) {
    await rm(work, { recursive: true, force: true });
    throw new Refused(`building the Java server failed: Maven ${failure}; its output is in ${log}`);
  }
  await rename(join(work, 'target'), target);
  await rm(work, { recursive: true, force: true });
  return target;
}

/** @returns why it failed, or undefined when it went well */
async function runMaven(
  maven: string,
  folder: string,
  log: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const output = openSync(log, 'w');
  try {
    const args = ['-q', '-B', 'compile', 'dependency:copy-dependencies'];
    // mvn is a shell script that starts Java: in a group of its own, so that both can be ended together
    const windows = process.platform === 'win32';
    const child = spawn(maven, args, {
      cwd: folder,
      env,
      stdio: ['ignore', output, output],
      detached: !windows,
      shell: windows,
      windowsHide: true,
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (windows || child.pid === undefined) child.kill();
      else process.kill(-child.pid, 'SIGKILL');
    }, buildLimit);
    const reason = await ended(child);
    clearTimeout(timer);
    if (late) return `took longer than ${buildLimit / 60_000} minutes`;
    return child.exitCode === 0 ? undefined : reason;
  } finally {
    closeSync(output);
  }
}
