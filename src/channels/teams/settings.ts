/** What Teams is reached by; `config.ts` reads it, and all of it or nothing is set. */
export interface TeamsSettings {
  readonly appId: string;
  readonly password: string;
  /** The tenant that the bot is registered in. */
  readonly tenant: string;
  /** Whose people may speak to the bot; nobody else's. */
  readonly tenants: readonly string[];
  /** Whether Microsoft's own playground, on this machine, may stand in for Teams. */
  readonly allowPlayground: boolean;
}

/** What posts refer to this channel by. */
export const TEAMS = 'teams';
