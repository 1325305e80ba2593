import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildApps } from './builds.mjs';
import { runProgram } from './database.mjs';
import { prepareDependencies } from './dependencies.mjs';
import { checkout, ExpectedFailure } from './open-run.mjs';
import { driveThrowAwayPlatform } from './replay.mjs';
import { startThrowAwayServices } from './services.mjs';

/**
 * `npm run bench -- <name>`: `bench/src/<name>/main.ts` drives a running platform; `bench/src/<name>.ts`
 * measures a part of it, over a Postgres and a Redis that sync to disk.
 * @param {import('./open-run.mjs').Run} run
 * @param {string[]} args
 */
export async function main(run, [name = '', ...args]) {
  const folder = join(checkout, 'bench', 'src');
  const entries = readdirSync(folder);
  const driven = entries.filter((one) => existsSync(join(folder, one, 'main.ts')));
  const programs = entries.filter((one) => one.endsWith('.ts')).map((one) => basename(one, '.ts'));
  if (driven.includes(name)) return driveThrowAwayPlatform(run, name, args);
  if (!programs.includes(name)) {
    throw new ExpectedFailure(
      `Say which: npm run bench -- ${[...driven, ...programs].join(' | ')}`,
    );
  }
  await prepareDependencies(run);
  await buildApps(run, '@placard/ad-server^...');
  const services = await startThrowAwayServices(run, name, { durable: true });
  await runProgram(run, {
    name,
    folder: 'bench',
    entry: `src/${name}.ts`,
    args,
    env: {
      DATABASE_URL: services.databaseUrl,
      ...(services.redisUrl && { REDIS_URL: services.redisUrl }),
    },
  });
  return 0;
}
