import { ConfigurationBotFrameworkAuthentication, StatusCodes, type Activity } from 'botbuilder';
import {
  AuthenticationError,
  ConnectorFactory,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  type ConnectorClient,
} from 'botframework-connector';
import { isService } from './services.ts';
import type { TeamsSettings } from './settings.ts';

/**
 * Who may hand in activities. The SDK checks signature, times, audience, endorsements and the service's address; what stands
 * here is asked first, costs no key lookup, and mends four things in 4.23.3:
 * - every token with a new tenant in it, signed or not, makes a list of the SDK's longer, for good;
 * - an activity without `serviceUrl` is held against no token's;
 * - a signature that does not verify is a fault (500) and not a refusal (401);
 * - a token of the bot's own tenant, as the emulator has, says nothing of the service that it is for, and may be anybody's who
 *   signed in. Such a one is taken from Microsoft's playground alone, where the settings allow that.
 */

const CHANNEL_ISSUER = 'https://api.botframework.com';
/** Microsoft's own tenant, by which the emulator's tokens were issued before it took a tenant's. */
const EMULATOR_TENANT = 'd6d49420-f39b-4df7-a1dc-d59a935871db';
const ALGORITHMS: readonly unknown[] = ['RS256', 'RS384', 'RS512'];
const LONGEST_TOKEN = 8_192;
/** As the SDK has it, in seconds. */
const TOLERANCE = 300;

/** Why a request is not Teams'. For the log: no more than this, and nothing of the token. */
export type Reason =
  | 'algorithm'
  | 'audience'
  | 'channel'
  | 'delegated'
  | 'expired'
  | 'issuer'
  | 'no bearer token'
  | 'no serviceUrl'
  | 'not a token'
  | 'not yet valid'
  | 'service'
  | 'signature'
  | 'tenant'
  | 'tenant of the token';

export class RefusedRequest extends AuthenticationError {
  readonly reason: Reason;
  constructor(reason: Reason) {
    super(reason, StatusCodes.UNAUTHORIZED);
    this.reason = reason;
  }
}

const refusal = (reason: Reason): RefusedRequest => new RefusedRequest(reason);

type Json = Readonly<Record<string, unknown>>;

const decoded = (part: string | undefined): Json => {
  try {
    const json: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Json;
  } catch {
    // Not a token: said below.
  }
  throw refusal('not a token');
};

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const seconds = (value: unknown): number | null => (typeof value === 'number' ? value : null);

interface Sender {
  readonly channelId?: unknown;
  readonly serviceUrl?: unknown;
  readonly conversation?: { readonly tenantId?: unknown } | null;
  readonly channelData?: { readonly tenant?: { readonly id?: unknown } | null } | null;
}

/** Every tenant that an activity says it is from; Teams says so twice. */
const tenantsOf = ({ conversation, channelData }: Sender): readonly unknown[] =>
  [conversation?.tenantId, channelData?.tenant?.id].filter((tenant) => tenant !== undefined && tenant !== null);

/** Makes clients for Teams' own services, and for nobody else's: with a client goes the bot's token. */
class ServicesOnly extends ConnectorFactory {
  readonly #factory: ConnectorFactory;
  readonly #playground: boolean;

  constructor(factory: ConnectorFactory, playground: boolean) {
    super();
    this.#factory = factory;
    this.#playground = playground;
  }

  override async create(serviceUrl: string, audience?: string): Promise<ConnectorClient> {
    if (!isService(serviceUrl, this.#playground)) throw refusal('service');
    return this.#factory.create(serviceUrl, audience);
  }
}

export class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #appId: string;
  readonly #issuers: ReadonlySet<unknown>;
  readonly #ownTenants: ReadonlySet<unknown>;
  readonly #tenants: ReadonlySet<unknown>;
  readonly #playground: boolean;

  constructor({ appId, password, tenant, tenants, allowPlayground }: TeamsSettings) {
    super({
      MicrosoftAppId: appId,
      MicrosoftAppPassword: password,
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: tenant,
    });
    this.#appId = appId;
    this.#tenants = new Set(tenants);
    this.#ownTenants = new Set([tenant, EMULATOR_TENANT]);
    const ofTenant = [tenant, EMULATOR_TENANT].flatMap((id) => [
      `https://sts.windows.net/${id}/`,
      `https://login.microsoftonline.com/${id}/v2.0`,
    ]);
    this.#playground = allowPlayground;
    this.#issuers = new Set([CHANNEL_ISSUER, ...(allowPlayground ? ofTenant : [])]);
  }

  override createConnectorFactory(identity: ClaimsIdentity): ConnectorFactory {
    return new ServicesOnly(super.createConnectorFactory(identity), this.#playground);
  }

  /** @throws AuthenticationError (401) for whatever is not Teams, or not one of our tenants; anything else is a fault. */
  override async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    this.#plausible(authHeader);
    this.#fromTeams(activity);
    try {
      return await super.authenticateRequest(activity, authHeader);
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (/^(JsonWebToken|NotBefore|TokenExpired)Error$/.test(name)) throw refusal('signature');
      throw error;
    }
  }

  /** Whether it could be a token for us, going by what it says of itself. */
  #plausible(authHeader: string): void {
    const [scheme, token = '', ...rest] = authHeader.split(' ');
    if (scheme !== 'Bearer' || rest.length > 0 || token.length > LONGEST_TOKEN) throw refusal('no bearer token');
    const parts = token.split('.');
    if (parts.length !== 3) throw refusal('not a token');
    if (!ALGORITHMS.includes(decoded(parts[0])['alg'])) throw refusal('algorithm');
    const { iss, tid, aud, exp, nbf, scp, oid, sub } = decoded(parts[1]);
    if (!this.#issuers.has(iss)) throw refusal('issuer');
    if (tid !== undefined && !this.#ownTenants.has(tid)) throw refusal('tenant of the token');
    if (aud !== this.#appId) throw refusal('audience');
    // An app's own token names the app alone: what was given on somebody's behalf has a scope, and them beside it.
    if (scp !== undefined || (oid !== undefined && oid !== sub)) throw refusal('delegated');
    const now = Date.now() / 1000;
    if ((seconds(exp) ?? 0) < now - TOLERANCE) throw refusal('expired');
    if ((seconds(nbf) ?? 0) > now + TOLERANCE) throw refusal('not yet valid');
  }

  #fromTeams(activity: Sender): void {
    const serviceUrl = text(activity.serviceUrl);
    if (serviceUrl === null) throw refusal('no serviceUrl');
    if (!isService(serviceUrl, this.#playground)) throw refusal('service');
    if (activity.channelId !== 'msteams') throw refusal('channel');
    const from = tenantsOf(activity);
    if (from.length === 0 || !from.every((tenant) => this.#tenants.has(tenant))) throw refusal('tenant');
  }
}
