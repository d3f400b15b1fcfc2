import { createRequire } from 'node:module';
import type * as AdaptiveCards from 'adaptivecards';
import { describe, expect, it } from 'vitest';
import type { CardJson } from '../../../src/app/ports.ts';
import { drawCard } from '../../../src/channels/card.ts';
import { CARRIED, forBoardMember, forReader, forRoom } from '../../../src/channels/teams/cards.ts';
import type { Scene } from '../../cards/scene.ts';
import { scenes, viewOf } from '../../cards/scenes.ts';
import { all, sendings } from '../../cards/walk.ts';

// Its package has no build that Node can import.
const { AdaptiveCard, HostConfig, SerializationContext, Versions } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof AdaptiveCards;

const LONGEST = 28_000;
const LANGS = ['sv', 'en'] as const;
const users = Array.from({ length: 70 }, (_, n) => `29:1${'a'.repeat(60)}${n}`);

const eventsOf = (card: unknown): string[] => {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.hostConfig = new HostConfig({ actions: { maxActions: 6 } });
  parsed.parse(card, context);
  const found = Array.from({ length: context.eventCount }, (_, n) => context.getEventAt(n).message);
  return [...found, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
};

/** People's ids in Teams are long, and a card carries many. */
const asInTeams = (card: CardJson): CardJson => {
  const id = 'teams-11111111-2222-4333-8444-555555555555-aaaaaaaa-0000-4000-8000-000000000000';
  const text = JSON.stringify(card)
    .replaceAll(/member:\w+/g, `member:${id}`)
    .replaceAll(
      /(registration|pair):kommun\.(mentor|adept)\.(\w+)/g,
      (_, kind, role, name) => `${kind}:kommun.${role}.${id}${name}`,
    )
    .replaceAll(/pair:kommun\.adept\.(\w+)/g, `pair:kommun.adept.${id}`);
  return JSON.parse(text) as CardJson;
};

/** Every way a card goes out. */
const waysOf = async (scene: Scene, lang: (typeof LANGS)[number]): Promise<CardJson[]> => {
  const view = await viewOf(scene, lang);
  if (!view) throw new Error(`nothing to draw: ${scene.name}`);
  const card = asInTeams(drawCard(view));
  if (scene.viewer === null) return [forRoom(card, users), forRoom(card, []), forBoardMember(card, users)];
  const chat = view.chat ? { offer: view.chat, principal: 'karin.ek@kommun.example' } : null;
  return [forReader(card, { chat })];
};

describe.each(scenes())('$name', (scene) => {
  it.each(LANGS)('in %s: version 1.5, without an event, and short enough', async (lang) => {
    for (const card of await waysOf(scene, lang)) {
      expect(card['version']).toBe('1.5');
      expect(eventsOf(card)).toEqual([]);
      expect(JSON.stringify(card).length).toBeLessThan(LONGEST);
      expect((card['actions'] as unknown[] | undefined)?.length ?? 0).toBeLessThanOrEqual(6);
    }
  });

  it('can be pressed by clients that know Action.Execute, and by those that do not, to the same effect', async () => {
    for (const card of await waysOf(scene, 'sv')) {
      const { refresh: _, ...pressed } = card;
      for (const { action } of sendings(pressed)) {
        const { verb, data, title, fallback } = action as Record<string, Record<string, unknown>>;
        const { [CARRIED]: carried, ...rest } = data!;
        const { [CARRIED]: submitted, ...same } = fallback!['data'] as Record<string, unknown>;
        expect(fallback).toMatchObject({ type: 'Action.Submit', title });
        expect(same).toEqual(rest);
        expect(submitted).toEqual({ ...(carried as object), verb });
      }
    }
  });

  it('stands in the board’s room without a button, and asks for at most sixty', async () => {
    if (scene.viewer !== null || scene.card === 'room' || scene.card === 'seats') return;
    const [room] = await waysOf(scene, 'sv');
    expect(all(room, (type) => type.startsWith('Action.'))).toHaveLength(room!['refresh'] ? 1 : 0);
    const refresh = room!['refresh'] as { userIds: string[] } | undefined;
    expect([undefined, 60]).toContain(refresh?.userIds.length);
  });
});
