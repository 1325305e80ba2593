import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout } from './checkout-copy.ts';

let copy: ReturnType<typeof copyCheckout>;

beforeAll(() => {
  copy = copyCheckout();
}, 180_000);

afterAll(() => copy.remove(), 60_000);

function check(step: string): { passes: boolean; output: string } {
  const done = spawnSync(process.execPath, ['scripts/run.mjs', 'check', step], {
    cwd: copy.folder,
    encoding: 'utf8',
  });
  return { passes: done.status === 0, output: done.stdout + done.stderr };
}

test('an import against the directions and two modules that import each other fail the check', {
  timeout: 120_000,
}, () => {
  expect(check('architecture')).toMatchObject({ passes: true });
  const planted = {
    'packages/domain/src/planted.ts': "export { connectDatabase } from '../../db/src/index.ts';\n",
    'packages/graph/src/one.ts': "import './other.ts';\n",
    'packages/graph/src/other.ts': "import './one.ts';\n",
  };
  // One check for all: each reads the whole tree.
  for (const [file, text] of Object.entries(planted)) writeFileSync(join(copy.folder, file), text);
  const { passes, output } = check('architecture');
  expect(output).toContain('may-import:packages/domain');
  expect(output).toContain('packages/domain/src/planted.ts');
  expect(output).toContain('no-cycles');
  expect(output).toContain('packages/graph/src/one.ts');
  expect(passes).toBe(false);
  for (const file of Object.keys(planted)) writeFileSync(join(copy.folder, file), '');
});

test('a check that reads no TypeScript fails instead of passing', { timeout: 120_000 }, () => {
  const done = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', READ_ONLY_JAVASCRIPT],
    { cwd: copy.folder, encoding: 'utf8' },
  );
  expect(done.stderr).toContain('are the least to expect');
  expect(done.status).toBe(1);
});

/** Runs the check as it would run with a parser that does not know TypeScript. */
const READ_ONLY_JAVASCRIPT = `
import { cruiseSettings } from './scripts/architecture/cruise.mjs';
cruiseSettings.options.exclude = { path: '[.]tsx?$' };
await import('./scripts/check/architecture.mjs');
`;

test('a package of the hot path that depends on the database fails the check', {
  timeout: 120_000,
}, () => {
  expect(check('boundaries')).toMatchObject({ passes: true });
  const manifestFile = join(copy.folder, 'packages', 'serving', 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  manifest.dependencies['@placard/db'] = 'workspace:*';
  writeFileSync(manifestFile, JSON.stringify(manifest));
  const { passes, output } = check('boundaries');
  expect(output).toContain('@placard/db');
  expect(passes).toBe(false);
});
