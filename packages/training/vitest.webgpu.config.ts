import { defineConfig } from 'vitest/config';

/** Tests that need a GPU that Vulkan knows, or SwiftShader in its place: `npm run test:webgpu`. */
export default defineConfig({
  test: { include: ['test/webgpu/*.webgpu.ts'], testTimeout: 120_000 },
});
