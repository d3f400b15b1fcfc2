import type { Answer, Press } from '../../app/door/bot.ts';
import type { RoomId } from '../../domain/ids.ts';
import { slackText } from '../../text/slack.ts';
import { BUTTON, type ButtonKind, type Data, type Opened, type Pressed } from './actions.ts';
import { inputsOn } from './nodes.ts';
import type { ActionPayload } from './payloads.ts';
import { answersOf, sameWindow } from './state.ts';
import { roomOf } from './people.ts';
import { behind, metadataOf, noteWindow, windowOf, workingWindow, type Origin } from './surfaces.ts';
import { PATIENCE_MS, type Visit } from './visit.ts';
import { hurried } from './work.ts';

/** A button was pressed: in a message, in a window or in the app's home. */

interface Place {
  readonly origin: Origin;
  /** The window that the button stands in. */
  readonly window: string | null;
  /** Whether what is done in rooms may be done from here: only where nobody else reads. */
  readonly closed: boolean;
  /** The shared room that it stands in. */
  readonly room: RoomId | null;
}

/** Slack names a private channel so in what it sends; only its members can see and press what stands there. */
const PRIVATE = 'privategroup';
/** And so the bot's chat with one person; its id begins with D. */
const ALONE = 'directmessage';

const placeOf = ({ container, channel, view }: ActionPayload, visit: Visit): Place => {
  const id = channel?.id ?? container.channel_id;
  const ts = container.message_ts;
  if (container.type === 'message' && id && ts) {
    const shared = channel?.name ? channel.name !== ALONE : !id.startsWith('D');
    return {
      origin: { at: 'message', channel: id, ts, shared },
      window: null,
      closed: shared && channel?.name === PRIVATE,
      room: shared ? roomOf(visit.who.team, id) : null,
    };
  }
  if (view?.type === 'modal') {
    const { origin } = metadataOf(view.private_metadata);
    const room = origin.at === 'message' && origin.shared ? roomOf(visit.who.team, origin.channel) : null;
    return { origin, window: view.id, closed: room !== null, room };
  }
  return { origin: { at: 'elsewhere' }, window: null, closed: false, room: null };
};

const isBoards = ({ verb, data }: Press): boolean => verb.startsWith('board.') || data['card'] === 'decision';
const isRooms = ({ verb }: Press): boolean => verb === 'room.claim' || verb === 'seat.claim';

/** What a board does is done in its own room, and whose a room is only in one that is closed to others. */
const mayHere = async (press: Press, { closed, room }: Place, visit: Visit): Promise<boolean> => {
  if (isRooms(press)) return closed;
  if (!isBoards(press)) return true;
  return closed && (room === null || (await visit.isBoards(room)));
};

/** The same button on the same rendering is the same press, however often it is clicked and however often Slack sends it. It says what was pressed: {@link Visit.press} hides that. */
const keyOf = ({ container, message, view, actions: [action] }: ActionPayload, visit: Visit): string => {
  const on = view
    ? `${view.id}:${view.hash}`
    : `${container.channel_id}:${container.message_ts}:${message?.edited?.ts ?? ''}`;
  return `${visit.who.team}:${visit.who.user}:${on}:${action?.action_id}:${action?.value ?? ''}`;
};

const pressOf = (kind: ButtonKind, value: unknown, body: ActionPayload, key: string, room: RoomId | null): Press => {
  switch (kind) {
    case 'open':
      return { verb: 'show', data: (value as Opened).show, key, room };
    case 'form':
      return { verb: 'show', data: value as Data, key, room };
    default: {
      const { verb, data, inputs } = value as Pressed;
      return { verb, data: inputs ? { ...data, ...answersOf(body.view?.state?.values) } : data, key, room };
    }
  }
};

export const onAction = async (body: ActionPayload, visit: Visit): Promise<void> => {
  const [action] = body.actions;
  const kind = action?.action_id.split(':')[0] as ButtonKind | undefined;
  // A link opens by itself, and a choice in a window is not sent before the window is.
  if (!action?.value || !kind || kind === BUTTON.link || !Object.hasOwn(BUTTON, kind)) return;
  const value: unknown = JSON.parse(action.value);
  const place = placeOf(body, visit);
  const { origin } = place;
  const press = pressOf(kind, value, body, keyOf(body, visit), place.room);
  if (!(await mayHere(press, place, visit))) {
    if (origin.at === 'message') await visit.whisper(origin.channel, slackText[visit.lang].onlyRoom);
    return;
  }

  const coming = visit.press(press);
  let window = place.window;
  if ((await hurried(coming, PATIENCE_MS)).late && window === null) {
    window = await visit.open(body.trigger_id, workingWindow(visit.lang, origin));
  }
  const answer = await coming;
  await answered(answer, { body, visit, place, window, opened: kind === BUTTON.open ? (value as Opened) : null });
  if (press.verb !== 'show' && answer.outcome === 'done') await visit.home();
};

interface Answering {
  readonly body: ActionPayload;
  readonly visit: Visit;
  readonly place: Place;
  /** Open already: the button's own, or the one that says that it takes a while. */
  readonly window: string | null;
  readonly opened: Opened | null;
}

const answered = async (answer: Answer, { body, visit, place, window, opened }: Answering): Promise<void> => {
  const { origin } = place;
  const lang = answer.lang ?? 'sv';
  const words = answer.notice ?? answer.summary;
  const show = async (view: Parameters<Visit['open']>[1]): Promise<void> => {
    const there =
      window === null ? (await visit.open(body.trigger_id, view)) !== null : await visit.replace(window, view);
    if (!there && origin.at === 'message') await visit.whisper(origin.channel, slackText[lang].late);
  };

  if (answer.outcome === 'fault') {
    if (place.window !== null && body.view) return show(sameWindow(body.view, words));
    if (origin.at === 'message' && window === null) return visit.whisper(origin.channel, words);
    return show(noteWindow(words, lang, origin));
  }
  if (opened) {
    const found = answer.outcome === 'done' ? behind(answer.card, opened.open, opened.with) : null;
    const turn = body.trigger_id.slice(-8);
    return show(found ? windowOf(found.card, { lang, origin, turn }, found.title) : noteWindow(words, lang, origin));
  }
  if (origin.at === 'message' && origin.shared) {
    // What was done shows in the board's message for all, through the relay; a refusal is for the one who pressed.
    if (window !== null) return show(noteWindow(words, lang, origin));
    const quiet = answer.outcome === 'done' && answer.notice === undefined;
    return quiet ? undefined : visit.whisper(origin.channel, words);
  }
  const isWindow = place.window !== null || origin.at === 'elsewhere' || inputsOn(answer.card).length > 0;
  if (isWindow || window !== null) await show(visit.window(answer.card, answer, origin));
  if (!isWindow && origin.at === 'message') await visit.rewrite(origin.channel, origin.ts, answer);
};
