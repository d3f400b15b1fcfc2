// Plain JavaScript, since it may be an older Node that reads it: `node tools/node24.mjs [--env] <script> [arguments]`
// runs a script of the project's on the Node 24 that `npm ci` brings, whichever Node is first on the PATH.
// `--env` reads the settings in `.env`, where there is one; what stands in the environment already wins.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const self = fileURLToPath(import.meta.url);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Hands everything on to another Node: arguments, signals, and how it ended. */
const runOn = (program, args) => {
  const child = spawn(program, [self, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    for (const one of signals) process.removeAllListeners(one);
    process.kill(process.pid, signal);
  });
};

/**
 * npm passes a signal on to the shell that it runs a script in, and many a shell dies of it without a word to what it
 * started. Whoever has lost the one that started it is told to stop, as if the signal had come through.
 */
const stopWithParent = () => {
  const stop = () => process.kill(process.pid, 'SIGTERM');
  if (process.channel) {
    process.once('disconnect', stop);
    process.channel.unref();
  } else if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      stop();
    }, 200);
    watch.unref();
  }
};

const runHere = async (args) => {
  const [first = '', ...rest] = args;
  const [script = '', ...own] = first === '--env' ? rest : args;
  if (first === '--env' && existsSync('.env')) process.loadEnvFile('.env');
  stopWithParent();
  // The second start need not compile what the first one did: about a third less until it is ready.
  modules.enableCompileCache();
  process.argv = [process.argv[0], resolve(script), ...own];
  await import(pathToFileURL(resolve(script)).href);
};

const args = process.argv.slice(2);
const bin = join(self, '..', '..', 'node_modules', 'node', 'bin');
const brought = join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
if (Number(process.versions.node.split('.')[0]) >= 24) {
  await runHere(args);
} else if (existsSync(brought)) {
  runOn(brought, args);
} else {
  console.error(
    `This needs Node 24 or newer and runs on ${process.versions.node}. Either \`npm ci\` with its install scripts (it ` +
      'brings Node 24 along), or install Node 24.',
  );
  process.exit(2);
}
