import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDependencies } from './dependencies.mjs';
import { checkout } from './open-run.mjs';
import { startThrowAwayServices } from './services.mjs';

/** Where Debian's chromium keeps a Vulkan driver that needs no GPU. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** @typedef {import('./open-run.mjs').Run} Run */

/**
 * `npm run test:torch`: the torch engine against the onnxruntime engine, and as a job of the worker.
 * @param {Run} run
 */
export async function testTorch(run) {
  await prepareDependencies(run);
  const engine = await vitest(run, 'packages/training', 'vitest.torch.config.ts', {});
  const job = await jobTests(run, 'torch');
  return engine || job;
}

/**
 * `npm run test:gpu`: jobs of the worker on CUDA, both engines, against the processor's weights.
 * @param {Run} run
 */
export async function testGpu(run) {
  await prepareDependencies(run);
  return jobTests(run, 'cuda');
}

/**
 * `npm run test:webgpu`: the onnxruntime engine on WebGPU, on SwiftShader where no driver is named.
 * @param {Run} run
 */
export async function testWebGpu(run) {
  await prepareDependencies(run);
  const driver = process.env.VK_ICD_FILENAMES ?? SWIFTSHADER;
  if (!existsSync(driver)) {
    run.say(`no Vulkan driver at ${driver}: apt-get install chromium libvulkan1`);
    return 1;
  }
  return vitest(run, 'packages/training', 'vitest.webgpu.config.ts', { VK_ICD_FILENAMES: driver });
}

/** @param {Run} run @param {string} kind */
async function jobTests(run, kind) {
  const { databaseUrl, redisUrl } = await startThrowAwayServices(run, 'test');
  return vitest(run, 'apps/worker', 'vitest.engines.config.ts', {
    PLACARD_ENV: 'test',
    PLACARD_TESTED_ENGINES: kind,
    DATABASE_URL: databaseUrl,
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
  });
}

/**
 * @param {Run} run
 * @param {string} folder
 * @param {string} config
 * @param {Record<string, string>} env
 */
async function vitest(run, folder, config, env) {
  const cwd = join(checkout, folder);
  const { code } = await run.processes.run({
    name: config,
    command: process.execPath,
    args: [join(cwd, 'node_modules/vitest/vitest.mjs'), 'run', '-c', config],
    cwd,
    env: { ...process.env, ...env },
    onOutput: (text) => process.stdout.write(text),
  });
  return code === 0 ? 0 : 1;
}
