import { expect, test } from 'vitest';
import { inputsOf, textOf } from './cards.ts';
import { contactStep, stepCarries } from './standard.ts';
import { World } from './world.ts';

const karin = 'member:karin';
const johan = 'member:johan';
const started = async (): Promise<World> => new World().start([karin, 'Karin Holm'], [johan, 'Johan Berg', 'en']);

test('what the chat knows is filled in, and each step is kept when the person goes away', async () => {
  const world = await started();
  const id = world.registration(karin, 'mentor');
  const first = await world.does(karin, 'registration.start', { programme: world.programme.id, role: 'mentor' });
  expect(inputsOf(first.card)).toMatchObject({ name: 'Karin Holm', mail: 'karin@kommun.example' });
  await world.does(karin, 'form.answer', {
    ...stepCarries(id, 'contact'),
    name: 'Karin Holm',
    mail: 'k@kommun.example',
    phone: '033 – 35 70 00',
  });
  await world.until('2026-09-20T10:00');
  const resumed = await world.say(karin, 'mentor');
  expect(inputsOf(resumed.card)).toHaveProperty('municipalities');
  const back = await world.press(karin, 'show', { card: 'form', about: id, step: 'contact' });
  expect(inputsOf(back.card)).toMatchObject({ mail: 'k@kommun.example', phone: '033-35 70 00' });
});

test('each refusal stands at its field, in the person’s language, and nothing typed is lost', async () => {
  const world = await started();
  const id = world.registration(johan, 'adept');
  await world.does(johan, 'registration.start', { programme: world.programme.id, role: 'adept' });
  const typed = { name: ' ', mail: 'not a mail', phone: '12' };
  const answer = await world.press(johan, 'form.answer', { ...stepCarries(id, 'contact'), ...typed });
  expect(answer.outcome).toBe('invalid');
  expect(Object.keys(answer.errors ?? {})).toEqual(['name', 'mail', 'phone']);
  expect(inputsOf(answer.card)).toMatchObject({ mail: 'not a mail', phone: '12' });
  for (const sentence of Object.values(answer.errors ?? {})) {
    expect(textOf(answer.card)).toContain(sentence);
    expect(sentence).not.toMatch(/[åäö]/);
  }
  expect(await world.registrationOf(johan, 'adept')).toMatchObject({ answers: {} });
});

test('phone numbers are taken any way Swedes write them, and stored as E.164', async () => {
  const world = await started();
  const id = world.registration(karin, 'mentor');
  await world.does(karin, 'registration.start', { programme: world.programme.id, role: 'mentor' });
  for (const phone of ['070-174 06 05', '0701740605', '+46 (0)70 174 06 05', '0046 70 174 06 05', '070 / 174 06 05']) {
    await world.does(karin, 'form.answer', {
      ...stepCarries(id, 'contact'),
      name: 'Karin',
      mail: 'k@kommun.example',
      phone,
    });
    expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ answers: { phone: '+46701740605' } });
  }
});

test('nothing is sent in without consent, and the version of its text is stored with the time', async () => {
  const world = await started();
  const id = world.registration(johan, 'adept');
  await world.does(johan, 'registration.start', { programme: world.programme.id, role: 'adept' });
  await world.does(johan, 'form.answer', contactStep(id, 'johan'));
  await world.does(johan, 'form.answer', { ...stepCarries(id, 'subject'), municipality: '1442', wish: 'Leading.' });
  const refused = await world.press(johan, 'registration.submit', { id, consent: 'false' });
  expect(refused).toMatchObject({ outcome: 'invalid', errors: { consent: expect.any(String) } });
  await world.does(johan, 'registration.submit', { id, consent: 'true' });
  expect(await world.registrationOf(johan, 'adept')).toMatchObject({
    consent: { version: expect.stringMatching(/./), at: world.clock.now() },
  });
});

test('a registration can be changed and withdrawn; what was written is then gone', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  await world.does(karin, 'form.answer', {
    ...stepCarries(id, 'contact'),
    name: 'Karin H',
    mail: 'ny@kommun.example',
    phone: '070-174 06 05',
  });
  expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ answers: { mail: 'ny@kommun.example' } });
  await world.does(karin, 'registration.withdraw', { id });
  expect(JSON.stringify((await world.store.load(id))?.state)).not.toContain('ny@kommun.example');
  expect(
    world.chat
      .in('chat:board')
      .map(({ card }) => textOf(card))
      .join(),
  ).not.toContain('ny@kommun.example');
});

test('nobody reads or changes another’s registration', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  for (const card of ['registration', 'form', 'registration-summary', 'decision'] as const) {
    const answer = await world.press(johan, 'show', { card, about: id, step: 'contact' });
    expect(answer.outcome).toBe('rejected');
    expect(textOf(answer.card)).not.toContain('karin@kommun.example');
  }
  const changed = await world.press(johan, 'form.answer', {
    ...stepCarries(id, 'contact'),
    name: 'X',
    mail: 'x@x.se',
    phone: '070-174 06 05',
  });
  expect(changed.outcome).toBe('rejected');
  expect(await world.registrationOf(karin, 'mentor')).toMatchObject({ answers: { mail: 'karin@kommun.example' } });
});

test('the same press twice is one press', async () => {
  const world = await started();
  const id = await world.registerMentor(karin);
  const data = { id, revision: '1', question: 'Var?' };
  await Promise.all([
    world.press('member:eva', 'board.ask', data, { key: 'k1' }),
    world.press('member:eva', 'board.ask', data, { key: 'k1' }),
  ]);
  expect(world.chat.in(karin)).toHaveLength(1);
});
