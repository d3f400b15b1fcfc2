import type { KnownBlock, ModalView } from '@slack/types';
import { slackText } from '../../text/slack.ts';
import type { Data } from './actions.ts';
import { LIMITS } from './limits.ts';
import type { Value, Values, ViewPayload } from './payloads.ts';
import { metadataOf } from './surfaces.ts';
import { plainText } from './text.ts';

/** What stands in a window's inputs. */

const answerOf = (value: Value): string => {
  if (value.selected_options) {
    const chosen = value.selected_options.flatMap((option) => option.value ?? []);
    return chosen.join(',');
  }
  return value.selected_option?.value ?? value.selected_date ?? value.selected_time ?? value.value ?? '';
};

/** By input id, as a card's inputs answer: everything is text, and several choices stand with commas. */
export const answersOf = (values: Values | undefined): Data =>
  Object.fromEntries(
    Object.values(values ?? {}).flatMap((block) => Object.entries(block).map(([id, value]) => [id, answerOf(value)])),
  );

/** Under which block each input stands. */
export const blockOf = (values: Values | undefined): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(values ?? {}).flatMap(([block, inputs]) => Object.keys(inputs).map((id) => [id, block] as const)),
  );

/** How an element says that it begins with this. */
const initialOf = (value: Value): Record<string, unknown> => {
  if (value.selected_options)
    return value.selected_options.length > 0 ? { initial_options: value.selected_options } : {};
  if (value.selected_option) return { initial_option: value.selected_option };
  if (value.selected_date) return { initial_date: value.selected_date };
  if (value.selected_time) return { initial_time: value.selected_time };
  return value.value ? { initial_value: value.value } : {};
};

const INITIAL = /^initial_/;

/** The blocks with what somebody had typed or chosen in them; told apart by the inputs' own ids, whatever the blocks are called. */
export const refilled = (blocks: readonly KnownBlock[], values: Values | undefined): KnownBlock[] => {
  const typed = new Map(Object.values(values ?? {}).flatMap((inputs) => Object.entries(inputs)));
  return blocks.map((block) => {
    if (block.type !== 'input') return block;
    const id = 'action_id' in block.element ? block.element.action_id : undefined;
    const value = id === undefined ? undefined : typed.get(id);
    if (!value || value.type !== block.element.type) return block;
    const rest = Object.fromEntries(Object.entries(block.element).filter(([key]) => !INITIAL.test(key)));
    return { ...block, element: { ...rest, ...initialOf(value) } } as KnownBlock;
  });
};

/** The window as it stands, with what was typed, and a sentence first. */
export const sameWindow = (view: ViewPayload, words: string): ModalView => {
  const { lang } = metadataOf(view.private_metadata);
  const named = (label: { text: string } | null | undefined, fallback: string) => ({
    type: 'plain_text' as const,
    text: label?.text ?? fallback,
    emoji: false,
  });
  return {
    type: 'modal',
    ...(view.callback_id === undefined ? {} : { callback_id: view.callback_id }),
    title: named(view.title, slackText[lang].name),
    close: named(view.close, slackText[lang].close),
    ...(view.submit ? { submit: named(view.submit, '') } : {}),
    private_metadata: view.private_metadata,
    notify_on_close: true,
    blocks: [
      { type: 'section', text: plainText(`⚠️ ${words}`, LIMITS.section) },
      ...refilled(view.blocks, view.state?.values),
    ].slice(0, LIMITS.view),
  };
};
