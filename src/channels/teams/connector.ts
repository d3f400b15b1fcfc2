import { setTimeout as delay } from 'node:timers/promises';
import { TextFormatTypes, type Activity } from 'botbuilder';
import { AuthenticationConstants, ClaimsIdentity, type ConnectorClient } from 'botframework-connector';
import type { CardJson } from '../../app/ports.ts';
import type { TeamsAuthentication } from './auth.ts';

/** Teams' own door, for what the bot sends. Each call is one request: waiting and trying again are the sender's. */

/** A conversation, and through which of Teams' services it is reached. */
export interface Place {
  readonly conversation: string;
  readonly serviceUrl: string;
}

export interface Said {
  readonly card?: CardJson;
  readonly text?: string;
  /** For notifications and screen readers. */
  readonly summary: string;
}

/** Somebody in a conversation, as Teams knows them. */
export interface RosterEntry {
  /** What Teams calls them towards this bot. */
  readonly user: string;
  readonly aad: string;
  readonly name: string;
  readonly mail: string;
  /** The name they sign in by; a link to a chat is made of it. */
  readonly principal: string;
}

/** What Teams answered, when it did not do it. */
export class Refusal extends Error {
  override readonly name = 'TeamsRefusal';
  /** 0: no answer came. */
  readonly status: number;
  /** In ms, where Teams said so. */
  readonly retryAfter: number | null;
  constructor(status: number, code: string, retryAfter: number | null) {
    super(code === '' ? `teams ${status}` : `teams ${status} ${code}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** What it asks of Teams throws a {@link Refusal} where Teams does not do it. */
export interface Connector {
  /** False where Microsoft does not know the bot by its id, key and tenant; true too where nobody answers. */
  known(): Promise<boolean>;
  /** When a request can go out at once: with what it takes to make one, and a token that holds. */
  ready(serviceUrl: string): Promise<void>;
  /** Answers the new message's id. */
  post(place: Place, said: Said): Promise<string>;
  replace(place: Place, id: string, said: Said): Promise<void>;
  /** A chat with one person of this tenant; answers its conversation id. */
  openChat(to: { readonly serviceUrl: string; readonly tenant: string; readonly user: string }): Promise<string>;
  member(place: Place, user: string): Promise<RosterEntry>;
}

/** Where Teams is reached from anywhere, until a conversation says which of its services is nearer. */
export const ANY_SERVICE = 'https://smba.trafficmanager.net/teams';
const REFUSED_KEYS: readonly string[] = ['invalid_client', 'unauthorized_client'];
const UNAUTHORIZED = 401;
const CARD = 'application/vnd.microsoft.card.adaptive';
/** Nothing of Teams' is worth waiting longer for, in ms. */
const TIMEOUT_MS = 6_000;

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Microsoft does not know the bot by its id, key and tenant. */
const isRefusedKey = (error: unknown): boolean => isJson(error) && REFUSED_KEYS.includes(text(error['errorCode']));

/** The part of an error of the SDK's that says why; never its message, which may quote the activity. */
const refusalOf = (error: unknown): Refusal => {
  if (!isJson(error)) return new Refusal(0, '', null);
  if (isRefusedKey(error)) return new Refusal(UNAUTHORIZED, text(error['errorCode']), null);
  const status = typeof error['statusCode'] === 'number' ? error['statusCode'] : 0;
  const details = isJson(error['details']) ? error['details'] : isJson(error['body']) ? error['body'] : {};
  const inner = isJson(details['error']) ? details['error'] : details;
  const code = text(inner['code'])
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 60);
  const response = isJson(error['response']) ? error['response'] : {};
  const headers = response['headers'] as { get?: (name: string) => string | undefined } | undefined;
  const seconds = Number(headers?.get?.('retry-after') ?? Number.NaN);
  return new Refusal(status, code, Number.isFinite(seconds) ? seconds * 1000 : null);
};

const entryOf = (account: unknown): RosterEntry => {
  const member = isJson(account) ? account : {};
  const aad = text(member['aadObjectId']) || text(member['objectId']);
  const principal = text(member['userPrincipalName']);
  const mail = text(member['email']);
  return { user: text(member['id']), aad, name: text(member['name']), mail: mail || principal, principal };
};

interface Request {
  readonly method: string;
}
interface Pipeline {
  removePolicy(which: { readonly phase: 'Retry' }): unknown;
  addPolicy(
    policy: {
      readonly name: string;
      sendRequest<T>(request: Request, next: (request: Request) => Promise<T>): Promise<T>;
    },
    where: { readonly afterPhase: 'Sign' },
  ): void;
}

/** `gate`: waited for by each message as the last thing before it leaves. */
export const connectorFor = (
  authentication: TeamsAuthentication,
  appId: string,
  gate: () => Promise<void>,
): Connector => {
  const bot = { id: `28:${appId}`, name: 'Handslag' };
  const clients = new Map<string, Promise<ConnectorClient>>();

  const made = async (serviceUrl: string): Promise<ConnectorClient> => {
    const us = new ClaimsIdentity([
      { type: AuthenticationConstants.AudienceClaim, value: appId },
      { type: AuthenticationConstants.AppIdClaim, value: appId },
      { type: AuthenticationConstants.ServiceUrlClaim, value: serviceUrl },
    ]);
    const client = await authentication.createConnectorFactory(us).create(serviceUrl);
    const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
    // The SDK would try 429 and 5xx again by itself, one request holding up all that stand behind it.
    pipeline.removePolicy({ phase: 'Retry' });
    const gated = {
      name: 'pace',
      sendRequest: async <T>(request: Request, next: (request: Request) => Promise<T>): Promise<T> => {
        if (request.method !== 'GET') await gate();
        return next(request);
      },
    };
    pipeline.addPolicy(gated, { afterPhase: 'Sign' });
    return client;
  };

  /** One a service: making one costs more than a request. There are as many as Teams has regions. */
  const client = (serviceUrl: string): Promise<ConnectorClient> => {
    const known = clients.get(serviceUrl);
    if (known) return known;
    const fresh = made(serviceUrl);
    clients.set(serviceUrl, fresh);
    fresh.catch(() => clients.delete(serviceUrl));
    return fresh;
  };

  let token: Promise<unknown> | null = null;

  /** A token is asked for once, however many wait for it. */
  const withToken = async (serviceUrl: string): Promise<void> => {
    const { credentials } = await client(serviceUrl);
    token ??= (credentials as unknown as { getToken(): Promise<string> }).getToken().finally(() => {
      token = null;
    });
    await token;
  };

  const asked = async <T>(serviceUrl: string, ask: (client: ConnectorClient) => Promise<T>): Promise<T> => {
    try {
      return await ask(await client(serviceUrl));
    } catch (error) {
      throw refusalOf(error);
    }
  };

  const options = () => ({ timeout: TIMEOUT_MS });

  const activity = ({ conversation }: Place, { card, text: words, summary }: Said): Partial<Activity> => ({
    type: 'message',
    from: { ...bot },
    conversation: { id: conversation } as Activity['conversation'],
    summary,
    ...(words === undefined ? {} : { text: words, textFormat: TextFormatTypes.Plain }),
    ...(card ? { attachments: [{ contentType: CARD, content: card }] } : {}),
    // What the bot says by itself is to be seen in the activity feed, with the summary as its line.
    channelData: { notification: { alert: true } },
  });

  return {
    known: () => {
      const answer = withToken(ANY_SERVICE).then(
        () => true,
        (error: unknown) => !isRefusedKey(error),
      );
      return Promise.race([answer, delay(TIMEOUT_MS, true, { ref: false })]);
    },
    ready: (serviceUrl) =>
      withToken(serviceUrl).catch((error: unknown) => {
        throw refusalOf(error);
      }),
    post: (place, said) =>
      asked(place.serviceUrl, async ({ conversations }) => {
        const { id } = await conversations.sendToConversation(place.conversation, activity(place, said), options());
        return id;
      }),
    replace: (place, id, said) =>
      asked(place.serviceUrl, async ({ conversations }) => {
        await conversations.updateActivity(place.conversation, id, { ...activity(place, said), id }, options());
      }),
    openChat: ({ serviceUrl, tenant, user }) =>
      asked(serviceUrl, async ({ conversations }) => {
        const wanted = {
          isGroup: false,
          bot,
          members: [{ id: user, name: '' }],
          tenantId: tenant,
          channelData: { tenant: { id: tenant } },
        };
        const { id } = await conversations.createConversation(wanted, options());
        return id;
      }),
    member: (place, user) =>
      asked(place.serviceUrl, async ({ conversations }) =>
        entryOf(await conversations.getConversationMember(place.conversation, user, options())),
      ),
  };
};
