import { meant, type Meant } from '../../../domain/form/answers.ts';
import type { Place } from '../../../domain/pair/agreement.ts';
import { otherRole, type RegistrationId, type Role } from '../../../domain/ids.ts';
import { municipality } from '../../../domain/municipalities.ts';
import { isLiving, roleIn, type Living, type Pair, type Party } from '../../../domain/pair/state.ts';
import type { Registration } from '../../../domain/registration/state.ts';
import { listInWords, type Here } from '../../../text/format.ts';
import { DEFAULT_ZONE } from '../../../domain/programme/templates.ts';
import { inLang } from '../../../domain/words.ts';
import { textsFor } from '../../../text/index.ts';
import type { Texts } from '../../../text/sv.ts';
import type { CardName } from '../cards.ts';
import type { Asked } from '../templates.ts';
import type { OpenContext, Reader, View, ViewContext } from '../view.ts';

/** What the views share: words, who is who, and people's text made harmless. */

export const textsOf = ({ viewer }: OpenContext): Texts => textsFor(viewer.lang);
/** Times are the programme's; of what is about none, as most people here would say them. */
export const hereOf = ({ viewer, programme, now }: OpenContext & Partial<ViewContext>): Here => ({
  lang: viewer.lang,
  zone: programme?.zone ?? DEFAULT_ZONE,
  now,
});

/** What the programme calls one of those it is for; harmless in Markdown. */
export const roleOf = ({ programme, viewer }: ViewContext): string => plain(inLang(programme.role, viewer.lang));

/**
 * What a person wrote, for a place where Markdown is read: it stands there as it was written, on one line.
 * Longer texts go where Markdown is not read (a RichTextBlock) and need none of this.
 */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*[\]<{~|]|(?<!\w)_|_(?!\w)|^(?:[#>+-]|\d+(?=[.)]))/g, '\\$&');

export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

interface Fact {
  readonly title: string;
  readonly value: string;
}
/** The rows of a FactSet; what is empty is left out. Values are safe Markdown already. */
export const factsOf = (...rows: readonly (readonly [string, string])[]): readonly Fact[] =>
  rows.filter(([, value]) => value !== '').map(([title, value]) => ({ title, value }));

/** `data`: all that the template asks for beside its words and its id, and nothing else. */
export const viewOf = <T extends CardName>(
  context: OpenContext,
  template: T,
  summary: string,
  data: Asked[T],
): View => {
  const texts = textsOf(context);
  return {
    template,
    summary,
    data: { id: context.ref.about, t: texts.cards[template], errors: texts.fields, ...data },
  };
};

/** Why an unprompted message came, and how to stop such. */
export const whyOf = (context: ViewContext, why: string): string => `${why} ${textsOf(context).stop}`;

export const isRegistrationId = (id: string): id is RegistrationId => id.startsWith('registration:');

export const registrationOf = async ({ ref, reader }: ViewContext): Promise<Registration | null> =>
  isRegistrationId(ref.about) ? reader.registration(ref.about) : null;

/** The registration a card is about, if it is the viewer's own. */
export const ownRegistration = async (context: ViewContext): Promise<Registration | null> => {
  const registration = await registrationOf(context);
  return registration && registration.member === context.viewer.member ? registration : null;
};

/** What the rules read of what somebody sent in. */
export const meantBy = (registration: Registration | null): Meant | null =>
  registration && 'form' in registration ? meant(registration.answers) : null;

/** What somebody is called: as they registered, else as the chat knows them. */
export const nameOf = async (reader: Reader, { registration, member }: Party): Promise<string> => {
  const { name = '' } = meantBy(await reader.registration(registration)) ?? {};
  return name === '' ? ((await reader.member(member))?.name ?? '–') : name;
};

export const pairOf = async ({ ref, reader }: ViewContext): Promise<Pair | null> =>
  ref.about.startsWith('pair:') ? reader.pair(ref.about as Pair['id']) : null;

/** A pair as one of the two sees it. */
export interface Seat<P extends Pair = Pair> {
  readonly pair: P;
  readonly role: Role;
  readonly other: Party;
  /** The other's, harmless in Markdown. */
  readonly name: string;
  readonly rawName: string;
}

/** Null unless the viewer is one of the two. */
export const seatOf = async (context: ViewContext): Promise<Seat | null> => {
  const pair = await pairOf(context);
  const role = pair && roleIn(pair, context.viewer.member);
  if (!pair || !role) return null;
  const other = pair[otherRole(role)];
  const rawName = await nameOf(context.reader, other);
  return { pair, role, other, rawName, name: plain(rawName) };
};

export const isLivingSeat = (seat: Seat): seat is Seat<Living> => isLiving(seat.pair);

/** The same context, for another card about the same. */
export const withCard = (
  context: ViewContext,
  card: CardName,
  args?: Readonly<Record<string, string | number>>,
): ViewContext => {
  const { about } = context.ref;
  return { ...context, ref: args ? { card, about, args } : { card, about } };
};

export const municipalityNames = (codes: readonly string[], context: ViewContext): string =>
  listInWords(
    codes.map((code) => municipality(code).name),
    context.viewer.lang,
  );

const withSmallFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Our own words, and after them what people wrote, as one list: "Neutral plats, digitalt och ...". */
export const asOneLine = (ours: readonly string[], theirs: readonly string[], { viewer }: ViewContext): string =>
  listInWords([...ours.map((word, n) => (n === 0 ? word : withSmallFirst(word))), ...theirs.map(plain)], viewer.lang);

export const placesAsChoices = (places: readonly Place[], texts: Texts): readonly Fact[] =>
  places.map((value) => ({ title: texts.places[value], value }));

/** Shown only for its number, so that `args` from a card need not be trusted to be one. */
export const talkArg = ({ ref }: ViewContext): number | null => {
  const talk = Number(ref.args?.['talk'] ?? NaN);
  return Number.isInteger(talk) ? talk : null;
};
