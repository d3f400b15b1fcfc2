import { createHash } from 'node:crypto';
import type { Answer } from '../../app/door/bot.ts';
import type { Inbound } from '../../app/inbound.ts';
import type { AccountId, CardJson, RoomId } from '../../app/ports.ts';
import { teamsText } from '../../text/teams.ts';
import { isJson, type Incoming, type Json, type Person } from './activity.ts';
import { CARRIED, forBoardMember, forReader } from './cards.ts';
import type { Connector, Said } from './connector.ts';
import { langOf, accountOf, zoneOf, type Directory, type Known } from './directory.ts';
import type { Sender } from './send.ts';
import { TEAMS } from './settings.ts';

/** Activities in, presses and words to the bot, and what Teams is to show for it. */

/** What is answered to the request itself. */
export interface Reply {
  readonly status: number;
  readonly body?: Json;
}

interface Deps {
  readonly inbound: Inbound;
  readonly directory: Directory;
  readonly connector: Connector;
  readonly sender: Sender;
  readonly zone: string;
  /** Work that goes on after the request has been answered. */
  readonly afterwards: (work: Promise<void>) => void;
  /** What a press is known by when it is stored. */
  readonly pressKey: (what: string) => string;
}

const OK: Reply = { status: 200 };
const shows = (type: string, value: unknown): Reply => ({ status: 200, body: { statusCode: 200, type, value } });
const showCard = (card: CardJson): Reply => shows('application/vnd.microsoft.card.adaptive', card);
/** A sentence for the presser; the card stays as it is. Never a status of 400 or more: Teams would say that the app is broken. */
const showMessage = (text: string): Reply => shows('application/vnd.microsoft.activity.message', text);

const keepsCard = (message: string): Reply => ({
  status: 200,
  body: { statusCode: 403, type: 'application/vnd.microsoft.error', value: { code: 'notShown', message } },
});

interface Pressed {
  readonly verb: string;
  readonly data: Json;
  readonly drawing: string | null;
}

/** Both ways of pressing: an Action.Execute says its verb, and an Action.Submit carries it in its data. */
const pressOf = (verb: unknown, value: unknown): Pressed | null => {
  if (!isJson(value)) return null;
  const { [CARRIED]: carried, ...data } = value;
  const { drawing, verb: carriedVerb } = isJson(carried) ? carried : {};
  const named = typeof verb === 'string' ? verb : carriedVerb;
  return typeof named === 'string'
    ? { verb: named, data, drawing: typeof drawing === 'string' ? drawing : null }
    : null;
};

const sorted = (data: Json): string => JSON.stringify(Object.entries(data).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Names a press. Teams gives every click an id of its own, a double click two; what stays the same is what the card carries:
 * the same button with the same inputs on the same drawing is one press, by the same person. A card that carries nothing
 * of ours (an old one) is known by the activity.
 */
const keyOf = ({ verb, data, drawing }: Pressed, { id }: Incoming, account: AccountId): string => {
  const of = drawing === null ? [id, verb] : [drawing, verb, sorted(data)];
  return [account, ...of].join('\n');
};

/** What is done in a room. Everything else is somebody's own, and drawn in their own chat alone. */
const isShared = ({ verb, data }: Pressed): boolean =>
  verb.startsWith('board.') ||
  verb === 'room.claim' ||
  verb === 'seat.claim' ||
  (verb === 'show' && data['card'] === 'decision');

/** The thread is a part of the channel's conversation id. */
const channelOf = (conversation: string): string => conversation.replace(/;messageid=.*$/, '');

const roomOf = ({ personal, conversation }: Incoming): RoomId | null =>
  personal ? null : `${TEAMS}:${channelOf(conversation)}`;

type SaidOf = Pick<Known, 'name' | 'mail' | 'lang' | 'zone'>;

const sameWay = (a: Known, b: Known): boolean =>
  a.user === b.user && a.conversation === b.conversation && a.serviceUrl === b.serviceUrl && a.unreachable === null;
const sameSaid = (a: SaidOf, b: SaidOf): boolean =>
  a.name === b.name && a.mail === b.mail && a.lang === b.lang && a.zone === b.zone;

/** An organisation as its people know it: by what stands behind the @ where they sign in. */
const placeOf = ({ principal, mail }: Pick<Known, 'principal' | 'mail'>): string =>
  (principal || mail).split('@')[1]?.toLowerCase() ?? '';

export const makeReceive = ({ inbound, directory, connector, sender, zone, afterwards, pressKey }: Deps) => {
  const { bot } = inbound;

  /** What the activity does not say of somebody; without it when Teams does not answer. */
  const lookUp = async (
    incoming: Incoming,
    { user }: Person,
  ): Promise<{ name: string; mail: string; principal: string }> => {
    const { serviceUrl, conversation } = incoming;
    return connector.member({ serviceUrl, conversation }, user).catch((error: unknown) => {
      inbound.log.warn('teams.member', { reason: error instanceof Error ? error.message : 'unknown' });
      return { name: '', mail: '', principal: '' };
    });
  };

  const arrive = async (known: Known): Promise<void> => {
    const { account, name, mail, lang, zone: theirs, tenant } = known;
    await inbound.arrive({ account, name, mail, lang, zone: theirs, home: tenant, place: placeOf(known) });
    await directory.save(known);
  };

  /** Makes whoever did something known, and keeps how they are reached and what Teams says of them now. */
  const meet = async (incoming: Incoming, person: Person): Promise<AccountId> => {
    const account = accountOf(person);
    const known = (await directory.find([account])).get(account);
    const conversation = incoming.personal ? incoming.conversation : (known?.conversation ?? null);
    const { aad, tenant, user } = person;
    const { serviceUrl } = incoming;
    const asked = known ? null : await lookUp(incoming, person);
    const fresh: Known = {
      account,
      aad,
      tenant,
      user,
      conversation,
      principal: asked?.principal ?? known?.principal ?? '',
      name: [asked?.name, person.name, known?.name].find(Boolean) ?? '',
      mail: asked?.mail ?? known?.mail ?? '',
      lang: known && incoming.locale === '' ? known.lang : langOf(incoming.locale),
      zone: incoming.zone === '' ? (known?.zone ?? zone) : zoneOf(incoming.zone, zone),
      serviceUrl,
      unreachable: null,
    };
    if (!known || !sameSaid(known, fresh)) await arrive(fresh);
    else if (!sameWay(known, fresh)) await directory.save(fresh);
    if (known?.principal === '') {
      // Teams did not answer the first time. Nobody waits for it now.
      const found = lookUp(incoming, person).then(({ principal, mail }) =>
        principal === '' ? undefined : arrive({ ...fresh, principal, mail }),
      );
      afterwards(found);
    }
    return account;
  };

  const answerIn = (incoming: Incoming, what: string, said: Said, replaces: string | null = null): Reply => {
    const { conversation, serviceUrl, id } = incoming;
    const name = createHash('sha256').update(`${conversation}\n${id}`).digest('base64url').slice(0, 24);
    afterwards(sender.answer(`${what}:${name}`, { conversation, serviceUrl }, said, replaces));
    return OK;
  };

  const cardFor = async ({ card, chat }: Answer): Promise<CardJson> =>
    forReader(card, { chat: await sender.chatWith(chat) });

  /** In a room: the board's card, as the one who pressed sees it; whatever else it came to is said to them alone. */
  const inRoom = async (answer: Answer, room: RoomId): Promise<CardJson | string> => {
    if (answer.outcome !== 'done') return answer.notice ?? answer.summary;
    return forBoardMember(answer.card, await sender.boardUsers(room));
  };

  const press = async (pressed: Pressed, incoming: Incoming, account: AccountId): Promise<CardJson | string> => {
    // What is private is not drawn where others read, whoever asks for it there.
    if (!incoming.personal && !isShared(pressed)) return teamsText[langOf(incoming.locale)].onlyPrivately;
    const { verb, data } = pressed;
    const room = roomOf(incoming);
    const key = pressKey(keyOf(pressed, incoming, account));
    const answer = await bot.press({ verb, data, key, room }, account);
    if (room !== null) return inRoom(answer, room);
    return answer.outcome === 'fault' ? answer.summary : cardFor(answer);
  };

  const execute = async (incoming: Incoming, account: AccountId): Promise<Reply> => {
    const action = incoming.value?.['action'];
    const pressed = isJson(action) ? pressOf(action['verb'], action['data'] ?? {}) : null;
    if (!pressed) return showMessage(teamsText[langOf(incoming.locale)].done);
    const shown = await press(pressed, incoming, account);
    if (typeof shown !== 'string') return showCard(shown);
    // Teams asked by itself: it then shows the card as it stands for all.
    return isJson(action) && action['trigger'] === 'automatic' ? keepsCard(shown) : showMessage(shown);
  };

  /** Pressed in a client without Action.Execute: the card's message is replaced, a little later. */
  const submit = async (pressed: Pressed, incoming: Incoming, account: AccountId): Promise<Reply> => {
    const shown = await press(pressed, incoming, account);
    if (typeof shown === 'string') return answerIn(incoming, 'submit', { text: shown, summary: shown });
    // In a room all would see what the presser sees; the relay updates that card.
    if (!incoming.personal) return OK;
    const summary = teamsText[langOf(incoming.locale)].done;
    return answerIn(incoming, 'submit', { card: shown, summary }, incoming.replyTo);
  };

  const message = async (incoming: Incoming, account: AccountId): Promise<Reply> => {
    const pressed = incoming.value ? pressOf(undefined, incoming.value) : null;
    if (pressed) return submit(pressed, incoming, account);
    if (!incoming.personal) {
      const text = teamsText[langOf(incoming.locale)].onlyPrivately;
      return answerIn(incoming, 'room', { text, summary: text });
    }
    const answer = await bot.say(incoming.text, account);
    return answerIn(incoming, 'say', { card: await cardFor(answer), summary: answer.summary });
  };

  const greet = async (incoming: Incoming, account: AccountId): Promise<Reply> => {
    if (!incoming.personal || !(await directory.mayGreet(account))) return OK;
    const answer = await bot.say('start', account);
    return answerIn(incoming, 'greet', { card: await cardFor(answer), summary: answer.summary });
  };

  const byPerson = async (incoming: Incoming, person: Person): Promise<Reply> => {
    const account = await meet(incoming, person);
    switch (incoming.type) {
      case 'message':
        return message(incoming, account);
      case 'invoke':
        return incoming.name === 'adaptiveCard/action' ? execute(incoming, account) : { status: 501 };
      case 'installationUpdate':
        return incoming.action.startsWith('add') ? greet(incoming, account) : OK;
      case 'conversationUpdate':
        return incoming.joined.length > 0 ? greet(incoming, account) : OK;
      default:
        return OK;
    }
  };

  /** An activity whose token was good. */
  return async (incoming: Incoming): Promise<Reply> => {
    const { personal, conversation, serviceUrl, tenant, person, type, action, joined, self, roomName } = incoming;
    if (!personal) await directory.saveRoom(channelOf(conversation), serviceUrl, tenant);
    // Teams tells of an installation in two ways, and not always in both.
    const added = type === 'installationUpdate' ? action.startsWith('add') : joined.includes(self);
    const room = roomOf(incoming);
    if (room && added) await inbound.invited(room, roomName);
    const gone = type === 'installationUpdate' && action.startsWith('remove');
    if (gone && person && personal) await directory.unreachable(accountOf(person), 'removed');
    if (!person || gone) return type === 'invoke' ? { status: 501 } : OK;
    return byPerson(incoming, person);
  };
};
