import { defineConfig } from 'vitest/config';

// Each test starts an API server in memory, which takes a moment on a busy machine.
export default defineConfig({ test: { include: ['src/**/*.test.ts'], testTimeout: 30_000 } });
