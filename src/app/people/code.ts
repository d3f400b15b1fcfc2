/** The codes by which one person links two accounts: read off one screen and typed on another. */

const LENGTH = 8;
/** What is longer is something else, however it goes on. */
const LONGEST = 40;

/** In two halves, for the eye. */
export const codeInWords = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;

/** The code that somebody wrote, however they wrote it; null where it is none. Each has a letter and a digit, so that no word is one. */
export const codeIn = (text: string): string | null => {
  if (text.length > LONGEST) return null;
  const code = text.replace(/[\s.–-]/g, '').toUpperCase();
  return /^[A-Z0-9]{8}$/.test(code) && /\d/.test(code) && /[A-Z]/.test(code) ? code : null;
};
