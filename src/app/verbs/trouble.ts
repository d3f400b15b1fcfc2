import { z } from 'zod';
import { trouble } from './fields.ts';
import { cardAbout, verb } from './verb.ts';

export const troubleVerbs = {
  'trouble.retry': verb({
    input: () => z.object({ id: trouble }),
    who: 'administrator',
    does: 'trouble.retry',
    command: ({ id }) => ({ type: 'trouble.retry', id }),
    done: cardAbout('trouble'),
  }),
};
