import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secrets of a checkout, made at its first start and kept beside its data, readable by their
 * owner alone. Nothing that ships with the source is ever a secret.
 * @param {string} dataDir
 * @returns {{ secret: string, databasePassword: string, rolePassword: string, redisPassword: string }}
 */
export function secretsOf(dataDir) {
  const file = join(dataDir, 'secrets.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
  const make = () => randomBytes(24).toString('hex');
  const made = {
    secret: make(),
    databasePassword: make(),
    rolePassword: make(),
    redisPassword: make(),
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}
