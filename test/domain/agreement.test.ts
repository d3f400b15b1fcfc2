import { describe, expect, test } from 'vitest';
import type { Terms } from '../../src/domain/pair/agreement.ts';
import { aPair, aProgramme, at, someTerms } from '../build.ts';
import { dues, given } from './given.ts';

/** They met on Monday the 9th of March and both want to go on. */
const agreeing = () => aPair().met('2026-03-09 09:00').goingOn();
const propose = (wishes: Partial<Terms> = {}) => ({ type: 'agreement.propose', terms: someTerms(wishes) }) as const;
const confirm = (revision: number) => ({ type: 'agreement.confirm', revision }) as const;

describe('the terms', () => {
  test.each([5, 6, 7, 8])('%i talks need no reason', (talks) => {
    given(agreeing()).when(propose({ talks }), { by: 'adept' }).thenEvents({ type: 'AgreementProposed' });
  });

  test.each([1, 4, 9, 20])('%i talks need a reason, at its field', (talks) => {
    given(agreeing()).when(propose({ talks }), { by: 'adept' }).thenRefused('talksNeedReason', 'reason');
    given(agreeing())
      .when(propose({ talks, reason: '  ' }), { by: 'adept' })
      .thenRefused('talksNeedReason', 'reason');
    given(agreeing())
      .when(propose({ talks, reason: 'Ada slutar i juni' }), { by: 'adept' })
      .thenEvents({ type: 'AgreementProposed' });
  });

  test('no talks at all are not an agreement, whatever the reason', () => {
    given(agreeing())
      .when(propose({ talks: 0, reason: 'nej' }), { by: 'adept' })
      .thenRefused('fewerThanHeld', 'talks');
  });

  test('the bounds are the programme’s', () => {
    const programme = aProgramme({ rules: { talks: { min: 3, max: 4 }, months: 6 } });
    const ends = at('2026-09-01 12:00');
    given(agreeing())
      .when(propose({ talks: 3, ends }), { by: 'adept', programme })
      .thenEvents({ type: 'AgreementProposed' });
    given(agreeing())
      .when(propose({ talks: 6, ends }), { by: 'adept', programme })
      .thenRefused('talksNeedReason');
    given(agreeing())
      .when(propose({ talks: 3 }), { by: 'adept', programme })
      .thenRefused('endsTooLate');
  });

  test('end within a year of the first meeting, that day included', () => {
    given(agreeing())
      .when(propose({ ends: at('2027-03-09 23:59') }), { by: 'adept' })
      .thenEvents({ type: 'AgreementProposed' });
    given(agreeing())
      .when(propose({ ends: at('2027-03-10 00:00') }), { by: 'adept' })
      .thenRefused('endsTooLate', 'ends');
  });

  test('end in the future', () => {
    given(agreeing())
      .when(propose({ ends: at('2026-03-09 09:30') }), { by: 'adept' })
      .thenRefused('endsInPast', 'ends');
  });

  test('hold what the two wrote: places, shadowing, the three headings and own ones', () => {
    const terms = someTerms({
      places: ['visit'],
      shadowing: true,
      headings: ['openness'],
      ownHeadings: ['Telefon av'],
    });
    given(agreeing())
      .when({ type: 'agreement.propose', terms }, { by: 'adept' })
      .thenState({ proposal: { terms, by: 'adept' } });
  });
});

describe('agreeing', () => {
  test('takes one who proposes and the other who confirms the very same', () => {
    given(agreeing())
      .when(propose({ talks: 7 }), { by: 'mentor' })
      .thenState({ phase: 'agreeing', proposal: { by: 'mentor', revision: 1 } })
      .when(confirm(1), { by: 'adept', at: '2026-03-12 10:00' })
      .thenEvents({ type: 'AgreementConfirmed', at: at('2026-03-12 10:00'), changed: false })
      .thenState({ phase: 'active', agreement: { terms: someTerms({ talks: 7 }) }, proposal: null, revision: 1 });
  });

  test('is nobody’s alone: one’s own proposal cannot be confirmed', () => {
    given(aPair().proposed({}, 'adept')).when(confirm(1), { by: 'adept' }).thenRefused('ownProposal');
  });

  test('needs a proposal', () => {
    given(agreeing()).when(confirm(1), { by: 'adept' }).thenRefused('noProposal');
  });

  test('a counterproposal takes the place of the proposal, and is the other’s to confirm', () => {
    given(aPair().proposed({ talks: 5 }, 'adept'))
      .when(propose({ talks: 8 }), { by: 'mentor' })
      .thenEvents({ type: 'AgreementProposed' })
      .thenState({ proposal: { by: 'mentor', revision: 2 } })
      .when(confirm(2), { by: 'mentor' })
      .thenRefused('ownProposal');
    given(aPair().proposed({ talks: 5 }, 'adept').proposed({ talks: 8 }, 'mentor'))
      .when(confirm(2), { by: 'adept' })
      .thenState({ agreement: { terms: { talks: 8 } } });
  });

  test('nobody confirms something else than they read', () => {
    const changed = aPair().proposed({ talks: 5 }, 'adept').proposed({ talks: 8 }, 'adept');
    given(changed).when(confirm(1), { by: 'mentor' }).thenRefused('changedMeanwhile');
    given(changed).when(confirm(2), { by: 'mentor' }).thenEvents({ type: 'AgreementConfirmed' });
  });

  test('to what has become impossible while it waited is refused', () => {
    given(aPair().proposed({ ends: at('2026-04-30') }))
      .when(confirm(1), { by: 'mentor', at: '2026-05-04' })
      .thenRefused('endsInPast');
  });

  test('is reminded of once, a week after the yeses or the latest proposal', () => {
    const reminders = (road: ReturnType<typeof agreeing>) =>
      dues(road).filter((due) => due.startsWith('agreement.remind'));
    expect(reminders(agreeing())).toEqual(['agreement.remind 2026-03-17 08:00']);
    const proposed = agreeing().on('2026-03-12 10:00').proposed();
    expect(reminders(proposed)).toEqual(['agreement.remind 2026-03-20 08:00']);
    const reminded = proposed.on('2026-03-20 08:00').do({ type: 'pair.due' });
    expect(reminded.in('agreeing').reminded).toBe(true);
    expect(reminders(reminded)).toEqual([]);
  });

  test('that nobody proposes or confirms ends eight weeks on: both were told the day', () => {
    expect(dues(agreeing()).at(-1)).toBe('agreement.end 2026-05-05 08:00');
    given(agreeing().on('2026-03-17 08:00').do({ type: 'pair.due' }))
      .when({ type: 'pair.due' }, { at: '2026-05-05 08:00' })
      .thenEvents({ type: 'PairEnded', reason: 'lapsed' })
      .thenDue();
  });

  test('comes after the decision and before the end', () => {
    for (const road of [aPair(), aPair().introduced(), aPair().met(), aPair().closed(), aPair().ended()]) {
      given(road).when(propose(), { by: 'adept' }).thenRefused('notNow');
      given(road).when(confirm(1), { by: 'mentor' }).thenRefused('notNow');
    }
  });

  test('leaves no talk to be planned before it', () => {
    given(agreeing())
      .when({ type: 'talk.plan', at: at('2026-04-01 10:00'), place: 'neutral' }, { by: 'adept' })
      .thenRefused('notNow');
  });
});

describe('changing what was agreed', () => {
  const active = () => aPair().agreed({ talks: 6 });

  test('needs the other’s yes: until then what both confirmed holds', () => {
    given(active())
      .when(propose({ talks: 8 }), { by: 'mentor' })
      .thenEvents({ type: 'AgreementProposed' })
      .thenState({
        phase: 'active',
        agreement: { terms: { talks: 6 } },
        proposal: { revision: 2, terms: { talks: 8 } },
      })
      .when(confirm(2), { by: 'adept' })
      .thenEvents({ type: 'AgreementConfirmed', changed: true })
      .thenState({ agreement: { terms: { talks: 8 } }, proposal: null, revision: 2 });
  });

  test('cannot be confirmed by who asked for it, nor by an old card', () => {
    const changing = active().proposed({ talks: 8 }, 'mentor');
    given(changing).when(confirm(2), { by: 'mentor' }).thenRefused('ownProposal');
    given(changing).when(confirm(1), { by: 'adept' }).thenRefused('changedMeanwhile');
  });

  test('never uses a number twice: an old card stays old after a change', () => {
    const road = active().agreed({ talks: 7 }, 'mentor').proposed({ talks: 8 }, 'adept');
    expect(road.in('active').proposal?.revision).toBe(3);
    given(road).when(confirm(2), { by: 'mentor' }).thenRefused('changedMeanwhile');
  });

  test('cannot ask for fewer talks than were held', () => {
    given(active().held(5))
      .when(propose({ talks: 5 }), { by: 'adept' })
      .thenRefused('fewerThanHeld', 'talks');
    given(active().held(4))
      .when(propose({ talks: 5 }), { by: 'adept' })
      .thenEvents({ type: 'AgreementProposed' });
  });

  test('that was overtaken by the talks cannot be confirmed', () => {
    const road = aPair().agreed({ talks: 8 }).held(4).proposed({ talks: 5 }, 'mentor').held(1);
    given(road).when(confirm(2), { by: 'adept' }).thenRefused('fewerThanHeld');
  });

  test('is still bound to a year from the first meeting', () => {
    given(active())
      .when(propose({ ends: at('2027-06-01') }), { by: 'adept' })
      .thenRefused('endsTooLate');
  });

  test('is reminded of once while it waits', () => {
    const changing = active().on('2026-04-14 10:00').proposed({ talks: 8 }, 'mentor');
    given(changing)
      .when({ type: 'pair.due' }, { at: '2026-04-22 08:00' })
      .thenEvents({ type: 'RulesShown' }, { type: 'AgreementReminded' });
    const reminded = changing.on('2026-04-22 08:00').do({ type: 'pair.due' });
    expect(dues(reminded).filter((due) => due.startsWith('agreement'))).toEqual([]);
  });

  test('to an earlier end moves the end of the year', () => {
    const road = active().agreed({ ends: at('2026-10-30 23:59') }, 'mentor');
    expect(dues(road)).toContain('year.end 2026-11-02 08:00');
  });
});
