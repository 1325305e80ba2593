import { join } from 'node:path';
import { typescriptLoader } from './dependencies.mjs';
import { checkout, ExpectedFailure } from './open-run.mjs';

/**
 * Brings the database to the newest schema.
 * @param {import('./open-run.mjs').Run} run
 * @param {import('./services.mjs').Services} services
 */
export async function migrateDatabase(run, { databaseUrl, rolePassword }) {
  const migrated = await run.processes.run({
    name: 'migrations',
    ...typescriptProgram('packages/db', 'src/migrate-main.ts'),
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      ...(rolePassword ? { PLACARD_DB_ROLE_PASSWORD: rolePassword } : {}),
    },
  });
  if (migrated.code !== 0) throw new ExpectedFailure(`Migrations failed:\n${migrated.output}`);
  run.say('database: schema is up to date');
}

/**
 * Runs a program of ours to its end, showing what it prints.
 * @param {import('./open-run.mjs').Run} run
 * @param {{ name: string, folder: string, entry: string, args?: string[], env: NodeJS.ProcessEnv }} program
 */
export async function runProgram(run, { name, folder, entry, args = [], env }) {
  const program = typescriptProgram(folder, entry);
  const done = await run.processes.run({
    name,
    ...program,
    args: [...program.args, ...args],
    env,
    onOutput: (text) => process.stdout.write(text),
  });
  if (done.code !== 0) throw new ExpectedFailure(`${name} failed (exit code ${done.code}).`);
}

/** @param {string} folder @param {string} entry */
function typescriptProgram(folder, entry) {
  const cwd = join(checkout, folder);
  return {
    command: process.execPath,
    args: ['--import', typescriptLoader(), join(cwd, entry)],
    cwd,
  };
}
