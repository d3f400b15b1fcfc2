import { z } from 'zod';
import { ref, verb } from './verb.ts';

export const memberVerbs = {
  'member.language': verb({
    input: () => z.object({ lang: z.enum(['sv', 'en']) }),
    who: 'self',
    does: 'member.language',
    command: ({ lang }, { actor }) => ({ type: 'member.language', id: actor, lang }),
    done: (_, { actor }) => ref('start', actor),
  }),
};
