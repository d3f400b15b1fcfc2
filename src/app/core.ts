import {
  INSTALLATION,
  kindOf,
  programmeOfId,
  type AccountId,
  type AggregateId,
  type MemberId,
  type RoomId,
} from '../domain/ids.ts';
import type { Accounts, Codes } from './people/accounts.ts';
import { makeLinking } from './people/linking.ts';
import { makePeople, type People } from './people/people.ts';
import type { Bot } from './door/bot.ts';
import { makeHandle, type Handle } from './door/handle.ts';
import { makeBot, type Phrases } from './door/make-bot.ts';
import { sweep, type SweepDeps } from './door/sweep.ts';
import {
  GRACE_MS,
  type Channel,
  type Clock,
  type Log,
  type Programmes,
  type Store,
  type Timer,
  type WakeId,
} from './ports.ts';
import { makeCompose, type Compose, type DrawCard } from './post/compose.ts';
import type { Lanes } from './post/lanes.ts';
import type { Ledger } from './post/ledger.ts';
import { makeRelay } from './post/relay.ts';
import { makeReports, reasonOf } from './post/reports.ts';
import { makeSender } from './post/sender.ts';
import { makeProgrammes } from './programmes.ts';
import type { DrawAny } from './say/view.ts';

export interface CoreDeps {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly lanes: Lanes;
  readonly accounts: Accounts;
  readonly codes: Codes;
  readonly timer: Timer;
  readonly clock: Clock;
  readonly log: Log;
  /** A new person's id. Nothing can be read of it, and it holds no dot. */
  readonly newMember: (account: AccountId) => MemberId;
  readonly channels: readonly Channel[];
  readonly drawView: DrawAny;
  readonly drawCard: DrawCard;
  readonly phrases: Phrases;
}

/** The whole of Handslag but for the world around it. */
export interface Core extends Handle {
  readonly bot: Bot;
  readonly arrive: People['arrive'];
  /** The bot was invited to a room: there it asks whose it is. */
  invited(room: RoomId, name: string): Promise<void>;
  /** By their accounts, who sits on the board that has this room; null for any other room. */
  boardOf(room: RoomId): Promise<readonly AccountId[] | null>;
  readonly compose: Compose;
  readonly programmes: Programmes;
  /** `alone`: no other process runs on this database. */
  start(alone: boolean): Promise<void>;
  sweep(): Promise<void>;
  /** When everything that can be said now has been. */
  idle(): Promise<void>;
  /** Lets what is under way finish. */
  stop(): Promise<void>;
}

/** How often what other processes left to us is looked for, in ms: where there are others, and where there are none. */
const LOOK_MS = 1_000;
const LOOK_ALONE_MS = 15_000;

const laneOf = (id: WakeId): number | null => (id.startsWith('lane:') ? Number(id.slice('lane:'.length)) : null);

export const makeCore = (deps: CoreDeps): Core => {
  const { store, accounts, codes, ledger, lanes, timer, clock, log, newMember } = deps;
  const { channels, drawView, drawCard, phrases } = deps;
  const sources = { store, accounts, codes, clock };
  const programmes = makeProgrammes(store);
  const homes = async (member: MemberId): Promise<string[]> =>
    ((await accounts.of([member])).get(member) ?? []).map(({ home }) => home).filter((home) => home !== '');
  const compose = makeCompose({ clock, drawView, drawCard, programmes, homes });
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  // One door for all of them; it is made after those that it hands on to.
  const reports = makeReports({ handle: (command) => door.handle(command, 'handslag'), log });

  const sender = makeSender({
    ...sources,
    ledger,
    lanes,
    timer,
    clock,
    log,
    compose,
    reports,
    channel: (name) => byName.get(name) ?? null,
  });

  /** What a trouble struck is tried again, wherever it waits. */
  const again = async (id: AggregateId): Promise<void> => {
    const found = await store.load(id);
    if (found?.state.kind !== 'trouble') return;
    const { what, about, examples } = found.state;
    const now = clock.now();
    if (what === 'channel') sender.unblock(about);
    if (what === 'delivery') {
      const released = await ledger.release(id, now);
      await timer.expect(released.map((lane) => ({ id: `lane:${lane}` as const, at: now })));
    }
    const struck = examples as readonly AggregateId[];
    if (what === 'due') await timer.expect(struck.map((one) => ({ id: one, at: now })));
    if (what === 'step') await store.postpone(struck, now);
  };

  const relay = makeRelay({
    store,
    ledger,
    clock,
    log,
    reports,
    administrators: async () => (await programmes.installation()).administrators,
    programmeOf: programmeOfId,
    handle: (command, actor, key) => door.handle(command, actor, key),
    again,
    entered: (deliveries) => sender.entered(deliveries),
  });

  const struck = (id: AggregateId, error: unknown): void => {
    log.error('put aside', error, { id });
    reports.struck({ what: 'due', about: kindOf(id), reason: reasonOf(error), ids: [id] });
  };
  const door = makeHandle({
    store,
    timer,
    clock,
    log,
    programmes,
    homes,
    outgoing: (saved) => relay.deliver(saved),
    struck,
  });
  const people = makePeople({ accounts, clock, handle: door.handle, newMember });
  const known = () => programmes.all();
  const linking = makeLinking({ accounts, codes, clock, handle: door.handle, newMember, programmes: known });
  const bot = makeBot({ ...sources, log, compose, people, linking, handle: door, programmes, phrases });
  const sweeping: SweepDeps = { store, ledger, timer, clock, log, programmes: known };

  /** Who is woken has something due; a lane has something to say that had to wait. */
  const onDue = async (woken: WakeId[]): Promise<void> => {
    const asked = woken.flatMap((id) => laneOf(id) ?? []);
    const ids = woken.filter((id): id is AggregateId => laneOf(id) === null);
    if (ids.length > 0) await door.handleDue(ids);
    if (asked.length > 0) await sender.poll(asked);
    await relay.idle();
  };

  let looking: NodeJS.Timeout | undefined;
  let looked = 0;
  let busy = false;
  /** What was saved and not relayed, and what others added to our lanes. */
  const look = async (): Promise<void> => {
    const all = Date.now() - looked >= LOOK_ALONE_MS;
    if (busy || !(all || lanes.shared())) return;
    busy = true;
    try {
      if (all) await relay.resume(clock.now());
      if (all) looked = Date.now();
      await sender.poll();
    } catch (error) {
      log.error('looking', error);
    } finally {
      busy = false;
    }
  };

  const idle = async (): Promise<void> => {
    for (let n = 0; n < 2; n++) {
      await relay.idle();
      await reports.idle();
      await relay.idle();
      await sender.idle();
    }
  };

  return {
    ...door,
    bot,
    arrive: (arrival) => people.arrive(arrival),
    async invited(room, name) {
      await door.handle({ type: 'room.invited', id: INSTALLATION, room, name }, 'handslag');
    },
    async boardOf(room) {
      const found = (await programmes.all()).find((programme) => programme.room === room);
      if (!found) return null;
      return [...(await accounts.of(found.board)).values()].flat().map(({ id }) => id);
    },
    compose,
    programmes,
    idle,
    sweep: () => sweep(sweeping),
    async start(alone) {
      await lanes.start(alone, {
        taken: (some) => void sender.poll(some).catch(() => undefined),
        leaving: (some) => sender.leave(some),
      });
      await sweep(sweeping);
      // Where nobody else runs, nobody else is about to.
      await relay.resume(alone ? new Date(clock.now().getTime() + GRACE_MS) : clock.now());
      await timer.start(onDue);
      looked = Date.now();
      looking = setInterval(() => void look(), LOOK_MS).unref();
    },
    async stop() {
      clearInterval(looking);
      await timer.stop();
      await relay.idle();
      await sender.idle();
      await lanes.stop();
    },
  };
};
