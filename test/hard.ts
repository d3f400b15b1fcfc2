/** How many times as much the property tests try: `npm run hard` says ten. */
export const HARD = Math.max(1, Number(process.env['HARD'] ?? 1));
