import { meant, type Meant } from '../../../domain/form/answers.ts';
import type { Field } from '../../../domain/form/form.ts';
import { registrationId, type RegistrationId } from '../../../domain/ids.ts';
import { COUNTIES, municipality } from '../../../domain/municipalities.ts';
import { plusDays, workMorning } from '../../../domain/time.ts';
import type { ApprovedAdept, Registration } from '../../../domain/registration/state.ts';
import { dayInWords, listInWords } from '../../../text/format.ts';
import type { Asked } from '../templates.ts';
import type { DrawView, View, ViewContext } from '../view.ts';
import {
  firstName,
  hereOf,
  municipalityNames,
  nameOf,
  ownRegistration,
  plain,
  roleOf,
  seatOf,
  textsOf,
  viewOf,
} from './parts.ts';
import { saidBy, shownToChoosers } from './registration-parts.ts';
import { endOf, registrationView } from './registration-status.ts';

/** The adept's choice of a mentor, and what becomes of the request. */

/** So many fit on a card; the rest are found by county and word. */
const SHOWN = 8;

/** A choice must have a value, also the one that chooses nothing. */
const ANY = '00';
const NOBODY = 'none';

interface Free {
  readonly id: RegistrationId;
  readonly about: Meant;
  readonly shown: ReturnType<typeof shownToChoosers>;
}

const freeOthers = async (adept: ApprovedAdept, county: string, context: ViewContext): Promise<Free[]> => {
  const { reader, programme } = context;
  const found = await (county ? reader.freeMentors(programme.id, county) : reader.freeMentors(programme.id));
  return found.flatMap((mentor) =>
    mentor.status === 'approved' && mentor.role === 'mentor' && mentor.member !== adept.member
      ? [{ id: mentor.id, about: meant(mentor.answers), shown: shownToChoosers(mentor, context) }]
      : [],
  );
};

const inLowerCase = (text: string): string => text.toLocaleLowerCase('sv');

/** What an adept does not see cannot be found by it either. */
const hasWord = ({ about, shown }: Free, word: string): boolean =>
  [about.name, shown.facts, shown.about].some((text) => inLowerCase(text).includes(inLowerCase(word)));

const inCounty = ({ about }: Free, county: string): boolean =>
  about.municipalities.some((code) => municipality(code).county === county);

const ownAdept = async (context: ViewContext): Promise<ApprovedAdept | null> => {
  const own = await ownRegistration(context);
  return own?.status === 'approved' && own.role === 'adept' ? own : null;
};

const listView = async (adept: ApprovedAdept, context: ViewContext, note: string): Promise<View> => {
  const texts = textsOf(context);
  const words = texts.cards.mentors;
  const { args } = context.ref;
  const county = COUNTIES.find(({ code }) => code === args?.['county'])?.code ?? '';
  const word = String(args?.['word'] ?? '').trim();
  const free = await freeOthers(adept, county, context);
  const hits = free.filter((mentor) => (!county || inCounty(mentor, county)) && (!word || hasWord(mentor, word)));
  const searched = county !== '' || word !== '';
  const left = hits.length - SHOWN;
  return viewOf(context, 'mentors', words.title, {
    note,
    lead: hits.length > 0 ? words.lead : '',
    none: hits.length > 0 ? '' : searched ? words.noHits : words.none,
    counties: [
      { title: words.anyCounty, value: ANY },
      ...COUNTIES.map(({ code, name }) => ({ title: name, value: code })),
    ],
    canSearch: searched || free.length > 0,
    mentors: hits.slice(0, SHOWN).map(({ id, about, shown }) => ({
      id,
      name: plain(about.name),
      ...shown,
      ask: words.ask(firstName(about.name)),
    })),
    more: left > 0 ? words.more(left) : '',
    values: { county: county || ANY, word },
  });
};

export const mentorsView: DrawView = async (context) => {
  const adept = await ownAdept(context);
  if (!adept) return null;
  if (adept.search.status !== 'looking') return registrationView(context);
  const reminder = context.ref.args?.['reminder'] !== undefined;
  return listView(adept, context, reminder ? textsOf(context).cards.mentors.reminder(endOf(adept, context)) : '');
};

export const requestView: DrawView = async (context) => {
  const adept = await ownAdept(context);
  if (!adept) return null;
  if (adept.search.status !== 'looking') return registrationView(context);
  const texts = textsOf(context);
  const words = texts.cards.request;
  const free = await freeOthers(adept, '', context);
  const asked = free.find(({ id }) => id === context.ref.args?.['mentor']);
  if (!asked)
    return listView(adept, { ...context, ref: { card: 'mentors', about: adept.id } }, texts.cards.mentors.gone);
  const { name } = asked.about;
  const others = free.filter(({ id }) => id !== asked.id);
  const { rules } = context.programme;
  const choices = [
    { title: words.nobody, value: NOBODY },
    ...others.map(({ id, about }) => ({
      title: [about.name, municipalityNames(about.municipalities, context)].filter((text) => text !== '').join(', '),
      value: id,
    })),
  ];
  return viewOf(context, 'request', words.title(firstName(name)), {
    title: words.title(plain(name)),
    ...asked.shown,
    lead: words.lead(plain(firstName(name)), rules.handOnAfterDays),
    mentor: asked.id,
    canReserve1: rules.reserves > 0 && others.length > 0,
    canReserve2: rules.reserves > 1 && others.length > 1,
    choices,
    values: { reserve1: NOBODY, reserve2: NOBODY },
  });
};

export const requestAdeptView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (seat?.role !== 'adept') return null;
  const { pair, name } = seat;
  const words = textsOf(context).cards['request-adept'];
  const here = hereOf(context);
  const { programme, reader } = context;
  const adept = await reader.registration(pair.adept.registration);
  const looking = adept?.status === 'approved' && adept.role === 'adept' && adept.search.status === 'looking';
  const base = {
    title: words.title,
    facts: [],
    canTakeBack: false,
    canChoose: false,
    canPair: false,
    registration: '',
    why: '',
  };
  const show = (standing: string, more: Partial<Asked['request-adept']> = {}): View =>
    viewOf(context, 'request-adept', standing, { ...base, standing, ...more });
  switch (pair.phase) {
    case 'requested':
    case 'accepting': {
      const reserves = await Promise.all(pair.reserves.map((party) => nameOf(reader, party)));
      const handOnAt = workMorning(
        plusDays(pair.askedAt, programme.rules.handOnAfterDays, programme.zone),
        programme.zone,
      );
      const handedOn = pair.askedAt.getTime() !== pair.openedAt.getTime();
      if (pair.phase === 'accepting') return show(words.accepting(name));
      return show((handedOn ? words.handedOn : words.asked)(name), {
        facts: [
          { title: words.since, value: dayInWords(pair.askedAt, here) },
          { title: words.answerBy, value: dayInWords(handOnAt, here) },
          { title: words.reserves, value: listInWords(reserves.map(plain), context.viewer.lang) || words.noReserves },
        ],
        canTakeBack: true,
        why: words.why,
      });
    }
    case 'ended':
      if (pair.reason !== 'noMentor' && pair.reason !== 'withdrawn') return null;
      return show(pair.reason === 'noMentor' ? words.noMentor : words.withdrawn, {
        canChoose: looking,
        registration: pair.adept.registration,
      });
    case 'introduced':
    case 'deciding':
    case 'agreeing':
    case 'active':
      return show(words.yes(name), { canPair: true });
    case 'closed':
      return null;
  }
};

/**
 * What a mentor sees of a request that is not theirs: that it went on, and nothing else. The same where it went on from them, where
 * they are in reserve, and where there is no such request.
 */
const goneView = async (context: ViewContext): Promise<View | null> => {
  const { viewer, reader, programme } = context;
  if (viewer.member === null) return null;
  if (!wasMentor(await reader.registration(registrationId(programme.id, 'mentor', viewer.member)))) return null;
  const words = textsOf(context).cards['request-mentor'];
  return viewOf(context, 'request-mentor', words.gone, { ...NOTHING, title: words.goneTitle, standing: words.gone });
};

/** What the lead of a request says, and what stands under its own heading. */
const SAID_APART: readonly string[] = ['name', 'municipality', 'municipalities', 'wish'];
const isShown = ({ seenBy }: Field): boolean => seenBy === 'choosers';

const NOTHING = { lead: '', wish: '', facts: [], texts: [], answerBy: '', canAnswer: false, canPair: false, why: '' };

const wasMentor = (registration: Registration | null): boolean =>
  registration?.role === 'mentor' && (registration.status === 'approved' || registration.status === 'withdrawn');

export const requestMentorView: DrawView = async (context) => {
  const seat = await seatOf(context);
  if (!seat) return goneView(context);
  if (seat.role !== 'mentor') return null;
  const { pair, name, rawName } = seat;
  const words = textsOf(context).cards['request-mentor'];
  const show = (title: string, standing: string, more: Partial<Asked['request-mentor']> = {}): View =>
    viewOf(context, 'request-mentor', standing || title, { ...NOTHING, title, standing, ...more });
  switch (pair.phase) {
    case 'requested': {
      const { programme, reader } = context;
      const registration = await reader.registration(pair.adept.registration);
      if (registration?.status !== 'approved' || registration.role !== 'adept')
        return show(words.goneTitle, words.takenBack);
      const handOnAt = workMorning(
        plusDays(pair.askedAt, programme.rules.handOnAfterDays, programme.zone),
        programme.zone,
      );
      return viewOf(context, 'request-mentor', `${words.title}: ${rawName}`, {
        ...NOTHING,
        title: words.title,
        standing: '',
        lead: words.lead(name, roleOf(context), municipalityNames(meant(registration.answers).municipalities, context)),
        wish: saidBy(registration, context, (field) => isShown(field) && field.id === 'wish').texts[0]?.text ?? '',
        ...saidBy(registration, context, (field) => isShown(field) && !SAID_APART.includes(field.id)),
        answerBy: words.answerBy(dayInWords(handOnAt, hereOf(context))),
        canAnswer: true,
        why: words.why,
      });
    }
    case 'accepting':
      return show(words.goneTitle, words.accepting);
    case 'introduced':
    case 'deciding':
    case 'agreeing':
    case 'active':
      return show(words.goneTitle, words.accepted(name), { canPair: true });
    case 'ended':
      if (pair.reason === 'withdrawn') return show(words.goneTitle, words.takenBack);
      return show(words.goneTitle, pair.reason === 'noMentor' ? words.gone : words.over);
    case 'closed':
      return show(words.goneTitle, words.over);
  }
};
