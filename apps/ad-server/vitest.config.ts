import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Real Postgres and Chromium on a busy machine: a wait that fails should fail for its own reason.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The modules keep no state of their own; loading them anew for each file would be most of the time.
    isolate: false,
  },
});
