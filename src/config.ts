import { z } from 'zod';
import type { SlackSettings } from './channels/slack/server.ts';
import type { TeamsSettings } from './channels/teams/settings.ts';
import { DEFAULT_ZONE } from './domain/programme/templates.ts';

/** A list in one line, with commas. */
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

/** Microsoft's ids, as they stand in Azure; without capitals, as Teams sends them. */
const guid = z.guid('an id as 12345678-1234-1234-1234-123456789abc').toLowerCase();

/** Slack and Teams reach nothing else, and Teams takes a name without a port. */
const PUBLIC = 'an address as https://handslag.example.se, with https and without a port';
const publicUrl = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain, error: PUBLIC })
  .refine((url) => !/^https:\/\/[^/]*[:@]|[?#]/i.test(url), PUBLIC);

/** Every setting there is, as the environment gives it: `.env.example` says what each is for. */
export const configSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  MONGODB_URI: z.string().optional(),
  MONGODB_DATABASE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,38}$/)
    .default('handslag'),
  DATA_DIR: z.string().min(1).default('./data'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  PUBLIC_URL: publicUrl.optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z.string().optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z.string().optional(),
  SLACK_WORKSPACES: list.pipe(z.array(z.string().regex(/^T[A-Z0-9]+$/, 'a workspace’s id, T and more letters'))),
  TOKEN_KEY: z.base64('32 bytes in base64').optional(),
  TEAMS_APP_ID: guid.optional(),
  TEAMS_APP_PASSWORD: z.string().optional(),
  TEAMS_APP_TENANT: guid.optional(),
  TEAMS_TENANTS: list.pipe(z.array(guid)),
  TEAMS_ALLOW_PLAYGROUND: z.stringbool('true or false').default(false),
});

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Null: the embedded server. */
  readonly mongoUri: string | null;
  readonly database: string;
  readonly dataDir: string;
  readonly logLevel: NonNullable<z.infer<typeof configSchema>['LOG_LEVEL']>;
  /** Where this server is reached from outside, null where that was not said. */
  readonly publicUrl: string | null;
  /** Null: Slack is off. */
  readonly slack: SlackSettings | null;
  /** Null: Teams is off. */
  readonly teams: TeamsSettings | null;
  /** The playground lets anyone be anyone: it is there only while nothing real is. */
  readonly playground: boolean;
  /** The environment itself, for the search for a database server and for nothing else. */
  readonly env: NodeJS.ProcessEnv;
}

/** What is wrong with the settings: the keys and why, never a value. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig';
}

/** A setting that is empty is one that is not set: that is how people comment one out in a `.env`. */
const setOnly = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));

type Settings = z.infer<typeof configSchema>;

/** Slack's settings belong together in sets: one workspace's token or the app's own credentials, a socket or a public address. */
const slackOf = (settings: Settings): SlackSettings | null => {
  const { SLACK_WORKSPACES: workspaces } = settings;
  const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = settings;
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
    TOKEN_KEY: key,
  } = settings;
  const oauth = [clientId, clientSecret, stateSecret];
  if ([token, signingSecret, appToken, ...oauth].every((setting) => setting === undefined)) return null;
  const installed = oauth.some((setting) => setting !== undefined);
  if (!installed && token === undefined) {
    throw new BadConfig('SLACK_BOT_TOKEN: missing; or, for several workspaces, SLACK_CLIENT_ID and what belongs to it');
  }
  if (installed && token !== undefined) {
    throw new BadConfig('SLACK_BOT_TOKEN: is for one workspace, SLACK_CLIENT_ID for several; only one of them');
  }
  if (signingSecret === undefined && appToken === undefined) {
    throw new BadConfig('SLACK_SIGNING_SECRET: missing; or, without a public address, SLACK_APP_TOKEN');
  }
  const by =
    appToken !== undefined
      ? ({ kind: 'socket', appToken } as const)
      : ({ kind: 'http', signingSecret: signingSecret ?? '' } as const);
  if (token !== undefined) return { access: { kind: 'token', token }, by, workspaces, zone: DEFAULT_ZONE };

  const tokenKey = Buffer.from(key ?? '', 'base64');
  const wrong = [
    clientId === undefined && 'SLACK_CLIENT_ID: missing',
    clientSecret === undefined && 'SLACK_CLIENT_SECRET: missing',
    stateSecret === undefined && 'SLACK_STATE_SECRET: missing',
    workspaces.length === 0 && 'SLACK_WORKSPACES: missing; the ids of the workspaces that may install the app',
    tokenKey.length !== 32 && 'TOKEN_KEY: 32 bytes in base64, for the tokens of the workspaces',
    appToken !== undefined && 'SLACK_APP_TOKEN: several workspaces need a public address, not a socket',
  ].filter((line) => line !== false);
  if (wrong.length > 0 || clientId === undefined || clientSecret === undefined || stateSecret === undefined) {
    throw new BadConfig(wrong.join('\n'));
  }
  return {
    access: { kind: 'oauth', clientId, clientSecret, stateSecret, tokenKey },
    by,
    workspaces,
    zone: DEFAULT_ZONE,
  };
};

/** Teams' settings belong together: all of them, or none. Who is not said to be let in is the bot's own tenant. */
const teamsOf = (settings: Settings): TeamsSettings | null => {
  const {
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: password,
    TEAMS_APP_TENANT: tenant,
    TEAMS_TENANTS: tenants,
    TEAMS_ALLOW_PLAYGROUND: allowPlayground,
  } = settings;
  if (allowPlayground && settings.NODE_ENV === 'production') {
    throw new BadConfig('TEAMS_ALLOW_PLAYGROUND: not with NODE_ENV=production; it is for trying out');
  }
  if (appId !== undefined && password !== undefined && tenant !== undefined) {
    const whose = tenants.length === 0 ? [tenant] : tenants;
    return { appId, password, tenant, tenants: whose, allowPlayground };
  }
  const set = [appId, password, tenant, tenants[0]];
  if (set.every((setting) => setting === undefined)) return null;
  const wrong = [
    appId === undefined && 'TEAMS_APP_ID: missing',
    password === undefined && 'TEAMS_APP_PASSWORD: missing',
    tenant === undefined && 'TEAMS_APP_TENANT: missing',
  ];
  throw new BadConfig(wrong.filter((line) => line !== false).join('\n'));
};

const parse = <T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv): T => {
  const parsed = schema.safeParse(setOnly(env));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
  throw new BadConfig([...new Set(wrong)].join('\n'));
};

const manifestSchema = configSchema.pick({ PUBLIC_URL: true, SLACK_APP_TOKEN: true, TEAMS_APP_ID: true });

/**
 * What the platforms' manifests are made of; the other settings may be missing still.
 * @throws BadConfig
 */
export const readManifestSettings = (env: NodeJS.ProcessEnv) => {
  const { PUBLIC_URL: url = null, SLACK_APP_TOKEN: socket, TEAMS_APP_ID: appId = null } = parse(manifestSchema, env);
  return { url, appId, slackOverSocket: url === null || socket !== undefined };
};

/** @throws BadConfig */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const settings = parse(configSchema, env);
  const production = settings.NODE_ENV === 'production';
  if (production && !settings.MONGODB_URI) {
    throw new BadConfig('MONGODB_URI: required with NODE_ENV=production; the embedded database is for trying out');
  }
  const slack = slackOf(settings);
  const teams = teamsOf(settings);
  const real = slack !== null || teams !== null;
  const playground = !production && !real;
  return {
    production,
    host: settings.HOST,
    port: settings.PORT,
    mongoUri: settings.MONGODB_URI ?? null,
    database: settings.MONGODB_DATABASE,
    dataDir: settings.DATA_DIR,
    // Who tries it out looks at the page; a terminal full of JSON would hide where that is.
    logLevel: settings.LOG_LEVEL ?? (playground ? 'warn' : 'info'),
    publicUrl: settings.PUBLIC_URL ?? null,
    slack,
    teams,
    playground,
    env,
  };
};

/** The environment of this process. Nothing else reads it. */
export const environment = (): NodeJS.ProcessEnv => process.env;
