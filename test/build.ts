import { standardForms } from '../src/domain/form/standard.ts';
import { refOf, type Answers, type FormRef } from '../src/domain/form/form.ts';
import type { Terms } from '../src/domain/pair/agreement.ts';
import { partsOf, pairId, registrationId, type MemberId, type RegistrationId, type Role } from '../src/domain/ids.ts';
import { memberMachine, type Member, type MemberCommand, type MemberEvent } from '../src/domain/member/member.ts';
import { isPlanned } from '../src/domain/pair/meeting.ts';
import { pairMachine } from '../src/domain/pair/machine.ts';
import {
  isLiving,
  type Choice,
  type Pair,
  type PairCommand,
  type PairEvent,
  type Party,
} from '../src/domain/pair/state.ts';
import { standardRules, type Rules } from '../src/domain/programme/rules.ts';
import type { Programme } from '../src/domain/programme/state.ts';
import { template } from '../src/domain/programme/templates.ts';
import { registrationMachine } from '../src/domain/registration/machine.ts';
import type { Registration, RegistrationCommand, RegistrationEvent } from '../src/domain/registration/state.ts';
import { plusDays } from '../src/domain/time.ts';
import type { Said } from './domain/answering.ts';
import { momentIn, Road } from './road.ts';

/** One builder a noun. Each goes the real road: what it comes to is what the machines came to. */

export const ZONE = 'Europe/Stockholm';

/** A moment in Swedish time: at('2026-03-02 10:00'); a day alone is its morning, 08:00. */
export const at = (local: string): Date => momentIn(local, ZONE);

export const memberOf = (name: string): MemberId => `member:${name}`;
export const mentorOf = (name: string): RegistrationId => registrationId('programme:kommun', 'mentor', memberOf(name));
export const adeptOf = (name: string): RegistrationId => registrationId('programme:kommun', 'adept', memberOf(name));

export const aParty = (registration: RegistrationId): Party => ({
  registration,
  member: partsOf(registration).member,
});

type ProgrammeWishes = Partial<Omit<Programme, 'rules'>> & { readonly rules?: Partial<Rules> };

export const aProgramme = ({ rules, ...wishes }: ProgrammeWishes = {}): Programme => ({
  id: 'programme:kommun',
  kind: 'programme',
  revision: 1,
  status: 'open',
  type: 'open',
  ...template('open', at('2026-03-02')),
  name: 'Ledare till ledare',
  role: { sv: 'kommunchef', en: 'chief executive' },
  zone: ZONE,
  audience: { kind: 'everyone' },
  claims: [],
  leads: [],
  room: 'chat:board',
  since: at('2026-03-02'),
  board: ['bo', 'berit', 'birk'].map(memberOf),
  forms: standardForms,
  ...wishes,
  rules: { ...standardRules, ...rules },
});

export const someTerms = (wishes: Partial<Terms> = {}): Terms => ({
  talks: 6,
  reason: '',
  ends: at('2026-12-18 23:59'),
  places: ['neutral', 'digital'],
  shadowing: false,
  headings: ['openness', 'confidentiality', 'personal'],
  ownHeadings: [],
  ...wishes,
});

export class MemberRoad extends Road<Member, MemberCommand, MemberEvent> {
  constructor(name: string, programme: Programme) {
    super(memberMachine, memberOf(name), programme);
    const said = { name, mail: `${name}@example.se`, lang: 'sv', zone: ZONE } as const;
    this.do({ type: 'member.arrive', account: `chat:${name}`, said });
  }
}

export const aMember = (name = 'maja', programme = aProgramme()): MemberRoad => new MemberRoad(name, programme);

export class RegistrationRoad extends Road<Registration, RegistrationCommand, RegistrationEvent> {
  readonly id: RegistrationId;
  readonly member: MemberId;
  readonly #answers: Answers;

  constructor(role: Role, name: string, said: Said, programme: Programme) {
    const id = registrationId(programme.id, role, memberOf(name));
    super(registrationMachine, id, programme);
    this.id = id;
    this.member = memberOf(name);
    const contact = { name, mail: `${name}@example.se`, phone: '+46701234567' };
    const rest: Said =
      role === 'mentor'
        ? { municipalities: ['0114', '0180'], standing: 'retired', places: 1, about: 'Trettio år i yrket' }
        : { municipality: '2480', wish: 'Att vara ny' };
    this.#answers = { ...contact, ...rest, ...said };
    this.do({ type: 'registration.start', programme: programme.id, role, member: this.member }, this.member);
  }

  /** The form that is answered. */
  get form(): FormRef {
    return 'form' in this.state ? this.state.form : refOf(this.programme.forms[this.state.role]);
  }

  answered(answers: Answers): this {
    return this.do({ type: 'registration.answer', form: this.form, answers }, this.member);
  }

  filledIn(): this {
    return this.answered(this.#answers);
  }

  submitted(): this {
    if (this.state.status === 'draft') this.filledIn().do({ type: 'registration.submit', consent: 'v1' }, this.member);
    return this;
  }

  asked(question = 'Var var du chef?'): this {
    this.submitted();
    return this.do({ type: 'board.ask', revision: this.revision, question }, this.#voter());
  }

  approved(): this {
    this.submitted();
    for (const by of this.programme.board) {
      if (this.state.status !== 'submitted') break;
      if (by !== this.member) this.do({ type: 'board.approve', revision: this.revision }, by);
    }
    return this;
  }

  declined(reason = 'Ingen chef', message = 'Inte den här gången'): this {
    this.submitted();
    for (const by of this.programme.board) {
      if (this.state.status !== 'submitted') break;
      if (by !== this.member) this.do({ type: 'board.decline', revision: this.revision, reason, message }, by);
    }
    return this;
  }

  withdrawn(): this {
    return this.do({ type: 'registration.withdraw' }, this.member);
  }

  /** The state, known to be of this status. */
  in<T extends Registration['status']>(status: T): Extract<Registration, { status: T }> {
    if (this.state.status !== status) throw new Error(`the registration is ${this.state.status}`);
    return this.state as Extract<Registration, { status: T }>;
  }

  /** What a board member's card says that it shows. */
  get revision(): number {
    return this.state.status === 'submitted' ? this.state.revision : 0;
  }

  #voter(): MemberId {
    const voter = this.programme.board.find((by) => by !== this.member);
    if (!voter) throw new Error('nobody on the board can act');
    return voter;
  }
}

interface Wishes extends Said {
  readonly programme?: Programme;
}

export const aMentor = (name = 'maja', { programme = aProgramme(), ...said }: Wishes = {}): RegistrationRoad =>
  new RegistrationRoad('mentor', name, said, programme);

export const anAdept = (name = 'ada', { programme = aProgramme(), ...said }: Wishes = {}): RegistrationRoad =>
  new RegistrationRoad('adept', name, said, programme);

const DAY = 1;
const WEEK = 7;

export interface PairWishes {
  readonly adept?: string;
  readonly mentor?: string;
  readonly reserves?: readonly string[];
  readonly programme?: Programme;
  /** When the adept asked. */
  readonly asked?: string;
}

/** Each step goes the steps before it first, where they are not gone yet. */
export class PairRoad extends Road<Pair, PairCommand, PairEvent> {
  constructor({ adept = 'ada', mentor = 'maja', reserves = [], programme = aProgramme(), asked }: PairWishes) {
    super(pairMachine, pairId(adeptOf(adept), 1), programme);
    if (asked) this.on(asked);
    const parties = {
      adept: aParty(adeptOf(adept)),
      mentor: aParty(mentorOf(mentor)),
      reserves: reserves.map((name) => aParty(mentorOf(name))),
    };
    this.do({ type: 'pair.open', programme: programme.id, ...parties });
  }

  accepting(): this {
    return this.state.phase === 'requested' ? this.do({ type: 'request.accept' }, 'mentor') : this;
  }

  introduced(): this {
    this.accepting();
    const { phase, mentor } = this.state;
    return phase === 'accepting' ? this.do({ type: 'place.taken', mentor: mentor.registration }) : this;
  }

  /** A time is set for the first meeting, or for one of the agreed talks. */
  planned(moment: string): this {
    return this.introduced().do({ type: 'talk.plan', at: at(moment), place: 'neutral' }, 'adept');
  }

  /** They met for the first time (or for the one more talk), and said so an hour later; a week on when no time is given. */
  met(moment?: string): this {
    this.introduced();
    const { state } = this;
    if (state.phase !== 'introduced') return this;
    const standing = state.meetings.find(isPlanned);
    const when = moment ? at(moment) : (standing?.at ?? this.#days(WEEK));
    this.on(new Date(when.getTime() + 3_600_000));
    return standing
      ? this.do({ type: 'talk.held', talk: standing.id }, 'adept')
      : this.do({ type: 'talk.plan', at: when, place: 'neutral' }, 'adept');
  }

  answered(by: Role, choice: Choice): this {
    return this.met().do({ type: 'decision.answer', choice }, by);
  }

  goingOn(): this {
    this.met();
    return this.state.phase === 'deciding' ? this.answered('adept', 'on').answered('mentor', 'on').told() : this;
  }

  /** The morning on which both hear what came of their answers. */
  told(): this {
    const { tellAt } = this.in('deciding');
    if (!tellAt) throw new Error('both have not answered');
    return this.on(tellAt).do({ type: 'pair.due' });
  }

  proposed(wishes: Partial<Terms> = {}, by: Role = 'adept'): this {
    return this.goingOn().do({ type: 'agreement.propose', terms: someTerms(wishes) }, by);
  }

  agreed(wishes: Partial<Terms> = {}, by: Role = 'adept'): this {
    this.proposed(wishes, by);
    const other = by === 'adept' ? 'mentor' : 'adept';
    return this.do(
      { type: 'agreement.confirm', revision: this.in('agreeing', 'active').proposal?.revision ?? 0 },
      other,
    );
  }

  /** So many of the agreed talks took place, one a day. */
  held(count: number): this {
    if (this.state.phase !== 'active') this.agreed();
    for (let n = 0; n < count; n += 1) {
      this.on(this.#days(DAY));
      this.do({ type: 'talk.plan', at: this.now, place: 'neutral' }, 'mentor');
    }
    return this;
  }

  paused(until: string): this {
    return this.introduced().do({ type: 'pair.pause', until: at(until) }, 'adept');
  }

  closed(): this {
    if (this.state.phase !== 'active') this.agreed();
    return this.held(this.in('active').agreement.terms.talks);
  }

  ended(): this {
    return isLiving(this.introduced().state) ? this.do({ type: 'pair.end' }, 'adept') : this;
  }

  /** The state, known to be in one of these phases. */
  in<P extends Pair['phase']>(...phases: P[]): Extract<Pair, { phase: P }> {
    const { state } = this;
    if (!(phases as string[]).includes(state.phase)) throw new Error(`the pair is ${state.phase}`);
    return state as Extract<Pair, { phase: P }>;
  }

  #days(days: number): Date {
    return plusDays(this.now, days, this.programme.zone);
  }
}

export const aPair = (wishes: PairWishes = {}): PairRoad => new PairRoad(wishes);
