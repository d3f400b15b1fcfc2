import { webApi } from '@slack/bolt';
import { NotInstalled } from './failures.ts';

/** The way to each workspace: one by its token, or those that installed the app. */
export interface Workspaces {
  /** @throws NotInstalled */
  client(team: string): Promise<webApi.WebClient>;
  /** Each has a token of its own: what one refuses, another may take. */
  readonly many: boolean;
}

export type ClientOptions = Pick<webApi.WebClientOptions, 'slackApiUrl' | 'fetch' | 'timeout' | 'logger'>;

const ANSWER_MS = 4_000;

/** Nothing is tried again here and nobody waits: the relay knows what to try, and when. */
export const makeClient = (token: string, options: ClientOptions): webApi.WebClient =>
  new webApi.WebClient(token, {
    timeout: ANSWER_MS,
    ...options,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: 64,
  });

export const oneWorkspace = (token: string, options: ClientOptions): Workspaces => {
  const client = makeClient(token, options);
  return { client: async () => client, many: false };
};

export interface Tokens {
  /** The bot's token in a workspace, null where the app is not installed. */
  tokenOf(team: string): Promise<string | null>;
}

export const installedWorkspaces = (tokens: Tokens, options: ClientOptions): Workspaces => {
  const clients = new Map<string, webApi.WebClient>();
  return {
    many: true,
    async client(team) {
      // Asked for each time: what was taken away must not work for a while longer.
      const token = await tokens.tokenOf(team);
      if (token === null) throw new NotInstalled(team);
      const known = clients.get(team);
      if (known?.token === token) return known;
      const made = makeClient(token, options);
      clients.set(team, made);
      return made;
    },
  };
};
