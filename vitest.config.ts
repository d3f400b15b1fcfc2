import { defineConfig } from 'vitest/config';

/** Talk to a database server, to other servers over HTTP, or to both. */
const onServer = [
  'test/contracts/**/*.test.ts',
  'test/store/**/*.test.ts',
  'test/jobs/**/*.test.ts',
  'test/channels/**/*.test.ts',
];
const inBrowser = ['test/e2e/**/*.test.ts'];

const minutes = (n: number): number => n * 60_000;

export default defineConfig({
  test: {
    // Made for two cores; more of either make it no better, the database being one.
    maxWorkers: 2,
    // One group of projects after the other: the browser's tests look at a clock and want the machine for themselves.
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...onServer, ...inBrowser],
          testTimeout: minutes(1),
          hookTimeout: minutes(1),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'server',
          include: onServer,
          globalSetup: ['test/setup/server.ts'],
          testTimeout: minutes(3),
          hookTimeout: minutes(3),
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: inBrowser,
          globalSetup: ['test/setup/server.ts', 'test/setup/chromium.ts'],
          fileParallelism: false,
          testTimeout: minutes(10),
          hookTimeout: minutes(5),
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
