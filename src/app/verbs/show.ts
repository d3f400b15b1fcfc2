import { z } from 'zod';
import { CARDS } from '../say/cards.ts';
import { registration, then } from './fields.ts';

/** The one verb that changes nothing: a card as it now stands. */
export const showInput = z.object({
  card: z.enum(CARDS),
  about: z.string().max(300),
  /** Of a form. */
  step: z.string().max(40).optional(),
  role: z.enum(['mentor', 'adept']).optional(),
  field: z.string().max(30).optional(),
  talk: z.coerce.number().int().optional(),
  mentor: registration.optional(),
  county: z.string().max(2).optional(),
  word: z.string().trim().max(60).optional(),
  then,
});

export type ShowInput = z.infer<typeof showInput>;
