import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where each package's vitest leaves its results, relative to the package. */
export const RESULTS_FILE = '.turbo/test-results.json';

/**
 * @typedef {object} VitestResults
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ name: string, status: string, assertionResults: unknown[] }[]} testResults
 */

/**
 * Adds up the results of the packages. What did not run has failed: a package without results or
 * without a single test, a file that broke before its first test, a skipped test.
 * @param {{ name: string, folder: string }[]} packages
 */
export function summarise(packages) {
  let passed = 0;
  let failed = 0;
  /** @type {string[]} */
  const complaints = [];
  /** @param {string} text @param {number} [count] */
  const complain = (text, count = 1) => {
    failed += count;
    complaints.push(text);
  };
  for (const { name, folder } of packages) {
    const file = join(folder, RESULTS_FILE);
    if (!existsSync(file)) {
      complain(`${name}: its tests did not run`);
      continue;
    }
    /** @type {VitestResults} */
    const results = JSON.parse(readFileSync(file, 'utf8'));
    passed += results.numPassedTests;
    if (results.numFailedTests > 0) {
      complain(`${name}: ${results.numFailedTests} failed`, results.numFailedTests);
    }
    for (const broken of results.testResults) {
      if (broken.status === 'failed' && broken.assertionResults.length === 0) {
        complain(`${name}: ${broken.name} broke before its first test`);
      }
    }
    const skipped = results.numPendingTests + results.numTodoTests;
    if (skipped > 0)
      complain(`${name}: ${skipped} skipped; a skipped test proves nothing`, skipped);
    if (results.testResults.length === 0) complain(`${name}: no test was found`);
  }
  return { passed, failed, complaints };
}
