import { expect, test } from 'vitest';
import type { Answer } from '../../src/app/door/bot.ts';
import { randomMember } from '../../src/store/chance.ts';
import type { AccountId, MemberId } from '../../src/domain/ids.ts';
import { buttonsOf, textOf } from './cards.ts';
import { adeptSteps, mentorSteps } from './standard.ts';
import { World } from './world.ts';

/** One person with two accounts: a code from the one, written in the other. */

const slack: AccountId = 'slack:T1.U1';
const teams: AccountId = 'teams:t1.o1';
const chat: AccountId = 'chat:anna';

const started = async (accounts: readonly AccountId[] = [slack, teams]): Promise<World> => {
  const world = await new World().start();
  world.newMember = randomMember;
  for (const account of accounts) await world.arrive({ account, name: 'Anna Ek' });
  return world;
};

const behind = async (world: World, account: AccountId): Promise<MemberId> => {
  const member = await world.accounts.memberOf(account);
  if (!member) throw new Error(`nobody came by ${account}`);
  return member;
};

const codeOn = ({ card }: Answer): string => /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(textOf(card))?.[0] ?? 'none';
const titles = ({ card }: Answer): string[] => buttonsOf(card).map(({ title }) => title);

/** From a word in the one to the yes in the other. */
const linked = async (world: World, from: AccountId, to: AccountId, keep = 'there'): Promise<Answer> => {
  await world.say(to, codeOn(await world.say(from, 'koppla')));
  return world.does(to, 'account.link', { keep });
};

test('two accounts are two persons until a code from the one is written in the other, and then one', async () => {
  const world = await started();
  expect(await behind(world, slack)).not.toBe(await behind(world, teams));
  const asked = await world.say(slack, 'koppla');
  expect(textOf(asked.card)).toMatch(/15 minuter/);
  const written = await world.say(teams, ` ${codeOn(asked).toLowerCase()} `);
  expect(textOf(written.card)).toMatch(/Anna Ek i Slack \(Kommunerna\)/);
  expect(await behind(world, slack)).not.toBe(await behind(world, teams));
  const answer = await world.does(teams, 'account.link', { keep: 'there' });
  expect(textOf(answer.card)).toMatch(/Slack \(Kommunerna\)[^]*Microsoft Teams \(Kommunerna\)/);
  expect(textOf(answer.card)).not.toMatch(/T1|U1|t1|o1/);
  expect(await behind(world, teams)).toBe(await behind(world, slack));
});

test('no person’s id says anything of an account, nor any registration’s', async () => {
  const world = await started();
  await world.does(slack, 'registration.start', { programme: 'programme:open', role: 'mentor' });
  const member = await behind(world, slack);
  expect(member).toMatch(/^member:[\w-]{12,}$/);
  expect(`${member} ${world.registration(member, 'mentor')}`).not.toMatch(/slack|T1|U1/);
  expect(await world.registrationOf(member, 'mentor')).toMatchObject({ status: 'draft' });
});

test('what was begun in one account goes on in the other, and is said where they want to be written to', async () => {
  const world = await started([slack, chat]);
  await world.does(chat, 'registration.start', { programme: 'programme:open', role: 'mentor' });
  const member = await behind(world, chat);
  await linked(world, slack, chat, 'here');
  expect(await behind(world, slack)).toBe(member);
  const id = world.registration(member, 'mentor');
  const [contact, municipalities, presentation] = mentorSteps(id, 'anna');
  await world.does(slack, 'form.answer', contact);
  await world.does(chat, 'form.answer', municipalities);
  await world.does(slack, 'form.answer', presentation);
  await world.does(slack, 'registration.submit', { id, consent: 'true' });
  await world.approved(id);
  expect(world.told(chat as never)).toHaveLength(1);
});

test('who is blocked where they want to be written to is written to by another account of theirs', async () => {
  const world = await started([slack, chat]);
  await linked(world, slack, chat);
  expect(await world.store.load(await behind(world, chat))).toMatchObject({ state: { home: slack } });
  await world.accounts.mark(slack, 'blocked');
  const member = await behind(world, chat);
  const id = world.registration(member, 'mentor');
  await world.does(chat, 'registration.start', { programme: 'programme:open', role: 'mentor' });
  for (const step of mentorSteps(id, 'anna')) await world.does(chat, 'form.answer', step);
  await world.does(chat, 'registration.submit', { id, consent: 'true' });
  await world.approved(id);
  expect(world.told(chat as never)).toHaveLength(1);
});

test('what does not get through to one account of theirs, for good, goes to another, and once they press there, to it again', async () => {
  const old: AccountId = 'chat:old';
  const world = await started([old, chat]);
  await linked(world, old, chat);
  const member = await behind(world, chat);
  const id = world.registration(member, 'adept');
  await world.does(chat, 'registration.start', { programme: 'programme:open', role: 'adept' });
  for (const step of adeptSteps(id, 'anna')) await world.does(chat, 'form.answer', step);
  await world.does(chat, 'registration.submit', { id, consent: 'true' });
  world.chat.trouble.push({ room: old, result: { ok: false, kind: 'theirs', reason: 'blocked' } });
  await world.approved(id);
  expect([world.told(old as never), world.told(chat as never)].map(({ length }) => length)).toEqual([0, 1]);
  expect(await world.accounts.find(old)).toMatchObject({ state: 'blocked' });
  expect(world.log.errors).toEqual([]);
  await world.say(old, 'status');
  expect(await world.accounts.find(old)).toMatchObject({ state: 'ok' });
});

test('one chooses where one is written to, and what is said there of one’s name counts from then on', async () => {
  const world = await started([]);
  await world.arrive({ account: slack, name: 'Anna i Slack', lang: 'sv' });
  await world.arrive({ account: teams, name: 'Anna in Teams', lang: 'en' });
  await linked(world, slack, teams);
  const member = await behind(world, teams);
  await world.arrive({ account: teams, name: 'Anna, new in Teams', lang: 'en' });
  expect(await world.store.load(member)).toMatchObject({ state: { name: 'Anna i Slack', lang: 'sv', home: slack } });
  await world.does(slack, 'account.home', { account: teams });
  expect(await world.store.load(member)).toMatchObject({
    state: { name: 'Anna, new in Teams', lang: 'en', home: teams },
  });
});

test('where both hold something one chooses, and what is left is there again when the accounts are unlinked', async () => {
  const world = await started();
  await world.does(slack, 'registration.start', { programme: 'programme:open', role: 'mentor' });
  await world.does(teams, 'registration.start', { programme: 'programme:open', role: 'adept' });
  const [mentor, adept] = [await behind(world, slack), await behind(world, teams)];
  const asked = await world.say(teams, codeOn(await world.say(slack, 'link')));
  expect(textOf(asked.card)).toMatch(/går inte att slå ihop[^]*adept i Mentorprogrammet[^]*mentor i Mentorprogrammet/);
  expect(titles(asked)).toEqual(['Behåll det jag har här', 'Behåll det jag har där', 'Nej, låt bli']);
  await world.does(teams, 'account.link', { keep: 'here' });
  expect(await behind(world, slack)).toBe(adept);
  expect(await world.registrationOf(mentor, 'mentor')).toMatchObject({ status: 'draft' });
  const sure = await world.does(teams, 'account.unlink', { account: slack });
  expect(textOf(sure.card)).toMatch(/kommer du tillbaka till det du hade/);
  expect(await behind(world, slack)).toBe(adept);
  await world.does(teams, 'account.unlink', { account: slack, sure: 'true' });
  expect([await behind(world, slack), await behind(world, teams)]).toEqual([mentor, adept]);
  expect(titles(await world.say(slack, 'hej'))).toContain('Fortsätt anmälan');
});

test('however often accounts are linked, each goes back to what it began with', async () => {
  const world = await started([slack, teams, chat]);
  for (const account of [slack, teams, chat])
    await world.does(account, 'registration.start', { programme: 'programme:open', role: 'mentor' });
  const began = await Promise.all([slack, teams, chat].map((account) => behind(world, account)));
  await linked(world, slack, teams, 'here');
  await linked(world, teams, chat, 'here');
  expect(await behind(world, slack)).toBe(began[2]);
  for (const account of [slack, teams]) await world.does(chat, 'account.unlink', { account, sure: 'true' });
  expect(await Promise.all([slack, teams, chat].map((account) => behind(world, account)))).toEqual(began);
});

test('where somebody waits for one, that cannot be left; where somebody does in both, nothing is linked', async () => {
  const world = await started(['chat:karin', 'chat:johan', slack]);
  const [karin, johan] = ['chat:karin', 'chat:johan'] as const;
  const registers = async (account: AccountId): Promise<void> => {
    const id = world.registration(await behind(world, account), 'adept');
    await world.does(account, 'registration.start', { programme: 'programme:open', role: 'adept' });
    for (const step of adeptSteps(id, 'anna')) await world.does(account, 'form.answer', step);
    await world.does(account, 'registration.submit', { id, consent: 'true' });
  };
  await registers(karin);
  await world.does(slack, 'registration.start', { programme: 'programme:open', role: 'mentor' });
  const asked = await world.say(karin, codeOn(await world.say(slack, 'koppla')));
  expect(titles(asked)).toEqual(['Behåll det jag har här', 'Nej, låt bli']);
  const forged = await world.press(karin, 'account.link', { keep: 'there' });
  expect(forged).toMatchObject({ outcome: 'rejected' });
  await world.does(karin, 'account.link', { keep: 'neither' });
  await registers(johan);
  const stuck = await world.say(karin, codeOn(await world.say(johan, 'koppla')));
  expect(titles(stuck)).toEqual(['Nej, låt bli']);
  expect(textOf(stuck.card)).toMatch(/Avsluta det ena först/);
  for (const keep of ['here', 'there']) {
    expect(await world.press(karin, 'account.link', { keep })).toMatchObject({ outcome: 'rejected' });
  }
  expect(await behind(world, johan)).not.toBe(await behind(world, karin));
});

test('a mentor who is left behind is off the list: nobody asks where nobody answers', async () => {
  const world = await started([slack, chat]);
  world.newMember = () => 'member:karin';
  await world.join('member:karin', 'Karin');
  const id = await world.approved(await world.registerMentor('member:karin'));
  await world.does(slack, 'registration.start', { programme: 'programme:open', role: 'adept' });
  await linked(world, slack, 'chat:karin');
  expect((await world.store.load(id))?.state).toMatchObject({ status: 'approved', listed: false });
  expect((await world.store.load('member:karin'))?.state).toMatchObject({ home: null });
});

test('an account that held nothing begins anew when it is unlinked, and what was stays with the others', async () => {
  const world = await started([slack, teams, chat]);
  await world.does(slack, 'registration.start', { programme: 'programme:open', role: 'mentor' });
  const member = await behind(world, slack);
  await linked(world, slack, teams);
  await linked(world, teams, chat);
  expect(await behind(world, chat)).toBe(member);
  const answer = await world.does(slack, 'account.unlink', { account: slack, sure: 'true' });
  expect(titles(answer)).toEqual(['Få en kod', 'Tillbaka']);
  expect(await behind(world, slack)).not.toBe(member);
  expect(titles(await world.say(slack, 'hej'))).toContain('Anmäl mig som mentor');
  expect([await behind(world, teams), await behind(world, chat)]).toEqual([member, member]);
  expect((await world.store.load(member))?.state).toMatchObject({ home: chat });
});

test('nobody does anything with an account that is not theirs, and the only one cannot be unlinked', async () => {
  const world = await started([slack, teams, chat]);
  await linked(world, slack, teams);
  const before = await behind(world, slack);
  for (const verb of ['account.home', 'account.unlink']) {
    expect(await world.press(chat, verb, { account: slack, sure: 'true' })).toMatchObject({ outcome: 'rejected' });
  }
  expect(await world.press(chat, 'account.unlink', { account: chat, sure: 'true' })).toMatchObject({
    outcome: 'rejected',
    summary: expect.stringMatching(/enda konto/),
  });
  expect(await world.press(chat, 'account.link', { keep: 'here' })).toMatchObject({ outcome: 'rejected' });
  expect(await behind(world, slack)).toBe(before);
  const card = await world.press(chat, 'show', { card: 'accounts', about: before });
  expect(textOf(card.card)).not.toMatch(/Microsoft Teams/);
});

test('a code is used once, for a quarter of an hour, and not where it was asked for', async () => {
  const world = await started([slack, teams, chat]);
  const code = codeOn(await world.say(slack, 'koppla'));
  const own = await world.say(slack, code);
  expect(own).toMatchObject({ outcome: 'rejected', summary: expect.stringMatching(/andra konto/) });
  expect(codeOn(own)).not.toBe(code);
  expect(await world.say(teams, code)).toMatchObject({ outcome: 'rejected' });
  await world.until('2026-09-01T09:14');
  expect(await world.say(teams, codeOn(own))).toMatchObject({ outcome: 'done' });
  expect(await world.say(chat, codeOn(own))).toMatchObject({ outcome: 'rejected' });
  const late = codeOn(await world.say(slack, 'koppla'));
  await world.until('2026-09-01T09:29');
  expect(await world.say(chat, late)).toMatchObject({ outcome: 'rejected' });
});

test('a right code is of no use to who guessed five times wrong, until a quarter of an hour has passed', async () => {
  const world = await started();
  for (let n = 0; n < 5; n++) expect(await world.say(teams, `ACDE-346${n}`)).toMatchObject({ outcome: 'rejected' });
  const right = codeOn(await world.say(slack, 'koppla'));
  expect(await world.say(teams, right)).toMatchObject({ summary: expect.stringMatching(/för många/) });
  await world.until('2026-09-01T09:15');
  const fresh = codeOn(await world.say(slack, 'koppla'));
  expect(await world.say(teams, fresh)).toMatchObject({ outcome: 'done' });
});

test('no word of eight letters is taken for a code', async () => {
  const world = await started();
  expect((await world.say(teams, 'mentorer')).outcome).toBe('done');
  expect((await world.say(teams, 'tjosanna')).summary).not.toMatch(/kod/);
});

test('an account whose maker died before the person was made gets one at the next press', async () => {
  const world = await started([]);
  const arrival = { account: slack, name: 'Anna', mail: '', lang: 'en', zone: 'Europe/London', home: 'T1', place: '' };
  const member = await world.accounts.meet({ ...arrival, lang: 'en' }, 'member:half', world.clock.now());
  expect(await world.store.load(member)).toBeNull();
  expect((await world.say(slack, 'help')).summary).toMatch(/Anna/);
  expect((await world.store.load(member))?.state).toMatchObject({ name: 'Anna', zone: 'Europe/London', home: slack });
});

test('a link that was cut off in its middle is finished by the same press', async () => {
  const world = await started([slack, teams, chat]);
  await linked(world, slack, teams);
  await world.does(chat, 'registration.start', { programme: 'programme:open', role: 'mentor' });
  const kept = await behind(world, chat);
  await world.say(chat, codeOn(await world.say(slack, 'koppla')));
  const move = world.accounts.move.bind(world.accounts);
  let moves = 0;
  world.accounts.move = async (...args) => {
    moves += 1;
    if (moves === 2) throw new Error('killed');
    return move(...args);
  };
  expect(await world.press(chat, 'account.link', { keep: 'here' })).toMatchObject({ outcome: 'fault' });
  world.accounts.move = move;
  await world.does(chat, 'account.link', { keep: 'here' });
  expect(await Promise.all([slack, teams, chat].map((account) => behind(world, account)))).toEqual([kept, kept, kept]);
});

test('a yes that is pressed twice is one yes', async () => {
  const world = await started();
  await linked(world, slack, teams);
  const again = await world.does(teams, 'account.link', { keep: 'there' });
  expect(textOf(again.card)).toMatch(/Slack[^]*Microsoft Teams/);
});

test('two first sights at once are one person', async () => {
  const world = await started([]);
  const met = await Promise.all(Array.from({ length: 10 }, () => world.arrive({ account: slack, name: 'Anna' })));
  expect(new Set(met).size).toBe(1);
  expect((await world.store.members()).filter(({ id }) => met.includes(id as MemberId))).toHaveLength(1);
});
