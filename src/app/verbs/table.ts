import type { z } from 'zod';
import type { Command } from '../../domain/state.ts';
import { accountRowOf } from './account.ts';
import { boardVerbs } from './board.ts';
import { choiceVerbs } from './choice.ts';
import { formSettingsVerbs } from './form-settings.ts';
import { formVerbs } from './form.ts';
import { memberVerbs } from './member.ts';
import { pairVerbs } from './pair.ts';
import { programmeVerbs } from './programme.ts';
import { registrationVerbs } from './registration.ts';
import { showInput } from './show.ts';
import { talkVerbs } from './talks.ts';
import { troubleVerbs } from './trouble.ts';
import type { VerbRow, Who } from './verb.ts';

/** Every verb that changes something, by name: one row each. */
const VERBS = {
  ...memberVerbs,
  ...registrationVerbs,
  ...formVerbs,
  ...formSettingsVerbs,
  ...boardVerbs,
  ...choiceVerbs,
  ...talkVerbs,
  ...pairVerbs,
  ...troubleVerbs,
  ...programmeVerbs,
};

export type Verb = keyof typeof VERBS;
export const VERB_NAMES = Object.keys(VERBS) as readonly Verb[];

/** A row as it is used by a verb that is known only now; the rows themselves hold their parts to each other. */
export type AnyRow = VerbRow<z.ZodType, Command['type']>;

/** Null where there is no such verb. */
export const rowOf = (name: string): AnyRow | null =>
  Object.hasOwn(VERBS, name) ? (VERBS[name as Verb] as unknown as AnyRow) : null;

/** Making a schema costs more than a round trip to the database: once for each zone is enough. */
const schemas = new Map<string, z.ZodType>();

/** What a verb's fields must be; null where there is no such verb. `zone`: the programme's, for dates and times. */
export const schemaOf = (name: string, zone: string): z.ZodType | null => {
  if (name === 'show') return showInput;
  const key = `${zone} ${name}`;
  const known = schemas.get(key);
  if (known) return known;
  const made = rowOf(name)?.input(zone) ?? accountRowOf(name)?.input;
  if (!made) return null;
  schemas.set(key, made);
  return made;
};

/** Who may send a command, by its type; what no verb comes to is not here, and nobody's but Handslag's own. */
export const WHO: ReadonlyMap<Command['type'], Who> = new Map(
  Object.values(VERBS as unknown as Record<Verb, AnyRow>).map(({ does, who }) => [does, who]),
);
