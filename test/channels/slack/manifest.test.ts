import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { slackManifest } from '../../../src/channels/slack/manifest.ts';
import { COMMANDS, EVENTS, PATHS, SCOPES, SHORTCUT } from '../../../src/channels/slack/names.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, 'src', 'channels', 'slack');
const source = readdirSync(folder)
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n');
const schema = JSON.parse(
  readFileSync(join(root, 'test/fakes/slack/manifest-schema/manifest.schema.1.0.0.json'), 'utf8'),
) as object;

const ways = [{ url: null }, { url: 'https://handslag.example.se' }];

test.each(ways)('is what Slack’s own schema takes: %o', (way) => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(schema);
  expect(validate(slackManifest(way)) ? [] : validate.errors).toEqual([]);
});

test('the committed one is the one that no settings make', () => {
  const committed: unknown = parse(readFileSync(join(root, 'manifests/slack/manifest.yaml'), 'utf8'));
  expect(committed).toEqual(slackManifest({ url: null }));
});

test('over HTTP every address is one that the router answers, and the socket is off', () => {
  const made = slackManifest({ url: 'https://handslag.example.se/' });
  const urls = JSON.stringify(made).match(/https:[^"]+/g) ?? [];
  expect(new Set(urls)).toEqual(
    new Set([`https://handslag.example.se${PATHS.events}`, `https://handslag.example.se${PATHS.redirect}`]),
  );
  expect(made.settings.socket_mode_enabled).toBe(false);
  expect(slackManifest({ url: null }).settings.socket_mode_enabled).toBe(true);
});

/** Which scope each method of the Web API asks for that the code calls. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.open': ['im:write', 'mpim:write'],
  'conversations.history': ['im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'users.info': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.update': [],
  'views.publish': [],
};
const EVENT_NEEDS: Readonly<Record<string, readonly string[]>> = {
  member_joined_channel: ['channels:read', 'groups:read'],
  'message.im': ['im:history'],
};

test('the scopes are those of the calls that the code makes and the events it listens to, and no other', () => {
  const calls = new Set(
    [...source.matchAll(/\.((?:auth|chat|conversations|users|views)\.[a-zA-Z]+)\(/g)].map(([, method]) => method ?? ''),
  );
  expect([...calls].toSorted()).toEqual(Object.keys(NEEDS).toSorted());
  const needed = [
    ...[...calls].flatMap((call) => NEEDS[call] ?? []),
    ...EVENTS.flatMap((event) => EVENT_NEEDS[event] ?? []),
    'commands',
  ];
  expect(new Set(needed)).toEqual(new Set(SCOPES));
});

test('events, commands and the shortcut are those that the code has a listener for, and no other', () => {
  const listened = [...source.matchAll(/app\.event\('([^']+)'/g)].map(([, event]) =>
    event === 'message' ? 'message.im' : event,
  );
  expect(new Set(listened)).toEqual(new Set(EVENTS));
  expect(listened).toHaveLength(EVENTS.length);
  const { features, settings } = slackManifest({ url: null });
  expect(settings.event_subscriptions.bot_events).toEqual(EVENTS);
  expect(features.slash_commands.map(({ command }) => command)).toEqual(COMMANDS);
  expect(features.shortcuts.map(({ callback_id }) => callback_id)).toEqual([SHORTCUT]);
  for (const [kind, arg] of [
    ['command', 'command'],
    ['shortcut', 'SHORTCUT'],
  ]) {
    expect(source.match(new RegExp(`app\\.${kind}\\(${arg},`, 'g'))).toHaveLength(1);
  }
  expect(source).toMatch(/for \(const command of COMMANDS\)/);
});

test('every window that is sent has the callback id that is listened for', () => {
  expect([...source.matchAll(/callback_id: ([\w.]+)/g)].map(([, id]) => id)).toEqual(
    expect.arrayContaining(['WINDOW', 'SHORTCUT']),
  );
  expect(new Set([...source.matchAll(/callback_id: ([\w.']+)/g)].map(([, id]) => id))).toEqual(
    new Set(['WINDOW', 'SHORTCUT', 'view.callback_id']),
  );
});
