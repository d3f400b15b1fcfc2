import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { MemberId } from '../domain/ids.ts';

/** What is drawn by lot: nobody can guess it, and nothing can be read of it. */

/** A new person's id. */
export const randomMember = (): MemberId => `member:${randomBytes(12).toString('base64url')}`;

/** Without what looks like something else: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const SIGNS = 'ACDEFGHJKMNPQRTWXY34679';
const LENGTH = 8;

/** A code to be read off one screen and typed on another. */
export const randomCode = (): string => {
  for (;;) {
    const code = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
    if (/\d/.test(code) && /[A-Z]/.test(code)) return code;
  }
};

/** As a code is kept: whoever reads the database cannot type it. */
export const hashOf = (code: string): string => createHash('sha256').update(`code ${code}`).digest('base64url');
