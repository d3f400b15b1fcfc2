/** How many times as much the property tests try: `npm run hard` says ten. */
export const HARD = Math.max(1, Number(process.env['HARD'] ?? 1));

/** The everyday run tries the same each time, so that what it says is about the change at hand; the hard one tries others. */
export const SEED: { readonly seed?: number } = HARD > 1 ? {} : { seed: 20_261_121 };
