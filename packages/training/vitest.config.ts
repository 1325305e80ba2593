import { defineConfig } from 'vitest/config';

// Training is compute: on a busy machine a test may take many times its usual second.
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 120_000 } });
