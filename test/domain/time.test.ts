import { describe, expect, test } from 'vitest';
import {
  endOfDay,
  instantOf,
  localDate,
  localTime,
  monthsLeft,
  morningAfter,
  openTime,
  plusDays,
  plusMonths,
  workMorning,
  workMorningBefore,
} from '../../src/domain/time.ts';
import { at, ZONE } from '../build.ts';
import { local } from './given.ts';

const first = (moment: string): string => local(workMorning(at(moment), ZONE));
const last = (moment: string): string => local(workMorningBefore(at(moment), ZONE));
const after = (moment: string): string => local(morningAfter(at(moment), ZONE));
const open = (moment: string): string => local(openTime(at(moment), ZONE));

describe('what comes by itself comes on a working morning', () => {
  test('a working morning is eight o’clock sharp, that minute included', () => {
    expect(first('2026-03-02 07:59')).toBe('2026-03-02 08:00');
    expect(first('2026-03-02 08:00')).toBe('2026-03-02 08:00');
    expect(first('2026-03-02 08:01')).toBe('2026-03-03 08:00');
  });

  test('a weekend waits for Monday', () => {
    expect(first('2026-03-06 12:00')).toBe('2026-03-09 08:00');
    expect(first('2026-03-07 06:00')).toBe('2026-03-09 08:00');
  });

  test.each([
    ['New Year’s Day', '2026-01-01', '2026-01-02 08:00'],
    ['Epiphany', '2026-01-06', '2026-01-07 08:00'],
    ['Easter, from Good Friday to Easter Monday', '2026-04-03', '2026-04-07 08:00'],
    ['the first of May, a Friday', '2026-05-01', '2026-05-04 08:00'],
    ['Ascension Day', '2026-05-14', '2026-05-15 08:00'],
    ['the national day', '2025-06-06', '2025-06-09 08:00'],
    ['Midsummer Eve', '2026-06-19', '2026-06-22 08:00'],
    ['Christmas Eve to the weekend after', '2026-12-24', '2026-12-28 08:00'],
    ['New Year’s Eve to the weekend after', '2026-12-31', '2027-01-04 08:00'],
  ])('%s is kept free', (_, day, next) => {
    expect(first(day)).toBe(next);
  });

  test('days that only lie beside a holiday are worked', () => {
    for (const day of ['2026-01-05', '2026-04-02', '2026-04-30', '2026-05-15', '2026-12-23']) {
      expect(first(day)).toBe(`${day} 08:00`);
    }
  });

  test('July is kept free, all of it and no more', () => {
    expect(first('2026-06-30')).toBe('2026-06-30 08:00');
    expect(first('2026-06-30 09:00')).toBe('2026-08-03 08:00');
    expect(first('2026-07-15')).toBe('2026-08-03 08:00');
    expect(first('2028-07-31 09:00')).toBe('2028-08-01 08:00');
  });

  test('it is eight by the clock on the wall, before and after the clocks are changed', () => {
    expect(workMorning(at('2026-03-27 12:00'), ZONE).toISOString()).toBe('2026-03-30T06:00:00.000Z');
    expect(workMorning(at('2026-10-23 12:00'), ZONE).toISOString()).toBe('2026-10-26T07:00:00.000Z');
  });

  test('the working morning of another zone is that zone’s', () => {
    expect(workMorning(at('2026-03-02 08:30'), 'Europe/Helsinki').toISOString()).toBe('2026-03-03T06:00:00.000Z');
  });
});

describe('what belongs to a time the two booked themselves keeps to it', () => {
  test('the morning before never comes after', () => {
    expect(last('2026-03-04 10:00')).toBe('2026-03-04 08:00');
    expect(last('2026-03-04 07:00')).toBe('2026-03-03 08:00');
    expect(last('2026-03-08 10:00')).toBe('2026-03-06 08:00');
    expect(last('2026-04-06 10:00')).toBe('2026-04-02 08:00');
    expect(last('2026-06-21 10:00')).toBe('2026-06-18 08:00');
    expect(last('2026-12-27 10:00')).toBe('2026-12-23 08:00');
  });

  test('the morning after is the next one, whatever the hour', () => {
    expect(after('2026-03-02 06:00')).toBe('2026-03-03 08:00');
    expect(after('2026-03-02 23:30')).toBe('2026-03-03 08:00');
    expect(after('2026-03-06 10:00')).toBe('2026-03-09 08:00');
    expect(after('2026-12-23 10:00')).toBe('2026-12-28 08:00');
  });

  test('a talk in July is reminded of and asked after in July', () => {
    expect(last('2026-07-15 10:00')).toBe('2026-07-15 08:00');
    expect(after('2026-07-15 10:00')).toBe('2026-07-16 08:00');
  });
});

describe('people are written to in working hours', () => {
  test('in them, at once', () => {
    expect(open('2026-03-02 08:00')).toBe('2026-03-02 08:00');
    expect(open('2026-03-02 16:59')).toBe('2026-03-02 16:59');
  });

  test('outside them, the next working morning', () => {
    expect(open('2026-03-02 07:59')).toBe('2026-03-02 08:00');
    expect(open('2026-03-02 17:00')).toBe('2026-03-03 08:00');
    expect(open('2026-03-07 12:00')).toBe('2026-03-09 08:00');
    expect(open('2026-07-07 12:00')).toBe('2026-08-03 08:00');
    expect(open('2026-06-19 12:00')).toBe('2026-06-22 08:00');
  });
});

describe('days and months are the calendar’s', () => {
  test('a day more is the same time tomorrow, also when the clocks are changed', () => {
    expect(local(plusDays(at('2026-03-28 10:00'), 1, ZONE))).toBe('2026-03-29 10:00');
    expect(local(plusDays(at('2026-10-24 10:00'), 1, ZONE))).toBe('2026-10-25 10:00');
  });

  test.each(['Europe/Stockholm', 'Europe/Helsinki', 'Asia/Kathmandu', 'UTC'])(
    'the clock on the wall in %s is right to the minute, whatever was asked before',
    (zone) => {
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
      for (const change of ['2026-03-29T00:00:00Z', '2026-10-25T00:00:00Z']) {
        for (let minute = 0; minute < 180; minute += 1) {
          const moment = new Date(Date.parse(change) + minute * 60_000);
          expect(localTime(moment, zone)).toBe(clock.format(moment));
          expect(localTime(moment, zone)).toBe(clock.format(moment));
        }
      }
    },
  );

  test('a month more ends with the month', () => {
    expect(local(plusMonths(at('2026-01-31 10:00'), 1, ZONE))).toBe('2026-02-28 10:00');
    expect(local(plusMonths(at('2024-02-29 10:00'), 12, ZONE))).toBe('2025-02-28 10:00');
  });

  test('the last moment of a day is that day’s, in its zone', () => {
    expect(endOfDay(at('2026-03-29 10:00'), ZONE).toISOString()).toBe('2026-03-29T21:59:59.999Z');
    expect(localDate(endOfDay(at('2026-10-25 10:00'), ZONE), ZONE)).toBe('2026-10-25');
  });

  test('a day that is not in the calendar is no moment', () => {
    expect(instantOf('2026-02-30', '10:00', ZONE)).toBeNull();
    expect(instantOf('2026-03-02', '25:00', ZONE)).toBeNull();
    expect(instantOf('nonsense', '10:00', ZONE)).toBeNull();
  });

  test('what was typed as a local time is read back as it', () => {
    const typed = instantOf('2026-06-01', '23:30', ZONE)!;
    expect([localDate(typed, ZONE), localTime(typed, ZONE)]).toEqual(['2026-06-01', '23:30']);
  });

  test('months left are rounded, and never less than none', () => {
    expect(monthsLeft(at('2026-03-02'), at('2026-08-01'), ZONE)).toBe(5);
    expect(monthsLeft(at('2026-03-02'), at('2026-03-05'), ZONE)).toBe(0);
    expect(monthsLeft(at('2026-03-02'), at('2025-03-02'), ZONE)).toBe(0);
  });
});
