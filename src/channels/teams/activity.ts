import { z } from 'zod';

/** What Teams hands in, as far as it is read here. It comes with a verified token; it is looked at all the same. */

const id = z.string().min(1).max(2_000);
const maybe = z.string().max(2_000).nullish();
const account = z.object({ id, name: maybe, aadObjectId: maybe });

const schema = z.object({
  type: id,
  id: maybe,
  name: maybe,
  action: maybe,
  text: z.string().nullish(),
  value: z.unknown().optional(),
  serviceUrl: id,
  from: account.nullish(),
  recipient: account.nullish(),
  conversation: z.object({ id, conversationType: maybe, tenantId: maybe }),
  channelData: z
    .object({
      tenant: z.object({ id: maybe }).nullish(),
      team: z.object({ name: maybe }).nullish(),
      channel: z.object({ name: maybe }).nullish(),
    })
    .nullish(),
  membersAdded: z.array(account).nullish(),
  entities: z.array(z.unknown()).nullish(),
  locale: maybe,
  localTimezone: maybe,
  replyToId: maybe,
});

export type Json = Readonly<Record<string, unknown>>;
export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Who did it. Teams knows everybody in a tenant by their object id in its directory. */
export interface Person {
  readonly user: string;
  readonly aad: string;
  readonly tenant: string;
  readonly name: string;
}

export interface Incoming {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly action: string;
  /** As written, less the mention of the bot. */
  readonly text: string;
  readonly value: Json | null;
  readonly serviceUrl: string;
  readonly conversation: string;
  /** A chat of the bot and one person; everything else is a room where others read too. */
  readonly personal: boolean;
  readonly tenant: string;
  /** Null where Teams itself did it. */
  readonly person: Person | null;
  readonly joined: readonly string[];
  /** What Teams calls the bot here. */
  readonly self: string;
  /** What the room is called; empty in a chat of two, and where Teams does not say. */
  readonly roomName: string;
  readonly locale: string;
  readonly zone: string;
  readonly replyTo: string | null;
}

const tag = (name: string): RegExp => new RegExp(`<at[^>]*>${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}</at>`, 'giu');

/** In a room the bot is spoken to by its name; what is meant stands beside it. */
const withoutMentions = (text: string, entities: readonly unknown[]): string => {
  const mentions = entities.flatMap((entity) => {
    const name =
      isJson(entity) && entity['type'] === 'mention' && isJson(entity['mentioned'])
        ? entity['mentioned']['name']
        : null;
    return typeof name === 'string' ? [name] : [];
  });
  return mentions
    .reduce((rest, name) => rest.replace(tag(name), ' '), text)
    .replaceAll(/&nbsp;|\s+/g, ' ')
    .trim();
};

const clientInfo = (entities: readonly unknown[]): Json => {
  const found = entities.find((entity) => isJson(entity) && entity['type'] === 'clientInfo');
  return isJson(found) ? found : {};
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Null where it is not an activity that anything here could be done with. */
export const readActivity = (body: unknown): Incoming | null => {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return null;
  const { type, serviceUrl, conversation, from, value, recipient } = parsed.data;
  const { team, channel } = parsed.data.channelData ?? {};
  const entities = parsed.data.entities ?? [];
  const info = clientInfo(entities);
  const tenant = conversation.tenantId ?? parsed.data.channelData?.tenant?.id ?? '';
  const aad = from?.aadObjectId ?? '';
  const isBot = from?.id === recipient?.id;
  return {
    type,
    id: parsed.data.id ?? '',
    name: parsed.data.name ?? '',
    action: parsed.data.action ?? '',
    text: withoutMentions(parsed.data.text ?? '', entities),
    value: isJson(value) ? value : null,
    serviceUrl,
    conversation: conversation.id,
    personal: conversation.conversationType === 'personal',
    tenant,
    person: from && aad !== '' && !isBot ? { user: from.id, aad, tenant, name: from.name ?? '' } : null,
    joined: (parsed.data.membersAdded ?? []).map((member) => member.id),
    self: recipient?.id ?? '',
    roomName: [team?.name, channel?.name].filter(Boolean).join(', '),
    locale: parsed.data.locale ?? text(info['locale']),
    zone: parsed.data.localTimezone ?? text(info['timezone']),
    replyTo: parsed.data.replyToId ?? null,
  };
};
