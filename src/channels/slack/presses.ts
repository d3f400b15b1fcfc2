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
  /** Whether what the board does may be done from here. */
  readonly board: boolean;
}

/** Slack names a private channel so in what it sends; only its members can see and press what stands there. */
const PRIVATE = 'privategroup';

const placeOf = ({ container, channel, view }: ActionPayload, visit: Visit): Place => {
  const id = channel?.id ?? container.channel_id;
  const ts = container.message_ts;
  if (container.type === 'message' && id && ts) {
    const shared = visit.isBoardRoom(id);
    return {
      origin: { at: 'message', channel: id, ts, shared },
      window: null,
      board: shared && channel?.name === PRIVATE,
    };
  }
  if (view?.type === 'modal') {
    const { origin } = metadataOf(view.private_metadata);
    return { origin, window: view.id, board: origin.at === 'message' && origin.shared };
  }
  return { origin: { at: 'elsewhere' }, window: null, board: false };
};

const isBoards = ({ verb, data }: Press): boolean => verb.startsWith('board.') || data['card'] === 'decision';

/** The same button on the same rendering is the same press, however often it is clicked and however often Slack sends it. It says what was pressed: {@link Visit.press} hides that. */
const keyOf = ({ container, message, view, actions: [action] }: ActionPayload, visit: Visit): string => {
  const on = view
    ? `${view.id}:${view.hash}`
    : `${container.channel_id}:${container.message_ts}:${message?.edited?.ts ?? ''}`;
  return `${visit.who.team}:${visit.who.user}:${on}:${action?.action_id}:${action?.value ?? ''}`;
};

/** A conversation that others read too; Slack names so the bot's chat with one person. */
const ALONE = 'directmessage';

/** The shared room that it was pressed in, or that the window was opened from. */
const roomFrom = ({ channel }: ActionPayload, { origin }: Place, { who }: Visit): RoomId | null => {
  if (origin.at !== 'message') return null;
  return origin.shared || (channel && channel.name !== ALONE) ? roomOf(who.team, origin.channel) : null;
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
  const press = pressOf(kind, value, body, keyOf(body, visit), roomFrom(body, place, visit));
  if (isBoards(press) && !place.board) {
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
