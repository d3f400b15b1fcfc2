import type { MemberId } from '../../../domain/ids.ts';
import type { Programme } from '../../../domain/programme/state.ts';
import { inLang } from '../../../domain/words.ts';
import { listInWords } from '../../../text/format.ts';
import type { DrawView, OpenContext, View, ViewContext } from '../view.ts';
import { factsOf, plain, textsOf, viewOf } from './parts.ts';

/** What an administrator sees of the programmes, in their own chat; nobody else sees any of it. */

export const isAdministrator = ({ viewer, installation }: OpenContext): boolean =>
  viewer.member !== null && installation.administrators.includes(viewer.member);

export const namesOf = async (members: readonly MemberId[], { reader, viewer }: OpenContext): Promise<string> => {
  const found = await Promise.all(members.map((id) => reader.member(id)));
  return listInWords(
    found.map((member) => plain(member?.name ?? '–')),
    viewer.lang,
  );
};

export const programmesView: DrawView<OpenContext> = async (context) => {
  const { viewer, ref, programmes, installation } = context;
  if (!isAdministrator(context) || ref.about !== viewer.member) return null;
  const { cards, programmeStatus } = textsOf(context);
  const words = cards.programmes;
  const rows = programmes.map(({ id, name, status }) => ({
    title: words.row(name, programmeStatus[status]),
    value: id,
  }));
  return viewOf(context, 'programmes', words.title, {
    welcome: ref.args?.['new'] ? words.welcome : '',
    lead: rows.length > 0 ? words.lead : words.none,
    some: rows.length > 0,
    programmes: rows,
    values: { about: rows.at(-1)?.value ?? '' },
    canLeave: installation.administrators.length > 1,
  });
};

/** What is still to be done before it can be opened. */
const lacking = async (programme: Programme, context: ViewContext): Promise<string[]> => {
  const words = textsOf(context).cards.programme;
  const { room, board, claims, status } = programme;
  if (status === 'ended') return [];
  return [
    ...(room === null ? [words.noRoom] : []),
    ...(board.length === 0 && claims.length === 0 ? [words.noBoard] : []),
    ...(claims.length > 0 ? [words.waiting(await namesOf(claims, context))] : []),
  ];
};

const bothLanguages = ({ role }: Programme): string =>
  [...new Set([role.sv, role.en])].filter((text) => text !== '').join(' / ');

export const programmeView: DrawView = async (context) => {
  if (!isAdministrator(context)) return null;
  const { programme } = context;
  const { cards, programmeStatus, languages } = textsOf(context);
  const words = cards.programme;
  const { status, type, dates, jointMeetings, board, rules } = programme;
  const lacks = await lacking(programme, context);
  return viewOf(context, 'programme', `${programme.name}: ${programmeStatus[status]}`, {
    title: plain(programme.name),
    status: programmeStatus[status],
    facts: factsOf(
      [words.type, words.types[type]],
      [words.dates, dates ? words.from(dates.starts, dates.ends) : ''],
      [words.joint, jointMeetings > 0 ? String(jointMeetings) : ''],
      [words.matching, words.matchings[programme.matching]],
      [words.audience, words.audiences[programme.audience.kind]],
      [words.role, plain(bothLanguages(programme))],
      [words.languages, programme.languages.map((lang) => languages[lang]).join(', ')],
      [words.zone, programme.zone],
      [words.room, programme.room ? words.roomKnown : words.missing],
      [words.board, board.length > 0 ? await namesOf(board, context) : words.missing],
      [words.boardLang, languages[programme.boardLang]],
      [words.quorum, String(rules.quorum)],
      [words.talks, `${rules.talks.min}–${rules.talks.max}`],
      [words.contact, plain(programme.contact) || words.missing],
    ),
    lacks: lacks.map((text) => ({ text })),
    changes: status !== 'ended',
    canOpen: status === 'draft' && programme.room !== null && board.length > 0,
    canClose: status === 'open',
    canReopen: status === 'closed',
    canEnd: status === 'closed' || status === 'draft',
    me: context.viewer.member ?? '',
  });
};

interface Row {
  readonly name: string;
  readonly standing: string;
  readonly member: MemberId;
  readonly waits: boolean;
  readonly canLead: boolean;
  readonly leads: boolean;
}

const rowsOf = async (context: ViewContext): Promise<Row[]> => {
  const { board, claims, leads } = context.programme;
  const words = textsOf(context).cards['programme-people'];
  const row = async (member: MemberId, waits: boolean): Promise<Row> => {
    const leading = leads.includes(member);
    const standing = waits ? words.waits : leading ? words.leads : words.sits;
    return {
      name: await namesOf([member], context),
      standing,
      member,
      waits,
      canLead: !waits && !leading,
      leads: leading,
    };
  };
  return Promise.all([...claims.map((id) => row(id, true)), ...board.map((id) => row(id, false))]);
};

export const programmePeopleView: DrawView = async (context): Promise<View | null> => {
  if (!isAdministrator(context)) return null;
  const { programme } = context;
  const { cards } = textsOf(context);
  const words = cards['programme-people'];
  const { audience, status } = programme;
  const rows = await rowsOf(context);
  return viewOf(context, 'programme-people', `${words.title}: ${programme.name}`, {
    of: plain(programme.name),
    rows,
    nobody: rows.length === 0 ? words.nobody : '',
    audience: cards.programme.audiences[audience.kind],
    word: audience.kind === 'invited' ? words.word(audience.word) : '',
    changes: status !== 'ended',
  });
};

/** What a programme says of itself, in the reader's language; our own words where it says nothing. */
export const introOf = ({ programme, viewer }: ViewContext): string => inLang(programme.intro, viewer.lang);
