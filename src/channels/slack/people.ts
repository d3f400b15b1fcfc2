import type { AccountId, RoomId } from '../../domain/ids.ts';
import { SLACK } from './names.ts';

/** Somebody in a workspace. */
export interface Who {
  readonly team: string;
  readonly user: string;
}

/** Slack's ids are letters and digits, so that the parts can be told apart again. */
export const accountOf = ({ team, user }: Who): AccountId => `${SLACK}:${team}.${user}`;

export const whoIs = (account: string): Who | null => {
  const [, team, user] = /^slack:([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)$/.exec(account) ?? [];
  return team && user ? { team, user } : null;
};

export const roomOf = (team: string, channel: string): RoomId => `${SLACK}:${team}/${channel}`;
