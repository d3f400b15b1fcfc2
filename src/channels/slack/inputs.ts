import type { InputBlock } from '@slack/types';
import type { Lang } from '../../domain/ids.ts';
import { slackText } from '../../text/slack.ts';
import { LIMITS } from './limits.ts';
import { nodes, text, typeOf, UnknownElement, type Node } from './nodes.ts';
import { bare, escaped, plainText, short } from './text.ts';

/**
 * An input of a card as an input block. Its id is the action's; the block's id has `turn` behind it, because Slack keeps what
 * stands in a block of the same id when a view is replaced, and the next step may ask for the same thing anew.
 */

export const BLOCK_SEPARATOR = '~';

export interface InputContext {
  readonly lang: Lang;
  readonly turn: string;
}

type Element = InputBlock['element'];

const placeholderOf = (input: Node): { placeholder?: ReturnType<typeof plainText> } => {
  const words = bare(text(input, 'placeholder'));
  return words === '' ? {} : { placeholder: plainText(words, LIMITS.placeholder) };
};

const option = (choice: Node) => ({
  text: plainText(bare(text(choice, 'title')), LIMITS.option),
  value: text(choice, 'value'),
});

export type Option = ReturnType<typeof option>;

/** Slack takes no option without a value, and none longer than it can hold. */
export const optionsOf = (input: Node): Option[] =>
  nodes(input['choices'])
    .map(option)
    .filter(({ value }) => value !== '' && value.length <= LIMITS.optionValue);

const someOf = <K extends string>(key: K, list: readonly Option[]): { [key in K]?: Option[] } =>
  list.length === 0 ? {} : ({ [key]: list } as { [key in K]: Option[] });

const choiceElement = (input: Node, action_id: string): Element => {
  const options = optionsOf(input);
  if (options.length === 0) throw new UnknownElement(`a choice without choices (${action_id})`);
  const chosen = text(input, 'value').split(',');
  const initial = options.filter(({ value }) => chosen.includes(value));
  const first = initial.slice(0, 1);
  const few = input['style'] === 'expanded' && options.length <= LIMITS.ticks;
  if (input['isMultiSelect'] === true) {
    if (few) return { type: 'checkboxes', action_id, options, ...someOf('initial_options', initial) };
    if (options.length > LIMITS.options) {
      return {
        type: 'multi_external_select',
        action_id,
        min_query_length: 1,
        ...someOf('initial_options', initial),
        ...placeholderOf(input),
      };
    }
    return {
      type: 'multi_static_select',
      action_id,
      options,
      ...someOf('initial_options', initial),
      ...placeholderOf(input),
    };
  }
  const [initial_option] = first;
  const one = initial_option ? { initial_option } : {};
  if (few) return { type: 'radio_buttons', action_id, options, ...one };
  // More than Slack lists: they are asked for while somebody types.
  if (options.length > LIMITS.options) {
    return { type: 'external_select', action_id, min_query_length: 1, ...one, ...placeholderOf(input) };
  }
  return { type: 'static_select', action_id, options, ...one, ...placeholderOf(input) };
};

const MAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;

const textElement = (input: Node, action_id: string): Element => {
  const max = Math.min(Math.max(Number(input['maxLength']) || LIMITS.input, 1), LIMITS.input);
  const value = text(input, 'value').slice(0, max);
  const rest = { action_id, ...(value === '' ? {} : { initial_value: value }), ...placeholderOf(input) };
  // Slack checks the form of an address itself, and would refuse a view that begins with something else.
  if (input['style'] === 'Email' && (value === '' || MAIL.test(value))) return { type: 'email_text_input', ...rest };
  return { type: 'plain_text_input', ...rest, multiline: input['isMultiline'] === true, max_length: max };
};

const numberElement = (input: Node, action_id: string): Element => {
  const [min, max] = [Number(input['min'] ?? NaN), Number(input['max'] ?? NaN)];
  const value = text(input, 'value');
  const fits = /^-?\d{1,15}$/.test(value) && !(Number(value) < min) && !(Number(value) > max);
  return {
    type: 'number_input',
    is_decimal_allowed: false,
    action_id,
    ...(fits ? { initial_value: value } : {}),
    ...(Number.isFinite(min) ? { min_value: String(min) } : {}),
    ...(Number.isFinite(max) ? { max_value: String(max) } : {}),
    ...placeholderOf(input),
  };
};

const isDay = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);

const validDay = (value: string): boolean => {
  try {
    return isDay(value);
  } catch {
    return false;
  }
};

/** A box to tick. Where the sentence is too long for an option it is the label, and the option is a yes. */
const toggle = (input: Node, action_id: string, lang: Lang): { label: string; element: Element } => {
  const [label, title] = [bare(text(input, 'label')), bare(text(input, 'title'))];
  const long = label === '' || escaped(title).length > LIMITS.option;
  const yes = { text: plainText(long ? slackText[lang].yes : title, LIMITS.option), value: 'true' };
  const ticked = text(input, 'value') === 'true' ? { initial_options: [yes] } : {};
  return {
    label: long ? title || label : label,
    element: { type: 'checkboxes', action_id, options: [yes], ...ticked },
  };
};

const elementOf = (input: Node, action_id: string): Element => {
  switch (typeOf(input)) {
    case 'Input.Text':
      return textElement(input, action_id);
    case 'Input.Number':
      return numberElement(input, action_id);
    case 'Input.Date': {
      const value = text(input, 'value');
      return { type: 'datepicker', action_id, ...(validDay(value) ? { initial_date: value } : {}) };
    }
    case 'Input.Time': {
      const value = text(input, 'value');
      return {
        type: 'timepicker',
        action_id,
        ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? { initial_time: value } : {}),
      };
    }
    case 'Input.ChoiceSet':
      return choiceElement(input, action_id);
    default:
      throw new UnknownElement(typeOf(input));
  }
};

export const inputBlock = (input: Node, { lang, turn }: InputContext): InputBlock => {
  const id = text(input, 'id');
  const ticked = typeOf(input) === 'Input.Toggle' ? toggle(input, id, lang) : null;
  const label = ticked?.label ?? bare(text(input, 'label'));
  return {
    type: 'input',
    block_id: `${id}${BLOCK_SEPARATOR}${turn}`,
    label: plainText(short(label, LIMITS.label), LIMITS.label),
    element: ticked?.element ?? elementOf(input, id),
    optional: input['isRequired'] !== true,
  };
};
