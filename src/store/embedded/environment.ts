import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * What a child process may see of our environment. Named one by one: the bot's own holds tokens and keys, which no database, compiler or
 * download has a use for.
 */
const everywhere = [
  'PATH',
  'Path',
  'PATHEXT',
  'HOME',
  'USERPROFILE',
  'LOCALAPPDATA',
  'APPDATA',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TMP',
  'TEMP',
  'SystemRoot',
  'windir',
  'ComSpec',
];
const proxies = [
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'all_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
];
const certificates = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
const java = ['JAVA_HOME', 'JAVA_TOOL_OPTIONS'];
const maven = [
  ...java,
  'MAVEN_HOME',
  'M2_HOME',
  'MAVEN_OPTS',
  'MAVEN_ARGS',
  'MAVEN_CONFIG',
  ...proxies,
  ...certificates,
];

/** @returns the part of `env` that every child process gets, and of the rest what `also` names. */
function only(env: NodeJS.ProcessEnv, also: readonly string[], prefixes: readonly string[] = []): NodeJS.ProcessEnv {
  const names = new Set([...everywhere, ...also]);
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))),
  );
}

export const forDatabase = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => only(env, []);
export const forJava = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => only(env, java);
export const forMaven = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => only(env, maven);
/** The download reads its settings (`MONGOMS_*`) and the proxy (also npm's, `npm_config_proxy`) from the environment. */
export const forDownload = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  only(
    env,
    [
      ...proxies,
      ...certificates,
      'yarn_proxy',
      'yarn_https-proxy',
      'npm_config_proxy',
      'npm_config_https-proxy',
      'npm_config_strict_ssl',
    ],
    ['MONGOMS_'],
  );

/** @returns the full path of the first program called `name` on `env.PATH`, or undefined. */
export async function onPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const windows = process.platform === 'win32';
  const endings = windows ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (await isProgram(path)) return path;
    }
  }
  return undefined;
}

/** @returns true when `path` is a file that may be run. */
export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
