/** What is written to the bot to be let in: a code for administrators, an invitation's word for a programme. */

/** Letters and digits that nobody takes for each other. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
/** 31 signs out of 256 numbers: a number past the last whole run of them is drawn anew, so that each sign is as likely. */
const FAIR = 256 - (256 % SIGNS.length);
const sign = (): string => {
  for (;;) {
    const [drawn = FAIR] = crypto.getRandomValues(new Uint8Array(1));
    if (drawn < FAIR) return SIGNS.charAt(drawn % SIGNS.length);
  }
};
const group = (length: number): string => Array.from({ length }, sign).join('');

/** Three groups of four: some 59 bits, and few guesses. */
export const newCode = (): string => `${group(4)}-${group(4)}-${group(4)}`;
/** Two groups of five: longer than the codes that link accounts. */
export const newInvitation = (): string => `${group(5)}-${group(5)}`;

const plain = (text: string): string => text.trim().toLowerCase();

/** The text as a code, as far as it looks like one; else null. */
export const administratorCodeIn = (text: string): string | null =>
  /^[a-z0-9]{4}(-[a-z0-9]{4}){2}$/.test(plain(text)) ? plain(text) : null;
export const invitationIn = (text: string): string | null =>
  /^[a-z0-9]{5}-[a-z0-9]{5}$/.test(plain(text)) ? plain(text) : null;

const sha256 = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

const inHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** What is stored of a code. */
export const hashOf = async (code: string): Promise<string> => inHex(await sha256(`handslag ${code}`));

/** Names what a press makes: the same press by the same person names the same. Without a key each is another. */
export const freshOf = async (key: string | null, actor: string): Promise<string> =>
  inHex((await sha256(`${actor} ${key ?? crypto.randomUUID()}`)).subarray(0, 8));
