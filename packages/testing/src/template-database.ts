import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { withOwner } from './owner-connection.ts';
import { TSX } from './tsx.ts';

/**
 * Run as a program, not imported: what tests the hot path must not reach the database package,
 * and the database package's own tests use this one.
 */
const MIGRATIONS_HOME = fileURLToPath(new URL('../../db/', import.meta.url));

/** One key for all builds: migrating creates roles, and roles belong to the whole server. */
const BUILD_LOCK = 'placard.test-template';

/**
 * The name of a migrated database to clone, built once per state of the migrations. Processes
 * that ask at the same time wait for one build; a build that died is started anew.
 */
export async function ensureTemplate(serverUrl: string): Promise<string> {
  const template = `placard_template_${migrationsDigest()}`;
  return withOwner(serverUrl, async (owner) => {
    if (await exists(owner, template)) return template;
    await owner.query('select pg_advisory_lock(hashtext($1))', [BUILD_LOCK]);
    if (!(await exists(owner, template))) await build(owner, serverUrl, template);
    return template;
  });
}

async function build(owner: pg.Client, serverUrl: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await owner.query(`drop database if exists ${unfinished} with (force)`);
  await owner.query(`create database ${unfinished}`);
  const url = new URL(serverUrl);
  url.pathname = `/${unfinished}`;
  await migrate(url.href);
  await owner.query(`alter database ${unfinished} with allow_connections false`);
  await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    unfinished,
  ]);
  await owner.query(`alter database ${unfinished} rename to ${template}`);
}

async function exists(owner: pg.Client, database: string): Promise<boolean> {
  const { rowCount } = await owner.query('select 1 from pg_database where datname = $1', [
    database,
  ]);
  return rowCount === 1;
}

async function migrate(databaseUrl: string): Promise<void> {
  const program = join(MIGRATIONS_HOME, 'src', 'migrate-main.ts');
  const child = spawn(process.execPath, ['--import', TSX, program], {
    cwd: MIGRATIONS_HOME,
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`the migrations failed:\n${errors}`);
}

function migrationsDigest(): string {
  const files = readdirSync(MIGRATIONS_HOME, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(MIGRATIONS_HOME, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('node_modules'))
    .filter((path) => path.endsWith('.sql') || /^src[\\/](migrate|schema[\\/]roles)/.test(path))
    .sort();
  const hash = createHash('sha256');
  for (const path of files) hash.update(path).update(readFileSync(join(MIGRATIONS_HOME, path)));
  return hash.digest('hex').slice(0, 12);
}
