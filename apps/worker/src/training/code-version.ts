import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

/** What this program was made of: its git commit, `-dirty` when changed since, else its package's version. */
export async function codeVersion(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(
      'git',
      ['describe', '--always', '--dirty', '--abbrev=12', '--exclude', '*'],
      { cwd: import.meta.dirname },
    );
    return stdout.trim();
  } catch {
    const own = packageSchema.parse(createRequire(import.meta.url)('../../package.json'));
    return `v${own.version}`;
  }
}
