import { webApi } from '@slack/bolt';
import { NotInstalled } from './failures.ts';

/** The way to each workspace: one by its token, or those that installed the app. */
export interface Workspaces {
  /** @throws NotInstalled */
  client(team: string): Promise<webApi.WebClient>;
  /** Each has a token of its own: what one refuses, another may take. */
  readonly many: boolean;
  /** Null where it is none whose people may come in. Throws what a call to Slack throws, as long as it was never answered. */
  about(team: string): Promise<Workspace | null>;
}

export interface Workspace {
  /** As its people call it. */
  readonly name: string;
  /** Us, as a user there. */
  readonly bot: string;
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

interface Own extends Workspace {
  readonly team: string;
}

const own = async (client: webApi.WebClient): Promise<Own> => {
  const { team_id = '', team = '', user_id = '' } = await client.auth.test();
  return { team: team_id, name: team, bot: user_id };
};

/** @param allowed whose people may come in; nobody said: those of the token's own workspace */
export const oneWorkspace = (token: string, options: ClientOptions, allowed: readonly string[] = []): Workspaces => {
  const client = makeClient(token, options);
  let known: Own | null = null;
  return {
    many: false,
    client: async () => client,
    async about(team) {
      known ??= await own(client);
      return team === known.team && (allowed.length === 0 || allowed.includes(team)) ? known : null;
    },
  };
};

export interface Tokens {
  /** The bot's token in a workspace, null where the app is not installed. */
  tokenOf(team: string): Promise<string | null>;
}

/** @param allowed whose people may come in, whichever workspaces have installed the app */
export const installedWorkspaces = (tokens: Tokens, options: ClientOptions, allowed: readonly string[]): Workspaces => {
  const clients = new Map<string, webApi.WebClient>();
  const known = new Map<string, Own>();
  const client = async (team: string): Promise<webApi.WebClient> => {
    if (!allowed.includes(team)) throw new NotInstalled(team);
    // Asked for each time: what was taken away must not work for a while longer.
    const token = await tokens.tokenOf(team);
    if (token === null) throw new NotInstalled(team);
    const before = clients.get(team);
    if (before?.token === token) return before;
    const made = makeClient(token, options);
    clients.set(team, made);
    return made;
  };
  return {
    many: true,
    client,
    async about(team) {
      if (!allowed.includes(team)) return null;
      const found = known.get(team) ?? (await own(await client(team)));
      known.set(team, found);
      return found;
    },
  };
};
