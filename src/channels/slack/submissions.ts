import type { ModalView } from '@slack/types';
import type { Answer } from '../../app/door/bot.ts';
import { slackText } from '../../text/slack.ts';
import { inputsOn } from './nodes.ts';
import { roomOf } from './people.ts';
import type { SubmissionPayload } from './payloads.ts';
import { answersOf, blockOf, sameWindow } from './state.ts';
import { metadataOf, noteWindow, workingWindow, type Metadata } from './surfaces.ts';
import { PATIENCE_MS, type Visit } from './visit.ts';
import { hurried } from './work.ts';

/** A window was sent. Slack takes what follows in the answer to its request; what comes too late for that is written into the window. */

export type Reply =
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: ModalView }
  | { readonly response_action: 'clear' }
  | undefined;

export type Acknowledge = (reply?: Reply) => Promise<void>;

/** Errors at their inputs, where every one of them stands in the window as it is. */
const errorsOf = (answer: Answer, { view }: SubmissionPayload): Record<string, string> | null => {
  const blocks = blockOf(view.state?.values);
  const found = Object.entries(answer.errors ?? {}).map(([input, words]) => [blocks.get(input), words] as const);
  return found.length > 0 && found.every(([block]) => block !== undefined)
    ? Object.fromEntries(found as [string, string][])
    : null;
};

/** Whether the answer stands where the window was opened from, so that the window can close. */
const standsThere = (answer: Answer, { origin }: Metadata): boolean =>
  answer.outcome === 'done' && origin.at === 'message' && (origin.shared || inputsOn(answer.card).length === 0);

const viewOf = (answer: Answer, body: SubmissionPayload, metadata: Metadata, visit: Visit): ModalView => {
  const { origin } = metadata;
  const lang = answer.lang ?? metadata.lang;
  const words = answer.notice ?? answer.summary;
  if (answer.outcome === 'fault') return sameWindow(body.view, words);
  const shared = origin.at === 'message' && origin.shared;
  if (shared && answer.outcome === 'invalid') return sameWindow(body.view, words);
  return shared ? noteWindow(words, lang, origin) : visit.window(answer.card, answer, origin);
};

const replyTo = (answer: Answer, body: SubmissionPayload, metadata: Metadata, visit: Visit): Reply => {
  const errors = errorsOf(answer, body);
  if (answer.outcome === 'invalid' && errors) return { response_action: 'errors', errors };
  if (standsThere(answer, metadata)) return { response_action: 'clear' };
  return { response_action: 'update', view: { ...viewOf(answer, body, metadata, visit), notify_on_close: true } };
};

/** What is done besides the window: the message that it came from shows how things are now. */
const elsewhere = async (answer: Answer, { origin }: Metadata, visit: Visit): Promise<void> => {
  if (answer.outcome !== 'done') return;
  if (origin.at === 'message' && origin.shared) {
    if (answer.notice !== undefined) await visit.whisper(origin.channel, answer.notice);
  } else if (origin.at === 'message' && inputsOn(answer.card).length === 0) {
    await visit.rewrite(origin.channel, origin.ts, answer);
  }
};

export const onSubmission = async (body: SubmissionPayload, visit: Visit, ack: Acknowledge): Promise<void> => {
  const { view } = body;
  const metadata = metadataOf(view.private_metadata);
  const { verb, origin } = metadata;
  if (verb === null) return ack();
  if (verb.startsWith('board.') && !(origin.at === 'message' && origin.shared)) {
    const words = slackText[metadata.lang].onlyRoom;
    return ack({ response_action: 'update', view: noteWindow(words, metadata.lang, origin) });
  }
  const data = { ...metadata.data, ...answersOf(view.state?.values) };
  const key = `${visit.who.team}:${visit.who.user}:${view.id}:${view.hash}`;
  const room = origin.at === 'message' && origin.shared ? roomOf(visit.who.team, origin.channel) : null;
  const coming = visit.press({ verb, data, key, room });
  const first = await hurried(coming, PATIENCE_MS);
  if (!first.late) await ack(replyTo(first.value, body, metadata, visit));
  else await ack({ response_action: 'update', view: workingWindow(metadata.lang, origin) });
  const answer = await coming;
  if (answer.outcome === 'done') visit.sent(view);
  if (first.late) await visit.replace(view.id, viewOf(answer, body, metadata, visit));
  await elsewhere(answer, metadata, visit);
  if (verb !== 'show' && answer.outcome === 'done') await visit.home();
};
