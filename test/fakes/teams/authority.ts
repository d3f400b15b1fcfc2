import { createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { generate } from 'selfsigned';

/** Microsoft's three names for who is who: keys, and tokens for keys. Everything it hands out is checked as the real one's is. */

const { redirect } = createRequire(import.meta.url)('./preload.cjs') as {
  redirect: (port: number, ca?: string) => void;
};

export const APP = '6f1c2f9e-0000-4000-8000-00000000a001';
export const PASSWORD = 'a secret of the tests';
export const TENANT = '11111111-2222-4333-8444-555555555555';
export const OTHER_TENANT = '99999999-2222-4333-8444-555555555555';
export const CHANNEL_ISSUER = 'https://api.botframework.com';

export interface Key {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly endorsements: readonly string[] | null;
}

const aKey = (kid: string, endorsements: readonly string[] | null): Key => ({
  kid,
  endorsements,
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }),
});

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export type Claims = Readonly<Record<string, unknown>>;

export class Authority {
  readonly channelKey = aKey('channel', ['msteams']);
  /** Of another channel of the same service: a web chat, say. */
  readonly otherKey = aKey('other', ['webchat']);
  readonly tenantKey = aKey('tenant', null);
  /** Every request that reached it. */
  readonly asked: string[] = [];
  readonly issued = new Set<string>();
  /** The bot's key has run out. */
  refusing = false;
  /** How long a token holds, in seconds. */
  lasts = 3_600;
  certificate = '';
  port = 0;
  #close: () => Promise<void> = async () => undefined;

  async start(): Promise<this> {
    const names = ['login.microsoftonline.com', 'login.botframework.com', 'api.botframework.com'];
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'the tests' }], {
      keySize: 2048,
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
      ],
    });
    this.certificate = cert;
    const server = createServer({ cert, key }, (req, res) => void this.#answer(req, res));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.#close = () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    return this;
  }

  /** This process's requests to Microsoft come here from now on. */
  here(): this {
    redirect(this.port, this.certificate);
    return this;
  }

  close(): Promise<void> {
    return this.#close();
  }

  #jwks(keys: readonly Key[]) {
    return {
      keys: keys.map(({ kid, publicKey, endorsements }) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid,
        use: 'sig',
        ...(endorsements ? { endorsements } : {}),
      })),
    };
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { host = '' } = req.headers;
    const path = (req.url ?? '').split('?')[0] ?? '';
    this.asked.push(`${req.method} ${host}${path}`);
    const send = (body: unknown, status = 200): void => {
      res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    const login = 'https://login.microsoftonline.com';
    if (path === '/v1/.well-known/openidconfiguration') {
      return send({ issuer: CHANNEL_ISSUER, jwks_uri: 'https://login.botframework.com/v1/.well-known/keys' });
    }
    if (path === '/v1/.well-known/keys') return send(this.#jwks([this.channelKey, this.otherKey]));
    if (path === '/common/v2.0/.well-known/openid-configuration') {
      return send({ issuer: `${login}/{tenantid}/v2.0`, jwks_uri: `${login}/common/discovery/v2.0/keys` });
    }
    if (path === '/common/discovery/v2.0/keys') return send(this.#jwks([this.tenantKey]));
    if (path === `/${TENANT}/v2.0/.well-known/openid-configuration`) {
      return send({
        issuer: `${login}/${TENANT}/v2.0`,
        authorization_endpoint: `${login}/${TENANT}/oauth2/v2.0/authorize`,
        token_endpoint: `${login}/${TENANT}/oauth2/v2.0/token`,
        jwks_uri: `${login}/common/discovery/v2.0/keys`,
      });
    }
    if (path === `/${TENANT}/oauth2/v2.0/token`) {
      let text = '';
      for await (const chunk of req) text += String(chunk);
      const form = new URLSearchParams(text);
      const right = !this.refusing && form.get('client_id') === APP && form.get('client_secret') === PASSWORD;
      if (!right) return send({ error: 'invalid_client', error_description: 'AADSTS7000215' }, 401);
      const token = `token-${randomUUID()}`;
      this.issued.add(token);
      return send({ token_type: 'Bearer', expires_in: this.lasts, ext_expires_in: this.lasts, access_token: token });
    }
    return send({ error: 'not found' }, 404);
  }

  /** A token, signed with a key or with whatever a forger would. */
  token(claims: Claims = {}, { key = this.channelKey, header = {} }: { key?: Key; header?: Claims } = {}): string {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: CHANNEL_ISSUER, aud: APP, iat: now, nbf: now - 10, exp: now + 3_600, ...claims };
    const signed = `${base64url({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header })}.${base64url(payload)}`;
    const signature = createSign('RSA-SHA256').update(signed).sign(key.privateKey, 'base64url');
    return `${signed}.${signature}`;
  }

  /** What the emulator, or Microsoft's playground, signs its requests with: the app's own token from its own tenant. */
  emulatorToken(claims: Claims = {}): string {
    const own = { iss: `https://sts.windows.net/${TENANT}/`, tid: TENANT, appid: APP, ver: '1.0' };
    return this.token({ ...own, ...claims }, { key: this.tenantKey });
  }
}
