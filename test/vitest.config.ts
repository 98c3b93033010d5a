import { defineConfig } from 'vitest/config';

const project = (name: string, timeout: number) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: timeout, hookTimeout: timeout },
});

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    reporters: ['default', './test/summary-reporter.ts'],
    projects: [
      project('unit', 20_000),
      project('golden', 60_000),
      project('cli', 180_000),
      project('conformance', 120_000),
      project('e2e', 600_000),
    ],
  },
});
