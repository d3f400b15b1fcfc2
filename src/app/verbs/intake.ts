import { registrationId, type MemberId, type ProgrammeId } from '../../domain/ids.ts';
import { LIMITS, type Registration, type Step } from '../../domain/registration/state.ts';
import { isMunicipality } from '../../domain/municipalities.ts';
import type { Command, State } from '../../domain/state.ts';
import type { FieldCode, Input, Verb, Verbs } from './schemas.ts';
import type { CardRef } from '../say/notes.ts';

/** What each verb comes to: the command, the form to show again when it is refused, and the card to show when it is done. */

export interface IntakeContext {
  readonly actor: MemberId;
  readonly programme: ProgrammeId;
  /** The consent text that is shown now. */
  readonly consent: string;
}

type Invalid = { readonly errors: Readonly<Record<string, FieldCode>> };

interface Intake<V extends Verb> {
  command(input: Input<V>, context: IntakeContext): Command | Invalid;
  /** Where the verb's inputs stand; none for a bare button. Gets what was sent, before it was checked. */
  form?(data: Readonly<Record<string, unknown>>): CardRef | null;
  /** What stands where the pressed card stood. */
  done(input: Input<V>, context: IntakeContext, state: State): CardRef;
}

const ref = (card: CardRef['card'], about: CardRef['about'], args?: CardRef['args']): CardRef =>
  args ? { card, about, args } : { card, about };

/** The form of a card that is about the same id as the verb. */
const formAbout =
  (card: CardRef['card'], kind: 'registration' | 'pair', args: readonly string[] = []) =>
  (data: Readonly<Record<string, unknown>>): CardRef | null => {
    const about = data['id'];
    if (typeof about !== 'string' || !about.startsWith(`${kind}:`)) return null;
    const kept = args.flatMap((name) => {
      const value = data[name];
      return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [];
    });
    return ref(card, about as CardRef['about'], Object.fromEntries(kept));
  };

export const stepCard: Record<Step, CardRef['card']> = {
  contact: 'registration-contact',
  municipalities: 'registration-municipalities',
  mentor: 'registration-mentor',
  adept: 'registration-adept',
};

const ORDER: Record<Registration['role'], readonly Step[]> = {
  mentor: ['contact', 'municipalities', 'mentor'],
  adept: ['contact', 'adept'],
};

/** After a step: the next one, the summary after the last, the registration itself once it was sent in. */
const afterStep = (step: Step, then: string | undefined, state: State): CardRef => {
  if (state.kind !== 'registration') throw new Error('a registration was answered and something else came back');
  if (state.status !== 'draft') return ref('registration', state.id);
  const order = ORDER[state.role];
  const next = then === 'summary' ? undefined : order[order.indexOf(step) + 1];
  return ref(next ? stepCard[next] : 'registration-summary', state.id);
};

/** The first step with something missing; the summary when nothing is. */
export const resumeCard = (draft: Registration): CardRef => {
  if (draft.status !== 'draft') return ref('registration', draft.id);
  const { fields } = draft;
  const answered: Record<Step, boolean> = {
    contact: Boolean(fields.name && fields.mail && fields.phone),
    municipalities: Boolean(fields.municipalities?.length),
    mentor: Boolean(fields.standing),
    adept: Boolean(fields.municipality),
  };
  const open = ORDER[draft.role].find((step) => !answered[step]);
  return ref(open ? stepCard[open] : 'registration-summary', draft.id);
};

const answer = (
  id: Registration['id'],
  fields: Extract<Command, { type: 'registration.answer' }>['fields'],
): Command => ({
  type: 'registration.answer',
  id,
  fields,
});

const municipalitiesOf = ({ kept, municipality }: Input<'registration.municipalities'>): string[] => [
  ...new Set([...kept.split(',').filter(isMunicipality), ...(municipality ? [municipality] : [])]),
];

const decision = formAbout('decision', 'registration');
const registrationCard = (input: { id: Registration['id'] }): CardRef => ref('registration', input.id);
const decisionCard = (input: { id: Registration['id'] }): CardRef => ref('decision', input.id);
const pairCard =
  (card: CardRef['card']) =>
  (input: { id: CardRef['about'] }): CardRef =>
    ref(card, input.id);
const talkCard =
  (card: CardRef['card']) =>
  (input: { id: CardRef['about']; talk: number }): CardRef =>
    ref(card, input.id, { talk: input.talk });

export const intake: { readonly [V in Exclude<Verb, 'show'>]: Intake<V> } = {
  'member.language': {
    command: ({ lang }, { actor }) => ({ type: 'member.language', id: actor, lang }),
    done: (_, { actor }) => ref('start', actor),
  },
  'registration.start': {
    command: ({ role }, { actor, programme }) => {
      const id = registrationId(programme, role, actor);
      return { type: 'registration.start', id, programme, role, member: actor };
    },
    done: (_, __, state) => resumeCard(state as Registration),
  },
  'registration.contact': {
    command: ({ id, name, mail, phone }) => answer(id, { name, mail, phone }),
    form: formAbout('registration-contact', 'registration', ['then']),
    done: ({ then }, _, state) => afterStep('contact', then, state),
  },
  'registration.municipalities': {
    command: (input) => {
      const municipalities = municipalitiesOf(input);
      if (municipalities.length > LIMITS.municipalities) return { errors: { municipality: 'tooLong' } };
      // "Another one" without one, and going on without any, ask for the same.
      if (municipalities.length === 0 || (input.more && !input.municipality))
        return { errors: { municipality: 'required' } };
      return answer(input.id, { municipalities });
    },
    form: formAbout('registration-municipalities', 'registration', ['then']),
    done: ({ id, more, then }, _, state) =>
      more
        ? ref('registration-municipalities', id, then ? { then } : undefined)
        : afterStep('municipalities', then, state),
  },
  'registration.mentor': {
    command: ({ id, standing, places, about }) => answer(id, { standing, places, about }),
    form: formAbout('registration-mentor', 'registration', ['then']),
    done: ({ then }, _, state) => afterStep('mentor', then, state),
  },
  'registration.adept': {
    command: ({ id, municipality, wish }) => answer(id, { municipality, wish }),
    form: formAbout('registration-adept', 'registration', ['then']),
    done: ({ then }, _, state) => afterStep('adept', then, state),
  },
  'registration.submit': {
    command: ({ id, consent }, context) => ({
      type: 'registration.submit',
      id,
      consent: consent ? context.consent : null,
    }),
    form: formAbout('registration-summary', 'registration'),
    done: registrationCard,
  },
  'registration.reply': {
    command: ({ id, reply }) => ({ type: 'registration.reply', id, reply }),
    form: formAbout('registration-question', 'registration'),
    done: registrationCard,
  },
  'registration.withdraw': { command: ({ id }) => ({ type: 'registration.withdraw', id }), done: registrationCard },
  'board.approve': {
    command: ({ id, revision }) => ({ type: 'board.approve', id, revision }),
    form: decision,
    done: decisionCard,
  },
  'board.ask': {
    command: ({ id, revision, question }) => ({ type: 'board.ask', id, revision, question }),
    form: decision,
    done: decisionCard,
  },
  'board.decline': {
    command: ({ id, revision, reason, message }) => ({ type: 'board.decline', id, revision, reason, message }),
    form: decision,
    done: decisionCard,
  },
  'board.recuse': { command: ({ id }) => ({ type: 'board.recuse', id }), form: decision, done: decisionCard },
  'mentor.listing': { command: ({ id, listed }) => ({ type: 'mentor.listing', id, listed }), done: registrationCard },
  'mentor.ask': {
    command: ({ id, mentor, reserve1, reserve2 }) => ({
      type: 'mentor.ask',
      id,
      mentors: [mentor, reserve1, reserve2].filter((item) => item !== null && item !== undefined),
    }),
    form: formAbout('request', 'registration', ['mentor']),
    done: ({ id }, _, state) =>
      state.kind === 'registration' &&
      state.status === 'approved' &&
      state.role === 'adept' &&
      state.search.status === 'paired'
        ? // The pair itself is on its way; the registration says who was asked.
          ref('registration', id)
        : ref('mentors', id),
  },
  'request.accept': { command: ({ id }) => ({ type: 'request.accept', id }), done: pairCard('request-mentor') },
  'request.turnDown': {
    command: ({ id, offList }) => ({ type: 'request.turnDown', id, offList }),
    done: pairCard('request-mentor'),
  },
  'request.takeBack': { command: ({ id }) => ({ type: 'request.takeBack', id }), done: pairCard('request-adept') },
  'contact.made': { command: ({ id }) => ({ type: 'contact.made', id }), done: pairCard('pair') },
  'talk.plan': {
    command: ({ id, at, place }) => ({ type: 'talk.plan', id, at, place }),
    form: formAbout('talk-plan', 'pair'),
    done: ({ id }, _, state) => {
      // The last one, entered afterwards: the end comes as a message of its own.
      if (state.kind === 'pair' && state.phase === 'closed') return ref('held', id);
      const talk = state.kind === 'pair' && 'meetings' in state ? state.meetings.length : null;
      return talk ? ref('talk', id, { talk }) : ref('pair', id);
    },
  },
  'talk.move': {
    command: ({ id, talk, at, place }) => ({ type: 'talk.move', id, talk, at, place }),
    form: formAbout('talk-plan', 'pair', ['talk']),
    done: talkCard('talk'),
  },
  'talk.cancel': { command: ({ id, talk }) => ({ type: 'talk.cancel', id, talk }), done: talkCard('talk') },
  'talk.held': { command: ({ id, talk }) => ({ type: 'talk.held', id, talk }), done: talkCard('held') },
  'talk.missed': { command: ({ id, talk }) => ({ type: 'talk.missed', id, talk }), done: talkCard('held') },
  'decision.answer': {
    command: ({ id, choice }) => ({ type: 'decision.answer', id, choice }),
    done: pairCard('go-on'),
  },
  'rules.confirm': { command: ({ id }) => ({ type: 'rules.confirm', id }), done: pairCard('rules') },
  'agreement.propose': {
    command: ({ id, terms }) => ({ type: 'agreement.propose', id, terms }),
    form: formAbout('agreement-form', 'pair'),
    done: pairCard('agreement'),
  },
  'agreement.confirm': {
    command: ({ id, revision }) => ({ type: 'agreement.confirm', id, revision }),
    done: pairCard('agreement'),
  },
  'pair.pause': {
    command: ({ id, until }) => ({ type: 'pair.pause', id, until }),
    form: formAbout('pause', 'pair'),
    done: pairCard('pair'),
  },
  'pair.resume': { command: ({ id }) => ({ type: 'pair.resume', id }), done: pairCard('pair') },
  'pair.end': { command: ({ id }) => ({ type: 'pair.end', id }), done: pairCard('ended') },
} satisfies { readonly [V in Exclude<keyof Verbs, 'show'>]: Intake<V> };
