import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildWidget } from '../build.ts';

const BUDGET_BYTES = 5 * 1024;

it('is at most 5 kB gzip, with nothing imported at run time', async () => {
  const script = await buildWidget();
  expect(script).not.toMatch(/\b(import|require)\(/);
  expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(BUDGET_BYTES);
});
