import type { AccountId, Lang, MemberId, RoomId } from '../../app/ports.ts';
import type { Programme } from '../../domain/programme/state.ts';
import { playgroundText } from '../../text/playground.ts';

/** The playground's shared rooms: one is the seeded programme's board's, the other waits for a programme that somebody makes. */

/** The made-up people who sit on a board. Their ids say nothing of who they are, as real ones do not. */
export const BOARD: readonly AccountId[] = ['playground:b1', 'playground:b2', 'playground:b3'];
export const BOARD_ROOM: RoomId = 'playground:board';
const OTHER_ROOM: RoomId = 'playground:board-2';

const named = (which: 'board' | 'board2'): Readonly<Record<Lang, string>> => ({
  sv: playgroundText.sv.chat[which],
  en: playgroundText.en.chat[which],
});

export const ROOMS = [
  { id: BOARD_ROOM, name: named('board') },
  { id: OTHER_ROOM, name: named('board2') },
] as const;

/** In a room are those who sit in its board, or may come to, and who runs the programmes. */
export const roomsFor = (
  account: AccountId,
  member: MemberId,
  programmes: readonly Programme[],
  administrators: readonly MemberId[],
): RoomId[] => {
  if (administrators.includes(member)) return ROOMS.map(({ id }) => id);
  // The other room is nobody's matter until somebody makes programmes.
  if (BOARD.includes(account)) return administrators.length > 0 ? ROOMS.map(({ id }) => id) : [BOARD_ROOM];
  return programmes.flatMap(({ room, board }) => (room !== null && board.includes(member) ? [room] : []));
};
