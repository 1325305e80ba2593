import { defineConfig } from 'vitest/config';

/** Tests that need Python with torch and onnx: `npm run test:torch`. A PyTorch takes seconds to start, four times a test. */
export default defineConfig({
  test: { include: ['test/torch/**/*.torch.ts'], testTimeout: 300_000, fileParallelism: false },
});
