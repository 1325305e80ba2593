import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Postgres refuses to run as root: there it runs as this user, "nobody" on every Unix. */
export const UNPRIVILEGED = { uid: 65_534, gid: 65_534 };

export const isRoot = process.getuid?.() === 0;

/**
 * The full path of a program on PATH (or in one of `more` folders).
 * @param {string} name
 * @param {readonly string[]} [more]
 * @returns {string | undefined}
 */
export function findProgram(name, more = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...more];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Whether any user may walk into a folder: each folder above it lets others pass.
 * @param {string} folder
 */
export function isReachableByAll(folder) {
  for (let current = folder; ; current = dirname(current)) {
    if ((statSync(current).mode & 0o001) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

/**
 * The command line of a live process, or undefined when there is none.
 * @param {number} pid
 * @returns {string | undefined}
 */
export function commandOf(pid) {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
    } catch {
      return undefined;
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}
