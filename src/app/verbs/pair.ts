import { z } from 'zod';
import { HEADINGS, OWN_HEADINGS, REASON_LENGTH, TALKS, type Terms } from '../../domain/pair/agreement.ts';
import { endOfDay } from '../../domain/time.ts';
import { code, dayAt, flag, listOf, maybe, oneOf, pair, revision, whole } from './fields.ts';
import { cardAbout, formAbout, ref, verb } from './verb.ts';

const onlyPair = () => z.object({ id: pair });

const ownHeadings = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(/[,\n;]/)
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
  .pipe(z.array(z.string().max(OWN_HEADINGS.length, code('tooLong'))).max(OWN_HEADINGS.count, code('tooLong')));

const terms = (zone: string) =>
  z
    .object({
      id: pair,
      talks: whole(TALKS.min, TALKS.max),
      reason: maybe(REASON_LENGTH),
      ends: dayAt('12:00', zone).transform((noon) => endOfDay(noon, zone)),
      places: listOf(['neutral', 'digital', 'visit']).refine((list) => list.length > 0, code('chooseOne')),
      shadowing: flag.default(false),
      headings: listOf(HEADINGS),
      ownHeadings,
    })
    .transform(({ id, ...agreed }) => ({ id, terms: agreed satisfies Terms }));

const pauseUntil = (zone: string) => z.object({ id: pair, until: dayAt('08:00', zone) });

export const pairVerbs = {
  'decision.answer': verb({
    input: () => z.object({ id: pair, choice: oneOf(['on', 'more', 'no']) }),
    who: 'either',
    does: 'decision.answer',
    command: (input) => ({ type: 'decision.answer', ...input }),
    done: cardAbout('go-on'),
  }),
  'rules.confirm': verb({
    input: onlyPair,
    who: 'either',
    does: 'rules.confirm',
    command: ({ id }) => ({ type: 'rules.confirm', id }),
    done: cardAbout('rules'),
  }),
  'agreement.propose': verb({
    input: terms,
    who: 'either',
    does: 'agreement.propose',
    command: (input) => ({ type: 'agreement.propose', ...input }),
    form: formAbout('agreement-form', 'pair'),
    done: cardAbout('agreement'),
  }),
  'agreement.confirm': verb({
    input: () => z.object({ id: pair, revision }),
    who: 'either',
    does: 'agreement.confirm',
    command: (input) => ({ type: 'agreement.confirm', ...input }),
    done: cardAbout('agreement'),
  }),
  'pair.pause': verb({
    input: pauseUntil,
    who: 'either',
    does: 'pair.pause',
    command: (input) => ({ type: 'pair.pause', ...input }),
    form: formAbout('pause', 'pair'),
    done: cardAbout('pair'),
  }),
  'pair.resume': verb({
    input: onlyPair,
    who: 'either',
    does: 'pair.resume',
    command: ({ id }) => ({ type: 'pair.resume', id }),
    done: cardAbout('pair'),
  }),
  'pair.end': verb({
    input: onlyPair,
    who: 'either',
    does: 'pair.end',
    command: ({ id }) => ({ type: 'pair.end', id }),
    // While both are asked whether they go on, it is an answer to that.
    done: ({ id }, _, state) => ref(state.kind === 'pair' && state.phase === 'deciding' ? 'go-on' : 'ended', id),
  }),
};
