import { createHmac } from 'node:crypto';

/**
 * Names presses by what they were, for whoever knows the secret alone: three answers are soon tried, so a plain hash would say which of
 * them was pressed. `secret`: a setting of the process, that is not in its database; the same for all processes of an installation.
 */
export const pressKeys =
  (channel: string, secret: string) =>
  (what: string): string =>
    `${channel}:${createHmac('sha256', secret).update(what).digest('base64url').slice(0, 32)}`;
