import { describe, expect, it } from 'vitest';
import { tableOf } from '../../src/app/forms/columns.ts';
import type { Registration } from '../../src/domain/registration/state.ts';
import { anAdept, aMentor, aProgramme } from '../build.ts';
import { aWish, edited, everyAnswer, everyKind, examples } from './examples.ts';

const programme = aProgramme();
const table = (registrations: readonly Registration[], more: Partial<Parameters<typeof tableOf>[1]> = {}): string[] => {
  const text = tableOf(registrations, { programme, role: 'adept', lang: 'sv', ...more });
  expect(text.startsWith('\uFEFF')).toBe(true);
  return text.slice(1).trimEnd().split('\r\n');
};

describe('the export', () => {
  it('has one row a registration of the role that was sent in, and a header in the reader’s language', () => {
    const states = [
      anAdept().state,
      anAdept('alva').submitted().state,
      anAdept('arvid').approved().state,
      anAdept('axel').submitted().withdrawn().state,
      aMentor().submitted().state,
    ];
    expect(table(states)).toEqual([
      '"Status";"Skickad";"Namn";"E-post";"Telefon";"Vilken kommun är du kommunchef i?";"Vad vill du tala om?"',
      '"väntar på styrelsen";"2026-03-02";"alva";"alva@example.se";"070-123 45 67";"Umeå";"Att vara ny"',
      '"godkänd";"2026-03-02";"arvid";"arvid@example.se";"070-123 45 67";"Umeå";"Att vara ny"',
    ]);
    expect(table(states, { lang: 'en' })[0]).toMatch(/^"Status","Sent","Name"/);
  });

  it('never hands a spreadsheet a formula, nor breaks on quotes, separators and lines', () => {
    for (const [said, written] of [
      ['=HYPERLINK("http://evil.example")', '"\'=HYPERLINK(""http://evil.example"")"'],
      ['+46', '"\'+46"'],
      ['-1', '"\'-1"'],
      ['@SUM(A1)', '"\'@SUM(A1)"'],
      [' =1', '"\' =1"'],
      ['a;b, "c"', '"a;b, ""c"""'],
      ['två\nrader', '"två\nrader"'],
    ] as const) {
      expect(table([anAdept('ada', { wish: said }).submitted().state])[1]).toContain(written);
    }
  });

  it('has a column for each kind of field', () => {
    const forms = aProgramme({ forms: everyKind });
    const state = anAdept('ada', { programme: forms }).filledIn().answered(everyAnswer).submitted().state;
    const [header, row] = table([state], { programme: forms });
    for (const { kind, wish, read, stored } of examples) {
      expect(header).toContain(wish.label.sv);
      const list = Array.isArray(stored) ? read.replace(' och ', ', ') : read;
      expect(row).toContain(`"${kind === 'date' ? String(stored) : list}"`);
    }
  });

  it('reads each by the version that was answered, and keeps the columns that only earlier versions had', () => {
    const asked = edited(programme.forms, 'adept', {
      type: 'add',
      step: 'subject',
      kind: 'yesno',
      wish: aWish({ label: { sv: 'Har du frågat din chef?', en: '' } }),
    });
    const early = anAdept('ada', { programme: aProgramme({ forms: asked }) });
    const answered = early.filledIn().answered({ q1: true }).submitted().state;
    const forms = edited(asked, 'adept', { type: 'remove', field: 'q1' });
    const now = aProgramme({ forms });
    const later = anAdept('alva', { programme: now }).submitted().state;
    const [header, first, second] = table([answered, later], { programme: now });
    expect(header).toMatch(/;"Har du frågat din chef\?"$/);
    expect(first).toMatch(/;"Ja"$/);
    expect(second).toMatch(/;""$/);
  });
});
