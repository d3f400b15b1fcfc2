import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { forJava, forMaven, isProgram, onPath } from './environment.ts';
import { checkThere, dataFile, privateFolder } from './held.ts';
import { NoDatabase } from './problem.ts';
import { ended, freePort, lastLine, Refused, startProgram, untilItAnswers, uriOf, type Server } from './server.ts';

const sources = [
  'pom.xml',
  'Database.java',
  'Ending.java',
  'Storage.java',
  'Documents.java',
  'UniqueIndex.java',
  'SecondaryIndex.java',
  'Ordered.java',
  'Bytes.java',
];
const sourceFolder = dirname(fileURLToPath(import.meta.url));
const buildLimit = 5 * 60_000;
const readyLimit = 30_000;
const lockedLimit = 10_000;
const olderThan17 = 'the Java found is older than 17';

/** As Ending.java ends the server; the reason stands in its log. */
const LOCKED = 'ended with 10';
const DAMAGED = 'ended with 11';
const UNWRITABLE = 'ended with 12';
/** The Java machine's, as -XX:+ExitOnOutOfMemoryError ends it. */
const OUT_OF_MEMORY = 'ended with 3';

/**
 * Starts mongo-java-server on `<dataDir>/java/data.mv`, and builds it first where that has not been done.
 * @throws Refused when Java 17, or Maven for the first build, is not there, or when the server does not come to answer
 * @throws NoDatabase when its file cannot be used
 */
export async function startJava(
  dataDir: string,
  token: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Server> {
  const java = await findJava(env);
  const built = await build(dataDir, java, env, say);
  await privateFolder(join(dataDir, 'java'));
  const address = process.platform === 'win32' ? String(await freePort()) : await socketPath();
  const args = [
    `-Dhandslag.database=${token}`,
    // all in all no more than 200 MB
    '-Xmx96m',
    '-XX:MaxMetaspaceSize=48m',
    '-XX:ReservedCodeCacheSize=32m',
    '-XX:MaxDirectMemorySize=64m',
    '-XX:+UseSerialGC',
    // a server that is out of memory must end, not go on with an operation half done
    '-XX:+ExitOnOutOfMemoryError',
    '-Dslf4j.internal.verbosity=ERROR',
    '-cp',
    [join(built, 'classes'), join(built, 'dependency', '*')].join(delimiter),
    'Database',
    dataFile(dataDir, 'java'),
    address,
  ];
  return run({ dataDir, token, java, args, address, env: forJava(env) });
}

/**
 * Where the server is to listen: in a folder that nobody else may enter, since it asks for no password. Not in the data folder: a
 * socket's path must be short, and not every file system that is mounted somewhere has sockets.
 */
async function socketPath(): Promise<string> {
  const parent = Buffer.byteLength(tmpdir()) > 70 ? '/tmp' : tmpdir();
  return join(await mkdtemp(join(parent, 'handslag-')), 'database.sock');
}

interface Command {
  readonly dataDir: string;
  readonly token: string;
  readonly java: string;
  readonly args: readonly string[];
  readonly address: string;
  readonly env: NodeJS.ProcessEnv;
}

async function run(command: Command): Promise<Server> {
  const { dataDir, token, java, args, address, env } = command;
  const log = join(dataDir, 'database.log');
  const uri = uriOf(address);
  const why = (how: string, last: string): string | NoDatabase => {
    if (how === DAMAGED)
      return new NoDatabase(
        `${dataFile(dataDir, 'java')} is damaged (${last}): put it back from a copy, or remove all of ${dataDir} to begin anew`,
      );
    if (how === UNWRITABLE)
      return new NoDatabase(`the database cannot write in ${dataDir} (${last || 'nor its log: the disk may be full'})`);
    if (how === OUT_OF_MEMORY) return 'the Java server ran out of memory';
    return `the Java server ${how}${last === '' ? '' : ` (${last})`}`;
  };
  // An old server whose owner was killed before it could write it down is not known by its id: it saves and ends by itself, shortly.
  for (const end = Date.now() + lockedLimit; ; await sleep(200)) {
    const child = startProgram({ command: java, args, env, cwd: join(dataDir, 'java'), log, stdout: 'pipe' });
    try {
      const version = await readiness(child, log);
      await untilItAnswers(child, uri, readyLimit, log);
      return {
        kind: 'java',
        uri,
        process: child,
        log,
        token,
        description: `mongo-java-server 1.47.0 on Java ${version}`,
        again: async () => {
          await checkThere(dataDir, 'java');
          await mkdir(dirname(address), { recursive: true, mode: 0o700 });
          return run(command);
        },
        why,
      };
    } catch (error) {
      child.kill('SIGKILL');
      const how = await ended(child);
      const reason = why(how, await lastLine(log));
      if (how === LOCKED && Date.now() < end) continue;
      throw reason instanceof NoDatabase ? reason : error;
    }
  }
}

/** Reads the line that the server says when it listens. @returns Java's version @throws Refused when it ends or says nothing */
async function readiness(child: ChildProcess, log: string): Promise<string> {
  const said = new Promise<string>((resolve) => {
    if (!child.stdout) return;
    // options that the person has set for every Java may make it say more than our line
    createInterface({ input: child.stdout }).on('line', (line) => {
      const version = /^ready (\d+)$/.exec(line)?.[1];
      if (version !== undefined) resolve(version);
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
