import { mayJoin } from '../../../domain/programme/people.ts';
import type { Role } from '../../../domain/ids.ts';
import { registrationsOf } from '../involvement.ts';
import type { DrawView, OpenContext } from '../view.ts';
import { plain, roleOf, textsOf, viewOf } from './parts.ts';
import { introOf, namesOf } from './programme.ts';

/** What stands in rooms: which board's it is, and who sits there; and the way into a programme. */

/** A card takes six buttons. */
const MOST = 6;

/** `args.room`: the room it stands in. Only there, where `viewer.member` is null, there is anything to see. */
export const roomView: DrawView<OpenContext> = async (context) => {
  const room = context.ref.args?.['room'];
  if (context.viewer.member !== null || typeof room !== 'string' || room === '') return null;
  const words = textsOf(context).cards.room;
  const claimed = context.programmes.find((programme) => programme.room === room);
  const without = context.programmes.filter((programme) => programme.room === null && programme.status !== 'ended');
  const title = claimed ? words.claimed(claimed.name) : words.title;
  return viewOf(context, 'room', title, {
    title: claimed ? words.claimed(plain(claimed.name)) : words.title,
    lead: claimed ? '' : words.lead,
    nothing: claimed || without.length > 0 ? '' : words.nothing,
    programmes: claimed ? [] : without.slice(-MOST).map(({ id, name }) => ({ programme: id, title: words.yes(name) })),
  });
};

export const seatsView: DrawView = async (context) => {
  const { programme, viewer } = context;
  if (viewer.member !== null || programme.room === null) return null;
  const words = textsOf(context).cards.seats;
  const { board, claims, status } = programme;
  const facts = [
    { title: words.board, value: board.length > 0 ? await namesOf(board, context) : words.nobody },
    ...(claims.length > 0 ? [{ title: words.claims, value: await namesOf(claims, context) }] : []),
  ];
  return viewOf(context, 'seats', words.title(programme.name), {
    title: words.title(plain(programme.name)),
    facts,
    open: status !== 'ended',
  });
};

export const joinView: DrawView = async (context) => {
  const { programme, viewer, reader } = context;
  if (viewer.member === null || !mayJoin(programme, viewer.member, await context.homes())) return null;
  const words = textsOf(context).cards.join;
  const registrations = await registrationsOf(viewer.member, [programme], reader);
  const may = (role: Role): boolean => !registrations.some((registration) => registration.role === role);
  return viewOf(context, 'join', `${programme.name}: ${words.mentor}`, {
    title: plain(programme.name),
    intro: introOf(context),
    lead: words.lead(roleOf(context)),
    contact: programme.contact === '' ? '' : words.contact(plain(programme.contact)),
    canBeMentor: may('mentor'),
    canBeAdept: may('adept'),
    me: viewer.member,
  });
};
