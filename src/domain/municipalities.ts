import list from './municipalities.json' with { type: 'json' };

/** Sweden's 290 municipalities with SCB's codes (open data, CC0). */
export interface Municipality {
  /** Four digits; the first two are the county's. */
  readonly code: string;
  /** Short name: "Borås". */
  readonly name: string;
  /** Two digits. */
  readonly county: string;
  /** "Västra Götalands län". */
  readonly countyName: string;
}

const inSwedish = new Intl.Collator('sv');

/** By name, in Swedish order. */
export const MUNICIPALITIES: readonly Municipality[] = list.toSorted((a, b) => inSwedish.compare(a.name, b.name));

const byCode = new Map(MUNICIPALITIES.map((item) => [item.code, item]));

export const isMunicipality = (code: string): boolean => byCode.has(code);

/** Throws on a code that is none; what is stored has been checked. */
export const municipality = (code: string): Municipality => {
  const found = byCode.get(code);
  if (!found) throw new Error(`no municipality has the code ${code}`);
  return found;
};

/** Counties by name, in Swedish order. */
export const COUNTIES: readonly { readonly code: string; readonly name: string }[] = [
  ...new Map(MUNICIPALITIES.map(({ county, countyName }) => [county, { code: county, name: countyName }])).values(),
].toSorted((a, b) => inSwedish.compare(a.name, b.name));
