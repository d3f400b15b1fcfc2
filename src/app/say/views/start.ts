import { registrationId, type Role } from '../../../domain/ids.ts';
import { isLiving, roleIn, type Pair } from '../../../domain/pair/state.ts';
import type { Registration } from '../../../domain/registration/state.ts';
import { listInWords } from '../../../text/format.ts';
import type { CardName } from '../cards.ts';
import type { DrawView, ViewContext } from '../view.ts';
import { firstName, nameOf, plain, textsOf, viewOf } from './parts.ts';
import { cardOf, missingStep } from './registration.ts';

/** The way in: what Handslag can do for this person right now. */

interface Way {
  readonly title: string;
  readonly card: CardName;
  readonly about: string;
}

/** More buttons than this are a list to search, and the words are there. */
const WAYS = 5;

const pairsOf = async (registrations: readonly (Registration | null)[], { reader }: ViewContext): Promise<Pair[]> => {
  const ids = registrations.flatMap((registration) => {
    if (registration?.status !== 'approved') return [];
    if (registration.role === 'mentor') return registration.pairs;
    return registration.search.status === 'paired' ? [registration.search.pair] : [];
  });
  const pairs = await Promise.all(ids.map((id) => reader.pair(id)));
  return pairs.filter((pair) => pair !== null);
};

const wayOfPair = async (pair: Pair, context: ViewContext): Promise<Way[]> => {
  const words = textsOf(context).cards.start;
  const role = roleIn(pair, context.viewer.member);
  if (!role) return [];
  if (isLiving(pair)) {
    const name = await nameOf(context.reader, pair[role === 'adept' ? 'mentor' : 'adept']);
    return [{ title: words.pair(firstName(name)), card: 'pair', about: pair.id }];
  }
  return role === 'adept' && (pair.phase === 'requested' || pair.phase === 'accepting')
    ? [{ title: words.request, card: 'request-adept', about: pair.id }]
    : [];
};

const waysOfRegistration = (registration: Registration | null, context: ViewContext): Way[] => {
  if (!registration || registration.status === 'withdrawn') return [];
  const words = textsOf(context).cards.start;
  const { id: about, role } = registration;
  const title = words.registration[role];
  switch (registration.status) {
    case 'draft': {
      const missing = missingStep(role, registration.fields);
      return [{ title: words.continue, card: missing ? cardOf(missing) : 'registration-summary', about }];
    }
    case 'asked':
      return [{ title: words.answer, card: 'registration-question', about }];
    case 'approved':
      return registration.role === 'adept' && registration.search.status === 'looking'
        ? [
            { title: words.choose, card: 'mentors', about },
            { title, card: 'registration', about },
          ]
        : [{ title, card: 'registration', about }];
    case 'submitted':
    case 'declined':
      return [{ title, card: 'registration', about }];
  }
};

const canPlan = (pair: Pair): boolean =>
  (pair.phase === 'introduced' || pair.phase === 'active') && !pair.meetings.some(({ status }) => status === 'planned');

export const startView: DrawView = async (context) => {
  const { viewer, ref, reader, programme } = context;
  const member = viewer.member && ref.about === viewer.member ? await reader.member(viewer.member) : null;
  if (!member) return null;
  const texts = textsOf(context);
  const words = texts.cards.start;
  const registrations = await Promise.all(
    (['mentor', 'adept'] as const).map((role) => reader.registration(registrationId(programme.id, role, member.id))),
  );
  const pairs = await pairsOf(registrations, context);
  const ofPairs = (await Promise.all(pairs.map((pair) => wayOfPair(pair, context)))).flat();
  const plannable = pairs.filter(canPlan);
  const toPlan: Way[] =
    plannable.length === 1 && plannable[0] ? [{ title: words.plan, card: 'talk-plan', about: plannable[0].id }] : [];
  const ofRegistrations = registrations.flatMap((registration) => waysOfRegistration(registration, context));
  const ways = [...toPlan, ...ofPairs, ...ofRegistrations].slice(0, WAYS);
  const [primary, ...others] = ways;
  const may = (role: Role): boolean => {
    const registration = registrations.find((item) => item?.role === role);
    return (!registration || registration.status === 'withdrawn') && ways.length < WAYS - 1;
  };
  const other = member.lang === 'sv' ? 'en' : 'sv';
  const taught = listInWords(
    Object.entries(texts.words).flatMap(([intent, [word]]) => (word && intent !== 'start' ? [word] : [])),
    viewer.lang,
  );
  const unknown = Boolean(ref.args?.['unknown']);
  const hello = words.hello(plain(firstName(member.name)));
  return viewOf(context, 'start', words.hello(firstName(member.name)), {
    hello,
    unknown: unknown ? texts.unknownWord(taught) : '',
    intro: words.intro(programme.name),
    also: unknown ? '' : words.also(taught),
    lead: ways.length === 0 ? words.nothingYet : '',
    primary: primary ? [primary] : [],
    others,
    canBeMentor: may('mentor'),
    canBeAdept: may('adept'),
    otherLang: other,
    otherLanguage: texts.languages[other],
  });
};
