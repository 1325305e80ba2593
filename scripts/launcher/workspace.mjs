import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, ExpectedFailure } from './open-run.mjs';

/**
 * Every package of the workspace, from the `packages:` list of pnpm-workspace.yaml.
 * @returns {{ name: string, folder: string, path: string, scripts: Record<string, string> }[]}
 */
export function workspacePackages() {
  const list = readFileSync(join(checkout, 'pnpm-workspace.yaml'), 'utf8');
  const patterns = /^packages:\n((?: +- .+\n)+)/m.exec(list)?.[1];
  if (!patterns) throw new Error('pnpm-workspace.yaml lists no packages');
  return patterns
    .trim()
    .split('\n')
    .map((line) => line.replace(/^ *- /, '').replaceAll(/["']/g, ''))
    .flatMap(foldersOf)
    .filter((path) => existsSync(join(checkout, path, 'package.json')))
    .map((path) => {
      const folder = join(checkout, path);
      const { name, scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return { name, folder, path, scripts };
    });
}

/** The packages with tests, or of these the named ones. @param {string[]} names */
export function testedPackages(names) {
  const tested = workspacePackages().filter(({ scripts }) => scripts.test);
  const unknown = names.filter((name) => !tested.some((one) => one.name === name));
  if (unknown.length > 0) throw new ExpectedFailure(`No tests in a package ${unknown.join(', ')}`);
  return names.length === 0 ? tested : tested.filter(({ name }) => names.includes(name));
}

/** @param {string} pattern */
function foldersOf(pattern) {
  if (!pattern.endsWith('/*')) return [pattern];
  const parent = pattern.slice(0, -2);
  return readdirSync(join(checkout, parent)).map((name) => `${parent}/${name}`);
}
