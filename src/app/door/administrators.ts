import { INSTALLATION } from '../../domain/ids.ts';
import { hashOf, newCode } from './codes.ts';
import type { Handle } from './handle.ts';
import type { Programmes } from '../ports.ts';

interface Deps extends Pick<Handle, 'handle'> {
  readonly programmes: Programmes;
}

/** A new code; whoever writes it to the bot is an administrator. It is shown once, and its hash is what is kept. */
export const makeCode = async ({ handle }: Pick<Deps, 'handle'>): Promise<string> => {
  const code = newCode();
  await handle({ type: 'administrator.code', id: INSTALLATION, hash: await hashOf(code) }, 'handslag');
  return code;
};

/** A code while there is no administrator; else null. */
export const codeForFirst = async (deps: Deps): Promise<string | null> => {
  const { administrators } = await deps.programmes.installation();
  return administrators.length === 0 ? makeCode(deps) : null;
};
