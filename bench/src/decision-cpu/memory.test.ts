import { expect, test } from 'vitest';
import { measureMemory } from './memory.ts';

const ADS = 20_000;
const MEGABYTE = 2 ** 20;

test('an ad-server holds 100,000 ads within 300 MB, and a model within a few times its files', async () => {
  const { adsBytes, modelBytes, artefactBytes } = await measureMemory(ADS);
  expect((adsBytes / ADS) * 100_000).toBeLessThan(300 * MEGABYTE);
  expect(modelBytes).toBeGreaterThan(0);
  expect(modelBytes).toBeLessThan(3 * artefactBytes + 4 * MEGABYTE);
}, 60_000);
