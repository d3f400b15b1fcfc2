import { z } from 'zod';
import { LIMITS } from '../../domain/registration/state.ts';
import { maybe, registration, revision, words } from './fields.ts';
import { cardAbout, formAbout, verb } from './verb.ts';

const form = formAbout('decision', 'registration');
const done = cardAbout('decision');

export const boardVerbs = {
  'board.approve': verb({
    input: () => z.object({ id: registration, revision }),
    who: 'board',
    does: 'board.approve',
    command: (input) => ({ type: 'board.approve', ...input }),
    form,
    done,
  }),
  'board.ask': verb({
    input: () => z.object({ id: registration, revision, question: words(LIMITS.question) }),
    who: 'board',
    does: 'board.ask',
    command: (input) => ({ type: 'board.ask', ...input }),
    form,
    done,
  }),
  'board.decline': verb({
    input: () => z.object({ id: registration, revision, reason: maybe(LIMITS.reason), message: words(LIMITS.reason) }),
    who: 'board',
    does: 'board.decline',
    command: (input) => ({ type: 'board.decline', ...input }),
    form,
    done,
  }),
  'board.recuse': verb({
    input: () => z.object({ id: registration }),
    who: 'board',
    does: 'board.recuse',
    command: ({ id }) => ({ type: 'board.recuse', id }),
    form,
    done,
  }),
};
