// `npm start`, `npm test` and `npm run check`, `replay`, `bench`, `encoder`, `import`, `screenshots`, `services`: needs Node alone.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Placard needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const modes = {
  start: () => import('./launcher/start.mjs'),
  test: () => import('./launcher/test.mjs'),
  check: () => import('./launcher/check.mjs'),
  replay: () => import('./launcher/replay.mjs'),
  bench: () => import('./launcher/bench.mjs'),
  import: () => import('./launcher/import.mjs'),
  encoder: () => import('./launcher/encoder.mjs'),
  'test:torch': async () => ({ main: (await import('./launcher/engine-tests.mjs')).testTorch }),
  'test:gpu': async () => ({ main: (await import('./launcher/engine-tests.mjs')).testGpu }),
  'test:webgpu': async () => ({ main: (await import('./launcher/engine-tests.mjs')).testWebGpu }),
  screenshots: () => import('./launcher/screenshots.mjs'),
  services: () => import('./launcher/services-only.mjs'),
};

const [mode = 'start', ...args] = process.argv.slice(2);
const load = /** @type {Record<string, () => Promise<{ main: Main }>>} */ (modes)[mode];
if (!load) {
  console.error(`Unknown mode "${mode}": ${Object.keys(modes).join(', ')}.`);
  process.exit(1);
}

const { openRun } = await import('./launcher/open-run.mjs');
const run = openRun();
try {
  const { main } = await load();
  await run.close(await main(run, args));
} catch (error) {
  await run.fail(error);
}

/** @typedef {(run: import('./launcher/open-run.mjs').Run, args: string[]) => Promise<number>} Main */
