import { cpus } from 'node:os'
import { defineConfig } from 'vitest/config'

/**
 * `unit` is the inner loop, a minute at most; `faults` breaks disks and kills processes at every step;
 * `simulation` has many vaults and seeds; `screens` and `e2e` drive a browser, `e2e` the built app, each
 * laptop with browsers and a home of its own, one file at a time.
 */
const inner = (name: string, more: { readonly isolate?: boolean } = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...more },
})

export default defineConfig({
  test: {
    // Two workers at most beside a busy machine's other work; the suite is bound by one long file.
    maxWorkers: Math.max(1, Math.min(4, cpus().length)),
    passWithNoTests: true,
    // Property and fault tests are bound by a busy machine's disk and cores, not by waiting.
    testTimeout: 60_000,
    projects: [
      // The same modules serve many files: loading them anew for each takes longer than the tests do.
      inner('unit', { isolate: false }),
      inner('faults'),
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['tests/simulation/**/*.test.ts'],
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          // The screens over a made-up vault: each file has a browser of its own, so that files go beside each other.
          name: 'screens',
          include: ['tests/e2e/renderer*/**/*.test.ts'],
          globalSetup: ['tests/e2e/support/screens-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          // Real vault processes without a window: they go beside the screens.
          name: 'scenarios',
          include: ['tests/e2e/scenarios/**/*.test.ts'],
          globalSetup: ['tests/e2e/support/build-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: ['tests/e2e/renderer*/**', 'tests/e2e/scenarios/**'],
          globalSetup: ['tests/e2e/support/global-setup.ts'],
          // Three laptops are six browsers: beside others they miss what they are waited for.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
