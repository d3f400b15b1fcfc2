import type { ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { forDatabase, isProgram, onPath } from './environment.ts';
import { checkThere, privateFolder } from './held.ts';
import { lastLine, endServer, freePort, Refused, startProgram, untilItAnswers, uriOf, type Server } from './server.ts';

/** @returns the mongod that `MONGOMS_SYSTEM_BINARY` names or that is on the PATH, and what to say of a named one that is not there. */
export async function findMongod(
  env: NodeJS.ProcessEnv,
): Promise<{ path: string | undefined; problem: string | undefined }> {
  const named = env['MONGOMS_SYSTEM_BINARY'];
  if (named) {
    const path = resolve(named);
    if (await isProgram(path)) return { path, problem: undefined };
    return { path: await onPath('mongod', env), problem: 'MONGOMS_SYSTEM_BINARY does not name a program' };
  }
  return { path: await onPath('mongod', env), problem: undefined };
}

/**
 * Starts a real MongoDB server on `<dataDir>/mongod`.
 * @param ms how long it may take to answer
 * @throws Refused when it does not come to answer
 */
export async function startMongod(
  path: string,
  kind: 'mongod' | 'downloaded',
  dataDir: string,
  env: NodeJS.ProcessEnv,
  ms: number,
): Promise<Server> {
  const token = join(dataDir, 'mongod');
  await privateFolder(token);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const run = async (): Promise<Server> => {
      const { child, version } = await startAt(port, path, dataDir, env, ms);
      return {
        kind,
        uri: uriOf(String(port)),
        process: child,
        log: join(dataDir, 'database.log'),
        token,
        description: `mongod ${version}${kind === 'downloaded' ? ', downloaded' : ''}`,
        again: async () => {
          await checkThere(dataDir, 'mongod');
          return run();
        },
        why: (how, last) => `mongod ${how}${last === '' ? '' : ` (${last})`}`,
      };
    };
    try {
      return await run();
    } catch (error) {
      // somebody else has taken the port between our asking for it and mongod's
      const portTaken = /address already in use|SocketException|10048/i.test(
        await lastLine(join(dataDir, 'database.log')),
      );
      if (!(error instanceof Refused) || !portTaken || attempt === 3) throw error;
    }
  }
}

async function startAt(
  port: number,
  path: string,
  dataDir: string,
  env: NodeJS.ProcessEnv,
  ms: number,
): Promise<{ child: ChildProcess; version: string }> {
  const log = join(dataDir, 'database.log');
  const args = ['--dbpath', join(dataDir, 'mongod'), '--port', String(port), '--bind_ip', '127.0.0.1', '--quiet'];
  // a socket file in a shared folder would be a second way in
  if (process.platform !== 'win32') args.push('--nounixsocket');
  const child = startProgram({ command: path, args, env: forDatabase(env), cwd: dataDir, log, stdout: 'log' });
  try {
    return { child, version: await untilItAnswers(child, uriOf(String(port)), ms, log) };
  } catch (error) {
    await endServer(child, 'signal');
    throw error;
  }
}
