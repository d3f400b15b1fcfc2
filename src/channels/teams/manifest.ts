import { textsFor } from '../../text/index.ts';
import { pathOf } from '../../text/pages.ts';
import { teamsListing, teamsText } from '../../text/teams.ts';
import type { Lang } from '../../domain/ids.ts';

/** The app as Teams is told of it: manifest 1.25, and the same in English. */

const VERSION = '1.25';
const SCHEMAS = `https://developer.microsoft.com/json-schemas/teams/v${VERSION}`;

export interface ManifestSettings {
  readonly appId: string;
  /** Where the server is reached from outside: https, and no port. */
  readonly url: string;
  /** Of the package; Teams takes a new one only with a higher number. */
  readonly version: string;
}

/** The words the bot knows, the first of each, with what each is for; a start is a help under another name. */
const commandsIn = (lang: Lang) => {
  const { words } = textsFor(lang);
  const { commands } = teamsListing[lang];
  return (Object.keys(commands) as (keyof typeof commands)[]).map((intent) => ({
    title: words[intent][0] ?? intent,
    description: commands[intent],
  }));
};

export const teamsManifest = ({ appId, url, version }: ManifestSettings) => {
  const { description, longDescription } = teamsListing.sv;
  const { hostname } = new URL(url);
  const base = url.replace(/\/+$/, '');
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.schema.json`,
    manifestVersion: VERSION,
    version,
    id: appId,
    developer: {
      name: teamsText.sv.name,
      websiteUrl: base + pathOf('about'),
      privacyUrl: base + pathOf('privacy'),
      termsOfUseUrl: base + pathOf('terms'),
    },
    localizationInfo: { defaultLanguageTag: 'sv', additionalLanguages: [{ languageTag: 'en', file: 'en.json' }] },
    name: { short: teamsText.sv.name, full: `${teamsText.sv.name}: ${description}` },
    description: { short: description, full: longDescription },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#17584F',
    bots: [
      {
        botId: appId,
        // In a team for the board's channel; everything else is said in one's own chat.
        scopes: ['personal', 'team'],
        isNotificationOnly: false,
        supportsCalling: false,
        supportsVideo: false,
        supportsFiles: false,
        commandLists: [{ scopes: ['personal'], commands: commandsIn('sv') }],
      },
    ],
    defaultInstallScope: 'personal',
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [hostname],
    // The board's channel may be a private or a shared one.
    supportsChannelFeatures: 'tier1',
  };
};

export const teamsManifestInEnglish = () => {
  const { description, longDescription } = teamsListing.en;
  const commands = commandsIn('en').flatMap(({ title, description: what }, n) => [
    [`bots[0].commandLists[0].commands[${n}].title`, title] as const,
    [`bots[0].commandLists[0].commands[${n}].description`, what] as const,
  ]);
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.Localization.schema.json`,
    'name.short': teamsText.en.name,
    'name.full': `${teamsText.en.name}: ${description}`,
    'description.short': description,
    'description.full': longDescription,
    ...Object.fromEntries(commands),
  };
};
