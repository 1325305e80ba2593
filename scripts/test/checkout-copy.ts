import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkout } from '../launcher/open-run.mjs';

const LEFT_BEHIND = new Set(['.git', '.data', '.next', '.tools', '.turbo', 'dist', 'node_modules']);

/** A second checkout of what is in this one, in a folder with spaces, with its own dependencies. */
export function copyCheckout(): { folder: string; remove: () => void } {
  mkdirSync(join(checkout, '.data'), { recursive: true });
  // On the same disk, so that the package manager can link instead of copy.
  const parent = mkdtempSync(join(checkout, '.data', 'checkout-copy-'));
  const folder = join(parent, 'a path with spaces');
  const isOurs = (path: string): boolean => !LEFT_BEHIND.has(basename(path));
  mkdirSync(folder);
  for (const name of readdirSync(checkout).filter(isOurs)) {
    cpSync(join(checkout, name), join(folder, name), { recursive: true, filter: isOurs });
  }
  // turbo names inputs as git does where it can: its cache answers only like for like.
  if (existsSync(join(checkout, '.git'))) {
    spawnSync('git', ['init', '--quiet'], { cwd: folder });
    spawnSync('git', ['add', '--all'], { cwd: folder });
  }
  const installed = spawnSync(
    'pnpm',
    ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, CI: 'true' } },
  );
  const remove = () => rmSync(parent, { recursive: true, force: true });
  if (installed.status !== 0) {
    remove();
    throw new Error(`the copy has no dependencies:\n${installed.stdout}${installed.stderr}`);
  }
  return { folder, remove };
}
