import { defineConfig } from 'vitest/config';

/** One tier. Tiers run one after another: those that start processes get the machine to themselves. */
const tier = (name: string, order: number, timeout: number, workers?: number, concurrency?: number) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeout,
    hookTimeout: timeout,
    sequence: { groupOrder: order },
    ...(workers === undefined ? {} : { maxWorkers: workers }),
    ...(concurrency === undefined ? {} : { maxConcurrency: concurrency }),
  },
});

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    reporters: ['default', './test/summary-reporter.ts'],
    projects: [
      tier('unit', 0, 20_000),
      tier('property', 0, 120_000),
      tier('golden', 1, 60_000),
      tier('cli', 2, 180_000, 1),
      tier('conformance', 3, 120_000, 1),
      // Its tests mostly wait: for connections to be given up, for leases to run out.
      tier('faults', 4, 180_000, 1, 10),
      tier('e2e', 5, 600_000, 1),
    ],
  },
});
