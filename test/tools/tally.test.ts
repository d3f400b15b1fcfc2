import { describe, expect, test } from 'vitest';
import { closingLine, fail, pass, type Report, sum, tallyOf } from '../../tools/tally.ts';

const aReport = (changes: Partial<Report> = {}): Report => ({
  success: true,
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...changes,
});

describe('what a vitest run counts as', () => {
  test('a good run counts its tests', () => {
    expect(tallyOf(aReport({ numPendingTests: 2, numTodoTests: 1 }), 0)).toEqual({ passed: 7, failed: 0, skipped: 3 });
  });

  test('tests that failed are counted', () => {
    const testResults = [{ name: 'a', status: 'failed', assertionResults: [{ status: 'failed' }] }];
    expect(tallyOf(aReport({ success: false, numFailedTests: 1, testResults }), 1)).toMatchObject({
      passed: 7,
      failed: 1,
    });
  });

  test('a file that does not load is a failure', () => {
    const testResults = [{ name: 'a', status: 'failed', assertionResults: [] }];
    expect(tallyOf(aReport({ success: false, testResults }), 1)).toMatchObject({ passed: 7, failed: 1 });
  });

  test.each([
    ['an error outside of any test', aReport(), 1],
    ['a run that vitest calls no success', aReport({ success: false }), 0],
    ['a run without a single test', aReport({ numPassedTests: 0 }), 0],
    ['a run that was killed', aReport(), null],
    ['a run without a report', undefined, 1],
  ])('%s is a failure', (_, report, code) => {
    expect(tallyOf(report, code).failed).toBe(1);
  });
});

test('the closing line has the form that other programs read', () => {
  expect(closingLine(sum([pass, pass, fail]))).toBe('2 passed, 1 failed');
  expect(closingLine({ passed: 2, failed: 0, skipped: 3 })).toBe('2 passed, 0 failed, 3 skipped');
});
