import { describe, expect, test } from 'vitest';
import { changedForms } from '../../src/domain/form/change.ts';
import { fieldsOf, LIMITS } from '../../src/domain/form/form.ts';
import { inLang } from '../../src/domain/words.ts';
import { formIn, type FormChange, type Forms } from '../../src/domain/form/forms.ts';
import { standardForms } from '../../src/domain/form/standard.ts';
import { flawOf } from '../../src/domain/form/valid.ts';
import type { Role } from '../../src/domain/ids.ts';
import { answering } from '../domain/answering.ts';
import { anAdept, aProgramme } from '../build.ts';
import { given } from '../domain/given.ts';
import { aWish, edited, everyKind, fieldIn } from './examples.ts';

const add = (more: Partial<Extract<FormChange, { type: 'add' }>> = {}): FormChange => ({
  type: 'add',
  step: 'contact',
  kind: 'line',
  wish: aWish(),
  ...more,
});
const order = (forms: Forms, role: Role = 'adept'): string =>
  forms[role].steps.map(({ fields }) => fields.map(({ id }) => id).join(' ')).join(' | ');
const choices = (...words: string[]) => words.map((sv) => ({ sv, en: '' }));
const refusal = (change: FormChange, forms = standardForms, role: Role = 'adept') => {
  const after = changedForms(forms, role, change);
  return 'reason' in after ? [after.reason, after.field] : null;
};

test('the founding forms, and the forms with each kind, are valid', () => {
  for (const forms of [standardForms, everyKind]) {
    for (const role of ['mentor', 'adept'] as const) expect(flawOf(forms[role], role)).toBeNull();
  }
});

test('what is missing in one language is shown in the other', () => {
  expect(inLang({ sv: 'Fråga', en: '' }, 'en')).toBe('Fråga');
  expect(inLang({ sv: '', en: 'Question' }, 'sv')).toBe('Question');
});

describe('a change', () => {
  test('is a new version, and the one before is kept as it was', () => {
    const forms = edited(standardForms, 'adept', add());
    expect(forms.adept.version).toBe(2);
    expect(formIn(forms, { id: 'adept', version: 1 })).toEqual(standardForms.adept);
    expect(forms.mentor).toBe(standardForms.mentor);
  });

  test('that changes nothing is none', () => {
    const forms = edited(standardForms, 'adept', add());
    expect(changedForms(forms, 'adept', { type: 'change', field: 'q1', wish: aWish() })).toBe(forms);
    expect(changedForms(forms, 'adept', { type: 'move', field: 'name', by: 'up' })).toBe(forms);
  });

  test('gives no id twice, so that an old answer never answers a new question', () => {
    const forms = edited(standardForms, 'adept', add(), add(), { type: 'remove', field: 'q2' }, add());
    expect(order(forms)).toBe('name mail phone q1 q3 | municipality wish');
  });

  test('keeps the value of a choice that is called the same, and never uses one again', () => {
    const kind = 'choice';
    const wish = (...words: string[]) => aWish({ choices: choices(...words) });
    const forms = edited(
      standardForms,
      'adept',
      add({ kind, wish: wish('Ett', 'Två', 'Tre') }),
      { type: 'change', field: 'q1', wish: wish('Tre', 'Ett') },
      { type: 'change', field: 'q1', wish: wish('Två', 'Tre', 'Ett') },
    );
    expect(fieldIn(forms, 'adept', 'q1').choices?.map(({ value }) => value)).toEqual(['c4', 'c3', 'c1']);
  });

  test('moves a field up and down, at the edge into the next step', () => {
    const move = (forms: Forms, field: string, by: 'up' | 'down') =>
      edited(forms, 'adept', { type: 'move', field, by });
    const once = move(standardForms, 'wish', 'up');
    expect(order(once)).toBe('name mail phone | wish municipality');
    const twice = move(once, 'wish', 'up');
    expect(order(twice)).toBe('name mail phone wish | municipality');
    expect(order(move(twice, 'wish', 'down'))).toBe('name mail phone | wish municipality');
  });

  test('takes a step away with its last field', () => {
    const remove = (field: string): FormChange => ({ type: 'remove', field });
    expect(order(edited(standardForms, 'adept', remove('wish'), remove('municipality')))).toBe('name mail phone');
  });

  test('cannot take away, or leave to choice, what the programme needs', () => {
    for (const field of ['name', 'mail', 'phone', 'municipalities', 'places']) {
      expect(refusal({ type: 'remove', field }, standardForms, 'mentor')).toEqual(['fieldNeeded', undefined]);
      const { label, hint, seenBy, choices: known } = fieldIn(standardForms, 'mentor', field);
      const wish = aWish({ label, hint, seenBy, choices: (known ?? []).map((one) => one.label), required: false });
      expect(refusal({ type: 'change', field, wish }, standardForms, 'mentor')).toEqual(['fieldNeeded', 'required']);
    }
    expect(refusal({ type: 'remove', field: 'about' }, standardForms, 'mentor')).toBeNull();
  });

  test('cannot promise another audience than the road shows it to', () => {
    expect(refusal({ type: 'change', field: 'mail', wish: aWish({ seenBy: 'board' }) })).toEqual([
      'seenByFixed',
      'seenBy',
    ]);
  });

  test.each<[string, FormChange, readonly [string, string | undefined]]>([
    ['without a label', add({ wish: aWish({ label: { sv: ' ', en: '' } }) }), ['labelMissing', 'labelSv']],
    [
      'with a long label',
      add({ wish: aWish({ label: { sv: 'x'.repeat(151), en: '' } }) }),
      ['labelTooLong', 'labelSv'],
    ],
    ['without choices', add({ kind: 'choice' }), ['choicesMissing', 'choicesSv']],
    [
      'with one choice',
      add({ kind: 'several', wish: aWish({ choices: choices('A') }) }),
      ['choicesMissing', 'choicesSv'],
    ],
    [
      'with choices alike',
      add({ kind: 'choice', wish: aWish({ choices: choices('A', 'A') }) }),
      ['choicesAlike', 'choicesSv'],
    ],
    [
      'with too many choices',
      add({ kind: 'choice', wish: aWish({ choices: choices(...Array.from({ length: 11 }, (_, n) => `Val ${n}`)) }) }),
      ['choicesTooMany', 'choicesSv'],
    ],
    ['with limits crossed', add({ kind: 'number', wish: aWish({ min: 3, max: 2 }) }), ['limitsWrong', 'max']],
    ['in no step', add({ step: 'elsewhere' }), ['noSuchField', 'step']],
    ['that searches beside another', add({ step: 'subject', kind: 'municipalities' }), ['oneSearchAStep', 'step']],
  ])('adds no field %s, and says so where it can be mended', (_, change, expected) => {
    expect(refusal(change)).toEqual(expected);
  });

  test('stops where a card is full', () => {
    const five = edited(standardForms, 'adept', add(), add(), add(), add(), add());
    expect(fieldsOf(five.adept).length).toBe(10);
    expect(five.adept.steps[0]?.fields.length).toBe(LIMITS.fieldsAStep);
    expect(refusal(add(), five)).toEqual(['formFull', undefined]);
  });
});

describe('a registration under a form that changes', () => {
  const before = aProgramme();
  const changed = aProgramme({ forms: edited(before.forms, 'adept', add()) });

  test('a draft follows the form: an answer to the old one is not taken, and the new question is asked', () => {
    const draft = anAdept('ada', { programme: before }).filledIn();
    given(draft)
      .when(answering('adept', { wish: 'Nytt' }), { programme: changed })
      .thenRefused('changedMeanwhile');
    given(draft).when({ type: 'registration.submit', consent: 'v1' }, { programme: changed }).thenRefused('incomplete');
    given(draft)
      .when(
        { type: 'registration.answer', form: { id: 'adept', version: 2 }, answers: { q1: 'Ja' } },
        { programme: changed },
      )
      .when({ type: 'registration.submit', consent: 'v1' }, { programme: changed })
      .thenState({
        status: 'submitted',
        form: { id: 'adept', version: 2 },
        answers: { q1: 'Ja', wish: 'Att vara ny' },
      });
  });

  test('what was sent in stays under the version that it answered', () => {
    const sent = anAdept('ada', { programme: before }).submitted();
    given(sent)
      .when(answering('adept', { wish: 'Nytt' }), { programme: changed })
      .thenState({ form: { id: 'adept', version: 1 }, answers: { wish: 'Nytt' } });
    given(sent)
      .when(
        { type: 'registration.answer', form: { id: 'adept', version: 2 }, answers: { q1: 'Ja' } },
        { programme: changed },
      )
      .thenRefused('changedMeanwhile');
  });

  test('a choice that is no longer there has to be made anew, and what is no longer asked for is not kept', () => {
    const kind = 'choice';
    const some = edited(before.forms, 'adept', add({ kind, wish: aWish({ choices: choices('A', 'B', 'C') }) }), add());
    const draft = anAdept('ada', { programme: aProgramme({ forms: some }) })
      .filledIn()
      .answered({ q1: 'c2', q2: 'Kvar?' });
    const without = edited(
      some,
      'adept',
      { type: 'change', field: 'q1', wish: aWish({ choices: choices('A', 'C') }) },
      { type: 'remove', field: 'q2' },
    );
    const programme = aProgramme({ forms: without });
    given(draft).when({ type: 'registration.submit', consent: 'v1' }, { programme }).thenRefused('incomplete');
    const form = { id: 'adept', version: without.adept.version };
    const { state } = given(draft)
      .when({ type: 'registration.answer', form, answers: { q1: 'c1' } }, { programme })
      .when({ type: 'registration.submit', consent: 'v1' }, { programme });
    expect(state).toMatchObject({ status: 'submitted', answers: { q1: 'c1' } });
    expect('answers' in state && Object.keys(state.answers)).not.toContain('q2');
  });
});
