import { defineConfig } from 'vitest/config';

// `real/` wants 100 MB from a package index: `pnpm run test:real`.
export default defineConfig({ test: { include: ['src/**/*.test.ts', 'test/**/*.test.ts'] } });
