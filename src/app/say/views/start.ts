import type { MemberId, Role } from '../../../domain/ids.ts';
import { isLiving, roleIn, type Pair } from '../../../domain/pair/state.ts';
import { mayJoin } from '../../../domain/programme/people.ts';
import type { Programme } from '../../../domain/programme/state.ts';
import type { Registration } from '../../../domain/registration/state.ts';
import { listInWords } from '../../../text/format.ts';
import { resumeCard } from '../../forms/road.ts';
import type { CardName } from '../cards.ts';
import { involvementOf, programmesFor } from '../involvement.ts';
import type { DrawView, OpenContext } from '../view.ts';
import { firstName, nameOf, plain, textsOf, viewOf } from './parts.ts';

/** The way in: what Handslag can do for this person right now. */

interface Way {
  readonly title: string;
  readonly card: CardName;
  readonly about: string;
  /** Of a form. */
  readonly step?: string;
}

/** A card takes six buttons, and the last is the other language; more are a list to search, and the words are there. */
const BUTTONS = 5;
const ROLES: readonly Role[] = ['mentor', 'adept'];

const wayOfPair = async (pair: Pair, context: OpenContext): Promise<Way[]> => {
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

const waysOfRegistration = (registration: Registration, context: OpenContext): Way[] => {
  const words = textsOf(context).cards.start;
  const { id: about, role } = registration;
  const title = words.registration[role];
  switch (registration.status) {
    case 'draft': {
      const { card, args } = resumeCard(registration, context.programmes);
      return [{ title: words.continue, card, about, step: String(args?.['step'] ?? '') }];
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
    case 'withdrawn':
      return [];
  }
};

const canPlan = (pair: Pair): boolean =>
  (pair.phase === 'introduced' || pair.phase === 'active') && !pair.meetings.some(({ status }) => status === 'planned');

/** The programmes with a role left that this person may take on. */
const joinable = (
  member: MemberId,
  programmes: readonly Programme[],
  registrations: readonly Registration[],
  homes: readonly string[],
): Programme[] =>
  programmes.filter(
    (programme) =>
      mayJoin(programme, member, homes) &&
      registrations.filter((registration) => registration.programme === programme.id).length < ROLES.length,
  );

const introOf = (own: readonly Programme[], context: OpenContext): string => {
  const words = textsOf(context).cards.start;
  const names = own.map(({ name }) => plain(name));
  return names.length === 0 ? words.noProgramme : words.intro(listInWords(names, context.viewer.lang));
};

/** Where somebody is in several programmes, which one a way leads into. */
const inWhich = (ways: readonly Way[], programme: Programme | undefined, several: boolean): Way[] =>
  ways.map((way) => (several && programme ? { ...way, title: `${way.title} (${programme.name})` } : way));

export const startView: DrawView<OpenContext> = async (context) => {
  const { viewer, ref, reader, programmes, installation } = context;
  const member = viewer.member && ref.about === viewer.member ? await reader.member(viewer.member) : null;
  if (!member) return null;
  const texts = textsOf(context);
  const words = texts.cards.start;
  const { registrations, pairs } = await involvementOf(member.id, programmes, reader);
  const homes = await context.homes();
  const own = programmesFor(member.id, programmes, registrations, homes);
  const several = own.length > 1;
  const about = (id: Programme['id']): Programme | undefined => programmes.find((programme) => programme.id === id);
  const ofPairs = (await Promise.all(pairs.map((pair) => wayOfPair(pair, context)))).flat();
  const plannable = pairs.filter(canPlan);
  const toPlan: Way[] =
    plannable.length === 1 && plannable[0] ? [{ title: words.plan, card: 'talk-plan', about: plannable[0].id }] : [];
  const ofRegistrations = registrations.flatMap((registration) =>
    inWhich(waysOfRegistration(registration, context), about(registration.programme), several),
  );
  const administers = installation.administrators.includes(member.id);
  const toJoin = joinable(member.id, programmes, registrations, homes);
  const room = BUTTONS - (administers ? 1 : 0) - (toJoin.length > 1 ? 1 : 0);
  const ways = [...toPlan, ...ofPairs, ...ofRegistrations].slice(0, room).map((way) => ({ step: '', ...way }));
  const [primary, ...others] = ways;
  const only = toJoin.length === 1 ? toJoin[0] : undefined;
  const may = (role: Role): boolean =>
    only !== undefined &&
    ways.length + ROLES.length <= room &&
    !registrations.some((registration) => registration.role === role && registration.programme === only.id);
  const other = member.lang === 'sv' ? 'en' : 'sv';
  const taught = listInWords(
    Object.entries(texts.words).flatMap(([intent, [word]]) =>
      word && intent !== 'start' && (intent !== 'programmes' || administers) ? [word] : [],
    ),
    viewer.lang,
  );
  const unknown = Boolean(ref.args?.['unknown']);
  const hello = words.hello(plain(firstName(member.name)));
  return viewOf(context, 'start', words.hello(firstName(member.name)), {
    hello,
    unknown: unknown ? texts.unknownWord(taught) : '',
    intro: introOf(own, context),
    also: unknown ? '' : words.also(taught),
    lead: ways.length === 0 && toJoin.length > 0 ? (only ? words.nothingYet : words.several) : '',
    primary: primary ? [primary] : [],
    others,
    programme: only?.id ?? '',
    choices: toJoin.length > 1 ? toJoin.map(({ id, name }) => ({ title: name, value: id })) : [],
    chooses: toJoin.length > 1,
    values: { about: toJoin[0]?.id ?? '' },
    canBeMentor: may('mentor'),
    canBeAdept: may('adept'),
    administers,
    otherLang: other,
    otherLanguage: texts.languages[other],
  });
};
