import type { Inbound } from '../../app/inbound.ts';
import type { Lang } from '../../domain/ids.ts';
import type { Log } from '../../app/ports.ts';
import { reasonOf } from './failures.ts';
import { SLACK } from './names.ts';
import { memberOf, type Who } from './people.ts';
import type { Workspaces } from './workspaces.ts';

/** Who somebody is: asked of Slack once, before their first press or word. */
export interface Directory {
  /** Never throws: who could not be asked about is told so by the core, if it does not know them. */
  meet(who: Who): Promise<void>;
  /** The language somebody has Slack in, as far as we were told; for what is said before the core has answered. */
  langOf(who: Who): Lang;
}

const zoneOf = (name: string | undefined, fallback: string): string => {
  try {
    return name === undefined ? fallback : new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return fallback;
  }
};

export const makeDirectory = (workspaces: Workspaces, arrive: Inbound['arrive'], zone: string, log: Log): Directory => {
  const met = new Map<string, Promise<void>>();
  const langs = new Map<string, Lang>();

  const introduce = async (who: Who): Promise<void> => {
    const client = await workspaces.client(who.team);
    const { user } = await client.users.info({ user: who.user, include_locale: true });
    const { profile } = user ?? {};
    // Who has Slack in English is spoken to in English; Swedish is the first language for everybody else.
    const lang = user?.locale?.startsWith('en') ? 'en' : 'sv';
    langs.set(memberOf(who), lang);
    await arrive({
      id: memberOf(who),
      name: profile?.real_name ?? user?.real_name ?? user?.name ?? '–',
      mail: profile?.email ?? '',
      lang,
      zone: zoneOf(user?.tz, zone),
      reach: { channel: SLACK, address: `${who.team}/${who.user}` },
    });
  };

  return {
    langOf: (who) => langs.get(memberOf(who)) ?? 'sv',
    async meet(who) {
      const id = memberOf(who);
      const asked = met.get(id) ?? introduce(who);
      met.set(id, asked);
      try {
        await asked;
      } catch (error) {
        met.delete(id);
        log.warn('slack: who is it', { member: id, reason: reasonOf(error) });
      }
    },
  };
};
