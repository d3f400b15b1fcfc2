import type { Change, Doc, OutboxItem } from '../../src/app/ports.ts';
import type { AggregateId, Kind, MemberId, RegistrationId } from '../../src/domain/ids.ts';
import type { Member } from '../../src/domain/member/member.ts';
import type { ApprovedMentor } from '../../src/domain/registration/state.ts';

/** What the contracts of the stores put in. */

export const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 8, minute));

let made = 0;
export const nextId = <K extends Exclude<Kind, 'trouble'>>(kind: K): `${K}:${string}` =>
  `${kind}:open.x.${(made += 1)}`;
export const nextProgramme = (): `programme:${string}` => `programme:p${(made += 1)}`;

const ASA = { name: 'Åsa Öst', mail: '', lang: 'sv', zone: 'Europe/Stockholm' } as const;
export const aMember = (id: MemberId, more: Partial<Member> = {}): Member => ({
  kind: 'member',
  id,
  ...ASA,
  said: ASA,
  own: {},
  home: `chat:${id}`,
  since: at(0),
  ...more,
});

export const aMentor = (id: RegistrationId, more: Partial<ApprovedMentor> = {}): ApprovedMentor => ({
  kind: 'registration',
  id,
  programme: 'programme:open',
  role: 'mentor',
  member: 'member:m',
  rounds: 0,
  status: 'approved',
  form: { id: 'mentor', version: 1 },
  answers: {
    name: 'M',
    mail: 'm@example.se',
    phone: '+46701234567',
    municipalities: ['0180', '0184'],
    standing: 'active',
    places: 1,
    about: '',
  },
  consent: { version: '1', at: at(0) },
  submittedAt: at(0),
  exchanges: [],
  votes: [],
  recused: [],
  decidedAt: at(0),
  pairs: [],
  listed: true,
  ...more,
});

export const item = (id: string, tries = 0): OutboxItem => ({
  id,
  at: at(0),
  tries,
  kind: 'notice',
  notice: { card: 'talk', about: 'pair:x', to: 'member:a', urgency: 'answer' } as never,
});

const anyState = (id: AggregateId): Change['state'] =>
  ({ ...aMember(id as MemberId), kind: id.split(':')[0] }) as never;

export const first = (id: AggregateId, more: Partial<Change> = {}): Change => ({
  id,
  from: 0,
  to: 1,
  state: anyState(id),
  dueAt: null,
  dueRules: 1,
  history: [{ type: 'Begun', at: at(0), version: 1 }],
  outbox: [],
  relayAt: at(1),
  seen: [],
  ...more,
});

export const next = (doc: Doc, more: Partial<Change> = {}): Change => ({
  id: doc.id,
  from: doc.version,
  to: doc.version + 1,
  state: doc.state,
  dueAt: doc.dueAt,
  dueRules: 1,
  history: [{ type: 'Went on', at: at(doc.version), version: doc.version + 1 }],
  outbox: [],
  relayAt: at(1),
  seen: doc.seen,
  ...more,
});

export const press = (key: string): Doc['seen'][number] => ({ key, at: at(0) });
