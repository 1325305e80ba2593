import { defineConfig } from 'vitest/config';

/** Jobs on engines that not every machine has: `npm run test:torch` and `npm run test:gpu`. */
export default defineConfig({
  test: {
    include: [
      'test/engines/*.engines.ts',
      ...(process.env.PLACARD_TESTED_ENGINES === 'cuda' ? [] : ['test/engines/*.torch.ts']),
    ],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
