import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { NoDatabase } from './problem.ts';
import { eventually } from './processes.ts';

export type Kind = 'mongod' | 'downloaded' | 'java';

/** A database server that answers, started by this process. */
export interface Server {
  readonly kind: Kind;
  /** Where it is reached; the same for every server that is started in its place. */
  readonly uri: string;
  readonly process: ChildProcess;
  /** The file that holds what it says. */
  readonly log: string;
  /** Stands on the server's command line and nowhere else, so that a later start can tell the server from another process with its id. */
  readonly token: string;
  /** For the start's line to people: which program, which version. */
  readonly description: string;
  /** Starts the same program in its place, at the same address and on the same data. @throws Refused, NoDatabase */
  again(): Promise<Server>;
  /**
   * Why it ended, in one line.
   * @param how as {@link ended} says it
   * @param last the last line of its log
   * @returns a NoDatabase when starting it again would not help
   */
  why(how: string, last: string): string | NoDatabase;
}

/** A server that was tried and did not come to answer. The message says why, in one line. */
export class Refused extends Error {
  override name = 'Refused';
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** What the program says, anew at every start. */
  readonly log: string;
  readonly stdout: 'log' | 'pipe';
}

/**
 * Starts a server in a process group of its own: Ctrl-C in a terminal goes to the whole group, and the bot still has to save when it stops.
 * Its stdin stays open as long as this process lives. It does not keep this process alive by itself.
 */
export function startProgram(program: Program): ChildProcess {
  const log = openSync(program.log, 'w', 0o600);
  // what it writes is nobody else's to read
  const before = process.umask(0o077);
  try {
    const stdio: StdioOptions = ['pipe', program.stdout === 'log' ? log : 'pipe', log];
    const child = spawn(program.command, program.args, {
      env: program.env,
      cwd: program.cwd,
      stdio,
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    child.unref();
    // one that could not be started is seen by having no id, and one that ended first by its exit, not by a write error
    child.on('error', () => {});
    child.stdin?.on('error', () => {});
    for (const stream of [child.stdin, child.stdout]) (stream as { unref?: () => void } | null)?.unref?.();
    return child;
  } finally {
    process.umask(before);
    closeSync(log);
  }
}

/** Resolves when the process has ended or could not be started, with the reason. Never rejects. */
export function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.pid === undefined) return resolve('could not be started');
    if (child.exitCode !== null || child.signalCode !== null)
      return resolve(`ended with ${child.signalCode ?? child.exitCode}`);
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
  });
}

/**
 * Ends a server that this process started, in an orderly way, and waits for it.
 * @param ask how it is asked: `stdin` closes its stdin, `signal` sends SIGTERM; after 6 s it is killed, which loses nothing that was acknowledged
 */
export async function endServer(child: ChildProcess, ask: 'stdin' | 'signal'): Promise<void> {
  const over = ended(child);
  child.ref();
  if (ask === 'stdin') child.stdin?.end();
  else child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 6_000);
  await over;
  clearTimeout(timer);
}

/** @returns the last line of a log file that says anything, for an error of one line; empty when there is none. */
export async function lastLine(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return (
    text
      .split('\n')
      .findLast((line) => line.trim() !== '')
      ?.trim()
      .slice(0, 300) ?? ''
  );
}

/** @returns a port on the loopback that is free just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/**
 * Asks the server at this address for its version, once.
 * @param ms how long to wait for the answer
 * @returns undefined when it does not answer
 */
export async function versionAt(uri: string, ms: number): Promise<string | undefined> {
  const client = new MongoClient(uri, {
    serverSelectionTimeoutMS: ms,
    connectTimeoutMS: ms,
    socketTimeoutMS: ms,
    maxPoolSize: 1,
    monitorCommands: false,
  });
  try {
    const info = await client.db('admin').command({ buildInfo: 1 });
    return String(info['version']);
  } catch {
    return undefined;
  } finally {
    await client.close().catch(() => {});
  }
}

/**
 * Waits until a server that has just been started answers.
 * @param ms how long
 * @throws Refused when the process ends, does not answer in time, or is older than MongoDB 6.0
 */
export async function untilItAnswers(child: ChildProcess, uri: string, ms: number, log: string): Promise<string> {
  let end: string | undefined;
  void ended(child).then((reason) => (end = reason));
  let version: string | undefined;
  await eventually(async () => {
    version = end === undefined ? await versionAt(uri, 1000) : undefined;
    return version !== undefined || end !== undefined;
  }, ms);
  await sleep(0);
  if (end !== undefined) throw new Refused(`it ${end} (${await lastLine(log)})`);
  if (version === undefined) throw new Refused(`it did not answer within ${ms / 1000} s`);
  if (Number.parseInt(version, 10) < 6) throw new Refused(`it is version ${version}, and 6.0 or newer is needed`);
  return version;
}

/**
 * The address of a server on this machine.
 *
 * `journal`: mongod otherwise acknowledges what a kill within the next 100 ms takes back. The Java server always waits for its file.
 * @param at a port, or the path of a socket
 */
export const uriOf = (at: string): string => {
  const host = /^\d+$/.test(at) ? `127.0.0.1:${at}` : encodeURIComponent(at);
  return `mongodb://${host}/?directConnection=true&journal=true`;
};
