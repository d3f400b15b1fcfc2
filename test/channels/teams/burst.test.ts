import { afterAll, beforeAll, expect, test } from 'vitest';
import { dueRulesOf } from '../../../src/app/door/handle.ts';
import type { Change } from '../../../src/app/ports.ts';
import { pairId, registrationId, type AccountId, type MemberId } from '../../../src/domain/ids.ts';
import type { Pair } from '../../../src/domain/pair/state.ts';
import { accountOf, openDirectory } from '../../../src/channels/teams/directory.ts';
import { PER_APP } from '../../../src/channels/teams/pace.ts';
import { mongoAccounts } from '../../../src/store/accounts.ts';
import { at, aPair } from '../../build.ts';
import { Authority, TENANT } from '../../fakes/teams/authority.ts';
import { aUser, TeamsWorld } from './world.ts';

/** The morning on which a thousand pairs are reminded of their talk. */

const PAIRS = 1_000;

let authority: Authority;
let world: TeamsWorld;

beforeAll(async () => {
  authority = (await new Authority().start()).here();
  world = await TeamsWorld.start(authority, { now: '2026-05-10T07:59' });
});
afterAll(async () => {
  await world.close();
  await authority.close();
});

interface Somebody {
  readonly user: ReturnType<typeof aUser>;
  readonly member: MemberId;
  readonly account: AccountId;
}

const first = (id: Change['id'], state: Change['state'], dueAt: Date | null): Change => ({
  id,
  from: 0,
  to: 1,
  state,
  dueAt,
  dueRules: dueRulesOf(world.programme),
  history: [],
  outbox: [],
  relayAt: at('2026-05-10 08:00'),
  seen: [],
});

test('2,000 reminders due in one minute go out at Teams’ pace: each once, none lost, and none turned back', async () => {
  const { store, programme, database, connector } = world;
  const directory = openDirectory(database.db);
  const accounts = mongoAccounts(database.db);
  const due = at('2026-05-10 08:00');
  // One pair that has agreed and planned, and a thousand like it.
  const road = aPair().agreed().held(1).on('2026-04-20');
  road.do({ type: 'talk.plan', at: at('2026-05-12 13:00'), place: 'digital' }, 'adept');
  const model = JSON.stringify(road.state);
  const dates = (key: string, value: unknown): unknown =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? new Date(value) : value;
  const people: string[] = [];
  const changes: Change[] = [];
  for (let n = 0; n < PAIRS; n++) {
    const [adept, mentor] = ['a', 'm'].map((role) => {
      const user = {
        ...aUser(`${role}${n}`),
        aad: `${role === 'a' ? 'aaaaaaaa' : 'bbbbbbbb'}-0000-4000-8000-${String(n).padStart(12, '0')}`,
      };
      people.push(user.conversation);
      return { user, member: `member:${role}${n}`, account: accountOf({ tenant: TENANT, aad: user.aad }) };
    }) as [Somebody, Somebody];
    for (const { user, member, account } of [adept, mentor]) {
      const { aad, tenant, conversation, mail, name } = user;
      const said = { name, mail, lang: 'sv', zone: programme.zone } as const;
      const state = { kind: 'member', id: member, ...said, said, own: {}, home: account, since: due } as const;
      changes.push(first(member, state, null));
      await accounts.meet({ account, ...said, home: tenant, place: '' }, member, due);
      const way = { account, aad, tenant, conversation, user: user.user, principal: mail, unreachable: null };
      await directory.save({ ...way, ...said, serviceUrl: connector.serviceUrl });
    }
    const ofAdept = registrationId(programme.id, 'adept', adept.member);
    const state = JSON.parse(model, dates) as Pair;
    const id = pairId(ofAdept, 1);
    changes.push(
      first(
        id,
        {
          ...state,
          id,
          programme: programme.id,
          adept: { registration: ofAdept, member: adept.member },
          mentor: { registration: registrationId(programme.id, 'mentor', mentor.member), member: mentor.member },
        },
        due,
      ),
    );
  }
  for (let from = 0; from < changes.length; from += 500)
    expect(await store.saveMany(changes.slice(from, from + 500))).toEqual([]);
  await world.core.sweep();
  connector.answered.length = 0;

  const begun = performance.now();
  await world.until('2026-05-10T08:01');
  const seconds = (performance.now() - begun) / 1_000;

  const limit = (2 * PAIRS) / PER_APP;
  console.log(
    `2,000 reminders: ${seconds.toFixed(1)} s; Teams’ own limit of ${PER_APP} a second makes it ${limit.toFixed(1)} s; answers by status ${JSON.stringify(connector.statuses())}`,
  );
  expect(connector.messages).toHaveLength(2 * PAIRS);
  expect(connector.messages.map(({ conversation }) => conversation).toSorted()).toEqual(people.toSorted());
  expect(connector.messages.every(({ alert, card }) => alert && card !== null)).toBe(true);
  const { 201: taken, 429: turnedBack = 0, ...others } = connector.statuses();
  expect({ taken, others }).toEqual({ taken: 2 * PAIRS, others: {} });
  // None in the normal case. A machine that stands still for a moment may bunch what left it evenly, and those went out later.
  expect(turnedBack).toBeLessThanOrEqual(10);
  expect((await world.docs()).flatMap(({ outbox }) => outbox)).toEqual([]);
  expect(world.log.errors).toEqual([]);
  expect(seconds).toBeGreaterThan(limit - 1);
});
