import { expect, test } from 'vitest';
import { tableOf } from '../../src/app/forms/columns.ts';
import { noInstallation } from '../../src/domain/installation/machine.ts';
import type { Registration } from '../../src/domain/registration/state.ts';
import { examples } from '../forms/examples.ts';
import { inputsOf, textOf } from './cards.ts';
import { contactStep } from './standard.ts';
import { World } from './world.ts';

const alva = 'member:alva';
const johan = 'member:johan';
const installation = { ...noInstallation, administrators: [alva] } as const;

const started = async (): Promise<World> =>
  new World({ more: [installation] }).start([alva, 'Alva'], [johan, 'Johan Berg']);

/** What the card to add a field sends, as somebody fills it in. */
const filledIn = ({ kind, step, wish }: (typeof examples)[number]): Record<string, string> => ({
  role: 'adept',
  kind,
  step,
  labelSv: wish.label.sv,
  labelEn: wish.label.en,
  hintSv: wish.hint.sv,
  hintEn: wish.hint.en,
  required: 'true',
  seenBy: wish.seenBy,
  min: String(wish.min ?? ''),
  max: String(wish.max ?? ''),
  choicesSv: wish.choices.map(({ sv }) => sv).join('\n'),
  choicesEn: wish.choices.map(({ en }) => en).join('\n'),
});

test('a field of each kind, added in the settings alone, is asked, checked, summed up, reviewed and exported', async () => {
  const world = await started();
  const programme = world.programme.id;
  for (const example of examples) await world.does(alva, 'form.field.add', { id: programme, ...filledIn(example) });
  const settings = await world.press(alva, 'show', { card: 'form-settings', about: programme, role: 'adept' });
  for (const { wish } of examples) expect(textOf(settings.card)).toContain(wish.label.sv);

  const id = world.registration(johan, 'adept');
  const first = await world.does(johan, 'registration.start', { programme, role: 'adept' });
  const button = world.buttons(first.card).find(({ verb }) => verb === 'form.answer');
  expect(button?.data).toMatchObject({ form: `adept@${examples.length + 1}`, step: 'contact' });
  const sent = Object.fromEntries(examples.map((example) => [example.id, example.sent]));
  const standard = {
    name: 'Johan',
    mail: 'j@kommun.example',
    phone: '070-174 06 05',
    municipality: '1442',
    wish: 'Allt',
  };
  const form = { id, form: `adept@${examples.length + 1}` };
  for (const step of ['contact', 'subject']) {
    const own = examples.filter((example) => example.step === step);
    const card = await world.press(johan, 'show', { card: 'form', about: id, step });
    expect(Object.keys(inputsOf(card.card))).toEqual(expect.arrayContaining(own.map((example) => example.id)));
    for (const { id: field, wrong } of own) {
      const refused = await world.press(johan, 'form.answer', { ...form, step, ...standard, ...sent, [field]: wrong });
      expect({ field, errors: Object.keys(refused.errors ?? {}) }).toEqual({ field, errors: [field] });
    }
    await world.does(johan, 'form.answer', { ...form, step, ...standard, ...sent });
  }
  const summary = await world.press(johan, 'show', { card: 'registration-summary', about: id });
  await world.does(johan, 'registration.submit', { id, consent: 'true' });
  const decision = world.chat.in(world.programme.room!).at(-1);
  const registration = await world.registrationOf(johan, 'adept');
  const now = (await world.core.programmes.get(programme))!;
  const table = tableOf([registration], { programme: now, role: 'adept', lang: 'sv' });
  for (const { read, wish } of examples) {
    expect(textOf(summary.card)).toContain(read);
    expect(textOf(decision!.card)).toContain(read);
    expect(table).toContain(wish.label.sv);
  }
  expect(table).toContain('"Politik"');
});

test('only an administrator changes a form, and what is refused stands at its input with what was typed', async () => {
  const world = await started();
  const id = world.programme.id;
  const field = { id, ...filledIn(examples[0]!) };
  expect(await world.press(johan, 'form.field.add', field)).toMatchObject({ outcome: 'rejected' });
  const refused = await world.press(alva, 'form.field.add', { ...field, kind: 'choice', labelSv: 'Vad kan du?' });
  expect(refused).toMatchObject({ outcome: 'invalid', errors: { choicesSv: expect.any(String) } });
  expect(inputsOf(refused.card)).toMatchObject({ kind: 'choice', labelSv: 'Vad kan du?' });
  const kept = await world.press(alva, 'form.field.remove', { id, role: 'adept', field: 'mail' });
  expect(kept).toMatchObject({ outcome: 'rejected', summary: expect.stringMatching(/måste vara kvar/) });
});

test('a form that changes while somebody fills it in keeps what they typed, and asks for what is new', async () => {
  const world = await started();
  const id = world.registration(johan, 'adept');
  await world.does(johan, 'registration.start', { programme: world.programme.id, role: 'adept' });
  await world.does(alva, 'form.field.add', { id: world.programme.id, ...filledIn(examples[0]!) });
  const typed = { name: 'Johan B', mail: 'jb@kommun.example', phone: '070-174 06 05' };
  const late = await world.press(johan, 'form.answer', { id, form: 'adept@1', step: 'contact', ...typed });
  expect(late).toMatchObject({ outcome: 'rejected', summary: expect.stringMatching(/ändrades/) });
  expect(inputsOf(late.card)).toMatchObject({ name: 'Johan B', q1: '' });
  await world.does(johan, 'form.answer', { id, form: 'adept@2', step: 'contact', ...typed, q1: 'Ekonom' });
});

test('there is a way back to the step before, and a draft can be thrown away', async () => {
  const world = await started();
  const id = world.registration(johan, 'adept');
  const first = await world.does(johan, 'registration.start', { programme: world.programme.id, role: 'adept' });
  expect(textOf(first.card)).toContain('Bara du ser det förrän du');
  const second = await world.does(johan, 'form.answer', contactStep(id, 'johan'));
  const back = world.buttons(second.card).find(({ title }) => title === 'Tillbaka');
  const before = await world.press(johan, 'show', back?.data ?? {});
  expect(inputsOf(before.card)).toMatchObject({ mail: 'johan@kommun.example' });
  const away = world.buttons(second.card).find(({ verb }) => verb === 'registration.withdraw');
  await world.does(johan, 'registration.withdraw', away?.data ?? {});
  const { status, ...rest }: Registration = await world.registrationOf(johan, 'adept');
  expect(status).toBe('withdrawn');
  expect(JSON.stringify(rest)).not.toContain('johan@kommun.example');
});
