import { defineConfig } from 'vitest/config';

// One platform serves every spec, one spec after the other: each mints its own organizations. Waits end
// with their condition; these limits only bound what has gone wrong on a busy machine.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'src/start-platform.ts',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
