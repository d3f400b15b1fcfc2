import type { AggregateId, ProgrammeId } from '../domain/ids.ts';
import type { Programme } from '../domain/programme/programme.ts';
import { makeCompose, type Compose, type DrawCard } from './post/compose.ts';
import type { Bot } from './door/bot.ts';
import { makeHandle, type Handle } from './door/handle.ts';
import type { Channel, Clock, Doc, Log, Store, Timer } from './ports.ts';
import { makeBot, type Phrases } from './door/make-bot.ts';
import { makeRelay, type Relay } from './post/relay.ts';
import { sweep } from './door/sweep.ts';
import type { DrawView } from './say/view.ts';

export interface CoreDeps {
  readonly store: Store;
  readonly timer: Timer;
  readonly clock: Clock;
  readonly log: Log;
  readonly programme: Programme;
  readonly channels: readonly Channel[];
  /** The name of the channel in which the board has its room. */
  readonly boardChannel: string;
  readonly drawView: DrawView;
  readonly drawCard: DrawCard;
  readonly phrases: Phrases;
}

/** The whole of Handslag but for the world around it. */
export interface Core extends Handle {
  readonly bot: Bot;
  readonly compose: Compose;
  readonly relay: Relay;
  /** `alone`: no other process runs on this database. */
  start(alone: boolean): Promise<void>;
  sweep(): Promise<void>;
  /** Lets what is under way finish. */
  stop(): Promise<void>;
}

/** What another process is to say, which may have died meanwhile: whoever is woken looks again when that one's time is over. */
const heldBySomebody = ({ id, outbox }: Doc, now: Date): { id: AggregateId; at: Date }[] => {
  const times = outbox.map(({ until }) => until.getTime()).filter((until) => until > now.getTime());
  return times.length === 0 ? [] : [{ id, at: new Date(Math.min(...times)) }];
};

export const makeCore = (deps: CoreDeps): Core => {
  const { store, timer, clock, log, programme: only, channels, boardChannel, drawView, drawCard, phrases } = deps;
  const programme = (id: ProgrammeId | null): Programme | null => (id === null || id === only.id ? only : null);
  const compose = makeCompose({ store, clock, drawView, drawCard, programme, boardChannel: () => boardChannel });
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  const relay = makeRelay({
    store,
    timer,
    clock,
    log,
    compose,
    channel: (name) => byName.get(name) ?? null,
    // Steps that follow go through the same door; it is made after the relay that it hands its notes to.
    handle: () => door,
  });
  const door = makeHandle({ store, timer, clock, log, programme, outgoing: (saved) => relay.deliver(saved) });
  const bot = makeBot({ store, clock, log, compose, handle: door, programme: () => only, phrases });

  /** Who is woken has something due, or something that could not be said yet. */
  const onDue = async (ids: AggregateId[]): Promise<void> => {
    const docs = await door.handleDue(ids);
    const now = clock.now();
    await relay.takeOver(
      docs.filter(({ outbox }) => outbox.some(({ until }) => until <= now)),
      false,
    );
    await timer.expect(docs.flatMap((doc) => heldBySomebody(doc, now)));
    await relay.idle();
  };

  return {
    ...door,
    bot,
    compose,
    relay,
    sweep: () => sweep({ store, timer, relay, log }, false),
    async start(alone) {
      if (only.board.length === 0) log.warn('nobody is on the board: no registration can be decided');
      await sweep({ store, timer, relay, log }, alone);
      await timer.start(onDue);
    },
    async stop() {
      await timer.stop();
      await relay.idle();
    },
  };
};
