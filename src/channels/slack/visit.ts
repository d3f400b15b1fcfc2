import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { Answer, Press } from '../../app/door/bot.ts';
import type { Inbound } from '../../app/inbound.ts';
import type { Lang } from '../../domain/ids.ts';
import type { AccountId, CardJson, RoomId } from '../../app/ports.ts';
import { slackText } from '../../text/slack.ts';
import type { Directory } from './directory.ts';
import type { Drafts } from './drafts.ts';
import { reasonOf } from './failures.ts';
import { accountOf, type Who } from './people.ts';
import type { ViewPayload } from './payloads.ts';
import type { Once } from './once.ts';
import { homeOf, messageOf, windowOf, type Origin } from './surfaces.ts';
import { escaped } from './text.ts';
import type { Work } from './work.ts';
import type { Workspaces } from './workspaces.ts';

export interface VisitDeps {
  readonly inbound: Pick<Inbound, 'bot' | 'boardOf' | 'invited' | 'log'>;
  readonly workspaces: Workspaces;
  readonly directory: Directory;
  readonly drafts: Drafts;
  readonly once: Pick<Once, 'first'>;
  readonly work: Work;
  /** What a press is known by when it is stored. */
  readonly pressKey: (what: string) => string;
}

/** How long an answer is waited for before the person is told that it takes a while; Slack's own patience is 3 s. */
export const PATIENCE_MS = 1_800;

/** Somebody in Slack, and what can be done for them there. Calls to Slack that fail are logged, and the person is told where they can be. */
export class Visit {
  readonly who: Who;
  readonly #deps: VisitDeps;

  constructor(who: Who, deps: VisitDeps) {
    this.who = who;
    this.#deps = deps;
  }

  get account(): AccountId {
    return accountOf(this.who);
  }

  /** For what is said before there is an answer. */
  get lang(): Lang {
    return this.#deps.directory.langOf(this.who);
  }

  async press(press: Press): Promise<Answer> {
    const may = await this.#deps.directory.meet(this.who);
    if (!may) return this.#refused();
    const { key } = press;
    return this.#deps.inbound.bot.press({ ...press, key: key && this.#deps.pressKey(key) }, this.account);
  }

  async say(text: string): Promise<Answer> {
    const may = await this.#deps.directory.meet(this.who);
    return may ? this.#deps.inbound.bot.say(text, this.account) : this.#refused();
  }

  /** Not one of those whom this is for. */
  #refused(): Answer {
    const { lang } = this;
    const text = slackText[lang].notForYou;
    const body = [{ type: 'TextBlock', text, wrap: true }];
    return { outcome: 'rejected', card: { type: 'AdaptiveCard', version: '1.5', body }, summary: text, lang };
  }

  async isBoards(room: RoomId): Promise<boolean> {
    return (await this.#deps.inbound.boardOf(room)) !== null;
  }

  /** A card as a window; where the person closed the same one with something in it, that is there again. */
  window(card: CardJson, answer: Pick<Answer, 'lang' | 'outcome'>, origin: Origin): ModalView {
    const window = windowOf(card, { lang: answer.lang ?? 'sv', origin, turn: randomUUID().slice(0, 8) });
    return answer.outcome === 'done' ? this.#deps.drafts.into(this.account, window) : window;
  }

  /** What was typed there is with the core now. */
  sent(view: ViewPayload): void {
    this.#deps.drafts.forget(this.account, view);
  }

  closed(view: ViewPayload): void {
    this.#deps.drafts.keep(this.account, view);
  }

  #failed(what: string, error: unknown): void {
    this.#deps.inbound.log.warn('slack: an answer did not get through', {
      what,
      account: this.account,
      reason: reasonOf(error),
    });
  }

  async #client() {
    return this.#deps.workspaces.client(this.who.team);
  }

  /** The window's id; null where Slack would not open one (any longer). */
  async open(trigger: string, view: ModalView): Promise<string | null> {
    try {
      const { view: opened } = await (
        await this.#client()
      ).views.open({ trigger_id: trigger, view: { ...view, notify_on_close: true } });
      return opened?.id ?? null;
    } catch (error) {
      this.#failed('views.open', error);
      return null;
    }
  }

  async replace(id: string, view: ModalView): Promise<boolean> {
    try {
      await (await this.#client()).views.update({ view_id: id, view: { ...view, notify_on_close: true } });
      return true;
    } catch (error) {
      this.#failed('views.update', error);
      return false;
    }
  }

  /** Puts a card where a message of ours stands. */
  async rewrite(channel: string, ts: string, answer: Answer): Promise<void> {
    try {
      const message = messageOf(answer.card, answer.summary, answer.lang ?? 'sv');
      await (await this.#client()).chat.update({ channel, ts, ...message });
    } catch (error) {
      this.#failed('chat.update', error);
      await this.whisper(channel, answer.summary);
    }
  }

  async write(channel: string, answer: Answer): Promise<void> {
    try {
      const message = messageOf(answer.card, answer.summary, answer.lang ?? 'sv');
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's
      await (await this.#client()).chat.postMessage({ channel, ...message });
    } catch (error) {
      this.#failed('chat.postMessage', error);
      await this.whisper(channel, slackText[answer.lang ?? 'sv'].unreachable);
    }
  }

  /** To this person alone. */
  async whisper(channel: string, words: string): Promise<void> {
    try {
      await (await this.#client()).chat.postEphemeral({ channel, user: this.who.user, text: escaped(words) });
    } catch (error) {
      this.#failed('chat.postEphemeral', error);
    }
  }

  /** Where I stand, in the app's home. */
  async home(): Promise<void> {
    try {
      const [status, start] = [await this.say('status'), await this.say('start')];
      const cards =
        JSON.stringify(status.card) === JSON.stringify(start.card) ? [start.card] : [status.card, start.card];
      const view = homeOf(cards, start.lang ?? 'sv');
      await (await this.#client()).views.publish({ user_id: this.who.user, view });
    } catch (error) {
      this.#failed('views.publish', error);
    }
  }
}
