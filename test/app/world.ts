import { expect } from 'vitest';
import { makeCore, type Core, type CoreDeps } from '../../src/app/core.ts';
import type { Answer } from '../../src/app/door/bot.ts';
import { makeCode } from '../../src/app/door/administrators.ts';
import { phrases } from '../../src/app/door/phrases.ts';
import type { Store } from '../../src/app/ports.ts';
import type { Accounts, Arrival } from '../../src/app/people/accounts.ts';
import { drawView } from '../../src/app/say/views/draw.ts';
import { drawCard } from '../../src/channels/card.ts';
import {
  partsOf,
  registrationId,
  type AccountId,
  type Lang,
  type MemberId,
  type PairId,
  type RegistrationId,
  type RoomId,
  type Role,
} from '../../src/domain/ids.ts';
import type { Deciding, Pair } from '../../src/domain/pair/state.ts';
import type { Installation } from '../../src/domain/installation/state.ts';
import type { Rules } from '../../src/domain/programme/rules.ts';
import type { Programme } from '../../src/domain/programme/state.ts';
import type { Registration } from '../../src/domain/registration/state.ts';
import { DateTime } from 'luxon';
import { MemoryTimer, TurnableClock } from '../../src/jobs/memory.ts';
import { memoryLedger, ownLanes } from '../../src/store/memory-ledger.ts';
import { memoryAccounts, memoryCodes } from '../../src/store/memory-accounts.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { accountOf, FakeChat, roomOf } from '../fakes/chat.ts';
import { KeptLog } from '../fakes/log.ts';
import { aProgramme } from '../build.ts';
import { stored } from '../programmes.ts';
import { buttonsOf, type Button } from './cards.ts';
import { adeptSteps, mentorSteps } from './standard.ts';

const ZONE = 'Europe/Stockholm';

export const memberBehind = (account: AccountId): MemberId => `member:${account.slice(account.indexOf(':') + 1)}`;

export const local = (text: string): Date => DateTime.fromISO(text, { zone: ZONE }).toJSDate();

/** Accounts for members that a test stores itself: whoever comes by `chat:ada` is `member:ada`. */
export const readable = (): Accounts => {
  const accounts = memoryAccounts();
  const somebody = { name: 'Någon', mail: '', lang: 'sv', zone: ZONE, home: 'one', place: '' } as const;
  return {
    ...accounts,
    async find(account) {
      await accounts.meet({ account, ...somebody }, memberBehind(account), local('2026-01-01T09:00'));
      return accounts.find(account);
    },
  };
};

/** The whole core on memory, a turned clock and a chat service that keeps what it is sent; people press what they see. */
export class World {
  readonly clock: TurnableClock;
  readonly timer: MemoryTimer;
  readonly store: Store;
  readonly ledger = memoryLedger();
  readonly accounts = memoryAccounts();
  readonly codes = memoryCodes();
  readonly chat = new FakeChat();
  readonly log = new KeptLog();
  readonly programme: Programme;
  core: Core;
  newMember = memberBehind;
  #presses = 0;
  readonly #more: readonly (Programme | Installation)[];

  constructor({
    now = '2026-09-01T09:00',
    rules = {},
    board = ['member:eva', 'member:lars', 'member:amina'],
    more = [],
  }: {
    now?: string;
    rules?: Partial<Rules>;
    board?: readonly MemberId[];
    /** What is stored from the start beside the one programme. */
    more?: readonly (Programme | Installation)[];
  } = {}) {
    this.#more = more;
    this.clock = new TurnableClock(local(now));
    this.timer = new MemoryTimer(this.clock, () => this.core.idle());
    this.store = memoryStore();
    this.programme = aProgramme({
      id: 'programme:open',
      name: 'Mentorprogrammet',
      board,
      room: `${this.chat.name}:board`,
      rules,
    });
    this.core = this.#make();
  }

  #make(): Core {
    return makeCore(this.parts());
  }

  /** What a process is made of; another one on the same database takes the same, with its own channels. */
  parts(): CoreDeps {
    const { store, accounts, codes, ledger, timer, clock, log, chat } = this;
    const newMember = (account: AccountId): MemberId => this.newMember(account);
    const texts = { drawView, drawCard, phrases };
    const outside = { channels: [chat], lanes: ownLanes(), newMember };
    return { store, accounts, codes, ledger, timer, clock, log, ...outside, ...texts };
  }

  async start(...people: [MemberId, string, Lang?][]): Promise<this> {
    await stored(this.store, this.programme, ...this.#more);
    await this.core.start(true);
    for (const member of this.programme.board) await this.join(member, member.slice('member:'.length));
    for (const [id, name, lang] of people) await this.join(id, name, lang);
    return this;
  }

  async join(id: MemberId, name: string, lang: Lang = 'sv'): Promise<void> {
    const mail = `${id.slice('member:'.length)}@kommun.example`;
    await this.arrive({ account: accountOf(id), name, mail, lang });
  }

  async arrive(arrival: Partial<Arrival> & Pick<Arrival, 'account'>): Promise<MemberId> {
    const somebody = { name: 'Någon', mail: '', lang: 'sv', zone: ZONE, home: 'one', place: 'Kommunerna' } as const;
    return this.core.arrive({ ...somebody, ...arrival });
  }

  /** A code as the start prints it, written to the bot. */
  async administrator(member: MemberId): Promise<void> {
    const answer = await this.say(member, await makeCode(this.core));
    expect(answer.outcome).toBe('done');
  }

  async invited(room: RoomId, name: string): Promise<void> {
    await this.core.invited(room, name);
    await this.rest();
  }

  /** Lets everything that was set going come to rest. */
  async rest(): Promise<void> {
    await this.core.idle();
  }

  async press(
    actor: MemberId | AccountId,
    verb: string,
    data: Record<string, unknown>,
    { key = `press-${++this.#presses}`, room = null }: { key?: string; room?: RoomId | null } = {},
  ): Promise<Answer> {
    const answer = await this.core.bot.press({ verb, data, key, room }, roomOf(actor));
    await this.rest();
    return answer;
  }

  /** As {@link press}, where anything but success is the test's mistake. */
  async does(
    actor: MemberId | AccountId,
    verb: string,
    data: Record<string, unknown>,
    room: RoomId | null = null,
  ): Promise<Answer> {
    const answer = await this.press(actor, verb, data, { room });
    expect(answer, `${actor} ${verb}`).toMatchObject({ outcome: 'done' });
    return answer;
  }

  async say(actor: MemberId | AccountId, text: string): Promise<Answer> {
    const answer = await this.core.bot.say(text, roomOf(actor));
    await this.rest();
    return answer;
  }

  async until(when: string): Promise<void> {
    await this.clock.turnTo(local(when));
    await this.rest();
  }

  registration(member: MemberId, role: Role, programme = this.programme.id): RegistrationId {
    return registrationId(programme, role, member);
  }

  async registrationOf(member: MemberId, role: Role, programme = this.programme.id): Promise<Registration> {
    return (await this.store.load(this.registration(member, role, programme)))?.state as Registration;
  }

  async pair(id: PairId): Promise<Pair> {
    return (await this.store.load(id))?.state as Pair;
  }

  async pairOf(adept: MemberId, programme = this.programme.id): Promise<PairId> {
    const registration = await this.registrationOf(adept, 'adept', programme);
    if (
      registration.status !== 'approved' ||
      registration.role !== 'adept' ||
      registration.search.status === 'looking'
    ) {
      throw new Error(`${adept} has no pair`);
    }
    return registration.search.pair;
  }

  /** The summaries of what somebody was told, oldest first. */
  told(room: MemberId | RoomId): string[] {
    return this.chat.in(room as MemberId).map(({ summary }) => summary);
  }

  buttons(card: Answer['card']): Button[] {
    return buttonsOf(card);
  }

  async registerMentor(
    member: MemberId,
    { places = 1, municipalities = ['1490'], programme = this.programme.id } = {},
  ): Promise<RegistrationId> {
    const id = this.registration(member, 'mentor', programme);
    await this.does(member, 'registration.start', { programme, role: 'mentor' });
    const steps = mentorSteps(id, member.slice('member:'.length), { places, municipalities });
    for (const step of steps) await this.does(member, 'form.answer', step);
    await this.does(member, 'registration.submit', { id, consent: 'true' });
    return id;
  }

  async registerAdept(member: MemberId, programme = this.programme.id): Promise<RegistrationId> {
    const id = this.registration(member, 'adept', programme);
    await this.does(member, 'registration.start', { programme, role: 'adept' });
    for (const step of adeptSteps(id, member.slice('member:'.length))) await this.does(member, 'form.answer', step);
    await this.does(member, 'registration.submit', { id, consent: 'true' });
    return id;
  }

  async approved(id: RegistrationId): Promise<RegistrationId> {
    const { board, rules } = (await this.core.programmes.get(partsOf(id).programme)) ?? this.programme;
    for (const by of board.slice(0, rules.quorum)) {
      const { state } = (await this.store.load(id)) ?? {};
      const revision = state?.kind === 'registration' && 'revision' in state ? state.revision : 0;
      await this.does(by, 'board.approve', { id, revision });
    }
    return id;
  }

  /** An adept and a mentor, approved and introduced. */
  async introduced(adept: MemberId, mentor: MemberId, programme = this.programme.id): Promise<PairId> {
    const mentors = await this.approved(await this.registerMentor(mentor, { programme }));
    const id = await this.approved(await this.registerAdept(adept, programme));
    await this.does(adept, 'mentor.ask', { id, mentor: mentors });
    const pair = await this.pairOf(adept, programme);
    await this.does(mentor, 'request.accept', { id: pair });
    return pair;
  }

  /** A pair with an agreement, the morning after a first meeting. */
  async agreed(adept: MemberId, mentor: MemberId, talks = 6): Promise<PairId> {
    const pair = await this.introduced(adept, mentor);
    const now = DateTime.fromJSDate(this.clock.now(), { zone: ZONE });
    await this.does(adept, 'talk.plan', {
      id: pair,
      date: now.toISODate(),
      time: now.minus({ minutes: 30 }).toFormat('HH:mm'),
      place: 'neutral',
    });
    for (const by of [adept, mentor]) await this.does(by, 'decision.answer', { id: pair, choice: 'on' });
    const { tellAt } = (await this.pair(pair)) as Deciding;
    if (tellAt) await this.clock.turnTo(tellAt);
    await this.rest();
    await this.does(adept, 'agreement.propose', this.terms(pair, talks));
    await this.does(mentor, 'agreement.confirm', { id: pair, revision: '1' });
    return pair;
  }

  terms(id: PairId, talks: number, more: Record<string, string> = {}): Record<string, string> {
    const ends = DateTime.fromJSDate(this.clock.now(), { zone: ZONE }).plus({ months: 11 }).toISODate() ?? '';
    return {
      id,
      talks: String(talks),
      reason: '',
      ends,
      places: 'neutral,digital',
      shadowing: 'true',
      headings: 'openness,confidentiality,personal',
      ownHeadings: '',
      ...more,
    };
  }
}
