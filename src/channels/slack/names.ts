/** What the app's manifest and the code must agree on. */

export const SLACK = 'slack';

export const COMMANDS = ['/mentor', '/mentorskap'] as const;

/** The callback id of the shortcut that opens where one stands. */
export const SHORTCUT = 'handslag';

export const EVENTS = [
  'app_home_opened',
  'app_uninstalled',
  'member_joined_channel',
  'message.im',
  'tokens_revoked',
] as const;

/**
 * `im:history` is what Slack asks for `message.im`; with it a message that may or may not have come through is looked for.
 * `channels:read` and `groups:read`: that the bot was invited to a room, and what the room is called.
 */
export const SCOPES = [
  'channels:read',
  'chat:write',
  'commands',
  'groups:read',
  'im:history',
  'im:write',
  'mpim:write',
  'users:read',
  'users:read.email',
] as const;

export const PATHS = { events: '/slack/events', install: '/slack/install', redirect: '/slack/oauth_redirect' } as const;

/** The kind of message metadata that carries a notice's id. */
export const NOTE = 'handslag_note';
