import type { MemberId } from '../../domain/ids.ts';

/** Somebody in a workspace. */
export interface Who {
  readonly team: string;
  readonly user: string;
}

/** Slack's ids are letters and digits, so that the parts can be told apart again. */
export const memberOf = ({ team, user }: Who): MemberId => `member:slack-${team}-${user}`;

export const whoIs = (member: string): Who | null => {
  const [, team, user] = /^member:slack-([A-Za-z0-9_]+)-([A-Za-z0-9_]+)$/.exec(member) ?? [];
  return team && user ? { team, user } : null;
};
