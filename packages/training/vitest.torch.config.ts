import { defineConfig } from 'vitest/config';

/** Tests that need Python with torch and onnx: `npm run test:torch`. */
export default defineConfig({
  test: { include: ['test/torch/**/*.torch.ts'], testTimeout: 120_000, fileParallelism: false },
});
