import { describe, expect, it, test } from 'vitest';
import { checkStep } from '../../src/app/forms/check.ts';
import { tableOf } from '../../src/app/forms/columns.ts';
import { answerInWords } from '../../src/app/forms/words.ts';
import { drawCard } from '../../src/channels/card.ts';
import { inputsOn } from '../../src/channels/slack/nodes.ts';
import { windowOf } from '../../src/channels/slack/surfaces.ts';
import { answersOf } from '../../src/channels/slack/state.ts';
import { forReader } from '../../src/channels/teams/cards.ts';
import { KINDS, stepOf } from '../../src/domain/form/form.ts';
import { anAdept, aProgramme } from '../build.ts';
import { viewOf } from '../cards/scenes.ts';
import { strings } from '../cards/walk.ts';
import { slackRules } from '../fakes/slack/rules.ts';
import { everyAnswer, everyKind, everyKindOptional, examples, fieldIn, type Example } from './examples.ts';

/** A field of each kind, added by an editor's changes alone, through everything that is made from it. */

const programme = aProgramme({ forms: everyKind });
const adept = () => anAdept('ada', { programme });

const drawn = async (card: 'form' | 'decision' | 'registration-summary', state = adept().state, step = '') => {
  const viewer = card === 'decision' ? null : state.member;
  const scene = {
    name: card,
    card,
    about: state.id,
    args: { step },
    viewer,
    states: [state],
    now: new Date(),
    programme,
  };
  const view = await viewOf(scene, 'sv');
  if (!view) throw new Error(`nothing to draw: ${card}`);
  return drawCard(view);
};

const stepFor = ({ step }: Example, forms = everyKind) => stepOf(forms.adept, step)!;

/** By kind: the input on the card, and the element of Slack's window. */
const INPUTS: Record<Example['kind'], readonly [string, string]> = {
  line: ['Input.Text', 'plain_text_input'],
  text: ['Input.Text', 'plain_text_input'],
  mail: ['Input.Text', 'email_text_input'],
  phone: ['Input.Text', 'plain_text_input'],
  number: ['Input.Number', 'number_input'],
  date: ['Input.Date', 'datepicker'],
  choice: ['Input.ChoiceSet', 'radio_buttons'],
  several: ['Input.ChoiceSet', 'checkboxes'],
  municipality: ['Input.ChoiceSet', 'external_select'],
  municipalities: ['Input.ChoiceSet', 'multi_external_select'],
  yesno: ['Input.ChoiceSet', 'radio_buttons'],
  statement: ['Input.Toggle', 'checkboxes'],
};

/** The standard form's own, beside the examples: no step has room for two searches. */
const municipality: Example = {
  ...examples[0]!,
  kind: 'municipality',
  id: 'municipality',
  step: 'subject',
  wish: { ...examples[0]!.wish, label: { sv: 'Vilken kommun är du kommunchef i?', en: '' } },
  wrong: '9999',
  sent: '1442',
  stored: '1442',
  read: 'Vårgårda',
};
const ALL = [...examples, municipality];

test('there is an example of each kind', () => {
  expect(ALL.map(({ kind }) => kind).toSorted()).toEqual([...KINDS].toSorted());
});

describe.each(ALL)('a field of the kind $kind', (example) => {
  const { kind, id, wish, wrong, stored, read } = example;
  const rest = Object.fromEntries(ALL.map((other) => [other.id, other.sent]));
  const standard = { name: 'Ada', mail: 'ada@example.se', phone: '070-123 45 67', wish: 'Allt' };
  const data = { ...standard, ...rest };

  it('stands on the card, says what it asks and who will see it', async () => {
    const card = await drawn('form', adept().state, example.step);
    const input = inputsOn(card).find((node) => node['id'] === id);
    expect(input).toMatchObject({ type: INPUTS[kind][0], isRequired: true });
    expect([input?.['label'], input?.['title']]).toContain(wish.label.sv);
    expect(strings(card).join()).toContain('Bara styrelsen ser det här.');
  });

  it('stands in Slack’s window, and on the card that Teams takes', async () => {
    const card = await drawn('form', adept().state, example.step);
    const origin = { at: 'message', channel: 'D1', ts: '1.1', shared: false } as const;
    const view = windowOf(card, { lang: 'sv', origin, turn: 't' });
    expect((await slackRules()).view(view)).toEqual([]);
    const block = view.blocks.find((one) => one.type === 'input' && String(one.block_id).startsWith(`${id}~`));
    expect(block).toMatchObject({ element: { type: INPUTS[kind][1] }, optional: false });
    expect(inputsOn(forReader(card)).map((node) => node['id'])).toContain(id);
  });

  it('is checked at its own input, and stored as what it is', () => {
    expect(checkStep(stepFor(example), { ...data, [id]: wrong })).toMatchObject({
      ok: false,
      errors: { [id]: expect.any(String) },
    });
    expect(checkStep(stepFor(example), { ...data, [id]: '' })).toMatchObject({
      ok: false,
      errors: { [id]: expect.any(String) },
    });
    expect(checkStep(stepFor(example), data)).toMatchObject({ ok: true, answers: { [id]: stored } });
  });

  it('is summed up for the one who answered, reviewed by the board and exported', async () => {
    const filled = adept()
      .filledIn()
      .answered({ ...everyAnswer, municipality: '1442' });
    expect(strings(await drawn('registration-summary', filled.state)).join('\n')).toContain(read);
    const { state } = filled.do({ type: 'registration.submit', consent: 'v1' }, filled.member);
    expect(strings(await drawn('decision', state)).join('\n')).toContain(read);
    expect(answerInWords(fieldIn(everyKind, 'adept', id), stored, 'sv')).toBe(read);
    expect(tableOf([state], { programme, role: 'adept', lang: 'sv' })).toContain(wish.label.sv);
  });
});

describe.each(examples.filter(({ kind }) => kind !== 'statement'))('an optional field of the kind $kind', (example) => {
  it('may be left empty, and is then nothing', () => {
    const sent = { name: 'Ada', mail: 'ada@example.se', phone: '070-123 45 67', wish: 'Allt', municipality: '1442' };
    const ticked = Object.fromEntries(
      examples.filter(({ kind }) => kind === 'statement').map(({ id }) => [id, 'true']),
    );
    const step = stepFor(example, everyKindOptional);
    for (const nothing of ['', ' ', undefined]) {
      expect(checkStep(step, { ...sent, ...ticked, [example.id]: nothing })).toMatchObject({
        ok: true,
        answers: { [example.id]: null },
      });
    }
    expect(checkStep(step, { ...sent, ...ticked, [example.id]: example.wrong })).toMatchObject({ ok: false });
  });
});

test('what a step does not ask for is not stored, whatever was sent with it', () => {
  const step = stepOf(everyKind.adept, 'contact')!;
  const sent = {
    ...Object.fromEntries(examples.map(({ id, sent: text }) => [id, text])),
    name: 'Ada',
    mail: 'a@b.se',
    phone: '070-123 45 67',
  };
  const checked = checkStep(step, { ...sent, wish: 'Allt', constructor: 'x' });
  expect(Object.keys(checked.ok ? checked.answers : {}).toSorted()).toEqual(step.fields.map(({ id }) => id).toSorted());
});

test('what Slack’s window answers is what the check takes', () => {
  const option = (value: string) => ({ value, text: { text: value } });
  const answers = answersOf({
    b: { q5: { type: 'multi_external_select', selected_options: [option('1490'), option('1491')] } },
  });
  expect(answers).toEqual({ q5: '1490,1491' });
});
