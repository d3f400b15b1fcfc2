import { isPlanned } from '../../domain/pair/meeting.ts';
import type { MemberId } from '../../domain/ids.ts';
import { isLiving, type Living, type Pair } from '../../domain/pair/state.ts';
import type { Programme } from '../../domain/programme/state.ts';
import type { Registration } from '../../domain/registration/state.ts';
import { resumeCard } from '../forms/road.ts';
import type { CardRef } from '../say/cards.ts';
import { involvementOf, type Involvement } from '../say/involvement.ts';
import type { Reader } from '../say/view.ts';

/** What a word in chat asks for; the texts say which words mean it, in each language. */
export type Intent =
  | 'help'
  | 'status'
  | 'done'
  | 'move'
  | 'pause'
  | 'end'
  | 'plan'
  | 'mentor'
  | 'adept'
  | 'mentors'
  | 'link'
  | 'programmes';

/** The pair that a word is about: the one whose matter is nearest. */
const livingPair = ({ pairs }: Pick<Involvement, 'pairs'>, now: Date): Living | null => {
  const living = pairs.filter(isLiving);
  const first = (pair: Living): number =>
    Math.min(
      ...pair.meetings.filter(isPlanned).map(({ at }) => Math.abs(at.getTime() - now.getTime())),
      Number.MAX_SAFE_INTEGER,
    );
  return living.toSorted((a, b) => first(a) - first(b))[0] ?? null;
};

const pairCard = (pair: Pair, card: CardRef['card'], talk?: number): CardRef =>
  talk === undefined ? { card, about: pair.id } : { card, about: pair.id, args: { talk } };

/** What "done" answers to: a talk that has been, or else what the phase waits for. */
const doneCard = (pair: Living, now: Date): CardRef => {
  const been = pair.meetings.filter(isPlanned).find(({ at }) => at <= now);
  if (been) return pairCard(pair, 'held', been.id);
  switch (pair.phase) {
    case 'introduced':
      return pairCard(pair, pair.contact === 'unknown' ? 'contact' : 'pair');
    case 'deciding':
      return pairCard(pair, 'go-on');
    case 'agreeing':
      return pairCard(pair, 'agreement');
    case 'active':
      return pairCard(pair, 'pair');
  }
};

const aboutPair = (intent: Intent, pair: Living, now: Date): CardRef => {
  const planned = pair.meetings.filter(isPlanned).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const next = planned.find(({ at }) => at > now) ?? planned[0];
  switch (intent) {
    case 'done':
      return doneCard(pair, now);
    case 'move':
      return next ? pairCard(pair, 'talk-plan', next.id) : pairCard(pair, 'talk-plan');
    case 'plan':
      return pairCard(pair, 'talk-plan');
    case 'pause':
      return pairCard(pair, 'pause');
    case 'end':
      return pairCard(pair, 'end');
    default:
      return pairCard(pair, 'pair');
  }
};

const inRole = ({ registrations }: Involvement, role: Registration['role']): Registration | undefined =>
  registrations.find((registration) => registration.role === role);

/** Where somebody stands, in one card: the pair, or the request, or the registration, or the start. */
const statusCard = (
  involvement: Involvement,
  now: Date,
  member: MemberId,
  programmes: readonly Programme[],
): CardRef => {
  const { pairs } = involvement;
  const living = livingPair(involvement, now);
  if (living) return pairCard(living, 'pair');
  const asked = pairs.find((pair) => pair.phase === 'requested' || pair.phase === 'accepting');
  if (asked && asked.adept.member === member) return pairCard(asked, 'request-adept');
  const registration = inRole(involvement, 'adept') ?? inRole(involvement, 'mentor');
  return registration ? resumeCard(registration, programmes) : { card: 'start', about: member };
};

/** Where mentors can be chosen: first where somebody still looks for one. */
const choosing = ({ registrations }: Involvement): CardRef | null => {
  const adepts = registrations.flatMap((item) => (item.status === 'approved' && item.role === 'adept' ? [item] : []));
  const one = adepts.find(({ search }) => search.status === 'looking') ?? adepts[0];
  return one ? { card: 'mentors', about: one.id } : null;
};

/** The card that a word brings. Null intent: nobody taught us that word, so the start card says which we know. */
export const cardForWord = async (
  intent: Exclude<Intent, 'link'> | null,
  member: MemberId,
  programmes: readonly Programme[],
  reader: Reader,
  now: Date,
): Promise<CardRef> => {
  const start: CardRef = { card: 'start', about: member };
  if (intent === null) return { ...start, args: { unknown: 1 } };
  if (intent === 'help') return start;
  if (intent === 'programmes') return { card: 'programmes', about: member };
  const involvement = await involvementOf(member, programmes, reader);
  const mentor = inRole(involvement, 'mentor');
  const adept = inRole(involvement, 'adept');
  switch (intent) {
    case 'status':
      return statusCard(involvement, now, member, programmes);
    case 'mentor':
      return mentor ? resumeCard(mentor, programmes) : start;
    case 'adept':
      return adept ? resumeCard(adept, programmes) : start;
    case 'mentors':
      return choosing(involvement) ?? start;
    default: {
      const pair = livingPair(involvement, now);
      if (pair) return aboutPair(intent, pair, now);
      // Without a pair, to end is to withdraw the registration: its own card has the button.
      return intent === 'end' || intent === 'done' ? statusCard(involvement, now, member, programmes) : start;
    }
  }
};
