import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a system tool that describes a process. Undefined when it says nothing or is not there. */
async function ask(program: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(program, args, { timeout: 5000, windowsHide: true });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

const powershell = (pid: number, property: string): Promise<string | undefined> =>
  ask(
    'powershell.exe',
    '-NoProfile',
    '-Command',
    `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").${property}`,
  );

/** @returns true while a process with this id exists, whosever it is. A process that has ended and only waits to be collected does not count. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to somebody else
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return (await linuxStat(pid))?.state !== 'Z';
}

/** The fields of /proc/<pid>/stat that matter here. The program's name, in parentheses, may itself hold spaces and parentheses. */
async function linuxStat(pid: number): Promise<{ state: string; started: string } | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/**
 * What tells this process from a later one with the same id. In a container the bot has the same small id after every start, so an id alone
 * says nothing about who wrote a lock.
 * @returns undefined where the system does not say when a process started
 */
export async function birthmark(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await linuxStat(pid);
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    return stat && `${boot.trim()}:${stat.started}`;
  }
  return process.platform === 'win32'
    ? powershell(pid, 'CreationDate.Ticks')
    : ask('ps', '-o', 'lstart=', '-p', String(pid));
}

/** @returns true when a process with this id exists and its command line holds `token`. */
export async function isOurs(pid: number, token: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line.includes(token);
  }
  const line =
    process.platform === 'win32'
      ? await powershell(pid, 'CommandLine')
      : await ask('ps', '-ww', '-o', 'command=', '-p', String(pid));
  return line?.includes(token) ?? false;
}

/** Waits until `done` holds, asking every 50 ms. @returns false when `ms` have passed without. */
export async function eventually(done: () => Promise<boolean>, ms: number): Promise<boolean> {
  const end = Date.now() + ms;
  for (;;) {
    if (await done()) return true;
    if (Date.now() >= end) return false;
    await sleep(50);
  }
}

/**
 * Ends a process that carries our token: waits `patience` ms for it to end by itself, then asks it (10 s), then kills it. A process with
 * the same id that is not ours is left alone.
 * @returns false when it is still there
 */
export async function endOurs(pid: number, token: string, patience: number): Promise<boolean> {
  const gone = async (): Promise<boolean> => !(await isOurs(pid, token));
  if (await eventually(gone, patience)) return true;
  for (const [signal, ms] of [
    ['SIGTERM', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      // it has just ended, or may not be ended by us: what counts is whether it is gone
    }
    if (await eventually(gone, ms)) return true;
  }
  return false;
}
