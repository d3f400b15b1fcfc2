import type { App } from '@slack/bolt';
import type { Answer } from '../../app/door/bot.ts';
import { slackText } from '../../text/slack.ts';
import { reasonOf } from './failures.ts';
import type { Installations } from './installations.ts';
import { COMMANDS, SHORTCUT } from './names.ts';
import * as payloads from './payloads.ts';
import { roomOf, type Who } from './people.ts';
import { onAction } from './presses.ts';
import { onSubmission, type Acknowledge } from './submissions.ts';
import { suggestionsFor, suggestionsOn } from './suggestions.ts';
import { metadataOf, noteWindow, workingWindow, WINDOW, type Origin } from './surfaces.ts';
import { PATIENCE_MS, Visit, type VisitDeps } from './visit.ts';
import { hurried } from './work.ts';

/** Everything that comes in. It is acknowledged at once; only a window that was sent waits a moment, for the errors at its fields. */

export interface ReceiveDeps extends VisitDeps {
  readonly installations: Pick<Installations, 'remove'> | null;
}

const ELSEWHERE: Origin = { at: 'elsewhere' };

/** Slack escapes what people write. */
const written = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();

export const receive = (app: App, deps: ReceiveDeps): void => {
  const { work, once, inbound } = deps;
  const visit = (who: Who): Visit => new Visit(who, deps);
  const visitBy = (body: Parameters<typeof payloads.teamOf>[0]): Visit =>
    visit({ team: payloads.teamOf(body), user: body.user.id });

  const fault = (what: string, error: unknown): void =>
    inbound.log.error('slack', error, { what, reason: reasonOf(error) });

  /** Work that nobody waits for. What breaks is logged once, and `told` says it to the person. */
  const begin = (what: string, doing: Promise<void>, told?: () => Promise<void>): void => {
    const guarded = async (): Promise<void> => {
      try {
        await doing;
      } catch (error) {
        fault(what, error);
        await told?.().catch((again: unknown) => fault(what, again));
      }
    };
    work.begin(guarded());
  };

  /** A window with the answer; one that says wait, where it is late. */
  const inWindow = async (coming: Promise<Answer>, trigger: string, by: Visit): Promise<void> => {
    const first = await hurried(coming, PATIENCE_MS);
    const window = first.late ? await by.open(trigger, workingWindow(by.lang, ELSEWHERE)) : null;
    const answer = await coming;
    const view =
      answer.outcome === 'fault'
        ? noteWindow(answer.summary, answer.lang ?? 'sv', ELSEWHERE)
        : by.window(answer.card, answer, ELSEWHERE);
    if (window === null) await by.open(trigger, view);
    else await by.replace(window, view);
  };

  const openFor = (by: Visit, trigger: string, words: string): void => {
    const sorry = noteWindow(slackText[by.lang].unreachable, by.lang, ELSEWHERE);
    begin('open', inWindow(by.say(words), trigger, by), async () => void (await by.open(trigger, sorry)));
  };

  for (const command of COMMANDS) {
    app.command(command, async ({ ack, body }) => {
      await ack();
      const { team_id, user_id, trigger_id, text }: payloads.CommandPayload = body;
      openFor(visit({ team: team_id, user: user_id }), trigger_id, written(text) || 'status');
    });
  }

  app.shortcut(SHORTCUT, async ({ ack, body }) => {
    await ack();
    const by = body as unknown as payloads.ShortcutPayload;
    openFor(visitBy(by), by.trigger_id, 'status');
  });

  app.action(/.*/, async ({ ack, body }) => {
    await ack();
    const pressed = body as unknown as payloads.ActionPayload;
    const by = visitBy(pressed);
    begin('press', onAction(pressed, by), async () => {
      const channel = pressed.channel?.id;
      if (channel) await by.whisper(channel, slackText[by.lang].unreachable);
    });
  });

  app.view({ type: 'view_submission', callback_id: WINDOW }, async ({ ack, body }) => {
    const submitted = body as unknown as payloads.SubmissionPayload;
    let acknowledged = false;
    const acknowledge: Acknowledge = async (reply) => {
      acknowledged = true;
      await (ack as unknown as (reply?: unknown) => Promise<void>)(reply);
    };
    const { lang } = metadataOf(submitted.view.private_metadata);
    const by = visitBy(submitted);
    const sorry = noteWindow(slackText[lang].unreachable, lang, ELSEWHERE);
    begin('window', onSubmission(submitted, by, acknowledge), async () => {
      if (acknowledged) await by.replace(submitted.view.id, sorry);
      else await acknowledge({ response_action: 'update', view: sorry });
    });
  });

  app.view({ type: 'view_closed', callback_id: WINDOW }, async ({ ack, body }) => {
    await ack();
    const closed = body as unknown as payloads.SubmissionPayload;
    visitBy(closed).closed(closed.view);
  });

  app.options(/.*/, async ({ ack, body }) => {
    const asked = body as unknown as payloads.SuggestionPayload;
    const at_hand = suggestionsFor(asked.action_id, asked.value);
    if (at_hand) return ack({ options: at_hand });
    const { show } = asked.view ? metadataOf(asked.view.private_metadata) : { show: null };
    if (!show) return ack({ options: [] });
    const first = await hurried(visitBy(asked).press({ verb: 'show', data: show, key: null, room: null }), PATIENCE_MS);
    return ack({ options: first.late ? [] : suggestionsOn(first.value.card, asked.action_id, asked.value) });
  });

  app.event('message', async ({ event, body }) => {
    const { channel, channel_type, user, text, subtype, bot_id } = event as payloads.MessagePayload;
    if (channel_type !== 'im' || subtype !== undefined || bot_id !== undefined || !user || !text) return;
    const by = visit({ team: body.team_id, user });
    const { event_id } = body;
    const answer = async (): Promise<void> => {
      // Slack sends an event again that it thinks was missed.
      if (await once.first(`${body.team_id}:${event_id}`)) await by.write(channel, await by.say(written(text)));
    };
    begin('words', answer(), () => by.whisper(channel, slackText[by.lang].unreachable));
  });

  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab === 'home') begin('home', visit({ team: body.team_id, user: event.user }).home());
  });

  /** Not where one of us invites somebody else, and not into a workspace whose people may not come in. */
  const joined = async (team: string, user: string, channel: string): Promise<void> => {
    const workspace = await deps.workspaces.about(team);
    if (workspace?.bot !== user) return;
    const { channel: about } = await (await deps.workspaces.client(team)).conversations.info({ channel });
    await inbound.invited(roomOf(team, channel), about?.name ?? '');
  };
  app.event('member_joined_channel', async ({ event, body }) => {
    begin('invited', joined(body.team_id, event.user, event.channel));
  });

  const gone = (team: string | undefined, enterprise: string | undefined): void => {
    inbound.log.warn('slack: the app was taken away', { team: team ?? null });
    if (deps.installations) begin('uninstalled', deps.installations.remove({ team, enterprise }));
  };
  app.event('app_uninstalled', async ({ body }) => gone(body.team_id, body.enterprise_id));
  app.event('tokens_revoked', async ({ event, body }) => {
    // A person's own token says nothing of the bot's.
    if ((event.tokens.bot ?? []).length > 0) gone(body.team_id, body.enterprise_id);
  });
};
