import { defineConfig } from 'vitest/config';

/** Argon2, image codecs and Postgres on a busy machine: seconds, not milliseconds. */
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000 } });
