import { App, ExpressReceiver, SocketModeReceiver, type Receiver } from '@slack/bolt';
import { Router } from 'express';
import type { Db } from 'mongodb';
import { RefusedSettings, type ChannelModule, type Inbound } from '../../app/inbound.ts';
import type { Log } from '../../app/ports.ts';
import { pressKeys } from '../press-key.ts';
import { makeDirectory } from './directory.ts';
import { makeDrafts } from './drafts.ts';
import { slackListing } from '../../text/slack.ts';
import { failureOf } from './failures.ts';
import { openInstallations, type Installations } from './installations.ts';
import { quietLogger } from './logger.ts';
import { PATHS, SCOPES } from './names.ts';
import { receive } from './receive.ts';
import { slackChannel } from './send.ts';
import { openOnce } from './once.ts';
import { slackOnly } from './signature.ts';
import { Work } from './work.ts';
import { installedWorkspaces, makeClient, oneWorkspace, type ClientOptions } from './workspaces.ts';

/** How Slack reaches us, and we it. */
export interface SlackSettings {
  /** One workspace by its token, or those that install the app. */
  readonly access:
    | { readonly kind: 'token'; readonly token: string }
    | {
        readonly kind: 'oauth';
        readonly clientId: string;
        readonly clientSecret: string;
        readonly stateSecret: string;
        /** 32 bytes. */
        readonly tokenKey: Buffer;
      };
  /** Over a public address, or over a socket that we open. */
  readonly by:
    | { readonly kind: 'http'; readonly signingSecret: string }
    | { readonly kind: 'socket'; readonly appToken: string };
  /** By their ids, the workspaces whose people may come in; none named: the token's own. Several workspaces have to be named. */
  readonly workspaces: readonly string[];
  /** Where Slack does not know somebody's own. */
  readonly zone: string;
}

export interface SlackModuleDeps {
  readonly settings: SlackSettings;
  readonly db: Db;
  readonly log: Log;
  /** Tests: where Slack is, and what goes there. */
  readonly client?: Pick<ClientOptions, 'slackApiUrl' | 'fetch' | 'timeout'>;
}

interface Way {
  readonly receiver: Receiver;
  readonly routers: readonly Router[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The pages on which a workspace installs the app. Bolt would ask the database for a token before it acknowledges, so they stand apart. */
const installPages = (deps: SlackModuleDeps, installations: Installations, router: Router): void => {
  const { access } = deps.settings;
  if (access.kind !== 'oauth') return;
  const { clientId, clientSecret, stateSecret } = access;
  const logger = quietLogger(deps.log);
  const pages = new ExpressReceiver({
    signingSecret: '',
    signatureVerification: false,
    endpoints: {},
    router,
    logger,
    clientId,
    clientSecret,
    stateSecret,
    installationStore: installations,
    scopes: [...SCOPES],
    installerOptions: {
      installPath: PATHS.install,
      redirectUriPath: PATHS.redirect,
      directInstall: true,
      callbackOptions: {
        // Nothing is kept of a workspace that is not named, nor of a whole organisation.
        afterInstallation: async ({ team, isEnterpriseInstall }, _options, _req, res) => {
          if (!isEnterpriseInstall && team && deps.settings.workspaces.includes(team.id)) return true;
          deps.log.warn('slack: an installation was refused', { team: team?.id ?? null });
          res.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' }).end(slackListing.notNamed);
          return false;
        },
      },
      clientOptions: { ...deps.client },
    },
  });
  // It hangs its pages into the router as it is made.
  void pages;
};

/** A token that Slack refuses is said at the start; that Slack cannot be reached just now is no reason not to start. */
const accepted = async (setting: string, log: Log, ask: () => Promise<unknown>): Promise<void> => {
  try {
    await ask();
  } catch (error) {
    const { kind, reason } = failureOf(error);
    if (kind !== 'passing') throw new RefusedSettings(`${setting}: Slack refuses it (${reason})`);
    log.warn('slack: not reached at the start', { reason });
  }
};

const overHttp = (secret: string, deps: SlackModuleDeps, installations: Installations | null): Way => {
  const router = Router();
  let taking = true;
  router.post(PATHS.events, ...slackOnly(secret, () => taking, deps.log));
  if (installations) installPages(deps, installations, router);
  const receiver = new ExpressReceiver({
    // Checked above already, with what Bolt leaves out: the future, and what came before.
    signatureVerification: false,
    signingSecret: secret,
    endpoints: PATHS.events,
    router,
    logger: quietLogger(deps.log),
  });
  return {
    receiver,
    routers: [router],
    start: async () => undefined,
    stop: async () => {
      taking = false;
    },
  };
};

/** How long until a socket that could not be opened is tried again, in ms. */
const AGAIN_MS = 5_000;

const overSocket = (appToken: string, { client, log }: SlackModuleDeps): Way => {
  const logger = quietLogger(log);
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    ...(client ? { installerOptions: { clientOptions: client } } : {}),
  });
  let again: NodeJS.Timeout | undefined;
  let stopped = false;
  const connect = async (): Promise<void> => {
    try {
      await receiver.start();
    } catch (error) {
      if (stopped) return;
      log.warn('slack: socket not opened', { reason: failureOf(error).reason });
      again = setTimeout(() => void connect(), AGAIN_MS).unref();
    }
  };
  return {
    receiver,
    routers: [],
    start: async () => {
      // The receiver would try a token of the wrong kind for ever, and say so to nobody.
      const { apps } = makeClient(appToken, { ...client, logger });
      await accepted('SLACK_APP_TOKEN', log, () => apps.connections.open({}));
      await connect();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(again);
      await receiver.stop();
    },
  };
};

const TIDY_MS = 3_600_000;

export interface SlackModule extends ChannelModule<Router> {
  /** When nothing that came in is still being worked on. */
  idle(): Promise<void>;
}

/** Slack as a channel. Its database must be there for as long as it is open. */
export const slackModule = (deps: SlackModuleDeps): SlackModule => {
  const { settings, db, log } = deps;
  const { access, by } = settings;
  const options: ClientOptions = { ...deps.client, logger: quietLogger(log) };
  const installations = access.kind === 'oauth' ? openInstallations(db, access.tokenKey) : null;
  const workspaces =
    access.kind === 'token'
      ? oneWorkspace(access.token, options, settings.workspaces)
      : installedWorkspaces(installations ?? { tokenOf: async () => null }, options, settings.workspaces);
  const once = openOnce(db);
  const work = new Work();
  let tidying: NodeJS.Timeout | undefined;
  const way = by.kind === 'http' ? overHttp(by.signingSecret, deps, installations) : overSocket(by.appToken, deps);

  return {
    channel: slackChannel({ workspaces, once, log }),
    async open(inbound: Inbound) {
      if (access.kind === 'token') {
        const client = makeClient(access.token, options);
        await accepted('SLACK_BOT_TOKEN', log, () => client.auth.test());
      }
      await once.prepare();
      const tidy = (): void => void once.tidy().catch((error: unknown) => log.error('slack: tidying', error));
      tidy();
      tidying = setInterval(tidy, TIDY_MS).unref();
      const directory = makeDirectory({ workspaces, arrive: inbound.arrive, zone: settings.zone, log });
      const app = new App({
        receiver: way.receiver,
        // Whose token it is is asked when it is needed: what is acknowledged must not wait for a database.
        authorize: async () => ({}),
        // Nothing of ours is to stand in memory for as long as the process runs.
        convoStore: false,
        ignoreSelf: false,
        logger: quietLogger(log),
      });
      app.error(async (error) => log.error('slack: not taken', error));
      const pressKey = pressKeys('slack', by.kind === 'http' ? by.signingSecret : by.appToken);
      receive(app, { inbound, workspaces, directory, drafts: makeDrafts(), once, work, pressKey, installations });
      await way.start();
      return { routers: way.routers };
    },
    idle: () => work.idle(),
    async close() {
      clearInterval(tidying);
      await way.stop();
      await work.idle();
    },
  };
};
