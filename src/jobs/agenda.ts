import { setTimeout as wait } from 'node:timers/promises';
import { Agenda, InMemoryNotificationChannel, toJobId } from 'agenda';
import type { Job } from 'agenda';
import type { Db } from 'mongodb';
import type { Clock, Log, Timer, WakeId } from '../app/ports.ts';

import type { WakeJob } from './wake-jobs.ts';
import { WakeJobs, MOMENT, keyOf, saved } from './wake-jobs.ts';
import { codeOf } from '../store/server.ts';
import { backendOn, UnderWay } from './backend.ts';
import { byMoment, minuteOf, timeOf } from './minute.ts';
import type { Minute, Wish } from './minute.ts';
import type { Life } from './wake-lists.ts';
import { WakeLists } from './wake-lists.ts';

/** How many are woken by one call. */
const CHUNK = 500;
/** How many moments are written, or worked on, at the same time. */
const WRITES = 16;
const WORKERS = 4;
/** The wait before somebody who was just woken is woken again in the same breath, in ms. */
const BREATH = 1_000;
/** The longest wait before a failed moment is tried again, in ms. */
const LONGEST_WAIT = 5 * 60_000;

export interface AgendaTimerOptions {
  readonly db: Db;
  readonly log: Log;
  /** The app's time. */
  readonly clock: Clock;
  /** How much the app's time is ahead of real time, in ms; may change, {@link Timer.clockMoved} says when it did. */
  readonly offset: () => number;
  /** How often Agenda looks for jobs that other processes made, in ms. What this process makes runs on time by itself. */
  readonly processEvery?: number;
  /**
   * How long a process that says nothing is believed to be working, in ms; more than twice `processEvery`, for Agenda locks a
   * job that long before its time.
   */
  readonly lockLifetime?: number;
}

/**
 * The timer on Agenda: one job a due moment, that wakes all who wished for it. Why, and what holds it together, is written in
 * docs/decisions/0002-one-job-a-due-moment.md. Every method rejects with the driver's error when the server cannot be reached;
 * what goes wrong in the background is logged and tried again.
 */
export class AgendaTimer implements Timer {
  readonly #options: Required<AgendaTimerOptions>;
  readonly #agenda: Agenda;
  readonly #channel: InMemoryNotificationChannel;
  readonly #underWay: UnderWay;
  readonly #wakeLists: WakeLists;
  readonly #wakeJobs: WakeJobs;
  /** Lives that have their job, as long as they last. */
  readonly #known = new Map<Minute, Life>();
  readonly #handling = new Map<string, Promise<boolean>>();
  #onDue: ((ids: WakeId[]) => Promise<void>) | null = null;
  #begun: Promise<void> = Promise.resolve();
  #stopping = false;

  private constructor(
    options: Required<AgendaTimerOptions>,
    agenda: Agenda,
    channel: InMemoryNotificationChannel,
    underWay: UnderWay,
  ) {
    this.#options = options;
    this.#agenda = agenda;
    this.#channel = channel;
    this.#underWay = underWay;
    this.#wakeLists = new WakeLists(options.db);
    this.#wakeJobs = new WakeJobs(agenda, options.db, (minute) => this.#real(minute));
    agenda.on('error', (error: unknown) => options.log.warn('jobs.error', { error: codeOf(error) }));
    // oxlint-disable-next-line typescript/no-misused-promises -- the overload for promises is the second
    agenda.define<WakeJob>(MOMENT, (job) => this.#run(job), {
      concurrency: WORKERS,
      lockLifetime: options.lockLifetime,
      removeOnComplete: true,
      // for ever: a reminder may be late, never lost
      backoff: ({ attempt }) => Math.min(1000 * 2 ** Math.min(attempt - 1, 20), LONGEST_WAIT),
    });
  }

  /** Makes the indexes; nothing runs before {@link AgendaTimer.start}. */
  static async on(given: AgendaTimerOptions): Promise<AgendaTimer> {
    const options = { processEvery: 10_000, lockLifetime: 60_000, ...given };
    const underWay = new UnderWay();
    const channel = new InMemoryNotificationChannel();
    // Agenda's own timer for a job in the near future may fire a millisecond before its time, and is then not set again
    const onLocked = ({ nextRunAt }: { nextRunAt?: Date | null | undefined }) => {
      const ahead = nextRunAt ? nextRunAt.getTime() - Date.now() : 0;
      if (ahead > 0) setTimeout(() => void nudge(channel), ahead + 20).unref();
    };
    const backend = await backendOn(options.db, underWay, options.log, onLocked);
    const agenda = new Agenda({ backend, notificationChannel: channel, processEvery: options.processEvery });
    return new AgendaTimer(options, agenda, channel, underWay);
  }

  async expect(wishes: readonly Wish[]): Promise<void> {
    const moments = [...byMoment(wishes, this.#options.clock.now())];
    for (let at = 0; at < moments.length; at += WRITES) {
      await Promise.all(moments.slice(at, at + WRITES).map(([minute, ids]) => this.#wish(minute, ids)));
    }
  }

  async start(onDue: (ids: WakeId[]) => Promise<void>): Promise<void> {
    this.#onDue = onDue;
    this.#stopping = false;
    await this.#wakeJobs.agree(() => this.#wakeLists.all());
    // What was due while nothing ran comes first. Its jobs may still be locked by a process that is no more: they are not waited for.
    this.#begun = this.#catchUp()
      .catch((error: unknown) => this.#options.log.error('timer.catchUp', error))
      .then(() => (this.#stopping ? undefined : this.#agenda.start()))
      .catch((error: unknown) => this.#options.log.error('timer.start', error));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#begun;
    // Agenda's own drain() waits for ever when jobs are removed on completion; stop() gives back what has not begun
    await this.#agenda
      .stop(false)
      .catch((error: unknown) => this.#options.log.warn('timer.stop', { error: codeOf(error) }));
    await this.#underWay.idle();
  }

  async next(): Promise<Date | null> {
    const minute = await this.#wakeLists.earliest();
    return minute === null ? null : new Date(timeOf(minute));
  }

  /** Resolves when everything that became due by the move has been woken, as far as nothing failed. */
  async clockMoved(): Promise<void> {
    await this.#wakeJobs.agree(() => this.#wakeLists.all());
    if (!this.#onDue || this.#stopping) return;
    await this.#underWay.track(this.#catchUp());
    await nudge(this.#channel);
  }

  /** Runs `fn` about once an hour of real time, in one of all processes; a run that fails is logged, the next comes in an hour. */
  async hourly(name: string, fn: () => Promise<void>): Promise<void> {
    const { log, lockLifetime } = this.#options;
    const key = `hourly:${name}`;
    this.#agenda.define(
      key,
      // oxlint-disable-next-line typescript/no-misused-promises -- the overload for promises is the second
      async (job: Job) => {
        if (this.#stopping) return;
        try {
          await this.#underWay.track(this.#keptAlive(job, fn));
        } catch (error) {
          log.error('hourly.failed', error, { name });
          throw error;
        }
      },
      { concurrency: 1, lockLifetime },
    );
    // not every(): that puts the next run an hour on at each start of a process
    const job = this.#agenda.create(key, { key }).unique({ 'data.key': key }, { insertOnly: true });
    await saved(job.repeatEvery('1 hour'));
  }

  /** The moment's document first and its job second: a job may be without a moment, and does nothing then, never the other way for long. */
  async #wish(minute: Minute, ids: readonly WakeId[]): Promise<void> {
    const known = this.#known.get(minute);
    if (known && (await this.#wakeLists.addTo(known, ids))) return;
    const life = await this.#wakeLists.add(minute, ids);
    await this.#wakeJobs.set(life);
    if (this.#known.size >= 1000) this.#known.clear();
    this.#known.set(minute, life);
  }

  async #run(job: Job<WakeJob>): Promise<void> {
    const { minute, life } = job.attrs.data;
    if (this.#stopping || this.#options.clock.now().getTime() < timeOf(minute)) {
      // not ours to do any longer, or the clock was put back after Agenda had taken the job
      job.attrs.nextRunAt = this.#real(minute);
      return;
    }
    const over = await this.#keptAlive(job, () => this.#handle({ minute, life }));
    if (!over) job.attrs.nextRunAt = new Date();
  }

  /** Wakes all of a moment, once at a time in this process. False when it was left in the middle, because of a stop. */
  #handle(life: Life): Promise<boolean> {
    const key = keyOf(life);
    const at = this.#handling.get(key);
    if (at) return at;
    const work = this.#wake(life)
      .catch((error: unknown) => {
        this.#options.log.error('timer.failed', error, { minute: life.minute });
        throw error;
      })
      .finally(() => this.#handling.delete(key));
    this.#handling.set(key, work);
    return this.#underWay.track(work);
  }

  async #wake(life: Life): Promise<boolean> {
    const woken = new Set<WakeId>();
    let round: number | null = null;
    for (;;) {
      const taken = await this.#wakeLists.take(life, round);
      if (!taken) return true;
      for (let at = 0; at < taken.ids.length; at += CHUNK) {
        if (this.#stopping || !this.#onDue) return false;
        const ids = taken.ids.slice(at, at + CHUNK);
        // wished for again while it was being woken: that is soon, but not a loop that never rests
        if (ids.some((id) => woken.has(id))) await wait(BREATH);
        await this.#onDue(ids);
        for (const id of ids) woken.add(id);
      }
      round = taken.round;
    }
  }

  /** All that is due now, in order; what fails is left to its job, which tries again. */
  async #catchUp(): Promise<void> {
    const tried = new Set<string>();
    for (;;) {
      const due = await this.#wakeLists.all(minuteOf(this.#options.clock.now().getTime()));
      const lives = due.filter((life) => !tried.has(keyOf(life)));
      if (lives.length === 0) return;
      const over: Life[] = [];
      for (const life of lives) {
        tried.add(keyOf(life));
        if (this.#stopping) return;
        if (await this.#handle(life).catch(() => false)) over.push(life); // a failure is logged where it happened
      }
      await this.#wakeJobs.drop(over);
    }
  }

  /** Tells Agenda while `work` goes on that this process is alive, so that no other takes the job. */
  async #keptAlive<T>(job: Job<WakeJob> | Job, work: () => Promise<T>): Promise<T> {
    let touched: Promise<void> = Promise.resolve();
    const alive = setInterval(() => {
      // one that cannot be said is made good by the next; if none can, another process may go on, which does no harm
      touched = job.touch().catch((error: unknown) => this.#options.log.warn('jobs.touch', { error: codeOf(error) }));
    }, this.#options.lockLifetime / 4);
    try {
      return await work();
    } finally {
      clearInterval(alive);
      await touched; // before Agenda writes how it ended, not after
    }
  }

  #real(minute: Minute): Date {
    return new Date(timeOf(minute) - this.#options.offset());
  }
}

/** Makes Agenda look for moments now. */
const nudge = (channel: InMemoryNotificationChannel): Promise<void> =>
  channel.state === 'connected'
    ? channel.publish({ jobId: toJobId(''), jobName: MOMENT, nextRunAt: null, priority: 0, timestamp: new Date() })
    : Promise.resolve();
