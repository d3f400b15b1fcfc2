import { z } from 'zod';
import { CARDS } from '../say/cards.ts';
import { registration, then } from './fields.ts';

/** The one verb that changes nothing: a card as it now stands. */
export const showInput = z.object({
  card: z.enum(CARDS),
  about: z.string().max(300),
  talk: z.coerce.number().int().optional(),
  mentor: registration.optional(),
  county: z.string().max(2).optional(),
  word: z.string().trim().max(60).optional(),
  then,
});

export type ShowInput = z.infer<typeof showInput>;
