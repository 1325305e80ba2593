import { defineConfig } from 'vitest/config';

// Real services on a busy machine: a wait that fails should fail for its own reason.
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } });
