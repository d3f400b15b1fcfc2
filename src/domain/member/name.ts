/** Longer than any name, in characters; what is beyond it is cut. */
const LONGEST = 120;

/**
 * A name as it may stand among others: on one line, without characters that are not seen or that turn the direction of what
 * follows, so that nobody looks like somebody else by them. Where nothing is left, a dash.
 */
export const safeName = (name: string): string => {
  const seen = name
    .slice(0, 4 * LONGEST)
    .normalize('NFC')
    .replace(/[\s\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\p{C}|\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return Array.from(seen).slice(0, LONGEST).join('').trim() || '–';
};
