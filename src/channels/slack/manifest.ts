import { slackListing, slackText } from '../../text/slack.ts';
import { COMMANDS, EVENTS, PATHS, SCOPES, SHORTCUT } from './names.ts';

/** The app as Slack is told of it: what it listens to and may do, which is what the code listens to and does. */

export interface ManifestSettings {
  /** Where Slack reaches us; null: over a socket that we open. */
  readonly url: string | null;
}

/** Slack's manifest, `_metadata.major_version` 1. */
export const slackManifest = ({ url }: ManifestSettings) => {
  const base = url?.replace(/\/+$/, '');
  const request = base === undefined ? {} : { request_url: `${base}${PATHS.events}` };
  const address = base === undefined ? {} : { url: `${base}${PATHS.events}` };
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: slackText.sv.name,
      description: slackListing.description,
      long_description: slackListing.longDescription,
      background_color: '#1f4d45',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: slackText.sv.name, always_online: true },
      shortcuts: [
        { name: slackListing.shortcut, type: 'global', callback_id: SHORTCUT, description: slackListing.description },
      ],
      slash_commands: COMMANDS.map((command) => ({
        command,
        ...address,
        description: slackListing.command,
        usage_hint: slackListing.hint,
        should_escape: false,
      })),
    },
    oauth_config: {
      ...(base === undefined ? {} : { redirect_urls: [`${base}${PATHS.redirect}`] }),
      scopes: { bot: [...SCOPES] },
    },
    settings: {
      event_subscriptions: { ...request, bot_events: [...EVENTS] },
      interactivity: {
        is_enabled: true,
        ...request,
        ...(base === undefined ? {} : { message_menu_options_url: `${base}${PATHS.events}` }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: base === undefined,
      token_rotation_enabled: false,
    },
  };
};
