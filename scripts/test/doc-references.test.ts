import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

function check(readme: string) {
  const folder = mkdtempSync(join(tmpdir(), 'placard-docs-'));
  mkdirSync(join(folder, 'packages', 'domain'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { check: 'true' } }));
  writeFileSync(join(folder, 'README.md'), readme);
  const program = join(import.meta.dirname, '..', 'check', 'doc-references.mjs');
  const done = spawnSync(process.execPath, [program, folder], { encoding: 'utf8' });
  return { passes: done.status === 0, output: done.stdout + done.stderr };
}

test('references to what is there pass', () => {
  const readme =
    '# The map\n[here](#the-map) [domain](packages/domain) `packages/domain` `npm run check` [web](https://placard.example)\n';
  expect(check(readme)).toMatchObject({ passes: true });
});

test.each([
  ['a dead link', '[gone](packages/gone)', 'link to packages/gone'],
  ['a dead heading', '[gone](#gone)', 'link to #gone'],
  ['a dead path', 'see `packages/gone/src`', 'path packages/gone/src'],
  ['a dead command', 'run `npm run gone`', 'npm script gone'],
])('%s fails', (_, readme, fault) => {
  const { passes, output } = check(readme);
  expect(output).toContain(fault);
  expect(passes).toBe(false);
});
