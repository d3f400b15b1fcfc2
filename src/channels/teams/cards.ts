import { randomUUID } from 'node:crypto';
import type { CardJson, ChatOffer } from '../../app/ports.ts';
import { isJson, type Json } from './activity.ts';

/** A card as Teams takes it: our Adaptive Card, with what only Teams has. */

/**
 * What a button carries beside its data; Teams hands it back as it was, however often and however late. `drawing`: of this drawing of
 * the card, so that a press on it is told from a press on another. `verb`: of an Action.Submit, which has none of its own.
 */
export const CARRIED = 'handslag';

const typeOf = (node: Json): unknown => node['type'];
const walk = (node: unknown, change: (item: Json) => Json): unknown => {
  if (Array.isArray(node)) return node.map((item) => walk(item, change));
  if (!isJson(node)) return node;
  const inner = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'data' ? value : walk(value, change)]),
  );
  return change(inner);
};

const isExecute = (item: Json): boolean => typeOf(item) === 'Action.Execute';

/** Every button says which drawing it stands on, and what to do instead where a client does not know Action.Execute. */
const pressable =
  (drawing: string) =>
  (item: Json): Json => {
    if (!isExecute(item)) return item;
    const { title, verb, associatedInputs } = item;
    const data = isJson(item['data']) ? item['data'] : {};
    const submit = {
      type: 'Action.Submit',
      title,
      data: { ...data, [CARRIED]: { drawing, verb } },
      ...(associatedInputs === undefined ? {} : { associatedInputs }),
    };
    return { ...item, data: { ...data, [CARRIED]: { drawing } }, fallback: submit };
  };

/** What a chat's button opens: a chat of the two in Teams, with the first line written. */
export const chatLink = (principal: string, firstLine: string): string =>
  `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(principal)}&message=${encodeURIComponent(firstLine)}`;

const withChat = (card: CardJson, { title }: ChatOffer, url: string): CardJson => {
  const actions = Array.isArray(card['actions']) ? (card['actions'] as unknown[]) : [];
  return { ...card, actions: [{ type: 'Action.OpenUrl', title, url }, ...actions] };
};

export interface Extras {
  /** Where both are in Teams: how the other signs in. */
  readonly chat?: { readonly offer: ChatOffer; readonly principal: string } | null;
}

/** For one reader: all its buttons. */
export const forReader = (card: CardJson, { chat }: Extras = {}): CardJson => {
  const drawn = walk(card, pressable(randomUUID())) as CardJson;
  return chat ? withChat(drawn, chat.offer, chatLink(chat.principal, chat.offer.firstLine)) : drawn;
};

const actionsOf = (card: CardJson): readonly Json[] =>
  Array.isArray(card['actions']) ? (card['actions'] as unknown[]).filter(isJson) : [];

/** What a card in a room is about; null where it has nothing to press. */
const aboutOf = (card: CardJson): string | null => {
  for (const action of actionsOf(card)) {
    const id = isJson(action['data']) ? action['data']['id'] : null;
    if (isExecute(action) && typeof id === 'string' && id.startsWith('registration:')) return id;
  }
  return null;
};

const MOST_REFRESHED = 60;

/** Teams asks anew for these people, as soon as they see the card. */
const refreshed = (about: string, users: readonly string[]): Json => ({
  action: { type: 'Action.Execute', verb: 'show', data: { v: 1, type: 'decision', card: 'decision', about } },
  userIds: users.slice(0, MOST_REFRESHED),
});

/** What those see of the board's card who are on the board. */
export const forBoardMember = (card: CardJson, users: readonly string[]): CardJson => {
  const about = aboutOf(card);
  const drawn = forReader(card);
  return about === null || users.length === 0 ? drawn : { ...drawn, refresh: refreshed(about, users) };
};

/**
 * What everybody in the board's channel sees: how it stands, and no buttons. Teams then shows those on the board their own.
 * Where nobody on the board is known in Teams yet, the buttons stand there for all; who may not press is told so.
 */
export const forRoom = (card: CardJson, users: readonly string[]): CardJson => {
  const about = aboutOf(card);
  if (about === null || users.length === 0) return forReader(card);
  const { actions: _, ...state } = card;
  return { ...state, type: 'AdaptiveCard', refresh: refreshed(about, users) };
};
