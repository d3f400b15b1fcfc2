import { z } from 'zod';
import { PLACES } from '../../domain/pair/agreement.ts';
import { instantOf } from '../../domain/time.ts';
import { day, oneOf, pair, time, whole, type FieldCode } from './fields.ts';
import { formAbout, ref, talkCard, verb } from './verb.ts';

const talk = whole(1, 1e4);
const oneTalk = () => z.object({ id: pair, talk });

const when = (zone: string) =>
  z.object({ id: pair, date: day, time, place: oneOf(PLACES) }).transform(({ date, time: clock, ...rest }, context) => {
    const at = instantOf(date, clock, zone);
    if (!at) context.addIssue({ code: 'custom', path: ['date'], message: 'badDate' satisfies FieldCode });
    return at ? { ...rest, at } : z.NEVER;
  });

const another = (zone: string) => when(zone).and(oneTalk());

export const talkVerbs = {
  'talk.plan': verb({
    input: when,
    who: 'either',
    does: 'talk.plan',
    command: ({ id, at, place }) => ({ type: 'talk.plan', id, at, place }),
    form: formAbout('talk-plan', 'pair'),
    done: ({ id }, _, state) => {
      // The last one, entered afterwards: the end comes as a message of its own.
      if (state.kind === 'pair' && state.phase === 'closed') return ref('held', id);
      const number = state.kind === 'pair' && 'meetings' in state ? state.meetings.length : null;
      return number ? ref('talk', id, { talk: number }) : ref('pair', id);
    },
  }),
  'talk.move': verb({
    input: another,
    who: 'either',
    does: 'talk.move',
    command: ({ id, talk: number, at, place }) => ({ type: 'talk.move', id, talk: number, at, place }),
    form: formAbout('talk-plan', 'pair', ['talk']),
    done: talkCard('talk'),
  }),
  'talk.cancel': verb({
    input: oneTalk,
    who: 'either',
    does: 'talk.cancel',
    command: (input) => ({ type: 'talk.cancel', ...input }),
    done: talkCard('talk'),
  }),
  'talk.held': verb({
    input: oneTalk,
    who: 'either',
    does: 'talk.held',
    command: (input) => ({ type: 'talk.held', ...input }),
    done: talkCard('held'),
  }),
  'talk.missed': verb({
    input: oneTalk,
    who: 'either',
    does: 'talk.missed',
    command: (input) => ({ type: 'talk.missed', ...input }),
    done: talkCard('held'),
  }),
};
