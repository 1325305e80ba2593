import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { RESULTS_FILE, summarise } from '../launcher/test-results.mjs';

function packageWith(results: Record<string, unknown> | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'placard-results-'));
  if (results) {
    const file = join(folder, RESULTS_FILE);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...NOTHING, ...results }));
  }
  return { name: '@placard/some', folder };
}

const NOTHING = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
};
const FILE = { name: 'a.test.ts', status: 'passed', assertionResults: [{}] };

test('passed and failed tests of all packages are added up', () => {
  const first = packageWith({ numPassedTests: 3, testResults: [FILE] });
  const second = packageWith({ numPassedTests: 4, numFailedTests: 2, testResults: [FILE] });
  expect(summarise([first, second])).toMatchObject({ passed: 7, failed: 2 });
});

test.each([
  ['a package whose tests never ran', undefined],
  ['a package without a test', { testResults: [] }],
  [
    'a file that broke before its first test',
    { testResults: [{ ...FILE, status: 'failed', assertionResults: [] }] },
  ],
  ['a skipped test', { numPassedTests: 1, numPendingTests: 1, testResults: [FILE] }],
  ['a test that is yet to be written', { numPassedTests: 1, numTodoTests: 1, testResults: [FILE] }],
])('%s counts as failed', (_, results) => {
  const { failed, complaints } = summarise([packageWith(results)]);
  expect(failed).toBe(1);
  expect(complaints).toHaveLength(1);
});
