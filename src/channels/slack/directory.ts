import type { Inbound } from '../../app/inbound.ts';
import type { Lang } from '../../domain/ids.ts';
import type { Log } from '../../app/ports.ts';
import { reasonOf } from './failures.ts';
import { accountOf, type Who } from './people.ts';
import type { Workspaces } from './workspaces.ts';

/** Who somebody is: asked of Slack before their first press or word, and now and then again. */
export interface Directory {
  /**
   * Whether they may come in: people of our own workspaces, no guests and nobody who has left. Who could not be asked about is
   * told so by the core, if it does not know them.
   */
  meet(who: Who): Promise<boolean>;
  /** The language somebody has Slack in, as far as we were told; for what is said before the core has answered. */
  langOf(who: Who): Lang;
}

/** For so long what Slack said is believed, in ms; and of so many people. */
const BELIEVED_MS = 3_600_000;
const MOST = 5_000;

const zoneOf = (name: string | undefined, fallback: string): string => {
  try {
    return name === undefined ? fallback : new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return fallback;
  }
};

interface Asked {
  readonly at: number;
  readonly may: Promise<boolean>;
}

export interface DirectoryDeps {
  readonly workspaces: Workspaces;
  readonly arrive: Inbound['arrive'];
  readonly zone: string;
  readonly log: Log;
  readonly now?: () => number;
}

export const makeDirectory = ({ workspaces, arrive, zone, log, now = Date.now }: DirectoryDeps): Directory => {
  const met = new Map<string, Asked>();
  const langs = new Map<string, Lang>();

  const introduce = async (who: Who): Promise<boolean> => {
    const account = accountOf(who);
    const workspace = await workspaces.about(who.team);
    if (!workspace) return false;
    const client = await workspaces.client(who.team);
    const { user } = await client.users.info({ user: who.user, include_locale: true });
    const { profile } = user ?? {};
    // Who has Slack in English is spoken to in English; Swedish is the first language for everybody else.
    const lang = user?.locale?.startsWith('en') ? 'en' : 'sv';
    langs.set(account, lang);
    // Somebody of another company, in a channel that both share, is known by another workspace.
    const elsewhere = user?.team_id !== undefined && user.team_id !== who.team;
    const homes = user?.enterprise_user?.teams ?? [];
    const stranger = user?.is_stranger === true || (elsewhere && !homes.includes(who.team));
    if (stranger || user?.deleted || user?.is_restricted || user?.is_ultra_restricted) return false;
    await arrive({
      account,
      name: profile?.real_name ?? user?.real_name ?? user?.name ?? '',
      mail: profile?.email ?? '',
      lang,
      zone: zoneOf(user?.tz, zone),
      home: who.team,
      place: workspace.name,
    });
    return true;
  };

  const ask = (account: string, who: Who): Asked => {
    const known = met.get(account);
    if (known && now() - known.at < BELIEVED_MS) return known;
    const asked = { at: now(), may: introduce(who) };
    met.delete(account);
    met.set(account, asked);
    const [oldest] = met.keys();
    if (met.size > MOST && oldest !== undefined) {
      met.delete(oldest);
      langs.delete(oldest);
    }
    return asked;
  };

  return {
    langOf: (who) => langs.get(accountOf(who)) ?? 'sv',
    async meet(who) {
      const account = accountOf(who);
      const asked = ask(account, who);
      try {
        return await asked.may;
      } catch (error) {
        if (met.get(account) === asked) met.delete(account);
        log.warn('slack: who is it', { account, reason: reasonOf(error) });
        return true;
      }
    },
  };
};
